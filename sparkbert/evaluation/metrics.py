"""How good is a ranking, and is one system better than another by more than chance?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

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


def ranked(found: Sequence[tuple[str, float]]) -> list[str]:
    """Return document ids, best first; of equal scores the later id goes first, as in trec_eval."""
    by_id = sorted(found, key=lambda one: one[0], reverse=True)
    return [document_id for document_id, _ in sorted(by_id, key=lambda one: -one[1])]


def ndcg(ranking: Sequence[str], relevance: Mapping[str, int], k: int) -> float:
    """Return the normalised discounted cumulative gain of the first k documents.

    Source: trec_eval's ndcg_cut: the gain is the relevance itself, the discount log2(rank + 1), the
    ideal the judged documents in their best order.

    Examples
    --------
    >>> round(ndcg(["b", "x", "a"], {"a": 2, "b": 1}, k=10), 4)
    0.7602
    """
    ideal = _gain(sorted(relevance.values(), reverse=True)[:k])
    return _gain([relevance.get(one, 0) for one in ranking[:k]]) / ideal if ideal else 0.0


def reciprocal_rank(ranking: Sequence[str], relevance: Mapping[str, int], k: int) -> float:
    """Return 1 / rank of the first relevant document, or 0 if none is among the first k.

    Examples
    --------
    >>> reciprocal_rank(["x", "a"], {"a": 1}, k=10)
    0.5
    """
    for rank, document_id in enumerate(ranking[:k], 1):
        if relevance.get(document_id, 0) > 0:
            return 1 / rank
    return 0.0


def recall(ranking: Sequence[str], relevance: Mapping[str, int], k: int) -> float:
    """Return which share of the relevant documents is among the first k.

    Examples
    --------
    >>> recall(["x", "a"], {"a": 1, "b": 3, "x": 0}, k=100)
    0.5
    """
    relevant = {document_id for document_id, grade in relevance.items() if grade > 0}
    return len(relevant.intersection(ranking[:k])) / len(relevant) if relevant else 0.0


def score_run(run: Run, judgements: Judgements) -> Scores:
    """Score what a system found for every judged query."""
    rankings = {query_id: ranked(run.get(query_id, ())) for query_id in judgements}
    pairs = [(rankings[query_id], relevance) for query_id, relevance in judgements.items()]
    return Scores(
        query_ids=tuple(judgements),
        ndcg_10=np.array([ndcg(*pair, k=10) for pair in pairs], dtype=np.float64),
        mrr_10=np.array([reciprocal_rank(*pair, k=10) for pair in pairs], dtype=np.float64),
        recall_100=np.array([recall(*pair, k=100) for pair in pairs], dtype=np.float64),
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


def _gain(grades: Sequence[int]) -> float:
    return float(sum(max(grade, 0) / np.log2(rank + 1) for rank, grade in enumerate(grades, 1)))
