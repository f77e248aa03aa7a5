"""How are measurements shown, to people and to programs?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sparkbert.evaluation.collections import Collection
from sparkbert.evaluation.metrics import Metric, Scores

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
class Report:
    """What several systems achieve on one split of one collection."""

    collection: str
    split: str
    n_documents: int
    n_queries: int
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, collection: Collection, rows: Sequence[Row]) -> Report:
        """Return the report of rows that were measured on a collection."""
        return cls(
            collection=collection.name,
            split=collection.split,
            n_documents=len(collection.documents),
            n_queries=len(collection.queries),
            rows=tuple(rows),
        )


def as_table(report: Report) -> str:
    """Return a report as lines of text in columns, without a final line break."""
    cells = [_HEADINGS, *(_cells(row) for row in report.rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_HEADINGS))]
    title = (
        f"{report.collection} ({report.split}): "
        f"{report.n_documents:,} documents, {report.n_queries:,} queries"
    )
    return "\n".join([title, "", *(_line(line, widths) for line in cells)])


def as_json(reports: Sequence[Report]) -> str:
    """Return reports as a JSON array of objects whose fields are those of the dataclasses."""
    return json.dumps([asdict(report) for report in reports], indent=2, ensure_ascii=False)


def _cells(row: Row) -> tuple[str, ...]:
    size = "-" if row.bytes_per_document is None else f"{row.bytes_per_document:,.0f}"
    scores = (row.ndcg_10, row.mrr_10, row.recall_100)
    return (row.system, *(f"{score:.4f}" for score in scores), size)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    rest = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))
    return "  ".join([first, *rest])
