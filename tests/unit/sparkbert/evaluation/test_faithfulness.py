from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sparkbert.errors import CollectionError
from sparkbert.evaluation.collections import CollectionDocument
from sparkbert.evaluation.faithfulness import Faithfulness, measure_faithfulness, without
from sparkbert.evaluation.product import IndexedCollection, Product, index_documents
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.searcher import PassageVectors
from sparkbert.sparse import SenseEncoder, word_vector
from sparkbert.words import words
from tests.support.products import CountingEncoder, piece_product

DOCUMENTS = [
    CollectionDocument("boats", "", "The quiet harbour keeps its boats through winter storms."),
    CollectionDocument("tax", "", "An invoice was sent to the archive in spring, unpaid as ever."),
    CollectionDocument("stars", "", "Somebody found a brass telescope behind the winter coats."),
    CollectionDocument("word", "", "Telephone"),
]
QUERIES = {"1": "telescope", "2": "  ", "3": "boats in storms", "4": "telephone", "5": "invoice"}


@pytest.fixture
def product() -> Product:
    return piece_product(CountingEncoder())


def measure(directory: Path, product: Product, n_pairs: int) -> Faithfulness:
    index_documents(directory, DOCUMENTS, product)
    with IndexedCollection(directory, product) as indexed:
        return measure_faithfulness(indexed, product, RankingParameters(), QUERIES, n_pairs)


def test_highlighted_words_cost_more_than_others(tmp_path: Path, product: Product) -> None:
    found = measure(tmp_path, product, 10)
    # Neither the empty query, nor passages with more words highlighted than not.
    assert found.n_pairs == 2
    assert found.drop_highlighted > max(found.drop_random, 0)
    assert found.difference.value == pytest.approx(found.drop_highlighted - found.drop_random)
    assert found.ratio > 2
    assert found.share_greater == 1.0
    assert found.mean_score > found.drop_highlighted
    assert 1 <= found.mean_words <= 3
    assert 0 <= found.n_related_pairs <= found.n_pairs
    if found.n_related_pairs:
        assert 1 <= found.mean_related_words < found.mean_words + 1
        assert found.related_ratio == found.drop_related / found.drop_random_related


def test_no_more_pairs_are_measured_than_asked_for(tmp_path: Path, product: Product) -> None:
    assert measure(tmp_path, product, 2).n_pairs == 2


def test_queries_that_find_nothing_to_measure_are_an_error(
    tmp_path: Path, product: Product
) -> None:
    index_documents(tmp_path, DOCUMENTS, product)
    with (
        IndexedCollection(tmp_path, product) as indexed,
        pytest.raises(CollectionError, match="No query"),
    ):
        measure_faithfulness(indexed, product, RankingParameters(), {"1": "telephone"}, 1)


def test_a_passage_of_the_index_scores_as_it_does_in_a_search(
    tmp_path: Path, product: Product
) -> None:
    index_documents(tmp_path, DOCUMENTS, product)
    senses = SenseEncoder.of_index(product.lookup, product.identity.index_n_neighbors)
    with IndexedCollection(tmp_path, product) as indexed:
        by_itself = RankingParameters(title_weight=0, best_weight=0, neighbour_weight=0)
        searcher = indexed.searcher(by_itself)
        query = indexed.encode("boats in winter")
        assert query is not None
        hits = searcher.search("boats in winter", query, 4)
        encodings = product.encoder.encode([hit.text for hit in hits])
        passages = [
            PassageVectors(hit.text, word_vector(words(hit.text)), senses.encode(one), one.pooled)
            for hit, one in zip(hits, encodings, strict=True)
        ]
        scores = searcher.score_passages("boats in winter", query, passages)
    stored_as_bytes = 2e-3
    np.testing.assert_allclose(scores, [hit.score for hit in hits], atol=stored_as_bytes)


@pytest.mark.parametrize(
    ("spans", "left"),
    [([], "one two three"), ([(4, 7)], "one  three"), ([(8, 13), (0, 4)], "two "), ([(0, 13)], "")],
)
def test_spans_are_left_out_in_any_order(spans: list[tuple[int, int]], left: str) -> None:
    assert without("one two three", spans) == left
