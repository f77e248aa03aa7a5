"""How does a typed query become passages in files?"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from app.engine.file_filter import passes
from app.engine.files import FileCatalog, reading
from app.engine.like_searches import LikeSearch, plan_like
from app.engine.likeness import Like
from app.engine.listing import first_hits
from app.engine.name_marks import Mark, name_marks
from app.engine.query_language import TypedQuery, parse_typed
from app.engine.search_messages import FileFacts, Filters, FoundPassage, Place
from app.engine.workplace import Tools
from app.errors import NothingPassesError
from sparkbert.encoder.base import Encoding
from sparkbert.index.snapshot import Snapshot
from sparkbert.languages import query_readability_of
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.query import parse_query
from sparkbert.ranking.searcher import Searcher
from sparkbert.ranking.spelling import unknown_words
from sparkbert.ranking.tokens import TokenReader
from sparkbert.types import Hit, Occurrence
from sparkbert.words import stem_key, words

_N_FILTERS = 4
"""So many filters have what passes them kept."""

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class FileSearcher:
    """Searches one state of an index; `searching` makes it."""

    def __init__(
        self,
        snapshot: Snapshot,
        files: FileCatalog,
        tools: Tools,
        tokens: TokenReader | None = None,
    ) -> None:
        self._snapshot = snapshot
        self._files = files
        self._tools = tools
        self._tokens = tokens or TokenReader(tools.tokenizer, tools.lookup)
        self._searcher = self._with(tools.ranking)
        # Of this state of the index, because whoever types goes on with the same filters.
        self._files_by_filters: dict[Filters, dict[str, None]] = {}
        self._rows_by_filters: dict[tuple[Filters, Filters], NDArray[np.bool_]] = {}

    @property
    def n_chunks(self) -> int:
        """How many chunks are searched."""
        return self._snapshot.n_live

    @property
    def n_chunks_by_meaning(self) -> int:
        """How many of them are searched by meaning too."""
        return int((self._snapshot.encoded & self._snapshot.live).sum())

    @property
    def n_chunks_words_only(self) -> int:
        """How many of them never will be: the model does not read their language."""
        return int((~self._snapshot.readable & self._snapshot.live).sum())

    def can_read(self, query: str) -> bool:
        """Tell whether the model can read a query, so that its meaning counts."""
        sha256, has_others = self._snapshot.identity.encoder_sha256, self.n_chunks_words_only > 0
        return query_readability_of(sha256, has_others=has_others)(query)

    def require(self, filters: Filters) -> None:
        """Raise SourceError if nothing indexed passes the filters: before a query is encoded."""
        if filters:
            self._require_keys(filters)

    def search(
        self,
        typed: str,
        encoding: Encoding | None,
        top_k: int,
        filters: Filters,
        *,
        is_typing: bool = False,
        n_neighbors: int | None = None,
        checkpoint: Callable[[], None] = lambda: None,
    ) -> list[FoundPassage]:
        """Return the best passages in files that the filters let through.

        Parameters
        ----------
        typed
            The query, which may have filters of its own (`query_language`).
        encoding
            The vectors of its text; without them only words count.
        top_k
            How many passages to return at most.
        filters
            Which files count.
        is_typing
            Whether the last word may be unfinished.
        n_neighbors
            With how many senses each token searches, if not as the settings say.
        checkpoint
            Is called now and then; what it raises ends the search.

        Raises
        ------
        QueryError
            The query is empty.
        SourceError
            Nothing indexed passes the filters.
        """
        self._snapshot.require_whole()
        searcher = self._searcher if n_neighbors is None else self._with_neighbors(n_neighbors)
        query = parse_typed(typed)
        passing = self._passing(filters, query)
        marks = partial(
            name_marks,
            wanted=(*filters.names, *query.filters.names),
            unfinished=query.text if is_typing else "",
        )
        is_free = passing is None and not query.excluded
        hits = searcher.search(
            query.text,
            encoding,
            top_k,
            None if is_free else self._mask(passing, filters, query),
            is_typing=is_typing,
            checkpoint=checkpoint,
        )
        allowed = _anywhere if is_free else _allowed(passing, query.filters)
        return list(self._place(hits, allowed, marks))

    def plan_like(self, like: Like, encoding: Encoding | None, *, by_meaning: bool) -> LikeSearch:
        """Turn what passages are to be like into a query, as `like_searches.plan_like` does."""
        self._snapshot.require_whole()
        return plan_like(
            like,
            encoding,
            self._snapshot,
            self._files,
            self._tokens,
            self._tools.lookup,
            by_meaning=by_meaning,
        )

    def search_like(self, planned: LikeSearch, top_k: int, filters: Filters) -> list[FoundPassage]:
        """Return the best passages in other files that the filters let through.

        Raises
        ------
        SourceError
            Nothing indexed passes the filters.
        """
        query = planned.query
        passing = None
        if filters:
            passing = {key: None for key in self._require_keys(filters) if key != planned.key}
        mask = self._rows_of(passing, filters) & ~planned.own
        hits = self._searcher.search(query.text, query.encoding, top_k, mask)
        is_allowed = _allowed(passing, filters)
        return list(
            self._place(hits, lambda one: one.document_key != planned.key and is_allowed(one))
        )

    def list_files(
        self, typed: str, top_k: int, filters: Filters
    ) -> tuple[list[FoundPassage], int]:
        """Return the newest files that a query of operators lets through, by their first passages.

        Files that hold what the query excludes are left out whole. With it comes the number of all
        files that pass.

        Raises
        ------
        SourceError
            Nothing indexed passes the filters.
        """
        self._snapshot.require_whole()
        query = parse_typed(typed)
        passing = self._passing(filters, query)
        keys = dict(self._files_of(Filters()) if passing is None else passing)
        for excluded in query.excluded:
            for key in self._snapshot.documents_of_rows(self._rows_with(excluded)):
                keys.pop(key, None)
        allowed = None
        if query.filters.pages is not None:
            allowed = self._snapshot.rows_on_pages(*query.filters.pages)
            there = self._snapshot.documents_of_rows(np.flatnonzero(allowed))
            keys = {key: None for key in keys if key in there}
        hits = first_hits(self._snapshot, list(keys)[:top_k], allowed)
        listed = list(keys)[:top_k]
        paths = set(self._files.paths(listed).values())
        found = self._place(hits, _allowed(keys, query.filters))
        marks = partial(name_marks, wanted=(*filters.names, *query.filters.names))
        return list(_each_file(found, paths, marks)), len(keys)

    def unknown_words(self, typed: str, *, is_typing: bool = False) -> tuple[str, ...]:
        """Return the words of a query that stand in no passage at all, and may be misspelt.

        What the model has a piece of its own for is a word, and not a slip; in a phrase, which is
        found as it is spelt, it counts as well.
        """
        query = parse_query(parse_typed(typed).text)
        quoted = " ".join(query.phrases)
        unknown = unknown_words(query.text, self._snapshot, is_typing=is_typing)
        count = self._tools.tokenizer.count
        return tuple(word for word in unknown if word in quoted or count(word) > 1)

    def facts(self, passages: Iterable[FoundPassage]) -> dict[Path, FileFacts]:
        """Return size and time of the files that passages are shown in."""
        return self._files.facts({one.place.path for one in passages})

    def _with_neighbors(self, n: int) -> Searcher:
        return self._with(replace(self._tools.ranking, search_n_neighbors=n))

    def _with(self, parameters: RankingParameters) -> Searcher:
        tools = self._tools
        return Searcher(self._snapshot, tools.lookup, tools.tokenizer, parameters, self._tokens)

    def _passing(self, filters: Filters, query: TypedQuery) -> dict[str, None] | None:
        """Return the keys of the files that may be found, newest first; None for all."""
        passing = self._require_keys(filters) if filters else None
        if not query.filters:
            return passing
        others = self._files_of(query.filters)
        return others if passing is None else {key: None for key in passing if key in others}

    def _files_of(self, filters: Filters) -> dict[str, None]:
        """Return the keys of the files that pass, newest first."""
        known = self._files_by_filters.get(filters)
        if known is None:
            roots = [Path(os.path.realpath(folder)) for folder in filters.folders]
            span = (filters.modified_from_ns, filters.modified_until_ns)
            by_path = partial(passes, filters=filters)
            keys = self._files.document_keys(roots, by_path, span, filters.without)
            known = _remember(self._files_by_filters, filters, dict.fromkeys(keys))
        return known

    def _require_keys(self, filters: Filters) -> dict[str, None]:
        keys = self._files_of(filters)
        if not keys:
            roots = [Path(os.path.realpath(folder)) for folder in filters.folders]
            where = f" under {' or '.join(map(str, roots))}" if roots else ""
            what = f" of type {' or '.join(filters.types)}" if filters.types else ""
            bounds = (filters.modified_from_ns, filters.modified_until_ns)
            when = " of that time" if bounds != (None, None) else ""
            off = " in the folders that are searched" if filters.without else ""
            raise NothingPassesError(
                f"Nothing{what}{when} is indexed{where}{off}. See: sparkbert status"
            )
        return keys

    def _mask(
        self, passing: dict[str, None] | None, filters: Filters, query: TypedQuery
    ) -> NDArray[np.bool_]:
        """Return which rows may be found."""
        which = (filters, query.filters)
        mask = self._rows_by_filters.get(which)
        if mask is None:
            mask = self._rows_of(passing, query.filters)
            _remember(self._rows_by_filters, which, mask)
        if query.excluded:
            mask = mask.copy()
            for excluded in query.excluded:
                mask[self._rows_with(excluded)] = False
        return mask

    def _rows_of(self, passing: dict[str, None] | None, filters: Filters) -> NDArray[np.bool_]:
        """Return the rows of documents, or of all, that stand on the filters' pages."""
        snapshot = self._snapshot
        mask = snapshot.live if passing is None else snapshot.rows_of_documents(passing)
        if filters.pages is not None:
            mask = mask & snapshot.rows_on_pages(*filters.pages)
        return mask

    def _rows_with(self, text: str) -> NDArray[np.int64]:
        """Return the rows that hold a word in any of its forms, or a phrase as it stands."""
        found = words(text)
        if len(found) != 1:  # a phrase, a stop word, or in a script without spaces
            return self._snapshot.rows_with_phrase(text)
        return self._snapshot.word_postings(stem_key(found[0].stem)).rows

    def _place(
        self,
        hits: list[Hit],
        allowed: Callable[[Occurrence], bool],
        marks: Callable[[str, Hit], tuple[Mark, ...]] = name_marks,
    ) -> Iterator[FoundPassage]:
        """Find the files of hits; what passes the filters is shown first."""
        for hit in hits:
            keys = [one.document_key for one in hit.occurrences]
            paths = self._files.paths(list(dict.fromkeys(keys)))
            # A file may have left between the two reads.
            present = [one for one in hit.occurrences if one.document_key in paths]
            present.sort(key=lambda one: not allowed(one))
            if present:
                places = tuple(dict.fromkeys(_place(one, paths) for one in present))
                yield FoundPassage(hit, places[0], places[1:], marks(places[0].path.name, hit))


