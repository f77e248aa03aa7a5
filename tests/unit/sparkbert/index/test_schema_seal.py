from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sparkbert.errors import CatalogCorruptError
from sparkbert.index.catalog import CATALOG_NAME
from sparkbert.index.mend import mend_catalog
from sparkbert.index.schema_seal import has_schema_seal, is_schema_whole
from sparkbert.index.snapshot import Snapshot
from sparkbert.index.verify import verify
from sparkbert.index.writer import IndexWriter
from tests.support.indexes import IDENTITY, document, encode_pending, open_writer, put


@pytest.fixture
def closed(directory: Path) -> Path:
    with open_writer(directory) as writer:
        put(writer, document("a", "red fish"))
        encode_pending(writer)
    return directory


def rewrite(directory: Path, table: str, old: str, new: str | bytes) -> None:
    """Change what SQLite knows of a table, as a flipped bit does."""
    with closing(sqlite3.connect(directory / CATALOG_NAME)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        changed = connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, ?, CAST(? AS TEXT))"
            " WHERE name = ? AND instr(sql, ?)",
            (old, new, table, old),
        )
        assert changed.rowcount == 1


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("chunks_fts", "tokenize", "tokenizd"),
        ("chunks_fts", "tokenize", b"tokeniz\xe5"),  # is no UTF-8
        ("segments", "n_postings", "n_posting3"),
        ("meta", "value", "valuf"),
        ("documents", "title TEXT NOT NULL", "title TEXT NOT NUML"),  # SQLite takes it
    ],
)
def test_tables_that_are_others_are_damage(
    closed: Path, table: str, old: str, new: str | bytes
) -> None:
    rewrite(closed, table, old, new)
    with pytest.raises(CatalogCorruptError):
        IndexWriter.open(closed, IDENTITY)
    with pytest.raises(CatalogCorruptError):
        Snapshot.open(closed)
    assert [problem.part for problem in verify(closed)] == ["catalog"]
    assert not mend_catalog(closed)


def test_an_index_of_before_is_taken_as_it_is_and_sealed(closed: Path) -> None:
    with closing(sqlite3.connect(closed / CATALOG_NAME)) as connection, connection:
        connection.execute("DELETE FROM meta WHERE key = 'schema'")
        assert not has_schema_seal(connection)
        assert is_schema_whole(connection)
    with IndexWriter.open(closed, IDENTITY) as writer:
        assert has_schema_seal(writer.connection)
    assert verify(closed) == []
