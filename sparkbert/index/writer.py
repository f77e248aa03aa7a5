"""How do documents and encodings enter the index, and how do they leave it?"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sparkbert.chunking import Chunk
from sparkbert.index import catalog
from sparkbert.index.catalog import IndexIdentity
from sparkbert.index.checkup import Checkup
from sparkbert.index.documents import DocumentTables
from sparkbert.index.judge import judge
from sparkbert.index.locking import WriterLock
from sparkbert.index.mend import rebuild_word_tables
from sparkbert.index.merge import merge_kind
from sparkbert.index.migrations import migrate
from sparkbert.index.purge import purge, purge_is_due
from sparkbert.index.repair import (
    Repairs,
    damaged_documents,
    drop_senses,
    repair_segments,
)
from sparkbert.index.schema_seal import has_schema_seal, is_schema_whole, seal_schema
from sparkbert.index.segment import (
    MAX_CHUNKS,
    Failpoint,
    SegmentKind,
    build_senses,
)
from sparkbert.index.store import SegmentStore
from sparkbert.index.tally import ChunkTally
from sparkbert.languages import readability_of
from sparkbert.sparse import SparseVector
from sparkbert.types import Document


@dataclass(frozen=True, slots=True)
class PendingChunk:
    """A chunk whose senses are not known yet."""

    chunk_id: int
    text: str
    n_pieces: int


@dataclass(frozen=True, slots=True)
class EncodedChunk:
    """What the encoder made of a chunk: its senses, and its pooled vector, float32 (dimension,)."""

    chunk_id: int
    senses: SparseVector
    pooled: NDArray[np.float32]


def _no_failure(name: str) -> None:
    pass


class IndexWriter:
    """The one writer of an index; `open` makes it. Of one thread at a time.

    `connection` is the hook for the caller's own tables: their names start with `app_`, and what
    is executed on it inside `batch` is committed, or undone, with the batch.
    """

    def __init__(
        self,
        directory: Path,
        identity: IndexIdentity,
        lock: WriterLock,
        store: SegmentStore,
    ) -> None:
        self.connection = store.connection
        self._directory = directory
        self._identity = identity
        self._lock = lock
        self._store = store
        self._reads = readability_of(identity.encoder_sha256)
        self._in_batch = False
        self._documents = DocumentTables(store.connection, self.can_read)
        self._tally = ChunkTally(store.connection)

    @classmethod
    def open(
        cls, directory: Path, identity: IndexIdentity, *, failpoint: Failpoint = _no_failure
    ) -> IndexWriter:
        """Open the index in a folder for writing, and make it if there is none.

        Parameters
        ----------
        directory
            The index's own folder.
        identity
            Model, vocabulary and settings; an index made with others is refused.
        failpoint
            Called with a name at each step of a commit or merge; tests make it fail there.

        Raises
        ------
        IndexLockedError
            Another process is writing; says which.
        IncompatibleIndexError
            The index was made by a newer version, or with another identity.
        IndexCorruptError, DiskFullError
            The catalog is damaged; the disk is full.
        """
        with catalog.user_errors(directory):
            catalog.create_files(directory)
            lock = WriterLock(directory)
            lock.acquire()
            with ExitStack() as undo:  # whatever fails, another writer may follow
                undo.callback(lock.release)
                connection = _open_catalog(directory, identity)
                undo.callback(connection.close)
                store = SegmentStore(directory, connection, failpoint)
                writer = cls(directory, identity, lock, store)
                store.remove_leftovers()
                judge(store, readability_of(identity.encoder_sha256))
                undo.pop_all()
            return writer

    def close(self) -> None:
        """Close the catalog and let another writer in; a batch that is open is undone."""
        try:
            self.connection.close()
        finally:
            self._lock.release()

    def __enter__(self) -> IndexWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def batch(self) -> AbstractContextManager[None]:
        """Return a context: what is put and removed inside is committed together, or not at all.

        Raises
        ------
        DiskFullError, IndexCorruptError, IndexLockedError
            The batch was undone.
        """
        return self._batch()

    @contextmanager
    def _batch(self) -> Iterator[None]:
        with self._store.transaction():
            self._in_batch = True
            try:
                yield
                self._documents.collect_orphans()
                self._write_words()
            finally:
                self._in_batch = False
                self._documents.forget_batch()

    def put_document(
        self, document: Document, chunks: Sequence[Chunk], *, changed_ns: int | None = None
    ) -> None:
        """Add a document with its chunks, in place of what its key held; inside a batch.

        Parameters
        ----------
        document
            The document; lone surrogates in its name and title are replaced.
        chunks
            Its chunks, in order; a text that the index holds already is stored once.
        changed_ns
            When the document was last changed, in nanoseconds since the epoch; now if not given.
            Chunks of the newest documents are the first to be `pending`.

        Raises
        ------
        UnicodeEncodeError
            The key, a heading or a chunk's text holds a lone surrogate.
        """
        self._require_batch()
        changed_ns = time.time_ns() if changed_ns is None else changed_ns
        self._documents.put(document, chunks, changed_ns)
        if len(self._documents.new) >= MAX_CHUNKS:
            self._write_words()

    def rename_document(self, key: str, name: str) -> None:
        """Change what users call a document; inside a batch. Raises KeyError if there is none."""
        self._require_batch()
        self._documents.rename(key, name)

    def remove_document(self, key: str) -> bool:
        """Take a document out, and tell whether there was one with this key; inside a batch."""
        self._require_batch()
        return self._documents.remove(key)

    def has_document(self, key: str) -> bool:
        """Tell whether there is a document with a key."""
        return self._documents.has(key)

    def pending(self, limit: int) -> list[PendingChunk]:
        """Return at most `limit` chunks that wait for the encoder, newest document first.

        Those that are held are left out.
        """
        rows = self.connection.execute(
            "SELECT id, text, n_pieces FROM chunks WHERE encoded = 0 AND readable = 1"
            " AND NOT EXISTS (SELECT 1 FROM chunk_held WHERE chunk_held.id = chunks.id)"
            " ORDER BY changed_ns DESC, id LIMIT ?",
            (limit,),
        )
        return [PendingChunk(*row) for row in rows]

    def can_read(self, chunk: Chunk) -> bool:
        """Tell whether the index's encoder can read a chunk, so that it will be pending."""
        return self._reads(chunk.text) if chunk.readable is None else chunk.readable

    def count_pending(self) -> int:
        """Return how many chunks wait for the encoder and are not held."""
        return self._tally.n_pending

    def count_pending_pieces(self) -> float:
        """Return about how many word pieces those have."""
        return self._tally.n_pieces

    def hold(self, keys: Iterable[str]) -> None:
        """Keep back the chunks that only documents with these keys have, instead of any before.

        They are not `pending` until this is called without them, or the writer is opened anew.
        What comes in later is not held.
        """
        self._tally.hold(keys)

    def count_held(self) -> int:
        """Return how many chunks are held."""
        return self._tally.n_held

    def count_by_words_only(self) -> int:
        """Return how many chunks the encoder can't read: they are found by their words alone."""
        return self._tally.n_words_only

    def count_chunks(self) -> int:
        """Return how many chunks there are."""
        return self._tally.n_chunks

    @property
    def commit_number(self) -> int:
        """How many commits there were; a snapshot of the same number shows this very state."""
        return catalog.commit_number(self.connection)

    def put_encodings(self, encoded: Sequence[EncodedChunk]) -> None:
        """Commit the senses of chunks; those gone, encoded or not to be encoded are skipped.

        Raises
        ------
        ValueError
            A pooled vector does not have the index's dimension.
        DiskFullError, IndexCorruptError, IndexLockedError
            Nothing was stored.
        """
        if any(item.pooled.shape != (self._identity.dimension,) for item in encoded):
            raise ValueError(f"pooled vectors must have {self._identity.dimension} components")
        by_id = {item.chunk_id: item for item in encoded}
        rows = self.connection.execute(
            "SELECT id FROM chunks WHERE encoded = 0 AND readable = 1 AND id IN (SELECT value FROM"
            " json_each(?)) ORDER BY id",
            (json.dumps(list(by_id)),),
        )
        wanted = [by_id[chunk_id] for (chunk_id,) in rows]
        if not wanted:
            return
        with self._store.transaction():
            for start in range(0, len(wanted), MAX_CHUNKS):
                self._write_senses(wanted[start : start + MAX_CHUNKS])

    def merge(self) -> int:
        """Merge segments as the policy says; return how many were merged.

        Raises
        ------
        IndexCorruptError
            A segment is damaged; what was merged before stays merged.
        DiskFullError
            The same for a full disk.
        """
        with catalog.user_errors(self._directory):
            return sum(merge_kind(self._store, kind) for kind in SegmentKind)

    @property
    def is_empty(self) -> bool:
        """Whether the index holds no document."""
        return not catalog.count_documents(self.connection)

    def checkup(self) -> Checkup:
        """Return what compares the index with its checksums, step by step."""
        return Checkup(self._store)

    def repair(self, *, texts: bool = True) -> Repairs:
        """Rebuild damaged segments and take out documents that are damaged.

        Words come from the texts again; chunks that lost their senses are `pending` again.

        Parameters
        ----------
        texts
            Whether every text is compared with its hash, not the segments alone.

        Raises
        ------
        CatalogCorruptError
            The catalog is damaged too: `sparkbert.index.mend` makes room for a new one.
        DiskFullError
            Repair again when there is room.
        """
        with catalog.user_errors(self._directory):
            repairs = repair_segments(self._store)
            lost = damaged_documents(self.connection) if texts else []
            if not lost:
                return repairs
            with self.batch():
                for key in lost:
                    self.remove_document(key)
            # The word tables were told to forget other words than they had learned.
            with self._store.transaction():
                rebuild_word_tables(self.connection)
            return replace(repairs, lost=tuple(lost))

    def change_vocabulary(self, identity: IndexIdentity) -> Repairs:
        """Have the senses made anew of another vocabulary, or in another number; texts stay.

        Close the index afterwards: it is of another identity.

        Raises
        ------
        IncompatibleIndexError
            Its encoder is another too, so texts have to be cut anew: put the documents again.
        IndexCorruptError, DiskFullError
            Nothing was changed, or `repair` does what is left.
        """
        ours = replace(
            self._identity,
            vocabulary_sha256=identity.vocabulary_sha256,
            index_n_neighbors=identity.index_n_neighbors,
        )
        catalog.check_identity(self._directory, ours, identity)
        with catalog.user_errors(self._directory):
            return drop_senses(self._store, identity)

    @property
    def purge_is_due(self) -> bool:
        """Whether a purge was begun and not finished."""
        return purge_is_due(self.connection)

    def purge(self) -> None:
        """Leave no trace of removed texts on disk: rewrite segments, word tables and catalog.

        Raises
        ------
        IndexLockedError
            A snapshot is open, which still needs the old state; close it and purge again.
        DiskFullError, IndexCorruptError
            The purge is unfinished; purge again.
        """
        purge(self._store)

    def _require_batch(self) -> None:
        if not self._in_batch:
            raise RuntimeError("documents change inside a batch only")

    def _write_words(self) -> None:
        self._store.add_words(self._documents.new)
        self._documents.new.clear()

    def _write_senses(self, encoded: Sequence[EncodedChunk]) -> None:
        chunk_ids = np.array([item.chunk_id for item in encoded], np.int64)
        pooled = np.stack([item.pooled for item in encoded])
        self._store.add(build_senses(chunk_ids, [item.senses for item in encoded], pooled))
        self.connection.executemany(
            "UPDATE chunks SET encoded = 1 WHERE id = ?", [(item.chunk_id,) for item in encoded]
        )


def _open_catalog(directory: Path, identity: IndexIdentity) -> sqlite3.Connection:
    connection = catalog.connect(directory)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection, directory)
        if not is_schema_whole(connection):
            raise catalog.catalog_corrupt(directory)
        found = catalog.load_identity(connection)
        if found is not None:
            catalog.check_identity(directory, found, identity)
        if found is None or not has_schema_seal(connection):
            connection.execute("BEGIN IMMEDIATE")
            if found is None:
                catalog.store_identity(connection, identity)
            seal_schema(connection)
            connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection
