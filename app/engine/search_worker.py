"""How are searches answered beside all other work, newest first and never on an old state?"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Protocol

from app.engine.interrupts import block_interrupts
from app.engine.likeness import LikeText, SearchLike
from app.engine.query_language import parse_typed
from app.engine.search_messages import FoundPassage, Search, SearchResults, SearchStage
from app.engine.searches import FileSearcher, searching
from app.engine.workplace import Tools
from app.errors import AppError, EncoderDiedError, EncoderError
from sparkbert.encoder.base import Encoding, TokenEncoder
from sparkbert.errors import IndexCorruptError, ModelError, SparkBertError
from sparkbert.index.catalog import commit_number, connect_reader, user_errors
from sparkbert.index.verify import damaged_segments
from sparkbert.ranking.query import encode_query, parse_query
from sparkbert.ranking.tokens import TokenReader

_log = logging.getLogger(__name__)

_NOT_BY_MEANING = "what is to be found the like of is itself searchable by words only."
_FOREIGN_QUERY = "the model does not read the language of the query."


class QueryEncoder(Protocol):
    """Encodes queries ahead of bulk work; `EncoderProcess` does."""

    @property
    def urgent(self) -> TokenEncoder:
        """The encoder that goes ahead."""
        ...


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose searches replace each other: a client and the stage that it asked for."""

    client: int
    stage: SearchStage


@dataclass(slots=True)
class _Job:
    asker: Asker
    search: Search | SearchLike
    future: Future[SearchResults] = field(default_factory=Future)


