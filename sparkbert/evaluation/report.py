"""How are measurements shown, to people and to programs?"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sparkbert.evaluation.faithfulness import Faithfulness
from sparkbert.evaluation.metrics import Comparison, Metric
from sparkbert.evaluation.published import published
from sparkbert.index.snapshot import IndexStatistics

_AT = re.compile(r"_(10+)(?=_|$)")  # ndcg_10_low is ndcg@10_low in JSON
_HEADINGS = (
    "system",
    Metric.NDCG_10,
    "95 %",
    Metric.MRR_10,
    Metric.RECALL_100,
    "ms p50",
    "p95",
    "disk B/doc",
    "resident",
    "vocabulary MB",
    "index s",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One system's figures on one split of one collection; None where one is not known.

    Parameters
    ----------
    system
        A `SystemName`, or what the authors of a published figure call theirs.
    ndcg_10_low, ndcg_10_high
        Bounds of the 95 % bootstrap interval over queries.
    ms_p50, ms_p95
        Milliseconds per query, encoding it left out.
    bytes_disk, bytes_resident, vocabulary_disk, vocabulary_resident, index_seconds
        As in `Costs`: per document, and of the vocabulary as a whole.
    source
        Where a published figure comes from; None if it was measured here.
    """

    collection: str
    split: str
    system: str
    n_documents: int | None = None
    n_queries: int | None = None
    ndcg_10: float | None = None
    ndcg_10_low: float | None = None
    ndcg_10_high: float | None = None
    mrr_10: float | None = None
    recall_100: float | None = None
    ms_p50: float | None = None
    ms_p95: float | None = None
    bytes_disk: float | None = None
    bytes_resident: float | None = None
    vocabulary_disk: int | None = None
    vocabulary_resident: int | None = None
    index_seconds: float | None = None
    source: str | None = None

    @property
    def is_published(self) -> bool:
        """Whether others have measured it, elsewhere."""
        return self.source is not None

    @property
    def label(self) -> str:
        """What tables and plots call the system."""
        return f"{self.system} (published)" if self.is_published else self.system


