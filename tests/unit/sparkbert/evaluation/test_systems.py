from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.evaluation.systems import best, one_by_one

scores = st.lists(st.integers(0, 5).map(float), max_size=30)


@given(scores, st.integers(0, 35))
def test_best_equals_sorting_everything(values: list[float], k: int) -> None:
    ids = [f"d{number:02}" for number in range(len(values))]
    everything = sorted(zip(values, ids, strict=True), reverse=True)
    expected = [(id_, value) for value, id_ in everything][:k]
    assert best(np.array(ids, dtype=np.str_), np.array(values, dtype=np.float64), k) == expected


def test_each_query_is_timed() -> None:
    answers = one_by_one({"p": "a", "q": "b"}, lambda text: [(text, 1.0)])
    assert answers.run == {"p": [("a", 1.0)], "q": [("b", 1.0)]}
    assert len(answers.milliseconds) == 2
