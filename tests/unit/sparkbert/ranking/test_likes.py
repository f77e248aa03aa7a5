from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.ranking.likes import likeness_to_best, scores_around


def some_vectors(n: int, seed: int = 3) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((n, 8)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def test_likeness_is_the_cosine_with_the_mean_of_the_best() -> None:
    vectors = some_vectors(20)
    mean = vectors[:3].mean(axis=0)
    expected = np.maximum(vectors @ mean / np.linalg.norm(mean), 0)
    np.testing.assert_allclose(likeness_to_best(vectors, 3), expected, rtol=1e-5)


def test_the_best_of_few_are_all_of_them() -> None:
    one = some_vectors(1)
    np.testing.assert_allclose(likeness_to_best(one, 3), [1.0], rtol=1e-5)


@given(st.integers(1, 12), st.integers(1, 5))
def test_scores_around_are_those_of_the_nearest(n: int, k: int) -> None:
    vectors, scores = some_vectors(n), np.linspace(1, 0.1, n, dtype=np.float32)
    found = scores_around(scores, vectors, k)
    for at in range(n):
        others = [one for one in range(n) if one != at]
        nearest = sorted(others, key=lambda one: -float(vectors[at] @ vectors[one]))[:k]
        expected = float(np.mean(scores[nearest])) if nearest else 0.0
        assert found[at] == pytest.approx(expected, abs=1e-5)


def test_nothing_is_around_one_alone() -> None:
    assert scores_around(np.ones(1, np.float32), some_vectors(1), 3).tolist() == [0.0]
