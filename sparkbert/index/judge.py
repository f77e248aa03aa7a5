"""What becomes of chunks that came before anyone asked whether the encoder can read them?"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import numpy as np

from sparkbert.errors import IncompatibleIndexError, IndexCorruptError
from sparkbert.index.catalog import SegmentRow
from sparkbert.index.merge import merge_segments
from sparkbert.index.repair import drop_useless_tombstones, rebuild_words
from sparkbert.index.segment import Segment, SegmentKind, contains
from sparkbert.index.store import SegmentStore
from sparkbert.languages import Readability
from sparkbert.words import is_of_other_script


def judge(store: SegmentStore, reads: Readability) -> None:
    """Judge the chunks that nobody has judged yet, in one transaction; there are none but once.

    Those that the encoder can't read lose their senses, and words are cut as they are now.
    """
    connection = store.connection
    if not _exists(store, "readable IS NULL") and not _exists(
        store, "readable = 0 AND encoded = 1"
    ):
        return
    with store.transaction():
        recut = [row for row in store.segments(SegmentKind.WORDS) if _has_other_words(store, row)]
        for chunk_id, text in _texts(store, "readable IS NULL"):
            connection.execute(
                "UPDATE chunks SET readable = ? WHERE id = ?", (reads(text), chunk_id)
            )
        store.retire(recut)
        for row in recut:
            rebuild_words(store, row)
        _drop_senses(store)
        # If a segment is damaged, the repair that it needs looks after tombstones too.
        with contextlib.suppress(IndexCorruptError, IncompatibleIndexError):
            drop_useless_tombstones(store)


def _exists(store: SegmentStore, condition: str) -> bool:
    found = store.connection.execute(f"SELECT 1 FROM chunks WHERE {condition} LIMIT 1")
    return found.fetchone() is not None


def _texts(store: SegmentStore, condition: str) -> Iterator[tuple[int, str]]:
    ids = store.connection.execute(f"SELECT id FROM chunks WHERE {condition}").fetchall()
    for row in ids:
        yield store.connection.execute("SELECT id, text FROM chunks WHERE id = ?", row).fetchone()


def _has_other_words(store: SegmentStore, row: SegmentRow) -> bool:
    texts = store.connection.execute(
        "SELECT text FROM chunks WHERE id BETWEEN ? AND ? AND readable IS NULL",
        (row.first_chunk, row.last_chunk),
    )
    return any(is_of_other_script(text) for (text,) in texts)


def _drop_senses(store: SegmentStore) -> None:
    """Take the chunks that the encoder can't read out of their segments of senses."""
    found = store.connection.execute(
        "SELECT id FROM chunks WHERE readable = 0 AND encoded = 1 ORDER BY id"
    )
    unreadable = np.fromiter((chunk_id for (chunk_id,) in found), np.int64)
    for row in store.segments(SegmentKind.SENSES):
        segment = _whole(store, row)
        if segment is None or not segment.holds(unreadable).any():
            continue
        left = merge_segments([segment], [~contains(unreadable, segment.chunk_ids)])
        if left.n_chunks:
            store.add(left)
        store.retire([row])
    store.connection.execute("UPDATE chunks SET encoded = 0 WHERE readable = 0 AND encoded = 1")


def _whole(store: SegmentStore, row: SegmentRow) -> Segment | None:
    """Return a segment, or None if it is damaged: then a repair makes it anew, without them."""
    try:
        return store.read(row, check=True)
    except (IndexCorruptError, IncompatibleIndexError):
        return None