def _each_file(
    found: Iterable[FoundPassage], paths: set[Path], marks: Callable[[str, Hit], tuple[Mark, ...]]
) -> Iterator[FoundPassage]:
    """Give every file a passage of its own, those of the same text as another too."""
    for passage in found:
        for place in dict.fromkeys((passage.place, *passage.also_in)):
            if place.path in paths:
                paths.discard(place.path)
                marked = marks(place.path.name, passage.hit)
                yield replace(passage, place=place, also_in=(), name_marks=marked)


@contextmanager
def searching(
    directory: Path, tools: Tools, tokens: TokenReader | None = None
) -> Iterator[FileSearcher]:
    """Open an index for searching.

    Parameters
    ----------
    directory
        The index's folder.
    tools
        What it was made with.
    tokens
        Remembers the tokens of its chunks from one state to the next.

    Raises
    ------
    SearchIndexError
        There is no index, or it is damaged, or it was made with another model, vocabulary or
        setting.
    """
    with reading(directory) as files, Snapshot.open(directory, tools.identity) as snapshot:
        yield FileSearcher(snapshot, files, tools, tokens)


def _remember(known: dict[_Key, _Value], key: _Key, value: _Value) -> _Value:
    """Keep a value beside the latest others."""
    if len(known) >= _N_FILTERS:
        del known[next(iter(known))]
    known[key] = value
    return value


def _anywhere(occurrence: Occurrence) -> bool:
    del occurrence
    return True


def _allowed(keys: Collection[str] | None, filters: Filters) -> Callable[[Occurrence], bool]:
    """Return what tells whether a place passes the filters."""
    first, last = filters.pages or (None, None)

    def is_allowed(one: Occurrence) -> bool:
        if keys is not None and one.document_key not in keys:
            return False
        if first is None or last is None:
            return True
        return one.page is not None and first <= one.page <= last

    return is_allowed


def _place(occurrence: Occurrence, paths: dict[str, Path]) -> Place:
    return Place(
        paths[occurrence.document_key],
        occurrence.page,
        occurrence.heading,
        occurrence.section,
        occurrence.start,
        occurrence.end,
    )
