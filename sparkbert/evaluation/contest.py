"""Which of several systems ranks a collection best, and is that more than chance?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sparkbert.evaluation.baselines import System
from sparkbert.evaluation.collections import Collection
from sparkbert.evaluation.metrics import Metric, Scores, compare, score_run
from sparkbert.evaluation.report import Contrast, Report, Row

DEPTH = 100
"""How many documents of each ranking count, if nothing else is said: enough for Recall@100."""


def contest(
    collection: Collection,
    ours: System,
    peers: Sequence[System],
    depth: int = DEPTH,
    tell: Callable[[str], None] = lambda name: None,
) -> Report:
    """Let systems rank the same queries, and compare the first with each of the others.

    Parameters
    ----------
    collection
        The queries and what answers them.
    ours
        The system that is compared.
    peers
        What it is compared with.
    depth
        How many documents of each ranking count.
    tell
        Is called with the name of each system before it ranks.
    """
    rows = []
    scores: list[Scores] = []
    for system in (ours, *peers):
        tell(system.name)
        run = system.rank(collection.queries, depth)
        scores.append(score_run(run, collection.judgements))
        rows.append(Row.of(system.name, scores[-1], system.bytes_per_document))
    contrasts = [
        Contrast.of(
            peer.name,
            metric,
            compare(scores[0].values(metric), theirs.values(metric)),
        )
        for peer, theirs in zip(peers, scores[1:], strict=True)
        for metric in Metric
    ]
    return Report.of(collection, rows, contrasts)
