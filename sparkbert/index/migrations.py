"""How does a catalog of any earlier version, or none at all, become one of this version?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from sparkbert.errors import IncompatibleIndexError
from sparkbert.index.schema_seal import has_schema_seal, seal_schema

Migration = tuple[int, Callable[[sqlite3.Connection], None]]

BACKUP_PATTERN = "catalog.before-*.db"


def _first_schema(connection: sqlite3.Connection) -> None:
    for statement in _FIRST_SCHEMA:
        connection.execute(statement)


_FIRST_SCHEMA = (
    """CREATE TABLE meta (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE documents (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        title TEXT NOT NULL
    )""",
    """CREATE TABLE sections (
        document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
        number INTEGER NOT NULL,
        page INTEGER,
        offsets BLOB NOT NULL,
        PRIMARY KEY (document_id, number)
    ) WITHOUT ROWID""",
    """CREATE TABLE chunks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        hash BLOB NOT NULL UNIQUE,
        text TEXT NOT NULL,
        n_pieces INTEGER NOT NULL,
        encoded INTEGER NOT NULL DEFAULT 0,
        changed_ns INTEGER NOT NULL
    )""",
    "CREATE INDEX chunks_pending ON chunks (changed_ns DESC, id) WHERE encoded = 0",
    """CREATE TABLE occurrences (
        document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
        position INTEGER NOT NULL,
        chunk_id INTEGER NOT NULL REFERENCES chunks,
        section INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        heading TEXT,
        PRIMARY KEY (document_id, position)
    ) WITHOUT ROWID""",
    "CREATE INDEX occurrences_chunk ON occurrences (chunk_id)",
    """CREATE TABLE segments (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('words', 'senses')),
        n_chunks INTEGER NOT NULL,
        n_postings INTEGER NOT NULL,
        first_chunk INTEGER NOT NULL,
        last_chunk INTEGER NOT NULL,
        n_bytes INTEGER NOT NULL,
        checksum INTEGER NOT NULL
    )""",
    "CREATE TABLE tombstones (chunk_id INTEGER PRIMARY KEY)",
    """CREATE VIRTUAL TABLE chunks_fts USING fts5 (
        text, content = 'chunks', content_rowid = 'id', columnsize = 0,
        tokenize = "unicode61 remove_diacritics 2"
    )""",
    """CREATE TRIGGER chunks_added AFTER INSERT ON chunks BEGIN
        INSERT INTO chunks_fts (rowid, text) VALUES (new.id, new.text);
    END""",
    """CREATE TRIGGER chunks_removed AFTER DELETE ON chunks BEGIN
        INSERT INTO chunks_fts (chunks_fts, rowid, text) VALUES ('delete', old.id, old.text);
    END""",
    """CREATE VIRTUAL TABLE names_fts USING fts5 (
        name, title, content = 'documents', content_rowid = 'id', columnsize = 0,
        tokenize = "unicode61 remove_diacritics 2"
    )""",
    """CREATE TRIGGER names_added AFTER INSERT ON documents BEGIN
        INSERT INTO names_fts (rowid, name, title) VALUES (new.id, new.name, new.title);
    END""",
    """CREATE TRIGGER names_removed AFTER DELETE ON documents BEGIN
        INSERT INTO names_fts (names_fts, rowid, name, title)
        VALUES ('delete', old.id, old.name, old.title);
    END""",
    """CREATE TRIGGER names_changed AFTER UPDATE OF name, title ON documents BEGIN
        INSERT INTO names_fts (names_fts, rowid, name, title)
        VALUES ('delete', old.id, old.name, old.title);
        INSERT INTO names_fts (rowid, name, title) VALUES (new.id, new.name, new.title);
    END""",
)


def _readable_chunks(connection: sqlite3.Connection) -> None:
    """Make room for what each chunk is judged to be; `judge` fills it for those that are there."""
    for statement in _READABLE_CHUNKS:
        connection.execute(statement)


_READABLE_CHUNKS = (
    "ALTER TABLE chunks ADD COLUMN readable INTEGER",
    "DROP INDEX chunks_pending",
    """CREATE INDEX chunks_pending ON chunks (changed_ns DESC, id)
        WHERE encoded = 0 AND readable = 1""",
    "CREATE INDEX chunks_by_words_only ON chunks (encoded, id) WHERE readable = 0",
    "CREATE INDEX chunks_not_judged ON chunks (id) WHERE readable IS NULL",
)


def _document_seals(connection: sqlite3.Connection) -> None:
    """Make room for what tells whether documents are whole; what is put from now on has it."""
    connection.execute(
        """CREATE TABLE document_seals (
            document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
            digest BLOB NOT NULL
        )"""
    )


MIGRATIONS: tuple[Migration, ...] = (
    (1, _first_schema),
    (2, _readable_chunks),
    (3, _document_seals),
)
"""What leads from each version to the next, oldest first; a new catalog takes every step."""

LATEST = MIGRATIONS[-1][0]


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the version of a catalog's tables; 0 is a catalog without any."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(version: int, latest: int = LATEST) -> None:
    """Raise IncompatibleIndexError if a catalog of this version is too new to be understood."""
    if version > latest:
        raise IncompatibleIndexError(
            f"The index has catalog version {version}; this version reads up to {latest}. "
            "Use the newer version of the program that wrote it."
        )


def migrate(
    connection: sqlite3.Connection, directory: Path, migrations: Sequence[Migration] = MIGRATIONS
) -> None:
    """Bring a catalog to the latest version, one transaction per step.

    A catalog that holds data is copied to `catalog.before-<version>.db` first.

    Raises
    ------
    IncompatibleIndexError
        The catalog is newer than the latest migration.
    """
    version = schema_version(connection)
    latest = migrations[-1][0]
    refuse_newer(version, latest)
    if 0 < version < latest:
        _back_up(connection, directory / BACKUP_PATTERN.replace("*", str(version)))
    for target, step in migrations:
        if target <= version:
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            step(connection)
            if has_schema_seal(connection):
                seal_schema(connection)
            connection.execute(f"PRAGMA user_version = {target:d}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _back_up(connection: sqlite3.Connection, path: Path) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as copy:
        connection.backup(copy)
