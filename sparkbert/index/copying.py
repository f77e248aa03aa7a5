"""How is a whole index copied to another place, so that the copy is the index of one moment?"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from sparkbert.index import catalog
from sparkbert.index.locking import HOLDER_NAME, LOCK_NAME
from sparkbert.index.segment import sync_directory

_PIECE = 4 << 20
_PAGES_AT_ONCE = 1024
_COMPANIONS = ("-wal", "-shm", "-journal")

Tell = Callable[[int], None]
"""Takes how many bytes are copied so far."""


def bytes_to_copy(directory: Path) -> int:
    """Return how much room a copy of an index takes."""
    return sum(path.stat().st_size for path in _files(directory)) + _catalog_bytes(directory)


def copy_index(directory: Path, target: Path, tell: Tell) -> None:
    """Copy an index into a new folder, for its owner alone; returns when all of it is on the disk.

    Nobody may write to the index meanwhile, which is the caller's duty; it may be searched.

    Parameters
    ----------
    directory
        The index.
    target
        A folder that is not there yet.
    tell
        Is called as the work goes on; what it raises ends the work.

    Raises
    ------
    DiskFullError, DiskError
        No space is left; a disk is at fault, or its permissions are. What was copied stays.
    IndexCorruptError
        The catalog is damaged.
    """
    with catalog.user_errors(target):
        target.mkdir(mode=0o700)
        n_done = 0
        for path in _files(directory):
            copy = target / path.relative_to(directory)
            copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            n_done = _copy_file(path, copy, n_done, tell)
    with catalog.user_errors(directory), closing(catalog.connect(directory)) as connection:
        _copy_catalog(connection, target, n_done, tell)
    with catalog.user_errors(target):
        for folder, _, _ in os.walk(target, topdown=False):
            sync_directory(Path(folder))


def _files(directory: Path) -> Iterator[Path]:
    """Yield all files of an index but its catalog and its lock."""
    name = catalog.CATALOG_NAME
    left_out = {name, *(f"{name}{end}" for end in _COMPANIONS), LOCK_NAME, HOLDER_NAME}
    for folder, _, names in os.walk(directory):
        is_top = Path(folder) == directory
        yield from (Path(folder, one) for one in names if not (is_top and one in left_out))


def _catalog_bytes(directory: Path) -> int:
    with catalog.user_errors(directory), closing(catalog.connect(directory)) as connection:
        query = connection.execute
        pages, page_bytes = (query(f"PRAGMA page_{of}").fetchone()[0] for of in ("count", "size"))
    return int(pages * page_bytes)


def _copy_file(path: Path, copy: Path, n_done: int, tell: Tell) -> int:
    descriptor = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with path.open("rb") as source, os.fdopen(descriptor, "wb") as stream:
        while piece := source.read(_PIECE):
            stream.write(piece)
            n_done += len(piece)
            tell(n_done)
        stream.flush()
        os.fsync(stream.fileno())
    return n_done


def _copy_catalog(connection: sqlite3.Connection, target: Path, n_done: int, tell: Tell) -> None:
    """Copy what the catalog holds now, its log included, and have it on the disk."""
    path = catalog.catalog_path(target)
    path.touch(mode=0o600)
    page_bytes = connection.execute("PRAGMA page_size").fetchone()[0]

    def note(status: int, n_left: int, n_pages: int) -> None:
        tell(n_done + (n_pages - n_left) * page_bytes)

    with catalog.user_errors(target), closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA synchronous = FULL")
        connection.backup(copy, pages=_PAGES_AT_ONCE, progress=note)
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
