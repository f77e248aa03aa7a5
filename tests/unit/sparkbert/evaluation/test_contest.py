from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from sparkbert.evaluation.collections import Collection, CollectionDocument
from sparkbert.evaluation.contest import contest
from sparkbert.evaluation.metrics import Metric
from sparkbert.evaluation.systems import Answers, Costs, SystemName

QUERIES = {f"q{number}": "a" for number in range(12)}
COLLECTION = Collection(
    "tiny",
    "test",
    (CollectionDocument("right", "", "x"), CollectionDocument("wrong", "", "y")),
    QUERIES,
    {query_id: {"right": 1} for query_id in QUERIES},
)


@dataclass
class Fixed:
    """A system that always gives the same ranking."""

    name: SystemName
    ranking: list[str]
    costs: Costs = field(default_factory=lambda: Costs(4.0, 5.0, 6, 7, 8.0))
    asked: list[int] = field(default_factory=list)

    def answer(self, queries: Mapping[str, str], k: int) -> Answers:
        self.asked.append(k)
        scored = [(one, float(-place)) for place, one in enumerate(self.ranking)]
        return Answers(dict.fromkeys(queries, scored), [2.0] * len(queries))


def test_every_system_is_compared_with_the_first_by_every_measure() -> None:
    ours = Fixed(SystemName.HYBRID, ["right", "wrong"])
    peers = [Fixed(SystemName.BM25, ["right"]), Fixed(SystemName.DENSE, ["wrong", "right"])]
    told: list[str] = []
    report = contest(COLLECTION, [ours, *peers], 50, told.append)
    assert told == ["sparkbert-hybrid", "bm25", "dense"]
    assert [one.asked for one in (ours, *peers)] == [[51]] * 3
    assert [row.mrr_10 for row in report.rows] == [1.0, 1.0, 0.5]
    found = {(one.against, one.metric): one for one in report.contrasts}
    assert set(found) == {(peer.name, metric) for peer in peers for metric in Metric}
    assert found["bm25", Metric.NDCG_10].difference == 0
    assert found["bm25", Metric.NDCG_10].p_value == 1
    worse = found["dense", Metric.MRR_10]
    assert (worse.difference, worse.low, worse.high) == (0.5, 0.5, 0.5)
    assert worse.p_value < 0.01


def test_a_row_says_what_was_measured() -> None:
    (row,) = contest(COLLECTION, [Fixed(SystemName.BM25, ["wrong", "right"])]).rows
    assert (row.collection, row.split, row.system) == ("tiny", "test", "bm25")
    assert (row.n_documents, row.n_queries) == (2, 12)
    assert row.ndcg_10 == row.ndcg_10_low == row.ndcg_10_high == pytest.approx(0.6309, abs=1e-4)
    assert (row.ms_p50, row.ms_p95, row.bytes_disk, row.bytes_resident) == (2, 2, 4, 5)
    assert (row.vocabulary_disk, row.vocabulary_resident, row.index_seconds) == (6, 7, 8)
    assert not row.is_published


def test_a_querys_own_document_is_left_out() -> None:
    own = Collection(
        "own",
        "test",
        (CollectionDocument("q0", "", "a"), CollectionDocument("right", "", "a")),
        {"q0": "a"},
        {"q0": {"right": 1}},
    )
    (row,) = contest(own, [Fixed(SystemName.BM25, ["q0", "right"])], 1).rows
    assert (row.ndcg_10, row.recall_100) == (1.0, 1.0)
