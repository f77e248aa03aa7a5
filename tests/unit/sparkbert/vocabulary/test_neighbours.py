from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sparkbert.vocabulary.neighbours import nearest_foreign
from sparkbert.vocabulary.train import Centroids
from tests.support.vocabularies import random_units


def centroids_of(sizes: list[int], seed: int, dimension: int = 6) -> Centroids:
    indptr = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    vectors = random_units(int(indptr[-1]), dimension, seed)
    return Centroids(vectors, indptr, np.ones(len(sizes), np.int64))


def brute_force(centroids: Centroids, n: int) -> np.ndarray:
    owner = np.repeat(np.arange(len(centroids.counts)), np.diff(centroids.indptr))
    products = centroids.vectors @ centroids.vectors.T
    products[owner[:, None] == owner[None, :]] = -np.inf
    return np.sort(np.argsort(-products, axis=1)[:, :n], axis=1)


@settings(max_examples=40)
@given(
    st.lists(st.integers(1, 7), min_size=2, max_size=120),
    st.integers(1, 12),
    st.integers(0, 2**32),
)
def test_as_brute_force(sizes: list[int], n: int, seed: int) -> None:
    centroids = centroids_of(sizes, seed)
    n = min(n, sum(sizes) - max(sizes))
    assert np.array_equal(nearest_foreign(centroids, n), brute_force(centroids, n))


def test_as_brute_force_over_several_blocks() -> None:
    centroids = centroids_of([1, 2, 3] * 150, seed=1)
    seen: list[tuple[int, int]] = []
    found = nearest_foreign(centroids, 32, lambda done, total: seen.append((done, total)))
    assert np.array_equal(found, brute_force(centroids, 32))
    assert found.dtype == np.int32
    assert len(seen) > 1
    assert seen[-1] == (900, 900)


@pytest.mark.parametrize(("sizes", "width"), [([2, 3], 2), ([4], 0), ([1, 1, 1], 2)])
def test_all_that_there_are_where_more_are_asked_for(sizes: list[int], width: int) -> None:
    centroids = centroids_of(sizes, seed=1)
    found = nearest_foreign(centroids, 32)
    assert found.shape == (sum(sizes), width)
    assert np.array_equal(found, brute_force(centroids, width))
