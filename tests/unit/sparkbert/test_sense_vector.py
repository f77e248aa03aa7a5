from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.defaults import IndexSize
from sparkbert.sparse import (
    _K1,
    _SENSE_B,
    REFERENCE_PIECES,
    WEIGHT_STEP,
    SenseEncoder,
    sense_vector,
)
from sparkbert.vocabulary.lookup import NearestSenses, SenseLookup
from tests.support.fake_encoder import FakeTokenEncoder
from tests.support.vocabularies import random_units, vocabulary_of


@st.composite
def nearest_senses(draw: st.DrawFn) -> NearestSenses:
    """Draw tokens with distinct senses each, nearest first, of few ids so that many are shared."""
    n_tokens, n = draw(st.integers(0, 254)), draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    centroids = np.array([rng.permutation(12)[:n] for _ in range(n_tokens)], np.int32)
    # Coarse values, so that several tokens attain the same maximum; -inf as of a missing candidate.
    coarse = rng.integers(-2, 9, (n_tokens, n)) / np.float32(8)
    similarities = np.where(coarse < -0.2, -np.inf, coarse).astype(np.float32)
    own = np.zeros(n_tokens, np.int32)
    return NearestSenses(centroids.reshape(n_tokens, n), -np.sort(-similarities, axis=1), own)


@given(nearest_senses())
def test_weights_are_max_sim_times_saturated_frequency(nearest: NearestSenses) -> None:
    seen: dict[int, list[tuple[float, int]]] = {}
    for token, (ids, cosines) in enumerate(
        zip(nearest.centroids.tolist(), nearest.similarities.tolist(), strict=True)
    ):
        for sense, cosine in zip(ids, cosines, strict=True):
            if cosine > 0:
                seen.setdefault(sense, []).append((cosine, -token))
    vector = sense_vector(nearest)
    assert vector.terms.tolist() == sorted(seen)
    n_tokens = len(nearest.centroids)
    for place, sense in enumerate(vector.terms.tolist()):
        best, first = max(seen[sense])
        f = len(seen[sense])
        length = _K1 * (1 - _SENSE_B + _SENSE_B * n_tokens / REFERENCE_PIECES)
        weight = max(best * f * (_K1 + 1) / (f + length), WEIGHT_STEP)
        assert vector.weights[place] * WEIGHT_STEP == pytest.approx(weight, abs=WEIGHT_STEP * 0.501)
        assert vector.witnesses[place] == -first
    assert [one.dtype.name for one in (vector.terms, vector.weights, vector.witnesses)] == [
        "uint32",
        "uint8",
        "uint8",
    ]


def test_no_tokens_no_senses() -> None:
    nothing = NearestSenses(
        np.zeros((0, 4), np.int32), np.zeros((0, 4), np.float32), np.zeros(0, np.int32)
    )
    assert len(sense_vector(nothing)) == 0


def test_a_chunk_is_indexed_with_so_many_senses_a_token() -> None:
    n_pieces = 30_000
    centroids = random_units(n_pieces, 8, seed=1)
    neighbours = np.arange(100, 120, dtype=np.int32)[None].repeat(n_pieces, axis=0)
    lookup = SenseLookup(vocabulary_of(centroids, [1] * n_pieces, neighbours))
    encoding = FakeTokenEncoder(8).encode(["lantern"])[0]
    every = lookup.nearest(encoding.piece_ids, encoding.vectors, 21)
    for n in (1, 3, 21):
        vector = SenseEncoder(lookup, n).encode(encoding)
        near = every.similarities[0, :n] > 0
        assert vector.terms.tolist() == sorted(every.centroids[0, :n][near].tolist())


@pytest.mark.parametrize(("share", "n_kept"), [(1.0, 12), (0.5, 6), (0.01, 1)])
def test_the_senses_that_say_the_most_are_kept(share: float, n_kept: int) -> None:
    n_pieces = 30_000
    vectors = random_units(n_pieces, 8, seed=1)
    neighbours = np.arange(100, 120, dtype=np.int32)[None].repeat(n_pieces, axis=0)
    vocabulary = vocabulary_of(vectors, [1] * n_pieces, neighbours)
    counts = np.random.default_rng(2).integers(1, 10_000, n_pieces)
    lookup = SenseLookup(replace(vocabulary, counts=counts))
    encoding = FakeTokenEncoder(8).encode(["lantern by the harbour wall"])[0]
    every = SenseEncoder(lookup, 4).encode(encoding)
    assert len(every) >= 12
    kept = SenseEncoder(lookup, 4, share * 12 / len(every)).encode(encoding)
    assert len(kept) == n_kept
    worth = {
        term: weight * math.log(1 + counts.sum() / (counts[term] + 1))
        for term, weight in zip(every.terms.tolist(), every.weights.tolist(), strict=True)
    }
    assert set(kept.terms.tolist()) == set(sorted(worth, key=lambda one: -worth[one])[:n_kept])
    assert np.all(np.diff(kept.terms.astype(np.int64)) > 0)
    assert kept.codes.tolist() == every.codes.tolist()


def test_the_size_of_an_index_settles_the_share() -> None:
    n_pieces = 30_000
    neighbours = np.arange(100, 120, dtype=np.int32)[None].repeat(n_pieces, axis=0)
    lookup = SenseLookup(vocabulary_of(random_units(n_pieces, 8, 1), [1] * n_pieces, neighbours))
    encoding = FakeTokenEncoder(8).encode(["lantern by the harbour wall"])[0]
    compact, rich = (
        SenseEncoder.of_index(lookup, size.n_neighbors).encode(encoding)
        for size in (IndexSize.COMPACT, IndexSize.RICH)
    )
    assert len(compact) < len(rich)
    all_of_compact = SenseEncoder(lookup, IndexSize.COMPACT.n_neighbors).encode(encoding)
    assert len(compact) == math.ceil(len(all_of_compact) / 2)
