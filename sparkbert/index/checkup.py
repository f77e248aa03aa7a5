"""Is what was written once still what it was, asked in steps that can be taken in between?"""

from __future__ import annotations

import hashlib

from sparkbert.index import catalog
from sparkbert.index.segment import SegmentKind
from sparkbert.index.store import SegmentStore

_TEXTS_PER_STEP = 2000


class Checkup:
    """Compares all that has a checksum with it, once; of the writer's thread.

    Parameters
    ----------
    store
        The open index.
    """

    def __init__(self, store: SegmentStore) -> None:
        self._store = store
        self._segments: set[str] = set()
        self._last_text = 0

    def step(self) -> bool:
        """Check one more segment, or some more texts; returns False if there is nothing left.

        What has been written since is checked too.

        Raises
        ------
        CatalogCorruptError
            A text is damaged: `IndexWriter.repair` takes its documents out.
        IndexCorruptError
            A segment is damaged: `IndexWriter.repair` makes it anew.
        """
        with catalog.user_errors(self._store.directory):
            return self._check_a_segment() or self._check_texts()

    def _check_a_segment(self) -> bool:
        for kind in SegmentKind:
            for row in self._store.segments(kind):
                if row.name not in self._segments:
                    self._store.read(row, check=True)
                    self._segments.add(row.name)
                    return True
        return False

    def _check_texts(self) -> bool:
        rows = self._store.connection.execute(
            "SELECT id, hash, CAST(text AS BLOB) FROM chunks WHERE id > ? ORDER BY id LIMIT ?",
            (self._last_text, _TEXTS_PER_STEP),
        ).fetchall()
        for chunk_id, digest, text in rows:
            is_in_order = chunk_id > self._last_text  # else this would never end
            if not is_in_order or hashlib.sha256(text or b"").digest() != digest:
                raise catalog.catalog_corrupt(self._store.directory)
            self._last_text = chunk_id
        return bool(rows)
