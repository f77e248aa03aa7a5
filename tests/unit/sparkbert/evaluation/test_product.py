from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from sparkbert.evaluation.collections import CollectionDocument
from sparkbert.evaluation.product import (
    IndexedCollection,
    Product,
    ProductSystem,
    alone,
    as_document,
    content_digest,
    index_documents,
)
from sparkbert.evaluation.systems import SystemName
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.types import Channel
from tests.support.products import CountingEncoder, piece_product

FILLER = "The quiet harbour keeps its boats through winter storms. " * 4
DOCUMENTS = [
    CollectionDocument("boats", "Harbours", FILLER),
    CollectionDocument("tax", "Tax letter", "An invoice was sent to the archive in spring."),
    CollectionDocument("copy", "", "An invoice was sent to the archive in spring."),
    CollectionDocument("twin", "", "An invoice was sent to the archive in spring."),
    CollectionDocument("deep", "", FILLER + "At last somebody found a telescope."),
    CollectionDocument("empty", "", ""),
]


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def product(encoder: CountingEncoder) -> Product:
    return piece_product(encoder)


def rank(
    directory: Path, product: Product, query: str, channel: Channel | None = None, k: int = 10
) -> list[str]:
    index_documents(directory, DOCUMENTS, product)
    with IndexedCollection(directory, product) as indexed:
        system = ProductSystem(indexed, RankingParameters(), channel)
        return [document_id for document_id, _ in system.answer({"q": query}, k).run["q"]]


def test_a_title_is_a_heading_and_the_first_paragraph() -> None:
    document = as_document(DOCUMENTS[1])
    (section,) = document.sections
    assert (document.key, document.title) == ("tax", "Tax letter")
    assert section.text == "Tax letter\n\nAn invoice was sent to the archive in spring."
    assert section.text[section.headings[0].start :].startswith(section.headings[0].text)
    assert as_document(DOCUMENTS[2]).sections[0].headings == ()


def test_a_document_counts_as_its_best_chunk_and_once(tmp_path: Path, product: Product) -> None:
    found = rank(tmp_path, product, "telescope")
    assert found[0] == "deep"
    assert len(found) == len(set(found))


def test_documents_of_one_text_are_all_found(tmp_path: Path, product: Product) -> None:
    assert set(rank(tmp_path, product, "invoice archive", Channel.LEXICAL)) == {
        "tax",
        "copy",
        "twin",
    }
    assert len(rank(tmp_path, product, "invoice archive", Channel.LEXICAL, k=2)) == 2


@pytest.mark.parametrize("channel", [Channel.LEXICAL, Channel.SEMANTIC])
def test_a_channel_alone_finds_only_what_it_knows(
    tmp_path: Path, product: Product, channel: Channel
) -> None:
    query = "at last somebody found a telescope"
    found = rank(tmp_path, product, query, channel)
    assert found[0] == "deep"
    if channel is Channel.LEXICAL:
        assert found == ["deep"]


def test_literal_hits_keep_their_place_before_higher_scores(
    tmp_path: Path, product: Product
) -> None:
    assert rank(tmp_path, product, "tax letter an invoice was sent")[0] == "tax"


def test_scores_fall_in_the_products_own_order(tmp_path: Path, product: Product) -> None:
    index_documents(tmp_path, DOCUMENTS, product)
    with IndexedCollection(tmp_path, product) as indexed:
        system = ProductSystem(indexed, RankingParameters())
        answers = system.answer({"q": "boats in a harbour", "none": "  "}, 10)
        run = answers.run
        scores = [score for _, score in run["q"]]
        assert scores == sorted(set(scores), reverse=True)
        assert run["none"] == []
        assert len(answers.milliseconds) == 2
        assert len(indexed.encoding_milliseconds) == 1


def test_a_complete_index_is_not_encoded_again(
    tmp_path: Path, product: Product, encoder: CountingEncoder
) -> None:
    told: list[tuple[str, int, int]] = []
    seconds = index_documents(tmp_path, DOCUMENTS, product, lambda *one: told.append(one))
    n_texts = encoder.n_texts
    assert seconds is not None
    assert seconds > 0
    assert ("documents", 6, 6) in told
    assert told[-1] == ("chunks", n_texts, n_texts)
    assert index_documents(tmp_path, DOCUMENTS, product) is None
    assert encoder.n_texts == n_texts


def test_an_index_that_was_cut_short_is_completed(
    tmp_path: Path, product: Product, encoder: CountingEncoder
) -> None:
    index_documents(tmp_path, DOCUMENTS[:2], product)
    before = encoder.n_texts
    assert index_documents(tmp_path, DOCUMENTS, product) is None
    with IndexedCollection(tmp_path, product) as indexed:
        held = indexed.statistics
    assert held.documents == len(DOCUMENTS)
    assert held.chunks == held.encoded_chunks == encoder.n_texts
    assert encoder.n_texts > before


def test_queries_are_encoded_once_for_all_systems(
    tmp_path: Path, product: Product, encoder: CountingEncoder
) -> None:
    index_documents(tmp_path, DOCUMENTS, product)
    before = encoder.n_texts
    with IndexedCollection(tmp_path, product) as indexed:
        for channel in Channel:
            ProductSystem(indexed, RankingParameters(), channel).answer({"q": "boats"}, 3)
    assert encoder.n_texts == before + 1


def test_sizes_of_the_channels_add_up(tmp_path: Path, product: Product) -> None:
    product = replace(product, vocabulary_disk=7, vocabulary_resident=9)
    index_documents(tmp_path, DOCUMENTS, product)
    with IndexedCollection(tmp_path, product) as indexed:
        parts = [ProductSystem(indexed, RankingParameters(), one) for one in Channel]
        whole = ProductSystem(indexed, RankingParameters(), index_seconds=3.0)
        assert min(one.costs.bytes_disk for one in parts) > 0
        assert whole.costs.index_seconds == 3.0
        by_name = {one.name: one.costs for one in (whole, *parts)}
    assert set(by_name) == {"sparkbert-hybrid", "sparkbert", "sparkbert-words", "sparkbert-pooled"}
    # Pooled vectors compare the semantic channel's candidates with each other.
    assert by_name[SystemName.HYBRID].bytes_disk == pytest.approx(
        by_name[SystemName.WORDS].bytes_disk + by_name[SystemName.SPARSE].bytes_disk
    )
    assert by_name[SystemName.SPARSE].bytes_disk > by_name[SystemName.POOLED].bytes_disk
    assert by_name[SystemName.SPARSE].vocabulary_resident == 9
    assert by_name[SystemName.WORDS].vocabulary_disk == 0


def test_one_channel_takes_all_the_weight() -> None:
    weights = {
        name: value
        for name, value in asdict(alone(RankingParameters(), Channel.LEXICAL)).items()
        if name.endswith("_weight")
    }
    assert weights.pop("lexical_weight") == 1.0
    assert set(weights.values()) == {0.0}
    semantic = alone(RankingParameters(search_n_neighbors=3), Channel.SEMANTIC)
    assert semantic.search_n_neighbors == 3
    assert semantic.lexical_weight == semantic.pooled_weight == 0.0


def test_the_digest_tells_documents_and_settings_apart(product: Product) -> None:
    identity = product.identity
    other = replace(identity, index_n_neighbors=9)
    digests = {
        content_digest(DOCUMENTS, identity),
        content_digest(DOCUMENTS[:-1], identity),
        content_digest(DOCUMENTS[::-1], identity),
        content_digest(DOCUMENTS, other),
    }
    assert len(digests) == 4
    assert content_digest(list(DOCUMENTS), identity) in digests
