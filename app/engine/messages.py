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
from app.engine.hints import (
    CheckFolders,
    FindNames,
    FindSpelling,
    FoldersChecked,
    NamesFound,
    SpellingFound,
)
from app.engine.likeness import SearchLike
from app.engine.making import UseMaking
from app.engine.move_messages import IndexMoved, MoveIndex, StopMoving
from app.engine.refusals import Refusal
from app.engine.search_messages import Search, SearchResults
from app.engine.seeing import DrawMap, GetStatistics, PassageMap, Statistics
from app.engine.settings_messages import (
    ChangeSettings,
    EngineFacts,
    GetFacts,
    GetSettings,
    RestartEngine,
    StoredSettings,
)
from app.engine.standing import Overview
from app.engine.stopping import ResumeSource, StopSource
from app.engine.verify_messages import Verified, VerifyIndex
from app.extract.base import FailureKind
from app.extract.layout import Layout
from app.watch.rules import NO_EXCLUSIONS, Exclusions
from sparkbert.types import Section


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
    """The text of an indexed file as it was indexed; answered by `DocumentText`, or fails.

    Of a PDF, which is shown by its own pages, the text of some is enough: `pages` are places in
    `DocumentText.sections`. Nothing for all of them.
    """

    path: Path
    pages: frozenset[int] | None = None


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
    layout
        How it looks, where that is known.
    pages
        Of which sections the text is here, if not of all; the others are empty.
    """

    path: Path
    title: str
    sections: tuple[Section, ...]
    is_stale: bool
    layout: Layout | None = None
    pages: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """An answer that has nothing more to say."""


LoopRequest = (
    AddSources
    | SetExclusions
    | IndexNow
    | StopIndexing
    | RemoveSource
    | StopSource
    | ResumeSource
    | Retry
    | Pause
    | Resume
)
"""What the one thread that writes answers."""


Request = (
    Search
    | SearchLike
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
    | FindSpelling
    | FindNames
    | CheckFolders
    | GetSettings
    | ChangeSettings
    | GetFacts
    | RestartEngine
    | VerifyIndex
    | DrawMap
    | GetStatistics
    | UseMaking
    | MoveIndex
    | StopMoving
)


Reply = (
    SearchResults
    | SourcesAdded
    | IndexSummary
    | SourceRemoved
    | Overview
    | Failures
    | DocumentText
    | ExclusionsSet
    | SpellingFound
    | NamesFound
    | FoldersChecked
    | StoredSettings
    | EngineFacts
    | Verified
    | PassageMap
    | Statistics
    | IndexMoved
    | Done
)
