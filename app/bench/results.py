"""What does a benchmark measure, and how is it shown?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np


@dataclass(frozen=True, slots=True)
class Spread:
    """A value over several repetitions."""

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Return the spread of at least one value."""
        return cls(min(values), median(values), max(values))

    def text(self, decimals: int = 0) -> str:
        """Return "median (low to high)"."""
        one, low, high = (f"{value:,.{decimals}f}" for value in (self.median, self.low, self.high))
        return f"{one} ({low} to {high})"


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it was measured; `load` is how many processes wanted a core in the last minute."""

    cores: int
    load: float | None


@dataclass(frozen=True, slots=True)
class PeerPace:
    """How fast another way is, and how many times as fast ours is, pair by pair."""

    name: str
    tokens_per_s: Spread
    ratio: Spread


@dataclass(frozen=True, slots=True)
class EncodingPace:
    """How fast texts are encoded.

    Parameters
    ----------
    n_texts, n_tokens
        What was encoded in each repetition; padding is not counted.
    ours_per_s
        Tokens per second of our own encoder, in its process.
    peers
        The same for the usual loops.
    lookup_per_s
        Tokens per second whose senses are found and weighed.
    lookup_ratio
        How many times as fast that is as encoding them, repetition by repetition.
    """

    n_texts: int
    n_tokens: int
    ours_per_s: Spread
    peers: tuple[PeerPace, ...]
    lookup_per_s: Spread
    lookup_ratio: Spread


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of indexing took: processor time in all threads, None if not known."""

    name: str
    cpu_s: float | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was said to be left after a share of a run; None if nothing could be said yet."""

    share: float
    said_s: float | None
    true_s: float

    @property
    def error(self) -> float | None:
        """By how much it was too long, as a share of the truth; below zero if too short."""
        return None if self.said_s is None else self.said_s / self.true_s - 1


@dataclass(frozen=True, slots=True)
class IndexingCost:
    """What it takes to index files.

    Parameters
    ----------
    n_files, n_chunks, n_tokens
        What was indexed.
    wall_s
        From the scan to the last commit, the model being loaded already.
    encoder_busy_s
        How much of that the encoder had something to do.
    parts
        Processor time by part.
    cpu_outside_encoder
        The share of the processor time that is not the encoder's; None if not known.
    estimates
        The time left as it was told on the way, beside the truth.
    """

    n_files: int
    n_chunks: int
    n_tokens: int
    wall_s: float
    encoder_busy_s: float
    parts: tuple[Part, ...]
    cpu_outside_encoder: float | None
    estimates: tuple[Estimate, ...] = ()

    @property
    def wall_outside_encoder(self) -> float:
        """The share of the time in which the encoder had nothing to do."""
        return 1 - self.encoder_busy_s / self.wall_s


@dataclass(frozen=True, slots=True)
class ChunkSize:
    """How many bytes a chunk takes on disk, by part; the catalog holds texts and phrases."""

    words: float
    senses: float
    pooled: float
    catalog: float

    @property
    def without_texts(self) -> float:
        """Postings and vectors together."""
        return self.words + self.senses + self.pooled


@dataclass(frozen=True, slots=True)
class QueryPart:
    """How long one part of a query takes, in milliseconds."""

    name: str
    p50_ms: float
    p95_ms: float

    @classmethod
    def of(cls, name: str, milliseconds: Sequence[float]) -> QueryPart:
        """Return the percentiles of at least one measurement."""
        p50, p95 = np.percentile(milliseconds, [50, 95])
        return cls(name, float(p50), float(p95))


@dataclass(frozen=True, slots=True)
class QueryTimes:
    """How long queries take on an index of so many chunks, by part; the last part is all."""

    n_queries: int
    n_chunks: int
    parts: tuple[QueryPart, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """Proportional set size in bytes after the work; None where the system does not tell."""

    engine: int | None
    encoder: int | None


@dataclass(frozen=True, slots=True)
class BenchReport:
    """All that a benchmark has measured."""

    machine: Machine
    encoding: EncodingPace
    indexing: IndexingCost
    chunk_size: ChunkSize
    queries: QueryTimes
    memory: Memory
