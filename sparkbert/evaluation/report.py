"""How are measurements shown, to people and to programs?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from sparkbert.evaluation.collections import Collection
from sparkbert.evaluation.faithfulness import Faithfulness
from sparkbert.evaluation.metrics import Comparison, Metric, Scores
from sparkbert.index.snapshot import IndexStatistics

_HEADINGS = ("system", *Metric, "bytes/document")


@dataclass(frozen=True, slots=True)
class Row:
    """One system's measurements; `bytes_per_document` is None where it is not known."""

    system: str
    ndcg_10: float
    mrr_10: float
    recall_100: float
    bytes_per_document: float | None

    @classmethod
    def of(cls, system: str, scores: Scores, bytes_per_document: float | None = None) -> Row:
        """Return the means of a run's scores."""
        return cls(
            system=system,
            ndcg_10=scores.mean(Metric.NDCG_10),
            mrr_10=scores.mean(Metric.MRR_10),
            recall_100=scores.mean(Metric.RECALL_100),
            bytes_per_document=bytes_per_document,
        )


@dataclass(frozen=True, slots=True)
class Contrast:
    """By how much the first row's system beats another, and how likely chance would do as much.

    `low` and `high` bound the difference's 95 % interval.
    """

    against: str
    metric: Metric
    difference: float
    low: float
    high: float
    p_value: float

    @classmethod
    def of(cls, against: str, metric: Metric, found: Comparison) -> Contrast:
        """Return a comparison of the same measure and queries."""
        between = found.difference
        return cls(against, metric, between.value, between.low, between.high, found.p_value)


@dataclass(frozen=True, slots=True)
class IndexCosts:
    """What the product's index of a collection costs.

    Parameters
    ----------
    chunks_per_document
        How many chunks a document has.
    words_bytes, senses_bytes, pooled_bytes, catalog_bytes
        On disk per chunk; the catalog holds texts, names and the tables for phrases.
    indexing_seconds
        Wall-clock time; None if the index was there already.
    query_ms_p50, query_ms_p95
        Wall-clock time to rank all that a query finds, encoding and evidence left out.
    """

    chunks_per_document: float
    words_bytes: float
    senses_bytes: float
    pooled_bytes: float
    catalog_bytes: float
    indexing_seconds: float | None
    query_ms_p50: float
    query_ms_p95: float

    @classmethod
    def of(
        cls,
        held: IndexStatistics,
        indexing_seconds: float | None,
        query_ms: Sequence[float],
    ) -> IndexCosts:
        """Return costs per chunk, given what an index holds and how long each query took."""
        return cls(
            chunks_per_document=held.chunks / held.documents,
            words_bytes=held.bytes_words / held.chunks,
            senses_bytes=held.bytes_senses / held.chunks,
            pooled_bytes=held.bytes_pooled / held.chunks,
            catalog_bytes=held.bytes_catalog / held.chunks,
            indexing_seconds=indexing_seconds,
            query_ms_p50=float(np.percentile(query_ms, 50)),
            query_ms_p95=float(np.percentile(query_ms, 95)),
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What several systems achieve on one split of one collection.

    `contrasts` compare the first row's system with each other, measure by measure; `costs` are
    those of the product's index.
    """

    collection: str
    split: str
    n_documents: int
    n_queries: int
    rows: tuple[Row, ...]
    contrasts: tuple[Contrast, ...] = ()
    costs: IndexCosts | None = None

    @classmethod
    def of(
        cls, collection: Collection, rows: Sequence[Row], contrasts: Sequence[Contrast] = ()
    ) -> Report:
        """Return the report of rows that were measured on a collection."""
        return cls(
            collection=collection.name,
            split=collection.split,
            n_documents=len(collection.documents),
            n_queries=len(collection.queries),
            rows=tuple(rows),
            contrasts=tuple(contrasts),
        )


def as_table(report: Report) -> str:
    """Return a report as lines of text in columns, without a final line break."""
    title = (
        f"{report.collection} ({report.split}): "
        f"{report.n_documents:,} documents, {report.n_queries:,} queries"
    )
    parts = [title, aligned([_HEADINGS, *(_cells(row) for row in report.rows)])]
    if report.contrasts:
        parts.append(aligned(_contrast_cells(report)))
    if report.costs is not None:
        parts.append(_costs_text(report.costs))
    return "\n\n".join(parts)


def as_json(reports: Sequence[Report]) -> str:
    """Return reports as a JSON array of objects whose fields are those of the dataclasses."""
    return json.dumps([asdict(report) for report in reports], indent=2, ensure_ascii=False)


def faithfulness_text(found: Faithfulness) -> str:
    """Return what deleting words has cost, as lines of text without a final line break."""
    between = found.difference
    return "\n".join(
        [
            f"{found.n_pairs:,} pairs of a query and its best passage; "
            f"{found.mean_words:.1f} words highlighted, score {found.mean_score:.4f}",
            f"the score falls by {found.drop_highlighted:.4f} without the highlighted words",
            f"               and {found.drop_random:.4f} without as many content words by chance",
            f"ratio {found.ratio:.2f}; difference {between.value:+.4f} (95 % interval "
            f"{between.low:+.4f} to {between.high:+.4f}, p {found.p_value:.4f}); the highlighted "
            f"words cost more in {found.share_greater:.1%} of the pairs",
        ]
    )


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Return cells in columns as wide as they need, the first to the left, the others right."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(_line(line, widths) for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    size = "-" if row.bytes_per_document is None else f"{row.bytes_per_document:,.0f}"
    scores = (row.ndcg_10, row.mrr_10, row.recall_100)
    return (row.system, *(f"{score:.4f}" for score in scores), size)


def _contrast_cells(report: Report) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = [
        (f"{report.rows[0].system} against", "measure", "difference", "95 % interval", "p")
    ]
    last = ""
    for one in report.contrasts:
        lines.append(
            (
                one.against if one.against != last else "",
                one.metric,
                f"{one.difference:+.4f}",
                f"{one.low:+.4f} to {one.high:+.4f}",
                f"{one.p_value:.4f}",
            )
        )
        last = one.against
    return lines


def _costs_text(costs: IndexCosts) -> str:
    seconds = costs.indexing_seconds
    indexing = "was there already" if seconds is None else f"{seconds:.1f} s"
    return "\n".join(
        [
            f"chunks per document   {costs.chunks_per_document:.2f}",
            f"bytes per chunk       words {costs.words_bytes:,.0f}, senses "
            f"{costs.senses_bytes:,.0f}, pooled {costs.pooled_bytes:,.0f}; texts and catalog "
            f"{costs.catalog_bytes:,.0f}",
            f"indexing              {indexing}",
            f"query, not encoding   {costs.query_ms_p50:.1f} ms median, "
            f"{costs.query_ms_p95:.1f} ms p95",
        ]
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    rest = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))
    return "  ".join([first, *rest])
