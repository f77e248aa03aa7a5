"""What do clients ask of the engine, and what does it tell them?

Frozen dataclasses of plain values; importing them loads nothing heavy. What the engine tells
without being asked is in `app.engine.events`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from app.engine.exclusions import ExclusionsSet, SetExclusions
from app.engine.pace import Pace
from app.engine.stopping import ResumeSource, StopSource
from app.extract.base import FailureKind
from app.watch.rules import NO_EXCLUSIONS, Exclusions
from sparkbert.types import Hit, Section


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
    pieces_per_s, chunks_per_s
        Word pieces and chunks encoded per second of late; None before they are known.
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
    chunks_per_s: float | None = None
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
    n_chunks_words_only
        How many of the new chunks are in a language that the model does not read.
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
    n_chunks_words_only: int = 0


# What clients ask of the engine, and what it answers.


class SearchStage(StrEnum):
    """How much a search waits for: WORDS answers at once, FULL when the encoder has its vectors."""

    WORDS = "words"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which files count, and which of their pages.

    Parameters
    ----------
    folders
        Those under any of these; empty for all.
    types
        Those of any of these extensions ("pdf"); empty for all.
    modified_from_ns, modified_until_ns
        Those last modified in this span of nanoseconds since the epoch, its end excluded.
    folder_names
        Those in a folder of any of these names, or at the end of any of these paths ("2024/tax"),
        at any depth; empty for all. Case does not count.
    names
        Those with all of these in their name. Case does not count.
    pages
        The first and the last page that count; None for all, and for files without pages.
    """

    folders: tuple[Path, ...] = ()
    types: tuple[str, ...] = ()
    modified_from_ns: int | None = None
    modified_until_ns: int | None = None
    folder_names: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    pages: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: its file, page, heading, and characters in a section of its text."""

    path: Path
    page: int | None
    heading: str | None
    section: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a result list shows of a file: size in bytes, time of change in ns since the epoch.

    One that `is_away` lies on a disk that is not connected.
    """

    size: int
    mtime_ns: int
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A hit with the place to be shown first and the other places of the same text."""

    hit: Hit
    place: Place
    also_in: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """Find passages; answered by `SearchResults`.

    Parameters
    ----------
    text
        What was typed.
    top_k
        How many passages to return at most.
    filters
        Which files count.
    stage
        Whether to wait for the query's vectors.
    is_typing
        Whether the last word may be unfinished; it then matches what begins with it, too.
    search_n_neighbors
        With how many senses each token searches; None for the setting.
    """

    text: str
    top_k: int
    filters: Filters = Filters()
    stage: SearchStage = SearchStage.FULL
    is_typing: bool = False
    search_n_neighbors: int | None = None


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What a search found.

    Parameters
    ----------
    passages
        The best, best first.
    files
        Facts of the files that `passages` name in `place`.
    by_meaning
        Whether meaning counted; if not although asked for, `words_only_reason` says why.
    words_only_reason
        Fit to be shown to the user.
    n_chunks, n_chunks_by_meaning
        How many chunks were searched, and how many of them by meaning too.
    seconds
        The engine's own time, without waiting for the encoder.
    n_chunks_words_only
        How many of the chunks can't be found by meaning: the model does not read their language.
    """

    passages: tuple[FoundPassage, ...]
    files: Mapping[Path, FileFacts]
    by_meaning: bool
    words_only_reason: str | None
    n_chunks: int
    n_chunks_by_meaning: int
    seconds: float
    n_chunks_words_only: int = 0

    @property
    def n_chunks_waiting(self) -> int:
        """How many of the chunks searched are still to be encoded."""
        return self.n_chunks - self.n_chunks_by_meaning - self.n_chunks_words_only


@dataclass(frozen=True, slots=True)
class AddSources:
    """Index folders or files and keep watching them; answered by `SourcesAdded` at once.

    Parameters
    ----------
    paths
        Folders and files.
    exclusions
        What is left out of each, beside what is left out of those that are sources already.
    """

    paths: tuple[Path, ...]
    exclusions: Exclusions = NO_EXCLUSIONS


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path that is not indexed, and why, with the remedy."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class SourcesAdded:
    """The sources that the paths belong to now, by real path, and what was refused."""

    roots: tuple[Path, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class IndexNow:
    """Bring sources up to date; `Progress` events go to the asker, `IndexSummary` at the end.

    Parameters
    ----------
    paths
        Folders and files, made sources if they are not; empty for all sources. One that is refused
        fails the request.
    retry
        Whether files that failed before are tried again.
    """

    paths: tuple[Path, ...] = ()
    retry: bool = False


@dataclass(frozen=True, slots=True)
class StopIndexing:
    """End the run that this client has asked for with `IndexNow`; answered by `Done`."""


@dataclass(frozen=True, slots=True)
class RemoveSource:
    """Take a source out and wipe its traces; answered by `SourceRemoved`."""

    path: Path


@dataclass(frozen=True, slots=True)
class SourceRemoved:
    """How many files were taken out."""

    n_files: int


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again files that failed, by path; all of them if empty. Answered by `Done` at once."""

    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop reading and encoding until `Resume`, over restarts too; searches go on. `Done`."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on where `Pause` stopped, or on battery. `Done`."""


@dataclass(frozen=True, slots=True)
class WarmUp:
    """Get the encoder ready, because a query is about to come. `Done` at once."""


@dataclass(frozen=True, slots=True)
class GetOverview:
    """How does everything stand? Answered by `Overview`."""


@dataclass(frozen=True, slots=True)
class GetFailures:
    """What is not indexed, and why? Answered by `Failures`."""


@dataclass(frozen=True, slots=True)
class NotIndexed:
    """A file, or a folder that can't be opened, that is not indexed; the message has the remedy."""

    path: Path
    kind: FailureKind
    message: str


@dataclass(frozen=True, slots=True)
class Failures:
    """All that is not indexed, by path."""

    files: tuple[NotIndexed, ...]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The text of an indexed file as it was indexed; answered by `DocumentText`, or fails."""

    path: Path


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The readable text of a file.

    Parameters
    ----------
    path, title
        The file, and what it calls itself.
    sections
        Its text; `Place.section` counts them from 0, and `Section.offsets` leads to the characters
        of a PDF's page.
    is_stale
        Whether the file has changed since it was indexed, so that places may not fit.
    """

    path: Path
    title: str
    sections: tuple[Section, ...]
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Done:
    """An answer that has nothing more to say."""


Request = (
    Search
    | AddSources
    | IndexNow
    | StopIndexing
    | RemoveSource
    | Retry
    | Pause
    | Resume
    | StopSource
    | ResumeSource
    | WarmUp
    | GetOverview
    | GetFailures
    | ReadDocument
    | SetExclusions
)


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
    message
        What the trouble is and its remedy, where `activity` is TROUBLE or the encoder has FAILED.
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

    @property
    def n_chunks_readable(self) -> int:
        """How many chunks are or will be found by their meaning, as things stand."""
        return self.n_chunks - self.n_chunks_words_only - self.n_chunks_held


Reply = (
    SearchResults
    | SourcesAdded
    | IndexSummary
    | SourceRemoved
    | Overview
    | Failures
    | DocumentText
    | ExclusionsSet
    | Done
)
