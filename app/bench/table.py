"""How do a benchmark's results read?"""

from __future__ import annotations

from collections.abc import Sequence

from app.bench.results import (
    BenchReport,
    ChunkSize,
    EncodingPace,
    Estimate,
    IndexingCost,
    Memory,
    QueryTimes,
)
from sparkbert.evaluation.report import aligned

_MB = 1_000_000


def as_table(report: BenchReport) -> str:
    """Return a report as lines of text, without a final line break."""
    machine = report.machine
    load = "" if machine.load is None else f", {machine.load:.1f} processes busy before the start"
    parts = [
        f"{machine.cores} cores{load}",
        _encoding(report.encoding),
        _indexing(report.indexing),
        _chunk_size(report.chunk_size),
        _queries(report.queries),
        _memory(report.memory),
    ]
    return "\n\n".join(parts)


def _encoding(pace: EncodingPace) -> str:
    lines: list[Sequence[str]] = [
        (
            f"Encoding {pace.n_texts:,} texts, {pace.n_tokens:,} tokens",
            "tokens/s (low to high)",
            "how much faster we are",
        ),
        ("SparkBERT", pace.ours_per_s.text(), ""),
        *((peer.name, peer.tokens_per_s.text(), peer.ratio.text(2) + " x") for peer in pace.peers),
        (
            "finding senses, against encoding",
            pace.lookup_per_s.text(),
            pace.lookup_ratio.text(2) + " x",
        ),
    ]
    return aligned(lines)


def _indexing(cost: IndexingCost) -> str:
    known = [part.cpu_s for part in cost.parts if part.cpu_s is not None]
    total = sum(known) or 1.0
    lines: list[Sequence[str]] = [
        (f"Indexing {cost.n_files:,} files, {cost.n_chunks:,} chunks", "processor s", "share")
    ]
    for part in cost.parts:
        cells = ("-", "-") if part.cpu_s is None else _seconds_and_share(part.cpu_s, total)
        lines.append((part.name, *cells))
    outside = cost.cpu_outside_encoder
    tail = "not known here" if outside is None else f"{outside:.1%}"
    return "\n".join(
        [
            aligned(lines),
            f"outside the encoder: {tail} of the processor time; it had nothing to do in "
            f"{cost.wall_outside_encoder:.1%} of {cost.wall_s:.1f} s",
            *map(_estimate, cost.estimates),
        ]
    )


def _estimate(one: Estimate) -> str:
    said = "nothing" if one.said_s is None else f"{one.said_s:.1f} s"
    error = "" if one.error is None else f" ({one.error:+.0%})"
    return f"time left after {one.share:.0%}: said {said}, was {one.true_s:.1f} s{error}"


def _seconds_and_share(seconds: float, total: float) -> tuple[str, str]:
    return f"{seconds:.2f}", f"{seconds / total:.1%}"


def _chunk_size(size: ChunkSize) -> str:
    return aligned(
        [
            ("Bytes per chunk", ""),
            ("words", f"{size.words:,.0f}"),
            ("senses", f"{size.senses:,.0f}"),
            ("pooled vector", f"{size.pooled:,.0f}"),
            ("together", f"{size.without_texts:,.0f}"),
            ("texts and the tables for phrases", f"{size.catalog:,.0f}"),
        ]
    )


def _queries(times: QueryTimes) -> str:
    heading = f"{times.n_queries:,} queries on {times.n_chunks:,} chunks"
    lines: list[Sequence[str]] = [(heading, "ms median", "ms p95")]
    lines += [(part.name, f"{part.p50_ms:.2f}", f"{part.p95_ms:.2f}") for part in times.parts]
    return aligned(lines)


def _memory(memory: Memory) -> str:
    rows = {"engine": memory.engine, "encoder": memory.encoder}
    return aligned(
        [
            ("Memory (PSS)", "MB"),
            *((name, "-" if n is None else f"{n / _MB:,.0f}") for name, n in rows.items()),
        ]
    )
