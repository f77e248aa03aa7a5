"""How do several threads search one index while another changes it?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sparkbert.errors import SearchIndexError
from sparkbert.index import catalog
from sparkbert.index.catalog import IndexIdentity
from sparkbert.index.snapshot import Snapshot
from sparkbert.library.tools import Tools
from sparkbert.ranking.tokens import TokenReader

_N_AT_ONCE = 4  # a snapshot costs memory and, for each segment, an open file


@dataclass(slots=True)
class Reader:
    """A state of the index, and what is remembered of its chunks; of one thread at a time."""

    snapshot: Snapshot
    tokens: TokenReader


class ReaderPool:
    """Lends readers of the latest state; a search that comes when all are out waits for one.

    Parameters
    ----------
    directory
        The index's folder.
    tools
        What it was made with.

    Raises
    ------
    SearchIndexError
        There is no index, or it is of another making, or damaged.
    """

    def __init__(self, directory: Path, tools: Tools) -> None:
        self._directory = directory
        self._tools = tools
        self._slots = threading.Semaphore(_N_AT_ONCE)
        self._gathering = threading.Lock()  # of who takes all slots: two would wait for each other
        self._lock = threading.Lock()  # of what is below
        self._idle: list[Reader] = []
        self._is_closed = False
        self._idle.append(self._open(TokenReader(tools.tokenizer, tools.lookup)))
        with catalog.user_errors(directory):
            self._catalog = catalog.connect_reader(directory)

    @property
    def identity(self) -> IndexIdentity:
        """What the index was made with."""
        return self._tools.identity

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """Lend a reader that sees all that was committed until now."""
        with self._slots:
            reader = self._take()
            try:
                yield reader
            finally:
                self._give_back(reader)

    @contextmanager
    def none_reading(self) -> Iterator[None]:
        """Wait until nobody reads, and let nobody begin until the block ends."""
        with self._gathering:
            for _ in range(_N_AT_ONCE):
                self._slots.acquire()
            try:
                self._close_idle()
                yield
            finally:
                self._slots.release(_N_AT_ONCE)

    def count_documents(self) -> int:
        """Return how many documents there are now."""
        with self._lock, catalog.user_errors(self._directory):
            self._require_open()
            return catalog.count_documents(self._catalog)

    def has_document(self, key: str) -> bool:
        """Tell whether there is a document with this key now."""
        with self._lock, catalog.user_errors(self._directory):
            self._require_open()
            return catalog.has_document(self._catalog, key)

    def close(self) -> None:
        """Wait for those who read, and let go of the index."""
        with self.none_reading(), self._lock:
            if not self._is_closed:
                self._is_closed = True
                self._catalog.close()

    def _take(self) -> Reader:
        with self._lock, catalog.user_errors(self._directory):
            self._require_open()
            latest = catalog.commit_number(self._catalog)
            reader = self._idle.pop() if self._idle else None
        if reader is None:
            return self._open(TokenReader(self._tools.tokenizer, self._tools.lookup))
        if reader.snapshot.commit == latest:
            return reader
        reader.snapshot.close()
        return self._open(reader.tokens)

    def _give_back(self, reader: Reader) -> None:
        with self._lock:
            self._idle.append(reader)

    def _open(self, tokens: TokenReader) -> Reader:
        return Reader(Snapshot.open(self._directory, self._tools.identity), tokens)

    def _close_idle(self) -> None:
        with self._lock:
            for reader in self._idle:
                reader.snapshot.close()
            self._idle.clear()

    def _require_open(self) -> None:
        if self._is_closed:
            raise SearchIndexError(f"The index in {self._directory} is closed.")