class SearchWorker:
    """A thread that answers searches; a newer one of the same asker replaces an older one.

    It keeps its view of the index open between searches and takes a new one after a commit.

    Parameters
    ----------
    directory
        The index's folder.
    tools
        Gives model, vocabulary and settings; waits until they are loaded.
    encoder
        Encodes queries.
    commit
        Tells the number of the last commit.
    name
        Of the thread.
    """

    def __init__(
        self,
        directory: Path,
        tools: Callable[[], Tools],
        encoder: QueryEncoder,
        commit: Callable[[], int],
        name: str,
    ) -> None:
        self._directory = directory
        self._tools = tools
        self._encoder = encoder
        self._commit = commit
        self._condition = threading.Condition()
        self._waiting: dict[Asker, _Job] = {}
        self._released = threading.Event()
        self._held = False
        self._closed = False
        self._stack = ExitStack()
        self._searcher: FileSearcher | None = None
        self._tokens: TokenReader | None = None
        self._seen_commit = -1
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, asker: Asker, search: Search | SearchLike) -> Future[SearchResults]:
        """Search when what runs is done; the future is cancelled if a newer search comes first."""
        job = _Job(asker, search)
        with self._condition:
            # Put last: who has just asked again waits behind those who have not been served.
            replaced = self._waiting.pop(asker, None)
            self._waiting[asker] = job
            self._condition.notify()
        if replaced is not None:
            replaced.future.cancel()
        return job.future

    @contextmanager
    def held(self) -> Iterator[None]:
        """Have no view of the index while in this context, so that a purge can finish."""
        with self._condition:
            self._released.clear()
            self._held = True
            self._condition.notify()
        self._released.wait()
        try:
            yield
        finally:
            with self._condition:
                self._held = False
                self._condition.notify()

    def close(self) -> None:
        """End the thread after what it does; what waits is cancelled."""
        with self._condition:
            self._closed = True
            for job in self._waiting.values():
                job.future.cancel()
            self._waiting.clear()
            self._condition.notify()
        self._thread.join()

    def _run(self) -> None:
        block_interrupts()
        while (job := self._next_job()) is not None:
            self._answer(job)
        self._let_go()

    def _next_job(self) -> _Job | None:
        """Wait for a search, None at the end; the view is let go of while others hold us."""
        with self._condition:
            while True:
                if self._held and not self._released.is_set():
                    self._let_go()
                    self._released.set()
                if self._closed:
                    self._released.set()
                    return None
                if self._waiting and not self._held:
                    return self._waiting.pop(next(iter(self._waiting)))
                self._condition.wait()

    def _answer(self, job: _Job) -> None:
        if not job.future.set_running_or_notify_cancel():
            return
        try:
            with user_errors(self._directory):
                results = self._results(job)
            job.future.set_result(results)
        except CancelledError as replaced:
            job.future.set_exception(replaced)
        except (AppError, SparkBertError) as error:
            self._let_go()
            job.future.set_exception(error)
        except Exception as error:  # noqa: BLE001 - a bug costs this search, not the next
            self._let_go()
            job.future.set_exception(self._explained(error))

    def _explained(self, error: Exception) -> Exception:
        """Return what is behind an error that no one expects: a damaged array may say anything."""
        try:
            with user_errors(self._directory):
                damaged = damaged_segments(self._directory)
        except SparkBertError as other:
            return other
        if damaged:
            return IndexCorruptError(f"Parts of the index are damaged: {', '.join(damaged)}.")
        _log.error("a bug in a search", exc_info=error)
        return error

    def _results(self, job: _Job) -> SearchResults:
        if not isinstance(job.search, Search):
            return self._search_like(job.search)

        def give_way() -> None:
            """End a search that nobody waits for: its asker has typed on."""
            if job.asker in self._waiting:
                raise CancelledError

        return self._search(job.search, give_way)

    def _search(self, search: Search, checkpoint: Callable[[], None]) -> SearchResults:
        typed = parse_typed(search.text)
        if typed.items and not typed.text:
            return self._list_files(search)
        parsed = parse_query(typed.text)
        searcher = self._current()
        searcher.require(search.filters)  # before the query is encoded for nothing
        encoding, reason = None, None
        if search.stage is SearchStage.FULL and searcher.n_chunks_by_meaning:
            if searcher.can_read(parsed.text):
                encoding, reason = self._encode(parsed.text)
            else:
                reason = _FOREIGN_QUERY
        started = perf_counter()
        searcher = self._current()
        passages = searcher.search(
            search.text,
            encoding,
            search.top_k,
            search.filters,
            is_typing=search.is_typing,
            n_neighbors=search.search_n_neighbors,
            checkpoint=checkpoint,
        )
        likely = [one for one in passages if one.hit.is_likely]
        others = [one for one in passages if not one.hit.is_likely]
        told = self._told(
            searcher,
            (*likely, *others),
            started,
            by_meaning=encoding is not None,
            reason=reason,
        )
        unknown = searcher.unknown_words(search.text, is_typing=search.is_typing)
        return replace(told, n_likely=len(likely), unknown_words=unknown)

    def _search_like(self, search: SearchLike) -> SearchResults:
        searcher = self._current()
        searcher.require(search.filters)
        by_meaning = search.stage is SearchStage.FULL and searcher.n_chunks_by_meaning > 0
        encoding, reason = None, None
        if by_meaning and isinstance(search.like, LikeText):  # of all else the index has vectors
            if searcher.can_read(search.like.text):
                encoding, reason = self._encode(search.like.text)
            else:
                reason = _FOREIGN_QUERY
        started = perf_counter()
        searcher = self._current()
        planned = searcher.plan_like(search.like, encoding, by_meaning=by_meaning)
        passages = searcher.search_like(planned, search.top_k, search.filters)
        is_by_meaning = planned.query.encoding is not None
        if by_meaning and not is_by_meaning and reason is None:
            reason = _NOT_BY_MEANING
        return self._told(searcher, passages, started, by_meaning=is_by_meaning, reason=reason)

    def _told(
        self,
        searcher: FileSearcher,
        passages: Sequence[FoundPassage],
        started: float,
        *,
        by_meaning: bool,
        reason: str | None,
    ) -> SearchResults:
        """Return what was found, with what the searcher knows of it."""
        return SearchResults(
            passages=tuple(passages),
            files=searcher.facts(passages),
            by_meaning=by_meaning,
            words_only_reason=reason,
            n_chunks=searcher.n_chunks,
            n_chunks_by_meaning=searcher.n_chunks_by_meaning,
            seconds=perf_counter() - started,
            n_chunks_words_only=searcher.n_chunks_words_only,
        )

    def _list_files(self, search: Search) -> SearchResults:
        """Answer a query of operators alone: with files, because there is nothing to rank by."""
        searcher = self._current()
        started = perf_counter()
        passages, n_listed = searcher.list_files(search.text, search.top_k, search.filters)
        told = self._told(searcher, passages, started, by_meaning=False, reason=None)
        return replace(told, n_listed=n_listed)

    def _encode(self, text: str) -> tuple[Encoding | None, str | None]:
        """Return a query's vectors, or why there are none."""
        for is_last in (False, True):
            try:
                return encode_query(text, self._encoder.urgent, self._tools().tokenizer), None
            except EncoderDiedError as error:  # another takes its place, once
                if is_last:
                    return None, str(error)
            except (ModelError, EncoderError) as error:
                return None, str(error)
        raise AssertionError("unreachable")

    def _current(self) -> FileSearcher:
        commit = self._commit()
        if self._searcher is None or commit != self._seen_commit:
            self._let_go()
            tools = self._tools()
            # Kept over commits: while a folder is indexed there is one every second.
            if self._tokens is None:
                self._tokens = TokenReader(tools.tokenizer, tools.lookup)
            self._searcher = self._stack.enter_context(
                searching(self._directory, tools, self._tokens)
            )
            self._seen_commit = commit
        return self._searcher

    def _let_go(self) -> None:
        self._searcher = None
        self._stack.close()


def worker_of(
    directory: Path, tools: Tools, encoder: QueryEncoder, stage: SearchStage
) -> SearchWorker:
    """Return the worker of one stage that searches an index by what is committed."""

    def commit() -> int:
        with closing(connect_reader(directory)) as connection:
            return commit_number(connection)

    return SearchWorker(directory, lambda: tools, encoder, commit, f"search-{stage.value}")
