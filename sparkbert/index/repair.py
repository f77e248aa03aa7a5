"""How is a damaged segment rebuilt from what the catalog still knows?"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sparkbert.errors import IndexCorruptError
from sparkbert.index import catalog
from sparkbert.index.catalog import IndexIdentity, SegmentRow
from sparkbert.index.document_seal import broken_seals
from sparkbert.index.segment import SegmentKind
from sparkbert.index.store import SegmentStore


@dataclass(frozen=True, slots=True)
class Repairs:
    """What a repair has done.

    Parameters
    ----------
    set_aside
        Where the files of damaged segments are now, until a purge; those that were missing are not.
    n_segments
        How many segments were made anew.
    lost
        The keys of documents that were taken out because a part of them was damaged: they have to
        be put again.
    """

    set_aside: tuple[Path, ...] = ()
    n_segments: int = 0
    lost: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.n_segments or self.lost)


def repair_segments(store: SegmentStore) -> Repairs:
    """Set damaged segments aside, rebuild words and ask for senses again."""
    damaged = [
        row for kind in SegmentKind for row in store.segments(kind) if not _is_whole(store, row)
    ]
    if not damaged:
        return Repairs()
    # Files first: after a crash in between they are missing, which is damage to be repaired too.
    places = [_set_aside(store.directory, row.name) for row in damaged]
    with store.transaction():
        store.retire(damaged)
        for row in damaged:
            if row.kind is SegmentKind.WORDS:
                rebuild_words(store, row)
        _ask_for_senses(store)
        drop_useless_tombstones(store)
    return Repairs(tuple(place for place in places if place.exists()), len(damaged))


def drop_senses(store: SegmentStore, identity: IndexIdentity) -> Repairs:
    """Set all senses aside, ask for them again, and have the index be of another identity."""
    rows = store.segments(SegmentKind.SENSES)
    places = [_set_aside(store.directory, row.name) for row in rows]
    with store.transaction():
        store.retire(rows)
        store.connection.execute("UPDATE chunks SET encoded = 0 WHERE encoded = 1")
        store.connection.execute("DELETE FROM meta WHERE key LIKE 'identity.%'")
        catalog.store_identity(store.connection, identity)
        drop_useless_tombstones(store)
    return Repairs(tuple(place for place in places if place.exists()), len(rows))


def _is_whole(store: SegmentStore, row: SegmentRow) -> bool:
    try:
        store.read(row, check=True)
    except IndexCorruptError:
        return False
    return True


def _set_aside(directory: Path, name: str) -> Path:
    path = catalog.segment_path(directory, name)
    place = directory / catalog.SET_ASIDE_NAME / path.name
    place.parent.mkdir(mode=0o700, exist_ok=True)
    # Missing is damage too; what a reader has mapped Windows does not move, and it goes later.
    with contextlib.suppress(FileNotFoundError, PermissionError):
        path.replace(place)
    return place


def damaged_documents(connection: sqlite3.Connection) -> list[str]:
    """Return the keys of documents whose texts are not as hashed, or stand elsewhere."""
    found = connection.execute("SELECT id, hash, CAST(text AS BLOB) FROM chunks")
    damaged = [id_ for id_, digest, text in found if hashlib.sha256(text or b"").digest() != digest]
    keys = dict.fromkeys(broken_seals(connection))
    for chunk_id in damaged:
        keys.update(
            dict.fromkeys(
                key
                for (key,) in connection.execute(
                    "SELECT DISTINCT key FROM occurrences"
                    " JOIN documents ON documents.id = document_id WHERE chunk_id = ?",
                    (chunk_id,),
                )
            )
        )
    return list(keys)


def rebuild_words(store: SegmentStore, row: SegmentRow) -> None:
    """Add the words of all chunks that a segment covers, anew, within a transaction."""
    texts = store.connection.execute(
        "SELECT id, text FROM chunks WHERE id BETWEEN ? AND ?", (row.first_chunk, row.last_chunk)
    )
    store.add_words(dict(texts))


def _ask_for_senses(store: SegmentStore) -> None:
    rows = store.connection.execute("SELECT id FROM chunks WHERE encoded = 1").fetchall()
    lost = _held_by_none(store, [chunk_id for (chunk_id,) in rows], [SegmentKind.SENSES])
    store.connection.executemany(
        "UPDATE chunks SET encoded = 0 WHERE id = ?", [(chunk_id,) for chunk_id in lost]
    )


def drop_useless_tombstones(store: SegmentStore) -> None:
    """Delete the tombstones of chunks that no segment holds any more, within a transaction."""
    useless = _held_by_none(store, store.tombstones().tolist(), list(SegmentKind))
    store.connection.executemany(
        "DELETE FROM tombstones WHERE chunk_id = ?", [(chunk_id,) for chunk_id in useless]
    )


def _held_by_none(
    store: SegmentStore, chunk_ids: Sequence[int], kinds: Sequence[SegmentKind]
) -> list[int]:
    left = np.array(chunk_ids, np.int64)
    for kind in kinds:
        for row in store.segments(kind):
            left = left[~store.read(row).holds(left)]
    return [int(chunk_id) for chunk_id in left]
