"""How is a damaged segment rebuilt from what the catalog still knows?"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sparkbert.errors import IndexCorruptError
from sparkbert.index import catalog
from sparkbert.index.catalog import SegmentRow
from sparkbert.index.segment import SegmentKind
from sparkbert.index.store import SegmentStore


def repair(store: SegmentStore) -> list[Path]:
    """Set damaged segments aside, rebuild words and ask for senses again; return where they are."""
    damaged = [
        row for kind in SegmentKind for row in store.segments(kind) if not _is_whole(store, row)
    ]
    if not damaged:
        return []
    # Files first: after a crash in between they are missing, which is damage to be repaired too.
    places = [_set_aside(store.directory, row.name) for row in damaged]
    with store.transaction():
        store.retire(damaged)
        for row in damaged:
            if row.kind is SegmentKind.WORDS:
                rebuild_words(store, row)
        _ask_for_senses(store)
        drop_useless_tombstones(store)
    return [place for place in places if place.exists()]


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
    with contextlib.suppress(FileNotFoundError):
        path.replace(place)
    return place


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
