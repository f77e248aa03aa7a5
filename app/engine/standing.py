"""How do folders and all work stand, as clients are told?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.engine.pace import Pace
from app.engine.trouble import TroubleKind
from app.watch.rules import NO_EXCLUSIONS, Exclusions


class SourceState(StrEnum):
    """How a folder stands: LIVE is watched and up to date, POLLED looked through at intervals."""

    LIVE = "live"
    POLLED = "polled"
    WORKING = "working"
    OFFLINE = "offline"
    STOPPED = "stopped"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class SourceOverview:
    """A folder's state with its files.

    `message` says what the trouble is, if any; `exclusions` what the user leaves out.
    """

    path: Path
    state: SourceState
    n_files: int
    n_indexed: int
    n_pending: int
    n_failed: int
    message: str | None = None
    exclusions: Exclusions = NO_EXCLUSIONS


class Activity(StrEnum):
    """What the engine is doing beside searching."""

    IDLE = "idle"
    SCANNING = "scanning"
    READING = "reading"
    ENCODING = "encoding"
    PAUSED = "paused"
    TROUBLE = "trouble"


class EncoderState(StrEnum):
    """How the encoder stands; without it, words are searched alone."""

    ASLEEP = "asleep"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Overview:
    """How everything stands: counts of what the index holds, not of a run.

    Parameters
    ----------
    sources
        By path.
    n_files, n_files_by_words, n_failed
        Files met that can be read by type, those found by their words, those that failed.
    n_chunks, n_chunks_by_meaning
        Chunks found by their words, and those found by their meaning too.
    n_chunks_words_only
        Chunks that stay as they are: the model does not read their language.
    n_chunks_held
        Chunks that wait until their folder, which the user has stopped, may go on.
    activity
        What is being done.
    chunks_per_s, seconds_left
        Of encoding, of late; None before they are known.
    file
        The file that was read last.
    encoder
        How the encoder stands.
    commit
        The number of the last commit.
    message, trouble
        What the trouble is and its remedy, where `activity` is TROUBLE or the encoder has FAILED;
        and of which kind.
    pace
        What the state of the computer allows. Where it holds up all that is left, `activity` is
        PAUSED; `Resume` goes on all the same.
    """

    sources: tuple[SourceOverview, ...] = ()
    n_files: int = 0
    n_files_by_words: int = 0
    n_failed: int = 0
    n_chunks: int = 0
    n_chunks_by_meaning: int = 0
    activity: Activity = Activity.IDLE
    chunks_per_s: float | None = None
    seconds_left: float | None = None
    file: Path | None = None
    encoder: EncoderState = EncoderState.ASLEEP
    commit: int = 0
    message: str | None = None
    n_chunks_words_only: int = 0
    pace: Pace = Pace.FULL
    n_chunks_held: int = 0
    trouble: TroubleKind | None = None

    @property
    def n_chunks_readable(self) -> int:
        """How many chunks are or will be found by their meaning, as things stand."""
        return self.n_chunks - self.n_chunks_words_only - self.n_chunks_held
