"""How do segment files and catalog rows come and go together?"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sparkbert.errors import IndexCorruptError
from sparkbert.index import catalog
from sparkbert.index.catalog import SegmentRow
from sparkbert.index.segment import (
    MAX_CHUNKS,
    Failpoint,
    Segment,
    SegmentKind,
    build_words,
    check_segment,
    read_segment,
    write_segment,
)
from sparkbert.sparse import word_vector
from sparkbert.words import text_words


class SegmentStore:
    """The writer's transactions: files first, the rows that name them second, old files last.

    A crash at any moment leaves the state before or after a transaction, and at most files that
    no row names; `remove_leftovers` takes those away.
    """

    def __init__(
        self, directory: Path, connection: sqlite3.Connection, failpoint: Failpoint
    ) -> None:
        self.directory = directory
        self.connection = connection
        self.failpoint = failpoint
        self._added: list[Path] = []
        self._retired: list[Path] = []

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit at the end of the block, or undo everything if it raises.

        Raises
        ------
        DiskFullError, IndexCorruptError, IndexLockedError
            As `catalog.user_errors` says.
        """
        if self.connection.in_transaction:
            raise RuntimeError("transactions of the index don't nest")
        with catalog.user_errors(self.directory):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                catalog.count_commit(self.connection)
                self.failpoint("commit.before")
            except BaseException:
                self._undo()
                raise
            try:
                self.connection.execute("COMMIT")
            except BaseException:
                # If the log could be written and not synced, whoever opens the index next may find
                # the transaction done: the files stay until then.
                self._added.clear()
                self._undo()
                raise
        self._added.clear()
        self.failpoint("commit.after")
        self._unlink_retired()

    def add(self, segment: Segment) -> None:
        """Write a segment's file and, within the transaction, the row that names it."""
        name = secrets.token_hex(8)  # never used before, so that no file is ever written twice
        path = catalog.segment_path(self.directory, name)
        self._added.append(path)
        file = write_segment(path, segment, self.failpoint)
        self.connection.execute(
            "INSERT INTO segments (name, kind, n_chunks, n_postings, first_chunk, last_chunk,"
            " n_bytes, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                name,
                segment.kind,
                segment.n_chunks,
                segment.n_postings,
                int(segment.chunk_ids[0]),
                int(segment.chunk_ids[-1]),
                file.n_bytes,
                file.checksum,
            ),
        )
        self.failpoint("segment.row")

    def add_words(self, texts: Mapping[int, str]) -> None:
        """Add the word segments of chunks, given their texts by id; within the transaction."""
        chunk_ids = sorted(texts)
        for start in range(0, len(chunk_ids), MAX_CHUNKS):
            some = chunk_ids[start : start + MAX_CHUNKS]
            vectors = [word_vector(text_words(texts[chunk_id])) for chunk_id in some]
            self.add(build_words(np.array(some, np.int64), vectors))

    def retire(self, rows: Sequence[SegmentRow]) -> None:
        """Delete segments' rows within the transaction; their files go after the commit."""
        self.connection.executemany(
            "DELETE FROM segments WHERE id = ?", [(row.id,) for row in rows]
        )
        self._retired += [catalog.segment_path(self.directory, row.name) for row in rows]

    def segments(self, kind: SegmentKind) -> list[SegmentRow]:
        """Return the segments of a kind, as `catalog.load_segments` does."""
        return catalog.load_segments(self.connection, kind)

    def read(self, row: SegmentRow, *, check: bool = False) -> Segment:
        """Map a segment, with `check` after comparing every checksum; raises IndexCorruptError."""
        path = catalog.segment_path(self.directory, row.name)
        try:
            if check:
                check_segment(path, row.file)
            return read_segment(path, row.file)
        except FileNotFoundError:
            raise IndexCorruptError(f"The segment {path} is missing.") from None

    def tombstones(self) -> NDArray[np.int64]:
        """Return the chunks that are gone but still have postings: int64 (n,), ascending."""
        return load_tombstones(self.connection)

    def remove_leftovers(self) -> int:
        """Unlink the files that no row names; return how many resisted."""
        named = {name for (name,) in self.connection.execute("SELECT name FROM segments")}
        n_left = 0
        for path in (self.directory / catalog.SEGMENTS_NAME).iterdir():
            if path.stem not in named:
                _unlink(path)
                n_left += path.exists()
        return n_left

    def _undo(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        for path in self._added:
            _unlink(path)
        self._added.clear()
        self._retired.clear()

    def _unlink_retired(self) -> None:
        for path in self._retired:
            self.failpoint("commit.unlink")
            _unlink(path)
        self._retired.clear()


def load_tombstones(connection: sqlite3.Connection) -> NDArray[np.int64]:
    """Return the chunks that are gone but still have postings: int64 (n,), ascending."""
    rows = connection.execute("SELECT chunk_id FROM tombstones ORDER BY chunk_id")
    return np.fromiter((chunk_id for (chunk_id,) in rows), np.int64)


def _unlink(path: Path) -> None:
    # Windows refuses while a reader has the file mapped: the next writer tries again.
    with contextlib.suppress(OSError):
        path.unlink()
