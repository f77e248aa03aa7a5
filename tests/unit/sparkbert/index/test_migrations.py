from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sparkbert.errors import IncompatibleIndexError
from sparkbert.index.migrations import LATEST, MIGRATIONS, migrate, schema_version
from sparkbert.index.snapshot import Snapshot
from sparkbert.index.writer import IndexWriter
from tests.support.indexes import document, open_writer, put


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "catalog.db", isolation_level=None)) as opened:
        yield opened


def add_column(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE documents ADD COLUMN language TEXT")


def fail_midway(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE half (x)")
    raise ZeroDivisionError


def test_versions_rise() -> None:
    versions = [version for version, _ in MIGRATIONS]
    assert versions == sorted(set(versions))
    assert versions[0] > 0


def test_a_new_catalog_takes_every_step(connection: sqlite3.Connection, tmp_path: Path) -> None:
    migrate(connection, tmp_path, [*MIGRATIONS, (LATEST + 1, add_column)])
    assert schema_version(connection) == LATEST + 1
    connection.execute("SELECT language FROM documents")
    assert list(tmp_path.glob("*before*")) == []


def test_an_old_catalog_is_copied_and_brought_up(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish"))
    migrate(writer.connection, directory, [*MIGRATIONS, (LATEST + 1, add_column)])
    assert schema_version(writer.connection) == LATEST + 1
    copy = directory / f"catalog.before-{LATEST}.db"
    assert copy.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(copy)) as old:
        assert schema_version(old) == LATEST
        assert old.execute("SELECT text FROM chunks").fetchall() == [("red fish",)]


def test_a_step_that_fails_leaves_no_half(connection: sqlite3.Connection, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        migrate(connection, tmp_path, [*MIGRATIONS, (LATEST + 1, fail_midway)])
    assert schema_version(connection) == LATEST
    assert connection.execute("SELECT * FROM sqlite_schema WHERE name = 'half'").fetchall() == []


def test_a_newer_catalog_is_refused_with_both_versions(
    writer: IndexWriter, directory: Path
) -> None:
    writer.connection.execute(f"PRAGMA user_version = {LATEST + 7}")
    writer.close()
    message = f"version {LATEST + 7}; this version reads up to {LATEST}"
    for opening in (open_writer, Snapshot.open):
        with pytest.raises(IncompatibleIndexError, match=message):
            opening(directory)


def test_a_reader_does_not_migrate(writer: IndexWriter, directory: Path) -> None:
    writer.connection.execute("PRAGMA user_version = 0")
    with pytest.raises(IncompatibleIndexError, match="Open it for indexing once"):
        Snapshot.open(directory)
