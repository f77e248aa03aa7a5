from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.vocabulary.lookup import SenseLookup
from sparkbert.vocabulary.neighbours import nearest_foreign
from sparkbert.vocabulary.train import Centroids
from sparkbert.vocabulary.vocabulary import Vocabulary
from tests.support.vocabularies import random_units, unit, vocabulary_of

SIZES = [1, 5, 2, 9, 3, 1, 4]
N = sum(SIZES)
DIMENSION = 12


def with_all_neighbours(seed: int) -> Vocabulary:
    """Each piece has one size, so that every list of neighbours can be complete."""
    vectors = random_units(30, DIMENSION, seed)
    owner = np.arange(30) // 3
    everyone = np.arange(30)
    complete = np.array([everyone[owner != owner[one]] for one in everyone], np.int32)
    return vocabulary_of(vectors, [3] * 10, complete)


def with_neighbours(n: int, seed: int = 1, spread: float = 1.0) -> Vocabulary:
    """Pieces of different sizes; the less the spread the more alike are the centroids."""
    rng = np.random.default_rng(seed)
    hubs = random_units(4, DIMENSION, seed)[rng.integers(0, 4, N)]
    vectors = unit(hubs + np.float32(spread) * random_units(N, DIMENSION, seed + 1))
    indptr = np.concatenate([[0], np.cumsum(SIZES)]).astype(np.int32)
    centroids = Centroids(vectors, indptr, np.ones(len(SIZES), np.int64))
    return vocabulary_of(vectors, SIZES, nearest_foreign(centroids, n))


def exact(vocabulary: Vocabulary, vectors: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    every = vocabulary.vectors(np.arange(vocabulary.n_centroids, dtype=np.int32))
    products = vectors @ every.T
    order = np.argsort(-products, axis=1)[:, :n]
    return order, np.take_along_axis(products, order, axis=1)


@given(st.integers(0, 2**32), st.integers(1, 30), st.integers(0, 90))
def test_exact_where_neighbour_lists_are_complete(seed: int, n: int, n_tokens: int) -> None:
    vocabulary = with_all_neighbours(7)
    rng = np.random.default_rng(seed)
    piece_ids = rng.integers(0, 10, n_tokens, dtype=np.int32)
    vectors = random_units(n_tokens, DIMENSION, seed)
    found = SenseLookup(vocabulary).nearest(piece_ids, vectors, n)
    centroids, similarities = exact(vocabulary, vectors, n)
    assert found.similarities == pytest.approx(similarities, abs=1e-5)
    # Which of two as similar comes first is left open.
    is_tied = np.abs(np.diff(similarities, axis=1, append=-2, prepend=2)) < 1e-5
    clear = ~(is_tied[:, 1:] | is_tied[:, :-1])
    assert np.array_equal(found.centroids[clear], centroids[clear])


def test_most_of_the_nearest_are_found_through_neighbours() -> None:
    vocabulary = with_neighbours(8, spread=0.5)
    own = np.repeat(np.arange(len(SIZES), dtype=np.int32), SIZES)
    rng = np.random.default_rng(5)
    drawn = rng.integers(0, N, 400).astype(np.int32)
    noise = np.float32(0.3) * random_units(400, DIMENSION, 6)
    vectors = unit(vocabulary.vectors(drawn) + noise)
    found = SenseLookup(vocabulary).nearest(own[drawn], vectors, 4).centroids
    centroids, _ = exact(vocabulary, vectors, 4)
    shared = [len(set(a) & set(b)) for a, b in zip(found.tolist(), centroids.tolist(), strict=True)]
    assert np.mean(shared) / 4 > 0.9


def test_a_token_with_too_few_candidates_says_so() -> None:
    vocabulary = with_neighbours(2)
    found = SenseLookup(vocabulary).nearest(
        np.array([0, 3], np.int32), random_units(2, DIMENSION, 8), 6
    )
    assert found.centroids.shape == (2, 6)
    assert np.isfinite(found.similarities).sum(axis=1).tolist() == [1 + 2, 6]
    assert np.all(np.diff(found.similarities[1]) <= 0)
    for row in range(2):
        real = found.centroids[row][np.isfinite(found.similarities[row])]
        assert len(set(real.tolist())) == len(real)


def test_a_token_is_treated_the_same_in_any_company() -> None:
    vocabulary = with_neighbours(8)
    rng = np.random.default_rng(2)
    piece_ids = rng.integers(0, len(SIZES), 100, dtype=np.int32)
    vectors = random_units(100, DIMENSION, 3)
    lookup = SenseLookup(vocabulary)
    together = lookup.nearest(piece_ids, vectors, 4)
    for token in range(0, 100, 9):
        alone = lookup.nearest(piece_ids[[token]], vectors[[token]], 4)
        assert np.array_equal(alone.centroids[0], together.centroids[token])
        assert alone.similarities[0] == pytest.approx(together.similarities[token], abs=1e-6)


def test_no_tokens_no_senses() -> None:
    found = SenseLookup(with_neighbours(8)).nearest(
        np.zeros(0, np.int32), np.zeros((0, DIMENSION), np.float32), 4
    )
    assert found.centroids.shape == found.similarities.shape == (0, 4)


def test_pieces_that_are_no_words_have_no_senses() -> None:
    vocabulary = with_neighbours(8)
    is_word = np.array([True, False, True, True, True, False, True])
    rng = np.random.default_rng(2)
    piece_ids = rng.integers(0, len(SIZES), 100, dtype=np.int32)
    vectors = random_units(100, DIMENSION, 3)
    found = SenseLookup(vocabulary, is_word).nearest(piece_ids, vectors, 4)
    everyone = SenseLookup(vocabulary).nearest(piece_ids, vectors, 4)
    words = is_word[piece_ids]
    assert np.all(found.similarities[~words] == -np.inf)
    assert np.array_equal(found.centroids[words], everyone.centroids[words])
    assert found.similarities[words] == pytest.approx(everyone.similarities[words], abs=1e-6)


def test_a_tokens_own_sense_is_the_nearest_of_its_piece() -> None:
    vocabulary = with_neighbours(8)
    is_word = np.array([True, False, True, True, True, False, True])
    lookup = SenseLookup(vocabulary, is_word)
    piece_ids = np.random.default_rng(2).integers(0, len(SIZES), 100, dtype=np.int32)
    vectors = random_units(100, DIMENSION, 3)
    found = lookup.nearest(piece_ids, vectors, 4).own
    n_own = lookup.n_own(piece_ids)
    for piece, vector, number, n in zip(piece_ids, vectors, found, n_own, strict=True):
        own = np.arange(vocabulary.indptr[piece], vocabulary.indptr[piece + 1], dtype=np.int32)
        expected = np.argmax(vocabulary.vectors(own) @ vector) if is_word[piece] else 0
        assert (number, n) == (expected, len(own) if is_word[piece] else 1)
        centroid = lookup.own(np.array([piece]), np.array([number]))
        assert centroid.tolist() == [own[number]]
