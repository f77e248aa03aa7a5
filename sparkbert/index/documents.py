"""Which documents, sections and chunks does a batch write into the catalog?"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Sequence

from sparkbert.chunking import Chunk
from sparkbert.index.document_seal import seal_document
from sparkbert.types import Document


class DocumentTables:
    """The catalog's tables of documents and chunks, as one batch changes them.

    Parameters
    ----------
    connection
        The writer's.
    can_read
        Tells whether the index's encoder can read a chunk.
    """

    def __init__(self, connection: sqlite3.Connection, can_read: Callable[[Chunk], bool]) -> None:
        self._connection = connection
        self._can_read = can_read
        self._doubtful: set[int] = set()  # chunks that lost an occurrence in this batch
        self.new: dict[int, str] = {}
        """Texts of chunks of this batch that are in no segment yet, by id."""

    def forget_batch(self) -> None:
        """Begin anew: the batch has ended, or was undone."""
        self.new.clear()
        self._doubtful.clear()

    def put(self, document: Document, chunks: Sequence[Chunk], changed_ns: int) -> None:
        """Write a document with its chunks, in place of what its key held."""
        document_id = self._document_id(document)
        self._drop_content(document_id)
        self._connection.executemany(
            "INSERT INTO sections (document_id, number, page, offsets) VALUES (?, ?, ?, ?)",
            [
                (document_id, number, section.page, section.offsets.to_bytes())
                for number, section in enumerate(document.sections)
            ],
        )
        rows = [
            (
                document_id,
                position,
                self._chunk_id(chunk, changed_ns),
                chunk.section,
                chunk.start,
                chunk.end,
                chunk.heading,
            )
            for position, chunk in enumerate(chunks)
        ]
        self._connection.executemany(
            "INSERT INTO occurrences (document_id, position, chunk_id, section, start, stop,"
            " heading) VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        seal_document(self._connection, document_id)

    def rename(self, key: str, name: str) -> None:
        """Change what users call a document; raises KeyError if there is none."""
        cursor = self._connection.execute(
            "UPDATE documents SET name = ? WHERE key = ?", (_storable(name), key)
        )
        if not cursor.rowcount:
            raise KeyError(key)

    def remove(self, key: str) -> bool:
        """Take a document out, and tell whether there was one."""
        row = self._connection.execute("SELECT id FROM documents WHERE key = ?", (key,)).fetchone()
        if row is None:
            return False
        self._drop_content(row[0])
        self._connection.execute("DELETE FROM documents WHERE id = ?", row)
        return True

    def has(self, key: str) -> bool:
        """Tell whether there is a document with a key."""
        query = "SELECT 1 FROM documents WHERE key = ?"
        return self._connection.execute(query, (key,)).fetchone() is not None

    def collect_orphans(self) -> None:
        """Delete the chunks that no document holds any more; bury those that have postings."""
        rows = self._connection.execute(
            "SELECT value FROM json_each(?)"
            " WHERE NOT EXISTS (SELECT 1 FROM occurrences WHERE chunk_id = value)",
            (json.dumps(sorted(self._doubtful)),),
        ).fetchall()
        self._connection.executemany("DELETE FROM chunks WHERE id = ?", rows)
        self._connection.executemany(
            "INSERT INTO tombstones (chunk_id) VALUES (?)",
            [row for row in rows if self.new.pop(row[0], None) is None],
        )

    def _document_id(self, document: Document) -> int:
        names = (_storable(document.name), _storable(document.title))
        row = self._connection.execute(
            "SELECT id, name, title FROM documents WHERE key = ?", (document.key,)
        ).fetchone()
        if row is None:
            cursor = self._connection.execute(
                "INSERT INTO documents (key, name, title) VALUES (?, ?, ?)", (document.key, *names)
            )
            assert cursor.lastrowid is not None
            return cursor.lastrowid
        if row[1:] != names:
            self._connection.execute(
                "UPDATE documents SET name = ?, title = ? WHERE id = ?", (*names, row[0])
            )
        return int(row[0])

    def _drop_content(self, document_id: int) -> None:
        held = self._connection.execute(
            "SELECT chunk_id FROM occurrences WHERE document_id = ?", (document_id,)
        )
        self._doubtful.update(chunk_id for (chunk_id,) in held)
        for table in ("occurrences", "sections"):
            self._connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))

    def _chunk_id(self, chunk: Chunk, changed_ns: int) -> int:
        digest = hashlib.sha256(chunk.text.encode()).digest()
        row = self._connection.execute(
            "SELECT id, encoded OR changed_ns >= ? FROM chunks WHERE hash = ?", (changed_ns, digest)
        ).fetchone()
        if row is None:
            cursor = self._connection.execute(
                "INSERT INTO chunks (hash, text, n_pieces, changed_ns, readable)"
                " VALUES (?, ?, ?, ?, ?)",
                (digest, chunk.text, chunk.n_pieces, changed_ns, self._can_read(chunk)),
            )
            assert cursor.lastrowid is not None
            self.new[cursor.lastrowid] = chunk.text
            return cursor.lastrowid
        chunk_id, in_order = row
        if not in_order:
            self._connection.execute(
                "UPDATE chunks SET changed_ns = ? WHERE id = ?", (changed_ns, chunk_id)
            )
        return int(chunk_id)


def _storable(name: str) -> str:
    """Replace lone surrogates, which file names may hold and SQLite refuses."""
    return name.encode(errors="replace").decode()
