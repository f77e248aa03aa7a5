"""How is it made sure that no trace of a forgotten text stays on disk?"""

from __future__ import annotations

import shutil
import sqlite3

from sparkbert.errors import IndexLockedError
from sparkbert.index import catalog
from sparkbert.index.mend import rebuild_word_tables
from sparkbert.index.merge import rewrite_dead
from sparkbert.index.migrations import BACKUP_PATTERN
from sparkbert.index.segment import SegmentKind
from sparkbert.index.store import SegmentStore

_KEY = "purge"  # in meta while a purge is under way


def purge_is_due(connection: sqlite3.Connection) -> bool:
    """Tell whether a purge was begun and not finished."""
    return connection.execute("SELECT 1 FROM meta WHERE key = ?", (_KEY,)).fetchone() is not None


def purge(store: SegmentStore) -> None:
    """Rewrite segments with dead chunks, the FTS tables and the catalog, and empty its log.

    Raises
    ------
    IndexLockedError
        A reader still needs the old state; purge again when it is gone.
    """
    connection = store.connection
    with catalog.user_errors(store.directory):
        connection.execute(
            "INSERT INTO meta (key, value) VALUES (?, '') ON CONFLICT DO NOTHING", (_KEY,)
        )
        for kind in SegmentKind:
            rewrite_dead(store, kind)
        for pattern in (BACKUP_PATTERN, f"{catalog.SET_ASIDE_NAME}/*"):
            for path in store.directory.glob(pattern):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
        with store.transaction():
            rebuild_word_tables(connection)
        store.failpoint("purge.rebuilt")
        connection.execute("VACUUM")
        store.failpoint("purge.vacuumed")
        _truncate_log(connection)
        if store.remove_leftovers():
            raise _still_read()
        connection.execute("DELETE FROM meta WHERE key = ?", (_KEY,))


def _truncate_log(connection: sqlite3.Connection) -> None:
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise _still_read()


def _still_read() -> IndexLockedError:
    return IndexLockedError(
        "A search still reads what was forgotten, so its traces can't be wiped yet. Close other "
        "programs that use the index and try again."
    )
