"""Do a document's chunks still stand where they stood when it was put?

SQLite notices a page that makes no sense, and a chunk's text has its hash; a flipped bit in a
number would go unseen and put highlights in another place.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator

_BYTES = 16

_SECTIONS = "SELECT number, page, offsets FROM sections WHERE document_id = ? ORDER BY number"
_OCCURRENCES = (
    "SELECT position, chunk_id, section, start, stop, heading FROM occurrences"
    " WHERE document_id = ? ORDER BY position"
)


def seal_document(connection: sqlite3.Connection, document_id: int) -> None:
    """Write down, within the caller's transaction, where a document's chunks stand."""
    connection.execute(
        "INSERT INTO document_seals (document_id, digest) VALUES (?, ?)"
        " ON CONFLICT (document_id) DO UPDATE SET digest = excluded.digest",
        (document_id, _digest(connection, document_id)),
    )


def broken_seals(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the keys of documents whose chunks stand elsewhere; earlier versions sealed none."""
    sealed = connection.execute(
        "SELECT id, key, digest FROM documents JOIN document_seals ON document_id = id"
    ).fetchall()
    for document_id, key, digest in sealed:
        if _digest(connection, document_id) != digest:
            yield key


def _digest(connection: sqlite3.Connection, document_id: int) -> bytes:
    digest = hashlib.sha256()
    for query in (_SECTIONS, _OCCURRENCES):
        for row in connection.execute(query, (document_id,)):
            plain = [one.hex() if isinstance(one, bytes) else one for one in row]
            digest.update(json.dumps(plain).encode())
        digest.update(b"\n")
    return digest.digest()[:_BYTES]
