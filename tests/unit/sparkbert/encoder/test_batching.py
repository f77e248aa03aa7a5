from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.encoder.batching import plan_batches


@given(st.lists(st.integers(1, 300), max_size=60), st.integers(1, 1200))
def test_every_text_is_in_one_batch_within_the_budget(lengths: list[int], budget: int) -> None:
    batches = plan_batches(lengths, budget)
    assert sorted(position for batch in batches for position in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[one] for one in batch) <= budget


@given(st.lists(st.integers(1, 300), max_size=60), st.integers(1, 1200))
def test_longest_texts_go_first(lengths: list[int], budget: int) -> None:
    order = [lengths[position] for batch in plan_batches(lengths, budget) for position in batch]
    assert order == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("lengths", "budget", "expected"),
    [
        ([], 10, []),
        ([5], 10, [[0]]),
        ([50], 10, [[0]]),
        ([5, 5], 10, [[0, 1]]),
        ([5, 5, 5], 10, [[0, 1], [2]]),
        ([1, 9, 1], 10, [[1], [0, 2]]),
    ],
)
def test_batches(lengths: list[int], budget: int, expected: list[list[int]]) -> None:
    assert plan_batches(lengths, budget) == expected