def published_rows(collection: str, split: str) -> tuple[Row, ...]:
    """Return what others have published about a split of a collection."""
    return tuple(
        Row(
            collection=one.collection,
            split=one.split,
            system=one.system,
            ndcg_10=one.ndcg_10,
            mrr_10=one.mrr_10,
            bytes_disk=one.bytes_disk,
            source=one.source,
        )
        for one in published(collection, split)
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
class Chunks:
    """What the product's index of a collection holds.

    Parameters
    ----------
    per_document
        How many chunks a document has.
    words_bytes, senses_bytes, pooled_bytes, catalog_bytes
        On disk per chunk; the catalog holds texts, names and the tables for phrases.
    """

    per_document: float
    words_bytes: float
    senses_bytes: float
    pooled_bytes: float
    catalog_bytes: float

    @classmethod
    def of(cls, held: IndexStatistics) -> Chunks:
        """Return means, given what an index holds."""
        return cls(
            per_document=held.chunks / held.documents,
            words_bytes=held.bytes_words / held.chunks,
            senses_bytes=held.bytes_senses / held.chunks,
            pooled_bytes=held.bytes_pooled / held.chunks,
            catalog_bytes=held.bytes_catalog / held.chunks,
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What several systems achieve on one split of one collection.

    `contrasts` compare the first row's system with each other, measure by measure; `chunks` is of
    the product's index, if it was measured; `encoding_ms` are median and 95th percentile of how
    long it takes to encode a query, if one was encoded.
    """

    collection: str
    split: str
    n_documents: int
    n_queries: int
    rows: tuple[Row, ...]
    contrasts: tuple[Contrast, ...] = ()
    chunks: Chunks | None = None
    encoding_ms: tuple[float, float] | None = None


def as_table(report: Report) -> str:
    """Return a report as lines of text in columns, without a final line break."""
    title = (
        f"{report.collection} ({report.split}): "
        f"{report.n_documents:,} documents, {report.n_queries:,} queries"
    )
    rows = [*report.rows, *published_rows(report.collection, report.split)]
    parts = [title, rows_table(rows)]
    if report.contrasts:
        parts.append(aligned(_contrast_cells(report)))
    if report.chunks is not None:
        parts.append(_chunks_text(report.chunks))
    if report.encoding_ms is not None:
        p50, p95 = report.encoding_ms
        parts.append(f"Encoding a query, not counted above: {p50:.1f} ms (95 %: {p95:.1f} ms).")
    return "\n\n".join(parts)


def rows_table(rows: Sequence[Row]) -> str:
    """Return rows in columns, and where the published ones come from."""
    lines = [aligned([_HEADINGS, *(_cells(row) for row in rows)])]
    lines += [f"  {row.label}: {row.source}" for row in rows if row.is_published]
    return "\n".join(lines)


def as_json(rows: Sequence[Row]) -> str:
    """Return rows as a JSON array of objects, with null for what is not known."""
    return json.dumps([_fields(row) for row in rows], indent=2, ensure_ascii=False)


def faithfulness_text(found: Faithfulness) -> str:
    """Return what deleting words has cost, as lines of text without a final line break."""
    between = found.difference
    return "\n".join(
        [
            f"{found.n_pairs:,} pairs of a query and its best passage; "
            f"{found.mean_words:.1f} words highlighted, score {found.mean_score:.4f}",
            f"the score falls by {found.drop_highlighted:.4f} without the highlighted words",
            f"               and {found.drop_random:.4f} without as many other content words",
            f"{_ratio_text(found.ratio)}; difference {between.value:+.4f} (95 % interval "
            f"{between.low:+.4f} to {between.high:+.4f}, p {found.p_value:.4f}); the highlighted "
            f"words cost more in {found.share_greater:.1%} of the pairs",
            f"related words alone ({found.mean_related_words:.1f} in {found.n_related_pairs:,} of "
            f"the pairs): {found.drop_related:.4f}, as many others "
            f"{found.drop_random_related:.4f}, {_ratio_text(found.related_ratio)}",
        ]
    )


def _ratio_text(ratio: float) -> str:
    return "others cost nothing" if math.isinf(ratio) else f"ratio {ratio:.2f}"


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Return cells in columns as wide as they need, the first to the left, the others right."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(_line(line, widths) for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    interval = (
        "-"
        if row.ndcg_10_low is None or row.ndcg_10_high is None
        else f"{row.ndcg_10_low:.3f}-{row.ndcg_10_high:.3f}"
    )
    vocabulary = (
        "-"
        if row.vocabulary_disk is None or row.vocabulary_resident is None
        else f"{row.vocabulary_disk / 1e6:.1f} / {row.vocabulary_resident / 1e6:.1f}"
    )
    return (
        row.label,
        _number(row.ndcg_10, ".4f"),
        interval,
        _number(row.mrr_10, ".4f"),
        _number(row.recall_100, ".4f"),
        _number(row.ms_p50, ".1f"),
        _number(row.ms_p95, ".1f"),
        _number(row.bytes_disk, ",.0f"),
        _number(row.bytes_resident, ",.0f"),
        vocabulary,
        _number(row.index_seconds, ",.0f"),
    )


def _number(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)


def _fields(row: Row) -> dict[str, str | float | bool | None]:
    named = asdict(row).items()
    return {_AT.sub("@\\1", name, count=1): value for name, value in named} | {
        "published": row.is_published
    }


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


def _chunks_text(chunks: Chunks) -> str:
    kept = chunks.words_bytes + chunks.senses_bytes + chunks.pooled_bytes
    return (
        f"SparkBERT keeps {chunks.per_document:.2f} chunks per document, and {kept:,.0f} bytes per "
        f"chunk: words {chunks.words_bytes:,.0f}, senses {chunks.senses_bytes:,.0f}, pooled "
        f"{chunks.pooled_bytes:,.0f}; texts and catalog {chunks.catalog_bytes:,.0f} beside."
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    rest = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))
    return "  ".join([first, *rest])
