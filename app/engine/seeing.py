"""What do clients ask to see passages and the index in pictures, and what do they get?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class DrawMap:
    """Draw passages in two dimensions, alike ones near each other; answered by `PassageMap`.

    `chunk_ids` names the passages, the best first.
    """

    chunk_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A passage's place, each coordinate from -1 to 1, and the number of its group."""

    chunk_id: int
    x: float
    y: float
    group: int


@dataclass(frozen=True, slots=True)
class PassageMap:
    """Passages in groups.

    Parameters
    ----------
    points
        Those that have a vector, the best first.
    names
        The strongest words of each group, the strongest first; none if no word tells it from the
        others.
    missing
        The passages that can't be drawn: they are not found by meaning, or not yet.
    seconds
        The engine's own time.
    """

    points: tuple[MapPoint, ...]
    names: tuple[tuple[str, ...], ...]
    missing: tuple[int, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class GetStatistics:
    """What does the index hold, and how much room does it take? Answered by `Statistics`."""


class IndexPart(StrEnum):
    """A part of the index that takes room on the disk."""

    TEXTS = "texts"
    CATALOG = "catalog"
    WORDS = "words"
    SENSES = "senses"
    CODES = "codes"
    VECTORS = "vectors"


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How many files of an extension ("pdf") are indexed, and how many passages they have.

    A passage that stands in several files counts in each of them.
    """

    extension: str
    n_files: int
    n_passages: int


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many passages the files have that were changed at a time, in ns since the epoch."""

    time_ns: int
    n_passages: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the index holds.

    Parameters
    ----------
    types
        The types of files that are indexed, those with the most files first.
    days
        Passages by the day on which their files were changed, in order.
    bytes_of
        How many bytes each part takes.
    n_passages
        How many passages there are, each counted once.
    """

    types: tuple[TypeCount, ...]
    days: tuple[DayCount, ...]
    bytes_of: dict[IndexPart, int]
    n_passages: int
