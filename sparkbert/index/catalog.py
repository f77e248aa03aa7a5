"""How is the catalog opened, whose index is it, and what do SQLite's errors mean to a user?"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from sparkbert.errors import (
    CatalogCorruptError,
    DiskError,
    DiskFullError,
    IncompatibleIndexError,
    IndexLockedError,
    SearchIndexError,
)
from sparkbert.index.migrations import LATEST, refuse_newer, schema_version
from sparkbert.index.schema_seal import is_schema_whole
from sparkbert.index.segment import SegmentFile, SegmentKind

CATALOG_NAME = "catalog.db"
SEGMENTS_NAME = "segments"
SET_ASIDE_NAME = "set-aside"  # for damaged segments, until a purge

_BUSY_TIMEOUT_S = 10.0
_PRIMARY_CODE = 0xFF
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
_CORRUPT_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_NOT_TEXT = "Could not decode to UTF-8"  # an error of Python's, without a code of SQLite
_DISK_CODES = {
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
}
_DISK_ERRNOS = {errno.EIO, errno.EROFS, errno.ENODEV, errno.ESTALE, errno.EACCES, errno.EPERM}
_LOCKED_CODES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PROTOCOL,  # so many came and went that we never got our turn at the log
}
_SHA256_SIGNS = 64


@dataclass(frozen=True, slots=True)
class IndexIdentity:
    """What made the vectors in an index; indexes of different identities must never meet.

    Parameters
    ----------
    encoder
        The encoder's name.
    encoder_sha256
        Hex digest of its weights.
    vocabulary_sha256
        Hex digest of the centroids.
    dimension
        Length of a pooled vector.
    index_n_neighbors
        How many centroids a token is given to when a chunk is encoded.
    max_pieces
        How many word pieces a chunk may have.
    """

    encoder: str
    encoder_sha256: str
    vocabulary_sha256: str
    dimension: int
    index_n_neighbors: int
    max_pieces: int


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """One segment as the catalog knows it."""

    id: int
    name: str
    kind: SegmentKind
    n_chunks: int
    n_postings: int
    first_chunk: int
    last_chunk: int
    file: SegmentFile


def catalog_path(directory: Path) -> Path:
    """Return the path of an index's catalog."""
    return directory / CATALOG_NAME


def segment_path(directory: Path, name: str) -> Path:
    """Return the path of a segment's file."""
    return directory / SEGMENTS_NAME / f"{name}.segment"


def create_files(directory: Path) -> None:
    """Make the folders and an empty catalog of a new index, closed to other users of the machine.

    SQLite gives its own companion files the catalog's permissions.
    """
    for folder in (directory, directory / SEGMENTS_NAME):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = catalog_path(directory)
    if not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def connect(directory: Path) -> sqlite3.Connection:
    """Open an existing catalog; transactions begin and end only where the code says so."""
    path = catalog_path(directory)
    if not path.exists():
        raise SearchIndexError(f"There is no index in {directory}: index something first.")
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw",
        uri=True,
        timeout=_BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,  # one thread at a time, which is the callers' duty
    )
    try:
        # FULL: old segments are unlinked after a commit, so a commit may not be lost any more.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_reader(directory: Path) -> sqlite3.Connection:
    """Open a catalog of this very version for reading.

    Raises
    ------
    IncompatibleIndexError
        The catalog's version is newer, or older and not yet migrated by a writer.
    CatalogCorruptError
        Its tables are not as they were made.
    """
    connection = connect(directory)
    try:
        connection.execute("PRAGMA query_only = ON")
        version = schema_version(connection)
        refuse_newer(version)
        if version < LATEST:
            raise IncompatibleIndexError(
                f"The index has catalog version {version}; this version reads {LATEST}. "
                "Open it for indexing once, which brings it up to date."
            )
        if not is_schema_whole(connection):
            raise catalog_corrupt(directory)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def user_errors(directory: Path) -> Iterator[None]:
    """Turn what the machine does to us into the library's errors; our own mistakes pass as is.

    Raises
    ------
    DiskFullError, DiskError
        No space is left; the disk, or the permissions on it, are at fault.
    CatalogCorruptError
        The catalog is damaged.
    IndexLockedError
        Somebody else holds the catalog for longer than we wait.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        primary = code & _PRIMARY_CODE
        if primary == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE:
            raise _disk_full(directory) from error
        if primary in _CORRUPT_CODES:
            raise catalog_corrupt(directory) from error
        if str(error).startswith(_NOT_TEXT):  # and goes on with the text, which no log may hold
            raise catalog_corrupt(directory) from None
        if primary in _LOCKED_CODES:
            raise IndexLockedError(
                f"Another program holds the catalog {catalog_path(directory)}. Close it and try "
                "again."
            ) from error
        if primary in _DISK_CODES:
            raise _disk_error(directory, str(error)) from error
        raise
    except UnicodeDecodeError:  # SQLite's own message quotes bytes that are no text
        raise catalog_corrupt(directory) from None
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise _disk_full(directory) from error
        if error.errno in _DISK_ERRNOS:
            raise _disk_error(directory, str(error.strerror)) from error
        raise


def store_identity(connection: sqlite3.Connection, identity: IndexIdentity) -> None:
    """Write down, within the caller's transaction, whose index this is."""
    rows = [(f"identity.{name}", str(value)) for name, value in asdict(identity).items()]
    connection.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", rows)


