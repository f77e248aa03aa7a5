"""What does the engine tell its clients without being asked?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.engine.messages import Progress


class SourceState(StrEnum):
    """How a folder stands: LIVE is watched and up to date."""

    LIVE = "live"
    WORKING = "working"
    OFFLINE = "offline"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class SourceOverview:
    """A folder's state with its files; `message` says what the trouble is, if any."""

    path: Path
    state: SourceState
    n_files: int
    n_indexed: int
    n_pending: int
    n_failed: int
    message: str | None = None


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
    activity
        What is being done.
    pieces_per_s, seconds_left
        Of encoding, of late; None before they are known.
    file
        The file that was read last.
    encoder
        How the encoder stands.
    commit
        The number of the last commit.
    message
        What the trouble is and its remedy, where `activity` is TROUBLE or the encoder has FAILED.
    """

    sources: tuple[SourceOverview, ...] = ()
    n_files: int = 0
    n_files_by_words: int = 0
    n_failed: int = 0
    n_chunks: int = 0
    n_chunks_by_meaning: int = 0
    activity: Activity = Activity.IDLE
    pieces_per_s: float | None = None
    seconds_left: float | None = None
    file: Path | None = None
    encoder: EncoderState = EncoderState.ASLEEP
    commit: int = 0
    message: str | None = None


@dataclass(frozen=True, slots=True)
class OverviewChanged:
    """Sent a few times per second at most while something changes."""

    overview: Overview


@dataclass(frozen=True, slots=True)
class Committed:
    """The index has changed: a search may find something else now."""

    commit: int


class NoticeKind(StrEnum):
    """What a notice is about."""

    ENCODER_RESTARTED = "encoder_restarted"
    ENCODER_FAILED = "encoder_failed"
    ENGINE_RESTARTED = "engine_restarted"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know, in words fit to be shown."""

    kind: NoticeKind
    message: str


Event = OverviewChanged | Committed | Notice | Progress
