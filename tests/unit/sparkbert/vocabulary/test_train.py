from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.errors import VocabularyError
from sparkbert.vocabulary.collect import TokenSample
from sparkbert.vocabulary.train import Centroids, TrainingParameters, n_centroids, quantise, train
from tests.support.vocabularies import clustered_sample, random_units

PARAMETERS = TrainingParameters(seed=5, scale=0.5, max_centroids=6, iterations=5)
COUNTS = [0, 1, 2, 36, 500, 0]


@pytest.fixture(scope="module")
def sample() -> TokenSample:
    return clustered_sample(COUNTS, dimension=8, seed=2)


@pytest.fixture(scope="module")
def centroids(sample: TokenSample) -> Centroids:
    return train(sample, PARAMETERS)


def of_piece(centroids: Centroids, piece: int) -> np.ndarray:
    return centroids.vectors[centroids.indptr[piece] : centroids.indptr[piece + 1]]


@given(st.integers(0, 10**9), st.floats(0.01, 5), st.integers(1, 500))
def test_the_budget_grows_with_the_root_between_1_and_the_most(
    n: int, scale: float, most: int
) -> None:
    budget = n_centroids(n, TrainingParameters(scale=scale, max_centroids=most))
    assert 1 <= budget <= most
    assert abs(budget - min(max(scale * n**0.5, 1), most)) <= 0.5


def test_every_piece_has_its_budget(centroids: Centroids) -> None:
    assert np.diff(centroids.indptr).tolist() == [1, 1, 1, 3, 6, 1]
    assert centroids.counts.tolist() == COUNTS
    assert len(centroids.vectors) == centroids.indptr[-1]


def test_centroids_are_of_unit_length(centroids: Centroids) -> None:
    assert np.linalg.norm(centroids.vectors, axis=1) == pytest.approx(1, abs=1e-6)


def test_an_unseen_piece_has_its_bare_vector(sample: TokenSample, centroids: Centroids) -> None:
    for piece in (0, 5):
        assert np.array_equal(of_piece(centroids, piece)[0], sample.bare[piece])


def test_a_lone_centroid_is_the_mean_direction(sample: TokenSample, centroids: Centroids) -> None:
    mean = sample.vectors[sample.piece_ids == 2].astype(np.float32).mean(axis=0)
    assert of_piece(centroids, 2)[0] == pytest.approx(mean / np.linalg.norm(mean), abs=1e-6)


def test_every_token_is_near_a_centroid_of_its_piece(
    sample: TokenSample, centroids: Centroids
) -> None:
    for piece in (3, 4):
        tokens = sample.vectors[sample.piece_ids == piece].astype(np.float32)
        assert (tokens @ of_piece(centroids, piece).T).max(axis=1).min() > 0.95


def test_the_same_sample_and_seed_give_the_same_centroids(
    sample: TokenSample, centroids: Centroids
) -> None:
    again = train(sample, PARAMETERS)
    assert again.vectors.tobytes() == centroids.vectors.tobytes()
    other = train(sample, replace(PARAMETERS, seed=6))
    assert other.vectors.tobytes() != centroids.vectors.tobytes()


def test_more_points_than_k_means_uses_are_drawn_by_the_seed(
    monkeypatch: pytest.MonkeyPatch, sample: TokenSample
) -> None:
    monkeypatch.setattr("sparkbert.vocabulary.train.MAX_POINTS_PER_CENTROID", 10)
    one, again = train(sample, PARAMETERS), train(sample, PARAMETERS)
    assert one.vectors.tobytes() == again.vectors.tobytes()


def test_progress_ends_with_all_pieces(sample: TokenSample) -> None:
    seen: list[tuple[int, int]] = []
    train(sample, PARAMETERS, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (6, 6)


def test_an_interruption_leaves_no_thread_behind() -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    sample = clustered_sample([3] * 600, dimension=8, seed=2)
    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        train(sample, PARAMETERS, interrupt)
    assert threading.active_count() == before


def test_an_empty_sample_is_refused() -> None:
    with pytest.raises(VocabularyError, match="No tokens"):
        train(clustered_sample([0, 0], dimension=8, seed=1), PARAMETERS)


def test_quantised_vectors_are_close_and_reproducible() -> None:
    vectors = random_units(300, 8, seed=4)
    codes, codebooks = quantise(vectors, 4)
    assert (codes.shape, codes.dtype.name) == ((300, 4), "uint8")
    assert (codebooks.shape, codebooks.dtype.name) == ((4, 256, 2), "float16")
    decoded = codebooks[np.arange(4), codes].reshape(300, 8).astype(np.float32)
    assert (decoded * vectors).sum(axis=1).mean() > 0.99
    again = quantise(vectors, 4)
    assert again[0].tobytes() == codes.tobytes()
    assert again[1].tobytes() == codebooks.tobytes()
