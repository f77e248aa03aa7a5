"""How good is a ranking, and is one system better than another by more than chance?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sparkbert.evaluation.extras import extra

Run = Mapping[str, Sequence[tuple[str, float]]]
"""By query id, (document id, score) of what was found, in any order."""

Judgements = Mapping[str, Mapping[str, int]]
"""By query id, relevance by document id; 0 and below is not relevant."""

_ROUNDS = 10_000
_BLOCK = 500


class Metric(StrEnum):
    """The measures that are reported."""

    NDCG_10 = "NDCG@10"
    MRR_10 = "MRR@10"
    RECALL_100 = "Recall@100"


@dataclass(frozen=True, slots=True)
class Scores:
    """What a run scored on each query.

    Parameters
    ----------
    query_ids
        The judged queries, n of them, in the judgements' order.
    ndcg_10, mrr_10, recall_100
        float64 (n,), 0 to 1; a query that the run does not answer scores 0.
    """

    query_ids: tuple[str, ...]
    ndcg_10: NDArray[np.float64]
    mrr_10: NDArray[np.float64]
    recall_100: NDArray[np.float64]

    def values(self, metric: Metric) -> NDArray[np.float64]:
        """Return one measure of every query, float64 (n,)."""
        by_metric = {
            Metric.NDCG_10: self.ndcg_10,
            Metric.MRR_10: self.mrr_10,
            Metric.RECALL_100: self.recall_100,
        }
        return by_metric[metric]

    def mean(self, metric: Metric) -> float:
        """Return one measure's mean over the queries."""
        return float(self.values(metric).mean())


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the bounds of its 95 % confidence interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """By how much one system beats another, and how likely chance alone would do as much."""

    difference: Interval
    p_value: float


def score_run(run: Run, judgements: Judgements) -> Scores:
    """Score what a system found for every judged query, by trec_eval's own measures.

    Of equal scores the later id goes first, as in trec_eval. The measures are handed places instead
    of scores, since not all of them would treat ties alike, and all would round to float32.

    Raises
    ------
    CollectionError
        ir-measures, an optional dependency, is not installed.
    """
    measures = extra("ir_measures")
    by_measure = {
        measures.nDCG @ 10: Metric.NDCG_10,
        measures.RR @ 10: Metric.MRR_10,
        measures.R @ 100: Metric.RECALL_100,
    }
    places = {query_id: place for place, query_id in enumerate(judgements)}
    values = {metric: np.zeros(len(places), dtype=np.float64) for metric in Metric}
    found = {query_id: _by_place(run.get(query_id, ())) for query_id in places}
    known = {query_id: dict(relevance) for query_id, relevance in judgements.items()}
    for one in measures.iter_calc(list(by_measure), known, found):
        values[by_measure[one.measure]][places[one.query_id]] = one.value
    return Scores(
        query_ids=tuple(places),
        ndcg_10=values[Metric.NDCG_10],
        mrr_10=values[Metric.MRR_10],
        recall_100=values[Metric.RECALL_100],
    )


def mean_interval(values: NDArray[np.float64], *, seed: int = 0) -> Interval:
    """Return the mean of per-query values (n,) with its bootstrap percentile interval.

    Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
    """
    rng = np.random.default_rng(seed)
    means = np.concatenate(
        [
            values[rng.integers(len(values), size=(_BLOCK, len(values)))].mean(axis=1)
            for _ in range(_ROUNDS // _BLOCK)
        ]
    )
    low, high = np.quantile(means, [0.025, 0.975])
    return Interval(float(values.mean()), float(low), float(high))


def compare(ours: NDArray[np.float64], theirs: NDArray[np.float64], *, seed: int = 0) -> Comparison:
    """Compare two systems on the same queries.

    The interval is a paired bootstrap of the mean difference; the p-value a two-sided paired
    randomisation test: how often do random signs give a mean difference as large?

    Parameters
    ----------
    ours, theirs
        float64 (n,): one measure of the same queries in the same order.
    seed
        Of the random signs and samples.

    Raises
    ------
    ValueError
        The two do not have the same number of queries.

    Source: Smucker, Allan and Carterette, A comparison of statistical significance tests for
    information retrieval evaluation (CIKM 2007).
    """
    if ours.shape != theirs.shape:
        raise ValueError("two systems are compared on the same queries")
    differences = ours - theirs
    rng = np.random.default_rng(seed)
    observed = (
        abs(float(differences.sum())) - 1e-9
    )  # sums in another order differ in their last bits
    n_as_large = 0
    for _ in range(_ROUNDS // _BLOCK):
        signs = rng.choice(np.array([-1.0, 1.0]), size=(_BLOCK, len(differences)))
        n_as_large += int((np.abs(signs @ differences) >= observed).sum())
    return Comparison(
        difference=mean_interval(differences, seed=seed),
        p_value=(n_as_large + 1) / (_ROUNDS + 1),
    )


def _by_place(found: Sequence[tuple[str, float]]) -> dict[str, float]:
    ranked = sorted(found, key=lambda one: (one[1], one[0]), reverse=True)
    return {document_id: float(-place) for place, (document_id, _) in enumerate(ranked)}
