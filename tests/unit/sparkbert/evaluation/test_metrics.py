from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.evaluation.metrics import Metric, compare, mean_interval, score_run

ids = st.sampled_from([f"d{number}" for number in range(12)])
rankings = st.lists(ids, unique=True)
grades = st.dictionaries(ids, st.integers(-1, 3))


def reference(ranking: list[str], relevance: dict[str, int]) -> tuple[float, float, float]:
    """NDCG@10, reciprocal rank at 10 and recall at 100 as their definitions read."""
    grades = [max(relevance.get(one, 0), 0) for one in ranking]
    ideal = sorted((max(one, 0) for one in relevance.values()), reverse=True)[:10]
    dcg = sum(grade / math.log2(place + 2) for place, grade in enumerate(grades[:10]))
    idcg = sum(grade / math.log2(place + 2) for place, grade in enumerate(ideal))
    first = next((place + 1 for place, grade in enumerate(grades[:10]) if grade), None)
    n_relevant = sum(grade > 0 for grade in relevance.values())
    n_found = sum(grade > 0 for grade in grades)
    return dcg / (idcg or 1), 1 / first if first else 0, n_found / (n_relevant or 1)


@given(rankings, grades)
def test_measures_equal_their_definitions(ranking: list[str], relevance: dict[str, int]) -> None:
    run = {"q": [(one, -float(place)) for place, one in enumerate(ranking)]}
    scores = score_run(run, {"q": relevance})
    found = (scores.ndcg_10[0], scores.mrr_10[0], scores.recall_100[0])
    assert found == pytest.approx(reference(ranking, relevance))


def test_graded_ndcg_by_hand() -> None:
    run = {"q": [("b", 3.0), ("a", 2.0), ("c", 1.0)]}
    found = score_run(run, {"q": {"a": 3, "b": 2, "c": 1, "x": 0}}).ndcg_10[0]
    ideal = 3 + 2 / math.log2(3) + 1 / 2
    assert found == pytest.approx((2 + 3 / math.log2(3) + 1 / 2) / ideal)


def test_nothing_relevant_scores_nothing() -> None:
    scores = score_run({"q": [("a", 1.0)]}, {"q": {"a": 0}})
    assert (scores.ndcg_10[0], scores.mrr_10[0], scores.recall_100[0]) == (0, 0, 0)


def test_of_equal_scores_the_later_id_goes_first() -> None:
    run = {"q": [("a", 1.0), ("b", 1.0)]}
    assert score_run(run, {"q": {"b": 1}}).mrr_10[0] == 1.0
    assert score_run(run, {"q": {"a": 1}}).mrr_10[0] == 0.5


def test_a_run_is_scored_for_every_judged_query() -> None:
    judgements = {"q1": {"a": 1}, "q2": {"b": 2, "c": 1}, "q3": {"a": 1}}
    scores = score_run({"q1": [("x", 2.0), ("a", 1.0)], "q2": [("b", 3.0)], "q9": []}, judgements)
    assert scores.query_ids == ("q1", "q2", "q3")
    assert scores.mrr_10.tolist() == [0.5, 1.0, 0.0]
    assert scores.recall_100.tolist() == [1.0, 0.5, 0.0]
    assert scores.ndcg_10.tolist() == pytest.approx(
        [1 / math.log2(3), 2 / (2 + 1 / math.log2(3)), 0.0]
    )
    assert scores.mean(Metric.MRR_10) == pytest.approx(0.5)
    assert scores.values(Metric.NDCG_10) is scores.ndcg_10


def test_recall_looks_at_a_hundred_and_the_others_at_ten() -> None:
    run = {"q": [(f"x{rank:03}", 1000.0 - rank) for rank in range(120)]}
    at = {rank: score_run(run, {"q": {f"x{rank:03}": 1}}) for rank in (9, 10, 99, 100)}
    assert [at[rank].mrr_10[0] > 0 for rank in at] == [True, False, False, False]
    assert [at[rank].ndcg_10[0] > 0 for rank in at] == [True, False, False, False]
    assert [at[rank].recall_100[0] > 0 for rank in at] == [True, True, True, False]


def test_the_interval_of_a_mean_is_near_the_normal_one() -> None:
    values = np.random.default_rng(1).random(400)
    interval = mean_interval(values)
    half_width = 1.96 * values.std() / math.sqrt(len(values))
    assert interval.value == pytest.approx(values.mean())
    assert interval.low == pytest.approx(values.mean() - half_width, abs=0.1 * half_width)
    assert interval.high == pytest.approx(values.mean() + half_width, abs=0.1 * half_width)


def test_a_clear_difference_is_no_chance() -> None:
    theirs = np.random.default_rng(1).random(200)
    comparison = compare(theirs + 0.1, theirs)
    assert comparison.difference.value == pytest.approx(0.1)
    assert comparison.difference.low > 0
    assert comparison.p_value < 0.001


def test_a_difference_to_both_sides_may_be_chance() -> None:
    theirs = np.random.default_rng(1).random(200)
    noise = np.random.default_rng(2).normal(scale=0.1, size=200)
    comparison = compare(theirs + noise - noise.mean(), theirs)
    assert comparison.p_value > 0.9
    assert comparison.difference.low < 0 < comparison.difference.high


def test_the_p_value_is_the_share_of_signs_that_do_as_well() -> None:
    ours, theirs = np.array([0.4, 0.3, 0.2, 0.1]), np.zeros(4)
    assert compare(ours, theirs).p_value == pytest.approx(2 / 16, abs=0.01)
    assert compare(theirs, ours).p_value == compare(ours, theirs).p_value
    assert compare(theirs, theirs).p_value == 1.0


def test_comparisons_repeat_and_need_the_same_queries() -> None:
    rng = np.random.default_rng(3)
    ours, theirs = rng.random(30), rng.random(30)
    assert compare(ours, theirs, seed=4) == compare(ours, theirs, seed=4)
    with pytest.raises(ValueError, match="same queries"):
        compare(ours, theirs[:-1])
