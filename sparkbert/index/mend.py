"""How is a damaged catalog mended, or set aside so that a new one can take its place?"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sparkbert.errors import CatalogCorruptError
from sparkbert.index import catalog
from sparkbert.index.locking import WriterLock
from sparkbert.index.schema_seal import is_schema_whole
from sparkbert.index.segment import sync_directory

WORD_TABLES = ("chunks_fts", "names_fts")
_LOG_SUFFIXES = ("-wal", "-shm")


def rebuild_word_tables(connection: sqlite3.Connection) -> None:
    """Make both FTS tables anew from the texts, within the caller's transaction."""
    for table in WORD_TABLES:
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")


def catalog_problems(directory: Path) -> list[str]:
    """Return what SQLite finds wrong with the catalog's pages; reads all of them.

    Raises
    ------
    IndexLockedError, DiskError
        It can't be looked at now.
    """
    try:
        with catalog.user_errors(directory), closing(catalog.connect(directory)) as connection:
            return _problems(connection)
    except CatalogCorruptError as error:
        return [str(error.__cause__ or error)]


def mend_catalog(directory: Path) -> bool:
    """Make anew what the catalog holds twice, its indexes and word tables; tell if it is whole.

    Raises
    ------
    IndexLockedError
        Another process writes.
    DiskFullError, DiskError
        The disk is at fault.
    """
    try:
        with _held(directory), closing(catalog.connect(directory)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            if not is_schema_whole(connection):
                return False
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("REINDEX")
            rebuild_word_tables(connection)
            if problems := _problems(connection):
                connection.execute("ROLLBACK")
                return not problems
            connection.execute("COMMIT")
            return True
    except CatalogCorruptError:
        return False


def set_index_aside(directory: Path) -> Path:
    """Move the catalog and all segments out of the way, and return where they are until a purge.

    A crash in the midst of it leaves an index without segments, or none; both are made anew.

    Raises
    ------
    IndexLockedError
        Another process writes.
    DiskError
        The files can't be moved.
    """
    with _held(directory):
        place = _new_place(directory / catalog.SET_ASIDE_NAME)
        path = catalog.catalog_path(directory)
        # The log before the catalog: a new catalog must never meet an old log.
        names = [catalog.SEGMENTS_NAME, *(f"{path.name}{suffix}" for suffix in _LOG_SUFFIXES)]
        for name in [*names, path.name]:
            with contextlib.suppress(FileNotFoundError):
                (directory / name).replace(place / name)
        sync_directory(place)
        sync_directory(directory)
        return place


def size_set_aside(directory: Path) -> int:
    """Return how many bytes are in what was set aside."""
    files = (directory / catalog.SET_ASIDE_NAME).rglob("*")
    return sum(path.stat().st_size for path in files if path.is_file())


@contextmanager
def _held(directory: Path) -> Iterator[None]:
    lock = WriterLock(directory)
    with catalog.user_errors(directory):
        lock.acquire()
        try:
            yield
        finally:
            lock.release()


def _problems(connection: sqlite3.Connection) -> list[str]:
    found = [message for (message,) in connection.execute("PRAGMA integrity_check(20)")]
    if not is_schema_whole(connection):
        found.append("The tables are not as they were made.")
    return [] if found == ["ok"] else found


def _new_place(folder: Path) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    stamp = time.strftime("%Y-%m-%d-%H%M%S")
    number = 0
    while True:
        place = folder / f"index-{stamp}{f'-{number}' if number else ''}"
        try:
            place.mkdir(mode=0o700)
        except FileExistsError:
            number += 1
        else:
            return place
