"""How are hints to queries given beside all other work, from what the index holds?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any, Generic, TypeVar

from app.engine.files import reading
from app.engine.hints import (
    CheckFolders,
    FindNames,
    FindSpelling,
    FoldersChecked,
    NamesFound,
    SpellingFound,
)
from app.engine.interrupts import block_interrupts
from app.engine.name_book import NameBook
from app.engine.query_language import with_words_replaced
from sparkbert.index.catalog import commit_number, connect_reader, user_errors
from sparkbert.index.word_list import read_words, texts_with_word
from sparkbert.ranking.spelling import WordBook, correction

_N_TEXTS = 20
"""So many passages tell how a word is written."""
_REST = 30
"""A book is made anew after so many times as long as it took to make, if the index has changed."""

_Book = TypeVar("_Book")


class HintDesk:
    """Finds spellings and names, each in a thread of its own; a book is kept over many questions.

    Parameters
    ----------
    directory
        The index's folder.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._words: _Shelf[WordBook] = _Shelf(self._read_words)
        self._names: _Shelf[NameBook] = _Shelf(self._read_names)
        self._pools = [
            ThreadPoolExecutor(1, thread_name_prefix=name, initializer=block_interrupts)
            for name in ("spelling", "names")
        ]

    def answer(self, request: FindSpelling | FindNames | CheckFolders) -> Future[Any]:
        """Find what a request asks for."""
        match request:
            case FindSpelling():
                return self.spelling(request)
            case FindNames():
                return self.names(request)
            case CheckFolders():
                return self.folders(request)

    def spelling(self, request: FindSpelling) -> Future[SpellingFound]:
        """Find what may be meant by words that stand nowhere."""
        return self._pools[0].submit(self._spelling, request)

    def names(self, request: FindNames) -> Future[NamesFound]:
        """Find names of folders or files."""
        return self._pools[1].submit(self._find_names, request)

    def folders(self, request: CheckFolders) -> Future[FoldersChecked]:
        """Find out which names no folder has."""
        return self._pools[1].submit(self._check_folders, request)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Read nothing while in this context, and forget what was read: it may be wiped."""
        with self._words.cleared(), self._names.cleared():
            yield

    def close(self) -> None:
        """End what runs; what waits is cancelled."""
        for pool in self._pools:
            pool.shutdown(cancel_futures=True)

    def _spelling(self, request: FindSpelling) -> SpellingFound:
        with (
            user_errors(self._directory),
            self._words.open(self._commit) as book,
            closing(connect_reader(self._directory)) as connection,
        ):
            texts_with = partial(texts_with_word, connection, limit=_N_TEXTS)
            found = {one: correction(one, book, texts_with) for one in request.unknown}
        others = {word: other for word, other in found.items() if other is not None}
        if not others:
            return SpellingFound(None)
        return SpellingFound(*with_words_replaced(request.typed, others))

    def _find_names(self, request: FindNames) -> NamesFound:
        with user_errors(self._directory), self._names.open(self._commit) as book:
            return NamesFound(book.find(request.kind, request.part, request.limit))

    def _check_folders(self, request: CheckFolders) -> FoldersChecked:
        with user_errors(self._directory), self._names.open(self._commit) as book:
            return FoldersChecked(book.missing_folders(request.names))

    def _commit(self) -> int:
        with closing(connect_reader(self._directory)) as connection:
            return commit_number(connection)

    def _read_words(self) -> WordBook:
        with closing(connect_reader(self._directory)) as connection:
            return WordBook(read_words(connection))

    def _read_names(self) -> NameBook:
        with reading(self._directory) as files:
            return NameBook(files.indexed_paths(), [one.path for one in files.sources()])


class _Shelf(Generic[_Book]):
    """Keeps a book that takes a while to make, as long as the index is nearly what it was."""

    def __init__(self, make: Callable[[], _Book]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._book: _Book | None = None
        self._commit = -1
        self._good_until = 0.0

    @contextmanager
    def open(self, commit: Callable[[], int]) -> Iterator[_Book]:
        """Read in the book, made anew if it is too old; it is not cleared meanwhile."""
        with self._lock:
            now = commit()
            is_old = now != self._commit and monotonic() >= self._good_until
            if self._book is None or is_old:
                started = perf_counter()
                self._book = self._make()
                self._commit = now
                self._good_until = monotonic() + _REST * (perf_counter() - started)
            yield self._book

    @contextmanager
    def cleared(self) -> Iterator[None]:
        """Wait for who reads, then keep nothing and make nothing while in this context."""
        with self._lock:
            self._book = None
            yield
