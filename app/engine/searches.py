"""How does a typed query become passages in files?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.engine.file_filter import passes
from app.engine.files import FileCatalog, reading
from app.engine.like_searches import LikeSearch, plan_like
from app.engine.likeness import Like
from app.engine.name_marks import Mark, name_marks
from app.engine.query_language import TypedQuery, parse_typed
from app.engine.search_messages import FileFacts, Filters, FoundPassage, Place
from app.engine.workplace import Tools
from app.errors import SourceError
from sparkbert.encoder.base import Encoding
from sparkbert.index.snapshot import Snapshot
from sparkbert.languages import query_readability_of
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.searcher import Searcher
from sparkbert.ranking.tokens import TokenReader
from sparkbert.types import Hit, Occurrence
from sparkbert.words import stem_key, words


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
        keys = self._require_keys(filters) if filters else None
        if query.filters:
            passing = self._files_of(query.filters)
            keys = passing if keys is None else keys & passing
        marks = partial(
            name_marks,
            wanted=(*filters.names, *query.filters.names),
            unfinished=query.text if is_typing else "",
        )
        if keys is None and not query.excluded:
            hits = searcher.search(query.text, encoding, top_k, is_typing=is_typing)
            return list(self._place(hits, lambda occurrence: True, marks))
        mask = self._mask(keys, query)
        hits = searcher.search(query.text, encoding, top_k, mask, is_typing=is_typing)
        return list(self._place(hits, _allowed(keys, query.filters), marks))

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
        keys = self._require_keys(filters) - {planned.key} if filters else None
        mask = self._mask(keys, TypedQuery(query.text, filters=filters)) & ~planned.own
        hits = self._searcher.search(query.text, query.encoding, top_k, mask)
        is_allowed = _allowed(keys, filters)
        return list(
            self._place(hits, lambda one: one.document_key != planned.key and is_allowed(one))
        )

    def facts(self, passages: Iterable[FoundPassage]) -> dict[Path, FileFacts]:
        """Return size and time of the files that passages are shown in."""
        return self._files.facts({one.place.path for one in passages})

    def _with_neighbors(self, n: int) -> Searcher:
        return self._with(replace(self._tools.ranking, search_n_neighbors=n))

    def _with(self, parameters: RankingParameters) -> Searcher:
        tools = self._tools
        return Searcher(self._snapshot, tools.lookup, tools.tokenizer, parameters, self._tokens)

    def _files_of(self, filters: Filters) -> set[str]:
        roots = [Path(os.path.realpath(folder)) for folder in filters.folders]
        span = (filters.modified_from_ns, filters.modified_until_ns)
        by_path = partial(passes, filters=filters)
        return set(self._files.document_keys(roots, by_path, span))

    def _require_keys(self, filters: Filters) -> set[str]:
        keys = self._files_of(filters)
        if not keys:
            roots = [Path(os.path.realpath(folder)) for folder in filters.folders]
            where = f" under {' or '.join(map(str, roots))}" if roots else ""
            what = f" of type {' or '.join(filters.types)}" if filters.types else ""
            bounds = (filters.modified_from_ns, filters.modified_until_ns)
            when = " of that time" if bounds != (None, None) else ""
            raise SourceError(f"Nothing{what}{when} is indexed{where}. See: sparkbert status")
        return keys

    def _mask(self, keys: set[str] | None, query: TypedQuery) -> NDArray[np.bool_]:
        """Return which rows may be found."""
        snapshot = self._snapshot
        mask = snapshot.live.copy() if keys is None else snapshot.rows_of_documents(keys)
        if query.filters.pages is not None:
            mask &= snapshot.rows_on_pages(*query.filters.pages)
        for excluded in query.excluded:
            mask[self._rows_with(excluded)] = False
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


def _allowed(keys: set[str] | None, filters: Filters) -> Callable[[Occurrence], bool]:
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
