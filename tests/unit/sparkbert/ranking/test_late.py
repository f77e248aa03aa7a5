from __future__ import annotations

import numpy as np
import pytest

from sparkbert.ranking.late import match_tokens
from sparkbert.ranking.tokens import QueryTokens
from tests.support.tokens import chunk, table_of

VECTORS = np.array([[0.8, 0.6, 0, 0], [0, 0, 0.6, 0.8]], np.float32)
WEIGHTS = np.array([0.25, 0.75], np.float32)
QUERY = QueryTokens(("one", "two"), np.arange(2, dtype=np.int32), VECTORS, WEIGHTS, VECTORS[0])
FLOOR = 0.1


def test_a_chunk_gains_by_its_nearest_token_to_each_of_the_query() -> None:
    chunks = [chunk(1, 3, 0), chunk(1, 1), chunk(), chunk(2, 0)]
    found = match_tokens(QUERY, table_of(*chunks), FLOOR)
    expected = np.array([[0.7, 0.7], [0.5, 0], [0, 0], [0.7, 0.5]]) * WEIGHTS
    assert found.gains == pytest.approx(expected, abs=1e-6)
    assert found.scores == pytest.approx(expected.sum(axis=1), abs=1e-6)


def test_gains_are_shown_at_the_piece_that_came_nearest() -> None:
    found = match_tokens(QUERY, table_of(chunk(1, 3, 0), chunk(1, 1)), FLOOR)
    earned = found.earnings(0, 10.0)
    assert [(one.term.label, one.witness) for one in earned] == [("one", 3), ("two", 1)]
    assert [one.weight for one in earned] == pytest.approx([1.75, 5.25])
    # What gained nothing is not shown, and of equals the first is.
    assert [(one.term.label, one.witness) for one in found.earnings(1, 1.0)] == [("one", 0)]


def test_no_tokens_gain_nothing() -> None:
    nothing = QueryTokens(
        (), np.zeros(0, np.int32), np.zeros((0, 4), np.float32), WEIGHTS[:0], VECTORS[0]
    )
    found = match_tokens(nothing, table_of(chunk(1), chunk()), FLOOR)
    assert found.scores.tolist() == [0, 0]
    assert found.earnings(0, 1.0) == []
    assert len(match_tokens(QUERY, table_of(), FLOOR).scores) == 0
