"""What does the engine tell those who watch it work?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from app.extract.base import FailureKind


class Phase(StrEnum):
    """What is being done."""

    SCANNING = "scanning"
    READING = "reading"
    ENCODING = "encoding"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work has come; numbers count from the start of the run.

    Parameters
    ----------
    phase
        READING while files are being read (encoding goes on beside it), then ENCODING.
    n_files_done, n_files
        Files read, or found unreadable, and files to be read in all.
    n_chunks_by_words
        New chunks committed, that is found by their words; a text that was there counts no more.
    n_chunks_by_meaning
        Chunks encoded, that is found by their meaning too, those left by earlier runs included.
    n_chunks_waiting
        Chunks that are committed and not yet encoded, of earlier runs too.
    pieces_per_s
        Word pieces encoded per second of late; None before it is known.
    seconds_left
        An estimate; None before there is one.
    file
        The file that was read last.
    """

    phase: Phase
    n_files_done: int = 0
    n_files: int = 0
    n_chunks_by_words: int = 0
    n_chunks_by_meaning: int = 0
    n_chunks_waiting: int = 0
    pieces_per_s: float | None = None
    seconds_left: float | None = None
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """What a run has done.

    Parameters
    ----------
    n_indexed
        Files whose text was read and committed.
    n_unchanged, n_moved, n_removed
        Files that were as before, are elsewhere now, or are gone.
    failed
        How many of the files tried in this run are not indexed, by reason.
    offline
        Sources that are not there at present; what they held is kept.
    n_chunks_by_words, n_chunks_by_meaning
        New chunks committed, and chunks encoded.
    n_pieces
        Word pieces encoded.
    n_chunks_waiting
        Chunks left to be encoded, where the run was stopped.
    n_files_waiting
        Files left to be read, where the run was stopped.
    seconds
        Wall-clock time.
    stopped
        Whether the run was stopped before its end.
    """

    n_indexed: int = 0
    n_unchanged: int = 0
    n_moved: int = 0
    n_removed: int = 0
    failed: Mapping[FailureKind, int] = field(default_factory=dict)
    offline: tuple[Path, ...] = ()
    n_chunks_by_words: int = 0
    n_chunks_by_meaning: int = 0
    n_pieces: int = 0
    n_chunks_waiting: int = 0
    n_files_waiting: int = 0
    seconds: float = 0.0
    stopped: bool = False
