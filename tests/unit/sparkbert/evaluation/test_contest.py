from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sparkbert.evaluation.collections import Collection, CollectionDocument
from sparkbert.evaluation.contest import contest
from sparkbert.evaluation.metrics import Metric
from sparkbert.evaluation.report import IndexCosts, as_json, as_table
from sparkbert.index.snapshot import IndexStatistics

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

    name: str
    ranking: list[str]
    bytes_per_document: float = 4.0
    asked: list[int] = field(default_factory=list)

    def rank(self, queries: Mapping[str, str], k: int) -> dict[str, list[tuple[str, float]]]:
        self.asked.append(k)
        scored = [(one, float(-place)) for place, one in enumerate(self.ranking)]
        return dict.fromkeys(queries, scored)


def test_every_peer_is_compared_by_every_measure() -> None:
    ours = Fixed("ours", ["right", "wrong"])
    peers = [Fixed("same", ["right"]), Fixed("worse", ["wrong", "right"])]
    told: list[str] = []
    report = contest(COLLECTION, ours, peers, 50, told.append)
    assert told == ["ours", "same", "worse"]
    assert [one.asked for one in (ours, *peers)] == [[50]] * 3
    assert [row.mrr_10 for row in report.rows] == [1.0, 1.0, 0.5]
    found = {(one.against, one.metric): one for one in report.contrasts}
    assert set(found) == {(peer.name, metric) for peer in peers for metric in Metric}
    assert found["same", Metric.NDCG_10].difference == 0
    assert found["same", Metric.NDCG_10].p_value == 1
    worse = found["worse", Metric.MRR_10]
    assert (worse.difference, worse.low, worse.high) == (0.5, 0.5, 0.5)
    assert worse.p_value < 0.01


def test_a_report_shows_contrasts_and_costs() -> None:
    report = contest(COLLECTION, Fixed("ours", ["right"]), [Fixed("peer", ["wrong", "right"])])
    held = IndexStatistics(
        documents=2,
        chunks=4,
        encoded_chunks=4,
        dead_chunks=0,
        segments=2,
        postings=9,
        bytes_catalog=4000,
        bytes_words=400,
        bytes_senses=800,
        bytes_pooled=1600,
    )
    costs = IndexCosts.of(held, None, [1.0, 2.0, 2.0])
    assert costs == IndexCosts(2.0, 100.0, 200.0, 400.0, 1000.0, None, 2.0, 2.0)
    table = as_table(replace(report, costs=costs))
    assert "ours against     measure  difference" in table
    assert "peer             NDCG@10     +0.3691  +0.3691 to +0.3691" in table
    assert "chunks per document   2.00" in table
    assert "was there already" in table
    assert "2.0 ms median, 2.0 ms p95" in table
    (found,) = json.loads(as_json([replace(report, costs=replace(costs, indexing_seconds=3.0))]))
    assert found["costs"]["indexing_seconds"] == 3.0
    assert found["contrasts"][0]["metric"] == "NDCG@10"
