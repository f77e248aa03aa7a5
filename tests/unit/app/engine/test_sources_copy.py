from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.file_records import Source
from app.engine.files import FileCatalog
from app.engine.sources_copy import SourcesCopy
from app.engine.tables import create_tables

ODD = Path("/home/ä/no\udcfftext")


def catalog() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    create_tables(connection)
    return connection


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    one = catalog()
    files = FileCatalog(one)
    files.put_source(Source(ODD, False, 7, 99))
    files.put_source(Source(Path("/b"), True, 8, 0))
    yield one
    one.close()


def test_sources_come_back_as_new_ones(connection: sqlite3.Connection, tmp_path: Path) -> None:
    SourcesCopy(tmp_path / "copy.json").keep(connection)
    other = catalog()
    assert SourcesCopy(tmp_path / "copy.json").restore(other) == 2
    assert FileCatalog(other).sources() == [
        Source(Path("/b"), True, 8, 0),
        Source(ODD, True, 7, 0),
    ]
    other.close()


def test_the_copy_is_written_only_when_the_list_changes(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    path = tmp_path / "copy.json"
    copy = SourcesCopy(path)
    copy.keep(connection)
    path.unlink()
    FileCatalog(connection).put_source(Source(ODD, True, 7, 100))  # scanned once more
    copy.keep(connection)
    assert not path.exists()
    FileCatalog(connection).remove_source(ODD)
    copy.keep(connection)
    assert "no" not in path.read_text().replace("online", "")


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"version": 9, "sources": [{}]}', "\0"])
def test_a_copy_that_says_nothing_restores_nothing(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "copy.json"
    if content is not None:
        path.write_text(content)
    other = catalog()
    assert SourcesCopy(path).restore(other) == 0
    other.close()


def test_columns_of_another_version_are_left_out(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    connection.execute("ALTER TABLE app_sources ADD COLUMN later TEXT DEFAULT 'x'")
    SourcesCopy(tmp_path / "copy.json").keep(connection)
    other = catalog()
    assert SourcesCopy(tmp_path / "copy.json").restore(other) == 2
    other.close()


def test_no_copy_is_left_that_can_not_be_brought_up_to_date(
    connection: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "copy.json"
    copy = SourcesCopy(path)
    copy.keep(connection)
    FileCatalog(connection).remove_source(ODD)

    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    copy.keep(connection)
    assert not path.exists()
