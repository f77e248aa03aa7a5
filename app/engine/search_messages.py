"""What does a client ask of a search, and what does it get?"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sparkbert.types import Hit


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
    without
        Not those of these sources; sources within them count.
    """

    folders: tuple[Path, ...] = ()
    types: tuple[str, ...] = ()
    modified_from_ns: int | None = None
    modified_until_ns: int | None = None
    folder_names: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    pages: tuple[int, int] | None = None
    without: tuple[Path, ...] = ()

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
    """A hit with the place to be shown first and the other places of the same text.

    `name_marks` are the characters of the file's name that the query matched.
    """

    hit: Hit
    place: Place
    also_in: tuple[Place, ...]
    name_marks: tuple[tuple[int, int], ...] = ()


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
        The best, best first; behind those that are likely the others.
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
    unknown_words
        Words of the query that stand in no passage at all, whatever the filters.
    n_likely
        How many of the passages, from the first on, may well answer the query; the others have
        little to do with it.
    n_listed
        For a query of operators alone, how many files they let through; the newest are listed by
        their first passages. None for all other queries.
    """

    passages: tuple[FoundPassage, ...]
    files: Mapping[Path, FileFacts]
    by_meaning: bool
    words_only_reason: str | None
    n_chunks: int
    n_chunks_by_meaning: int
    seconds: float
    n_chunks_words_only: int = 0
    unknown_words: tuple[str, ...] = ()
    n_likely: int = sys.maxsize
    n_listed: int | None = None

    @property
    def n_chunks_waiting(self) -> int:
        """How many of the chunks searched are still to be encoded."""
        return self.n_chunks - self.n_chunks_by_meaning - self.n_chunks_words_only
