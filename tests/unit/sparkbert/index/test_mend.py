from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path
from traceback import format_exception

import pytest

from sparkbert.errors import CatalogCorruptError, DiskError, DiskFullError, IndexLockedError
from sparkbert.index.catalog import CATALOG_NAME, user_errors
from sparkbert.index.dump import logical_dump
from sparkbert.index.mend import catalog_problems, mend_catalog, set_index_aside
from sparkbert.index.verify import verify
from sparkbert.index.writer import IndexWriter
from tests.support.indexes import IDENTITY, document, encode_pending, open_writer, put


@pytest.fixture
def closed(directory: Path) -> Path:
    with open_writer(directory) as writer:
        put(writer, *(document(f"k{number}", f"fish number {number}") for number in range(20)))
        encode_pending(writer)
    return directory


def execute(directory: Path, *statements: str) -> None:
    with closing(sqlite3.connect(directory / CATALOG_NAME)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_whole_catalog_has_no_problems(closed: Path) -> None:
    assert catalog_problems(closed) == []
    assert mend_catalog(closed)


def test_indexes_and_word_tables_are_made_anew(closed: Path) -> None:
    before = logical_dump(closed)
    execute(
        closed,
        "INSERT INTO chunks_fts (chunks_fts) VALUES ('delete-all')",
    )
    # The index holds another column than it says.
    for column in ("start", "chunk_id"):
        execute(
            closed,
            "PRAGMA writable_schema = ON",
            f"UPDATE sqlite_schema SET sql = 'CREATE INDEX occurrences_chunk ON occurrences"
            f" ({column})' WHERE name = 'occurrences_chunk'",
        )
        if column == "start":
            execute(closed, "REINDEX occurrences_chunk")
    assert catalog_problems(closed) != []
    assert mend_catalog(closed)
    assert catalog_problems(closed) == []
    assert verify(closed) == []
    assert logical_dump(closed) == before


def test_what_is_lost_is_not_mended_but_set_aside_whole(closed: Path) -> None:
    path = closed / CATALOG_NAME
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 8] = bytes(4096 * 7)
    path.write_bytes(content)
    names = {one.name for one in (closed / "segments").iterdir()}
    assert not mend_catalog(closed)
    place = set_index_aside(closed)
    assert (place / CATALOG_NAME).read_bytes() == content
    assert {one.name for one in (place / "segments").iterdir()} == names
    assert not path.exists()
    with IndexWriter.open(closed, IDENTITY) as writer:
        assert writer.is_empty
        put(writer, document("k1", "fish"))
        assert set_aside_twice_is_refused(closed)
        writer.purge()
    assert not place.exists()
    assert verify(closed) == []


def set_aside_twice_is_refused(directory: Path) -> bool:
    with pytest.raises(IndexLockedError):
        set_index_aside(directory)
    return True


def test_places_never_meet(closed: Path) -> None:
    places = [set_index_aside(closed) for _ in range(3)]
    assert len(set(places)) == 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE segments SET n_bytes = 'many'",
        "DELETE FROM meta WHERE key = 'identity.encoder'",
        "UPDATE meta SET value = 'some' WHERE key = 'identity.dimension'",
    ],
)
def test_what_no_version_writes_is_damage(closed: Path, statement: str) -> None:
    execute(closed, "PRAGMA ignore_check_constraints = ON", statement)
    assert [problem.part for problem in verify(closed)] == ["catalog"]
    if "meta" in statement:
        with pytest.raises(CatalogCorruptError):
            IndexWriter.open(closed, IDENTITY)


def test_a_text_that_can_not_be_read_is_damage_and_not_quoted(closed: Path) -> None:
    with (
        pytest.raises(CatalogCorruptError) as caught,
        user_errors(closed),
        closing(sqlite3.connect(closed / CATALOG_NAME)) as connection,
    ):
        connection.execute("SELECT CAST(x'ff736563726574' AS TEXT)").fetchone()
    assert "secret" not in "".join(format_exception(caught.value))


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.EIO, "Input/output error"), DiskError),
        (OSError(errno.EROFS, "Read-only file system"), DiskError),
        (OSError(errno.ENOSPC, "No space left on device"), DiskFullError),
    ],
)
def test_what_the_disk_does_is_told_with_a_remedy(
    closed: Path, error: OSError, expected: type[Exception]
) -> None:
    with pytest.raises(expected, match="What was indexed is intact"), user_errors(closed):
        raise error


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_PROTOCOL])
def test_a_turn_that_never_comes_is_told(closed: Path, code: int) -> None:
    error = sqlite3.OperationalError("of SQLite")
    error.sqlite_errorcode = code
    with pytest.raises(IndexLockedError, match="try again"), user_errors(closed):
        raise error


def test_a_catalog_that_may_not_be_written_is_told(closed: Path) -> None:
    with (
        pytest.raises(DiskError, match="permissions"),
        user_errors(closed),
        closing(
            sqlite3.connect(f"{(closed / CATALOG_NAME).as_uri()}?mode=ro", uri=True)
        ) as connection,
    ):
        connection.execute("DELETE FROM chunks")