def load_identity(connection: sqlite3.Connection) -> IndexIdentity | None:
    """Return whose index this is; None as long as no writer has said so."""
    values = dict(connection.execute("SELECT key, value FROM meta WHERE key LIKE 'identity.%'"))
    if not values:
        return None
    with _believing(connection):
        return IndexIdentity(
            encoder=values["identity.encoder"],
            encoder_sha256=values["identity.encoder_sha256"],
            vocabulary_sha256=values["identity.vocabulary_sha256"],
            dimension=int(values["identity.dimension"]),
            index_n_neighbors=int(values["identity.index_n_neighbors"]),
            max_pieces=int(values["identity.max_pieces"]),
        )


def read_identity(directory: Path) -> IndexIdentity:
    """Return whose index this is, be its segments whole or not.

    Raises
    ------
    SearchIndexError, IncompatibleIndexError, IndexCorruptError
        There is no index, or its catalog is of another version, or damaged.
    """
    with user_errors(directory), closing(connect_reader(directory)) as connection:
        return check_identity(directory, load_identity(connection), None)


def check_identity(
    directory: Path, found: IndexIdentity | None, expected: IndexIdentity | None
) -> IndexIdentity:
    """Return whose index this is; without an expectation nothing is compared.

    Raises
    ------
    SearchIndexError
        The index has no identity yet.
    IncompatibleIndexError
        It has another; names both sides and the remedy.
    """
    if found is None:
        raise SearchIndexError(f"The index in {directory} was never finished: index again.")
    if expected is None or found == expected:
        return found
    differences = [
        f"{_in_words(field.name, getattr(found, field.name))} (the program uses {_shown(ours)})"
        for field in fields(IndexIdentity)
        if getattr(found, field.name) != (ours := getattr(expected, field.name))
    ]
    raise IncompatibleIndexError(
        f"The index in {directory} was made with {', '.join(differences)}. Use the model, "
        "vocabulary and settings it was made with, or move the folder away and index again."
    )


def _in_words(name: str, value: str | int) -> str:
    return f"{name.removesuffix('_sha256').replace('_', ' ')} {_shown(value)}"


def _shown(value: str | int) -> str:
    text = str(value)
    return text if len(text) < _SHA256_SIGNS else f"{text[:12]}…"


def load_segments(connection: sqlite3.Connection, kind: SegmentKind) -> list[SegmentRow]:
    """Return the segments of a kind; those of words in the order of their chunks."""
    rows = connection.execute(
        "SELECT id, name, kind, n_chunks, n_postings, first_chunk, last_chunk, n_bytes,"
        " checksum"
        " FROM segments WHERE kind = ? ORDER BY first_chunk, id",
        (kind,),
    )
    with _believing(connection):
        return [_segment_row(row) for row in rows]


def _segment_row(row: tuple[Any, ...]) -> SegmentRow:
    id_, name, kind, *numbers = row
    if not isinstance(name, str) or not all(isinstance(number, int) for number in numbers):
        raise ValueError(row)
    return SegmentRow(
        id=id_,
        name=name,
        kind=SegmentKind(kind),
        n_chunks=numbers[0],
        n_postings=numbers[1],
        first_chunk=numbers[2],
        last_chunk=numbers[3],
        file=SegmentFile(n_bytes=numbers[4], checksum=numbers[5]),
    )


@contextmanager
def _believing(connection: sqlite3.Connection) -> Iterator[None]:
    """Take what no version of ours writes for damage."""
    try:
        yield
    except (KeyError, ValueError, TypeError) as error:
        file = connection.execute("PRAGMA database_list").fetchone()[2]
        raise catalog_corrupt(Path(file).parent) from error


def catalog_corrupt(directory: Path) -> CatalogCorruptError:
    """Return the error of a catalog that is damaged, with its remedy."""
    return CatalogCorruptError(
        f"The catalog {catalog_path(directory)} is damaged. Mend it, or have it made again from "
        "the documents, with: sparkbert verify --repair"
    )


def commit_number(connection: sqlite3.Connection) -> int:
    """Return how many commits the index has seen."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'commit'").fetchone()
    return int(row[0]) if row else 0


def count_documents(connection: sqlite3.Connection) -> int:
    """Return how many documents the index holds."""
    return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])


def has_document(connection: sqlite3.Connection, key: str) -> bool:
    """Tell whether the index holds a document."""
    found = connection.execute("SELECT 1 FROM documents WHERE key = ?", (key,)).fetchone()
    return found is not None


def count_commit(connection: sqlite3.Connection) -> None:
    """Raise the commit number, within the caller's transaction."""
    connection.execute(
        "INSERT INTO meta (key, value) VALUES ('commit', '1')"
        " ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )


def _disk_error(directory: Path, reason: str) -> DiskError:
    return DiskError(
        f"The disk that holds {directory} can't be used as it should ({reason}). What was indexed "
        "is intact; check the disk and its permissions."
    )


def _disk_full(directory: Path) -> DiskFullError:
    return DiskFullError(
        f"No space is left on the disk that holds {directory}. What was indexed is intact; make "
        "room and go on."
    )
