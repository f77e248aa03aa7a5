"""What is known of sources and files, row by row?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.extract.base import ExtractionWarning, FailureKind
from app.watch.rules import NO_EXCLUSIONS, Exclusions


class FileState(StrEnum):
    """How far a file has come."""

    PENDING = "pending"
    INDEXED = "indexed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Source:
    """A folder, or a single file, that the user wants indexed.

    Parameters
    ----------
    path
        Its real path.
    is_online
        Whether it was there at the last scan.
    device
        The file system that it was on.
    scanned_ns
        When the last scan began, in nanoseconds since the epoch; 0 before the first.
    exclusions
        What the user leaves out of it.
    """

    path: Path
    is_online: bool
    device: int
    scanned_ns: int
    exclusions: Exclusions = NO_EXCLUSIONS


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A file whose text is still to be extracted."""

    number: int
    path: Path
    size: int
    mtime_ns: int
    ctime_ns: int


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file, or a folder that can't be opened, that is not indexed; the message has the remedy."""

    path: Path
    kind: FailureKind
    message: str


@dataclass(frozen=True, slots=True)
class FlawedFile:
    """A file that is indexed, though not all of it."""

    path: Path
    warning: ExtractionWarning


@dataclass(frozen=True, slots=True)
class FileCounts:
    """How many files there are that can be read by their type, and how far they have come."""

    n_indexed: int
    n_pending: int
    n_failed: int

    @property
    def n_files(self) -> int:
        """All of them."""
        return self.n_indexed + self.n_pending + self.n_failed
