from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sparkbert.errors import CollectionError
from sparkbert.evaluation.metrics import Metric
from sparkbert.evaluation.plot import save_plot
from sparkbert.evaluation.published import PUBLISHED
from sparkbert.evaluation.report import (
    Chunks,
    Contrast,
    Report,
    Row,
    as_json,
    as_table,
    published_rows,
)
from sparkbert.index.snapshot import IndexStatistics

ROW = Row(
    collection="cranfield",
    split="test",
    system="bm25",
    n_documents=1400,
    n_queries=225,
    ndcg_10=0.42509,
    ndcg_10_low=0.4,
    ndcg_10_high=0.45,
    mrr_10=0.5,
    recall_100=1.0,
    ms_p50=0.25,
    ms_p95=1.0,
    bytes_disk=1234.5,
    bytes_resident=800.0,
    vocabulary_disk=1_500_000,
    vocabulary_resident=2_000_000,
    index_seconds=12.0,
)
REPORT = Report("cranfield", "test", 1400, 225, (ROW,))


def test_a_table_is_aligned() -> None:
    title, _, headings, line = as_table(REPORT).split("\n")
    assert title == "cranfield (test): 1,400 documents, 225 queries"
    assert headings.split()[:3] == ["system", "NDCG@10", "95"]
    assert len(headings) == len(line)
    figures = "bm25 0.4251 0.400-0.450 0.5000 1.0000 0.2 1.0 1,234 800 1.5 / 2.0 12"
    assert " ".join(line.split()) == figures


def test_what_is_published_stands_beside() -> None:
    table = as_table(replace(REPORT, collection="scifact"))
    assert "ColBERTv2 (published)" in table
    assert "ColBERTv2 (published): README of github.com/viacheslav-dobrynin/SparkBERT" in table
    assert published_rows("scifact", "train") == ()
    assert all(row.is_published for one in PUBLISHED for row in published_rows(*_place(one)))


def _place(one: object) -> tuple[str, str]:
    return one.collection, one.split  # type: ignore[attr-defined]


def test_json_is_a_list_of_rows() -> None:
    ours, theirs = json.loads(as_json([ROW, published_rows("scifact", "test")[0]]))
    expected = {"collection", "split", "system", "ndcg@10", "mrr@10", "recall@100"}
    expected |= {"ms_p50", "ms_p95", "bytes_disk", "bytes_resident", "published"}
    expected |= {"ndcg@10_low", "ndcg@10_high", "index_seconds", "n_documents", "n_queries"}
    assert set(ours) == set(theirs) >= expected
    assert (ours["ndcg@10"], ours["bytes_disk"], ours["published"]) == (0.42509, 1234.5, False)
    assert (theirs["ndcg@10"], theirs["ms_p50"], theirs["published"]) == (0.69, None, True)


def test_a_report_shows_contrasts_chunks_and_encoding() -> None:
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
        words_only_chunks=0,
    )
    assert Chunks.of(held) == Chunks(2.0, 100.0, 200.0, 400.0, 1000.0)
    contrast = Contrast("dense", Metric.NDCG_10, 0.3691, 0.3, 0.4, 0.01)
    table = as_table(
        replace(REPORT, contrasts=(contrast,), chunks=Chunks.of(held), encoding_ms=(9.0, 12.0))
    )
    assert "bm25 against  measure  difference" in table
    assert "dense         NDCG@10     +0.3691  +0.3000 to +0.4000  0.0100" in table
    assert "2.00 chunks per document, and 700 bytes per chunk" in table
    assert "9.0 ms (95 %: 12.0 ms)" in table


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_a_plot_has_a_panel_for_each_collection(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"plot{suffix}"
    scifact = replace(REPORT, collection="scifact")
    save_plot([REPORT, scifact], path)
    drawn = path.read_bytes()
    assert drawn.startswith(b"\x89PNG" if suffix == ".png" else b"<?xml")
    if suffix == ".svg":
        for label in (b"cranfield (test)", b"scifact (test)", b"ColBERTv2 (published)"):
            assert label in drawn


def test_a_plot_that_can_not_be_drawn_says_why(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match=r"\.png or \.svg"):
        save_plot([REPORT], tmp_path / "plot.pdf")
    with pytest.raises(CollectionError, match="can't be written"):
        save_plot([REPORT], tmp_path / "nowhere" / "plot.png")
