"""Which of several systems ranks a collection best, and is that more than chance?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from sparkbert.evaluation.collections import Collection
from sparkbert.evaluation.metrics import Metric, Run, Scores, compare, mean_interval, score_run
from sparkbert.evaluation.report import Contrast, Report, Row
from sparkbert.evaluation.systems import Answers, System, SystemName

DEPTH = 100
"""How many documents of each ranking count, if nothing else is said: enough for Recall@100."""


def contest(
    collection: Collection,
    systems: Iterable[System],
    depth: int = DEPTH,
    tell: Callable[[SystemName], None] = lambda name: None,
) -> Report:
    """Let systems rank the same queries, and compare the first with each of the others.

    A document with the query's own id is left out, as BEIR leaves it out: in some collections it is
    the query itself.

    Parameters
    ----------
    collection
        The queries and what answers them.
    systems
        Each is let go of before the next is made.
    depth
        How many documents of each ranking count.
    tell
        Is called with the name of each system before it ranks.
    """
    rows: list[Row] = []
    scores: list[Scores] = []
    for system in systems:
        tell(system.name)
        answers = system.answer(collection.queries, depth + 1)
        run = _without_themselves(answers.run, depth)
        scores.append(score_run(run, collection.judgements))
        rows.append(_row(collection, system, scores[-1], answers))
    return Report(
        collection=collection.name,
        split=collection.split,
        n_documents=len(collection.documents),
        n_queries=len(collection.queries),
        rows=tuple(rows),
        contrasts=tuple(_contrasts(rows, scores)),
    )


def _without_themselves(run: Run, depth: int) -> Run:
    return {
        query_id: [one for one in found if one[0] != query_id][:depth]
        for query_id, found in run.items()
    }


def _row(collection: Collection, system: System, scores: Scores, answers: Answers) -> Row:
    p50, p95 = np.percentile(answers.milliseconds, [50, 95]).tolist()
    ndcg = mean_interval(scores.values(Metric.NDCG_10))
    costs = system.costs
    return Row(
        collection=collection.name,
        split=collection.split,
        system=system.name,
        n_documents=len(collection.documents),
        n_queries=len(collection.queries),
        ndcg_10=ndcg.value,
        ndcg_10_low=ndcg.low,
        ndcg_10_high=ndcg.high,
        mrr_10=scores.mean(Metric.MRR_10),
        recall_100=scores.mean(Metric.RECALL_100),
        ms_p50=p50,
        ms_p95=p95,
        bytes_disk=costs.bytes_disk,
        bytes_resident=costs.bytes_resident,
        vocabulary_disk=costs.vocabulary_disk,
        vocabulary_resident=costs.vocabulary_resident,
        index_seconds=costs.index_seconds,
    )


def _contrasts(rows: Sequence[Row], scores: Sequence[Scores]) -> list[Contrast]:
    return [
        Contrast.of(row.system, metric, compare(scores[0].values(metric), theirs.values(metric)))
        for row, theirs in zip(rows[1:], scores[1:], strict=True)
        for metric in Metric
    ]
