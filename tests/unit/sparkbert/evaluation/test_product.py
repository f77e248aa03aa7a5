from __future__ import annotations

from dataclasses import replace
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
        return [document_id for document_id, _ in system.rank({"q": query}, k)["q"]]


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
    found = rank(tmp_path, product, "telescope", channel)
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
        run = system.rank({"q": "boats in a harbour", "none": "  "}, 10)
        scores = [score for _, score in run["q"]]
        assert scores == sorted(set(scores), reverse=True)
        assert run["none"] == []
        assert len(system.milliseconds) == 1


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
            ProductSystem(indexed, RankingParameters(), channel).rank({"q": "boats"}, 3)
    assert encoder.n_texts == before + 1


def test_sizes_of_the_channels_add_up(tmp_path: Path, product: Product) -> None:
    index_documents(tmp_path, DOCUMENTS, product)
    with IndexedCollection(tmp_path, product) as indexed:
        parts = [ProductSystem(indexed, RankingParameters(), one) for one in Channel]
        whole = ProductSystem(indexed, RankingParameters())
        assert min(one.bytes_per_document for one in parts) > 0
        assert whole.bytes_per_document == pytest.approx(
            sum(one.bytes_per_document for one in parts)
        )
        assert whole.name == "SparkBERT"
        assert parts[0].name == "SparkBERT, semantic alone"


def test_one_channel_takes_all_the_weight_and_leaves_the_rest() -> None:
    parameters = RankingParameters(search_n_neighbors=3, n_candidates=7)
    expected = RankingParameters(
        search_n_neighbors=3,
        semantic_weight=0.0,
        late_weight=0.0,
        stretch_weight=0.0,
        lexical_weight=1.0,
        pooled_weight=0.0,
        n_candidates=7,
    )
    assert alone(parameters, Channel.LEXICAL) == expected


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
