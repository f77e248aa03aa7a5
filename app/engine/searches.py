"""How does a typed query become passages in files?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.engine.files import FileCatalog, reading
from app.engine.workplace import Tools
from app.errors import SourceError
from sparkbert.encoder.base import Encoding
from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.searcher import Searcher
from sparkbert.types import Hit, Occurrence


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: its file, page and heading."""

    path: Path
    page: int | None
    heading: str | None


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A hit with the place to be shown first and the other places of the same text."""

    hit: Hit
    place: Place
    also_in: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which files count: under a folder, if given, and of these types ("pdf"), if any."""

    folder: Path | None = None
    types: tuple[str, ...] = ()


class FileSearcher:
    """Searches one state of an index; `searching` makes it."""

    def __init__(self, snapshot: Snapshot, files: FileCatalog, tools: Tools) -> None:
        self._snapshot = snapshot
        self._files = files
        self._searcher = Searcher(snapshot, tools.lookup, tools.tokenizer, tools.ranking)

    @property
    def n_chunks(self) -> int:
        """How many chunks are searched."""
        return self._snapshot.n_live

    @property
    def n_chunks_by_meaning(self) -> int:
        """How many of them are searched by meaning too."""
        return int((self._snapshot.encoded & self._snapshot.live).sum())

    def require(self, filters: Filters) -> None:
        """Raise SourceError if nothing indexed passes the filters: before a query is encoded."""
        if filters.folder or filters.types:
            self._keys(filters)

    def search(
        self,
        typed: str,
        encoding: Encoding | None,
        top_k: int,
        filters: Filters,
    ) -> list[FoundPassage]:
        """Return the best passages in files that the filters let through.

        Parameters
        ----------
        typed
            The query.
        encoding
            Its vectors; without them only words count.
        top_k
            How many passages to return at most.
        filters
            Which files count.

        Raises
        ------
        QueryError
            The query is empty.
        SourceError
            Nothing indexed passes the filters.
        """
        if not (filters.folder or filters.types):
            hits = self._searcher.search(typed, encoding, top_k)
            return list(self._place(hits, lambda key: True))
        keys = set(self._keys(filters))
        mask = self._snapshot.rows_of_documents(keys)
        hits = self._searcher.search(typed, encoding, top_k, mask)
        return list(self._place(hits, keys.__contains__))

    def _keys(self, filters: Filters) -> list[str]:
        root = Path(os.path.realpath(filters.folder)) if filters.folder else None
        suffixes = frozenset(f".{one.lower().lstrip('.')}" for one in filters.types)
        keys = self._files.document_keys(root, suffixes)
        if not keys:
            where = f" under {root}" if root else ""
            what = f" of type {' or '.join(filters.types)}" if filters.types else ""
            raise SourceError(f"Nothing{what} is indexed{where}. See: sparkbert status")
        return keys

    def _place(self, hits: list[Hit], allowed: Callable[[str], bool]) -> Iterator[FoundPassage]:
        """Find the files of hits; what passes the filter is shown first."""
        for hit in hits:
            keys = [one.document_key for one in hit.occurrences]
            paths = self._files.paths(list(dict.fromkeys(keys)))
            # A file may have left between the two reads.
            present = [one for one in hit.occurrences if one.document_key in paths]
            present.sort(key=lambda one: not allowed(one.document_key))
            if present:
                places = tuple(dict.fromkeys(_place(one, paths) for one in present))
                yield FoundPassage(hit, places[0], places[1:])


@contextmanager
def searching(directory: Path, tools: Tools) -> Iterator[FileSearcher]:
    """Open an index for searching.

    Raises
    ------
    SearchIndexError
        There is no index, or it is damaged, or it was made with another model, vocabulary or
        setting.
    """
    with reading(directory) as files, Snapshot.open(directory, tools.identity) as snapshot:
        yield FileSearcher(snapshot, files, tools)


def _place(occurrence: Occurrence, paths: dict[str, Path]) -> Place:
    return Place(paths[occurrence.document_key], occurrence.page, occurrence.heading)
