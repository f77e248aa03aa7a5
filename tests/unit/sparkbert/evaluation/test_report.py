from __future__ import annotations

import json

import pytest

from sparkbert.evaluation.collections import Collection, CollectionDocument
from sparkbert.evaluation.metrics import score_run
from sparkbert.evaluation.report import Report, Row, as_json, as_table

REPORT = Report(
    collection="scifact",
    split="test",
    n_documents=5183,
    n_queries=300,
    rows=(
        Row("BM25", 0.67909, 0.5, 1.0, None),
        Row("SparkBERT, words and senses", 0.75, 0.12345, 0.9, 12345.6),
    ),
)


def test_a_table_is_aligned() -> None:
    assert as_table(REPORT).split("\n") == [
        "scifact (test): 5,183 documents, 300 queries",
        "",
        "system                       NDCG@10  MRR@10  Recall@100  bytes/document",
        "BM25                          0.6791  0.5000      1.0000               -",
        "SparkBERT, words and senses   0.7500  0.1235      0.9000          12,346",
    ]


def test_a_table_may_be_empty() -> None:
    assert as_table(Report("none", "dev", 1, 1, ())).split("\n")[2:] == [
        "system  NDCG@10  MRR@10  Recall@100  bytes/document"
    ]


def test_json_holds_every_field() -> None:
    (found,) = json.loads(as_json([REPORT]))
    assert (found["collection"], found["split"]) == ("scifact", "test")
    assert (found["n_documents"], found["n_queries"]) == (5183, 300)
    assert [Row(**row) for row in found["rows"]] == list(REPORT.rows)


def test_rows_and_reports_are_made_from_what_was_measured() -> None:
    judgements = {"q1": {"a": 1}, "q2": {"a": 1}}
    documents = (CollectionDocument("a", "", "x"),)
    collection = Collection("tiny", "test", documents, {"q1": "x", "q2": "y"}, judgements)
    scores = score_run({"q1": [("a", 1.0)]}, judgements)
    report = Report.of(collection, [Row.of("ours", scores, 8.0)])
    assert report == Report("tiny", "test", 1, 2, (Row("ours", 0.5, 0.5, 0.5, 8.0),))
    assert Row.of("ours", scores).bytes_per_document is None
    assert report.rows[0].recall_100 == pytest.approx(0.5)
