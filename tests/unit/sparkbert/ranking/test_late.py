from __future__ import annotations

import numpy as np
import pytest

from sparkbert.index.snapshot import Postings
from sparkbert.ranking.late import score_late
from sparkbert.sparse import SparseVector
from sparkbert.vocabulary.lookup import NearestSenses

N_ROWS = 6
# Sense -> {row: witness}
INDEX = {7: {0: 3, 2: 1}, 8: {2: 4}, 9: {4: 9}}
NEAREST = NearestSenses(
    np.array([[7, 8, 9], [8, 5, 7]], np.int32),
    np.array([[0.9, 0.7, 0.5], [0.8, 0.6, 0.2]], np.float32),
)


def look_up(key: int) -> Postings:
    found = INDEX.get(key, {})
    witnesses = np.array(list(found.values()), np.uint8)
    return Postings(np.array(list(found), np.int64), np.full(len(found), 9, np.uint8), witnesses)


def vector(*senses: int) -> SparseVector:
    ones = np.ones(len(senses), np.uint8)
    return SparseVector(np.array(senses, np.uint32), ones, ones)


def test_a_chunk_gains_by_its_nearest_sense_to_each_token() -> None:
    found = score_late(["one", "two"], NEAREST, look_up, n_rows=N_ROWS)
    # Row 0 holds 7; row 2 holds 7 and 8; row 4 holds 9, the farthest of the first token.
    expected = [(0.4 + 0.0) / 2, 0, (0.4 + 0.6) / 2, 0, 0, 0]
    assert found.scores.tolist() == pytest.approx(expected)
    assert found.score_of(vector(7)) == pytest.approx(0.2)
    assert found.score_of(vector(7, 8)) == pytest.approx(0.5)
    assert found.score_of(vector(9, 11)) == pytest.approx(0)


def test_gains_are_shown_at_the_witness_of_the_nearest_sense() -> None:
    found = score_late(["one", "two"], NEAREST, look_up, n_rows=N_ROWS)
    earnings = found.earnings(np.array([2, 4, 0]), 10.0)
    assert [[(one.term.label, one.witness) for one in of_row] for of_row in earnings] == [
        [("one", 1), ("two", 4)],
        [],
        [("one", 3)],
    ]
    for row, of_row in zip((2, 4, 0), earnings, strict=True):
        assert sum(one.weight for one in of_row) == pytest.approx(10 * found.scores[row])


def test_no_tokens_gain_nothing() -> None:
    nothing = NearestSenses(np.zeros((0, 3), np.int32), np.zeros((0, 3), np.float32))
    found = score_late([], nothing, look_up, n_rows=N_ROWS)
    assert not found.scores.any()
    assert found.earnings(np.array([1]), 1.0) == [[]]
    assert found.score_of(vector(7)) == 0
