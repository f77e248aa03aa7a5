"""Which tables does the app add to the catalog, and how are older ones brought up to date?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from app.engine import stopping
from app.engine.reading_order import INDEXES
from sparkbert.errors import IncompatibleIndexError
from sparkbert.index.schema_seal import has_schema_seal, seal_schema

_VERSION = 2
_SCHEMA = (
    "CREATE TABLE app_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE app_sources (
        id INTEGER PRIMARY KEY,
        path BLOB NOT NULL UNIQUE,
        is_online INTEGER NOT NULL,
        device INTEGER NOT NULL,
        scanned_ns INTEGER NOT NULL
    )""",
    """CREATE TABLE app_files (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path BLOB NOT NULL UNIQUE,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        looked_ns INTEGER NOT NULL,
        digest BLOB,
        is_folder INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL CHECK (state IN ('pending', 'indexed', 'failed')),
        failure TEXT CHECK ((failure IS NOT NULL) = (state = 'failed')),
        message TEXT
    )""",
    """CREATE TABLE app_warnings (
        file_id INTEGER NOT NULL REFERENCES app_files ON DELETE CASCADE,
        kind TEXT NOT NULL,
        message TEXT NOT NULL,
        n INTEGER NOT NULL
    )""",
    "CREATE INDEX app_warnings_file ON app_warnings (file_id)",
    "INSERT INTO app_meta VALUES ('version', '1')",
)
_MIGRATIONS: dict[int, tuple[str, ...]] = {
    2: (
        "ALTER TABLE app_sources ADD COLUMN exclusions TEXT NOT NULL DEFAULT '[[], false, null]'",
        """CREATE TABLE app_mounts (
            source BLOB NOT NULL REFERENCES app_sources (path) ON DELETE CASCADE,
            path BLOB NOT NULL,
            is_online INTEGER NOT NULL,
            PRIMARY KEY (source, path)
        ) WITHOUT ROWID""",
        "ALTER TABLE app_files ADD COLUMN ctime_ns INTEGER NOT NULL DEFAULT 0",
        *INDEXES,
        stopping.TABLE,
    ),
}
"""What brings the tables from the version before to each one; new tables take the same way."""


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the app's tables if they are not there, and bring those up to date that are older.

    Each version is a transaction of its own.

    Raises
    ------
    IncompatibleIndexError
        A newer version of the app has made them.
    """
    if not has_tables(connection):
        _execute(connection, _SCHEMA)
    check_version(connection)
    for version in range(version_of(connection) + 1, _VERSION + 1):
        note = f"UPDATE app_meta SET value = '{version}' WHERE key = 'version'"
        _execute(connection, (*_MIGRATIONS[version], note))


def _execute(connection: sqlite3.Connection, statements: Iterable[str]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements:
            connection.execute(statement)
        if has_schema_seal(connection):
            seal_schema(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def has_tables(connection: sqlite3.Connection) -> bool:
    """Tell whether a catalog has the app's tables."""
    query = "SELECT 1 FROM sqlite_master WHERE name = 'app_meta'"
    return connection.execute(query).fetchone() is not None


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the app's tables."""
    query = "SELECT value FROM app_meta WHERE key = 'version'"
    return int(connection.execute(query).fetchone()[0])


def check_version(connection: sqlite3.Connection) -> None:
    """Raise IncompatibleIndexError if a newer version of the app has made the tables."""
    version = version_of(connection)
    if version > _VERSION:
        raise IncompatibleIndexError(
            f"The app's tables have version {version}; this version reads up to {_VERSION}. "
            "Use the newer version of the program that wrote them."
        )
