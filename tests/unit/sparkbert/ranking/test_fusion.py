from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.ranking.fusion import best_rows, order_rows, share_of_ceiling
from sparkbert.types import Channel

SCORES = st.lists(st.sampled_from([-1.0, 0.0, 0.5, 1.0, 2.0]), max_size=30)


@given(SCORES, st.integers(1, 30))
def test_best_rows_are_the_greatest_positive_ones(scores: list[float], k: int) -> None:
    found = best_rows(np.array(scores, np.float32), k)
    assert len(set(found.tolist())) == len(found)
    expected = sorted((score for score in scores if score > 0), reverse=True)[:k]
    assert sorted((scores[row] for row in found), reverse=True) == expected


@given(
    st.lists(st.tuples(st.booleans(), *[st.sampled_from([-0.5, 0.0, 0.25, 1.0])] * 3)), st.data()
)
def test_literal_hits_then_scores_then_rows(
    chunks: list[tuple[bool, float, float, float]], data: st.DataObject
) -> None:
    rows = data.draw(st.permutations(range(100, 100 + len(chunks))))
    k = data.draw(st.integers(1, 40))
    shares = np.array([one[1:] for one in chunks], np.float32).reshape(-1, 3)
    ranking = order_rows(
        np.array(rows, np.int64),
        dict(zip(Channel, shares.T, strict=True)),
        np.array([one[0] for one in chunks], np.bool_),
        k,
    )
    expected = sorted(
        (not exact, -sum(parts), row) for (exact, *parts), row in zip(chunks, rows, strict=True)
    )[:k]
    assert ranking.rows.tolist() == [row for _, _, row in expected]
    assert ranking.exact.tolist() == [not ranked for ranked, _, _ in expected]
    assert ranking.scores.tolist() == [-score for _, score, _ in expected]
    assert sum(ranking.channels.values()) == pytest.approx(ranking.scores)
    of_row = dict(zip(rows, chunks, strict=True))
    for place, row in enumerate(ranking.rows.tolist()):
        assert tuple(ranking.channels[one][place] for one in Channel) == of_row[row][1:]


def test_what_covers_little_of_a_query_gains_less_than_in_proportion() -> None:
    earned = np.array([0, 1, 3, 6, 10], np.float32)
    assert share_of_ceiling(earned, 10, 0.5).tolist() == pytest.approx([0, 0.05, 0.15, 0.3, 0.5])
    damped = share_of_ceiling(earned, 10, 0.5, coverage=0.6)
    assert damped.tolist() == pytest.approx([0, 0.05 / 6, 0.075, 0.3, 0.5])
    assert share_of_ceiling(np.zeros(2, np.float32), 0, 0.5, coverage=0.6).tolist() == [0, 0]
