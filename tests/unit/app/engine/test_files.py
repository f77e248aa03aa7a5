from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.engine.file_records import FileState, Source
from app.engine.files import FileCatalog
from app.engine.tables import create_tables
from app.extract.base import ExtractionWarning, FailureKind, WarningKind
from app.watch.scanner import FoundFile
from sparkbert.errors import IncompatibleIndexError


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        create_tables(connection)
        yield connection


@pytest.fixture
def files(connection: sqlite3.Connection) -> FileCatalog:
    return FileCatalog(connection)


def _add(files: FileCatalog, *paths: str) -> None:
    for number, path in enumerate(paths):
        files.add(FoundFile(Path(path), 10, number), looked_ns=5)


def test_a_folder_holds_its_own_files_alone(files: FileCatalog) -> None:
    _add(files, "/a/b", "/a/b/c.txt", "/a/b/d/e.txt", "/a/bc/f.txt", "/a/b-c.txt", "/a/b.txt")
    assert {str(path) for path in files.known(Path("/a/b"))} == {
        "/a/b",
        "/a/b/c.txt",
        "/a/b/d/e.txt",
    }
    assert len(files.known(Path("/"))) == 6


@pytest.mark.parametrize("name", ["caf\udce9.txt", "naïve 日本.txt", "a'b\"%_.txt"])
def test_every_name_comes_back_as_it_was(files: FileCatalog, name: str) -> None:
    path = Path("/a") / name
    _add(files, str(path))
    assert list(files.known(Path("/a"))) == [path]
    assert files.pending(5)[0].path == path


def test_the_newest_files_are_the_first_pending(files: FileCatalog) -> None:
    _add(files, "/oldest", "/older", "/new")
    assert [file.path.name for file in files.pending(2)] == ["new", "older"]
    assert files.count_pending() == (3, 30)


def test_a_huge_file_waits_for_small_ones_unless_they_are_much_older(files: FileCatalog) -> None:
    day = 24 * 3600 * 10**9
    for name, size, age in (
        ("huge", 2 * 10**9, 0),
        ("old", 10, 100 * day),
        *((f"small {number}", 2_000, day + number) for number in range(100)),
        ("saved just now", 2_000_000, 0),
    ):
        files.add(FoundFile(Path(f"/{name}"), size, 10**18 - age), looked_ns=5)
    names = [file.path.name for file in files.pending(200)]
    assert names == ["saved just now", *(f"small {n}" for n in range(100)), "huge", "old"]
    assert "huge" not in [file.path.name for file in files.pending(200, small=True)]


@pytest.mark.parametrize("small", [False, True])
def test_the_queue_is_never_sorted(connection: sqlite3.Connection, small: bool) -> None:
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    FileCatalog(connection).pending(5, small=small)
    connection.set_trace_callback(None)
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {asked[-1]}")]
    assert len(plan) == 1
    assert ("app_files_queue_small" if small else "app_files_queue") in plan[0]


def test_a_file_goes_through_its_states(files: FileCatalog) -> None:
    _add(files, "/a.pdf")
    number = files.pending(1)[0].number
    warning = ExtractionWarning(WarningKind.PAGES_WITHOUT_TEXT, "2 pages are pictures.", 2)
    files.mark_indexed(number, b"digest", (warning,))
    assert files.is_indexed(number)
    assert [flaw.warning for flaw in files.flaws()] == [warning]
    files.mark_failed(number, FailureKind.TIMED_OUT, "Too slow.", b"digest")
    assert files.flaws() == []
    assert [(one.kind, one.message) for one in files.failures()] == [
        (FailureKind.TIMED_OUT, "Too slow.")
    ]
    files.retry(Path("/"), frozenset({FailureKind.NO_TEXT}))
    assert files.counts()[FileState.FAILED] == 1
    files.retry(Path("/"))
    assert files.counts() == {FileState.PENDING: 1, FileState.INDEXED: 0, FileState.FAILED: 0}
    files.remove(number)
    assert sum(files.counts().values()) == 0


def test_ids_are_never_used_twice(files: FileCatalog) -> None:
    _add(files, "/a.txt")
    number = files.pending(1)[0].number
    files.remove(number)
    _add(files, "/b.txt")
    assert files.pending(1)[0].number > number


def test_a_folder_that_can_not_be_opened_is_listed_and_not_retried(files: FileCatalog) -> None:
    files.add(FoundFile(Path("/closed"), 0, 0, unreadable=True), looked_ns=5)
    files.retry(Path("/"))
    assert [failed.kind for failed in files.failures()] == [FailureKind.PERMISSION_DENIED]


def test_keys_are_chosen_by_folder_and_path(files: FileCatalog) -> None:
    _add(files, "/a/one.pdf", "/a/two.PDF", "/b/three.pdf", "/a/four.txt", "/a/five.pdf")
    for file in files.pending(9):
        if file.path.name != "five.pdf":  # that one is still pending
            files.mark_indexed(file.number, None, ())
    keys = files.document_keys([Path("/a")], lambda path: path.suffix.lower() == ".pdf")
    assert {path.name for path in files.paths(keys).values()} == {"one.pdf", "two.PDF"}
    assert len(files.document_keys()) == 4


def test_sources_that_are_left_out_keep_others_within_them(files: FileCatalog) -> None:
    _add(files, "/a/1.txt", "/a/b/2.txt", "/a/b/c/3.txt", "/ab/4.txt", "/d/5.txt")
    for file in files.pending(9):
        files.mark_indexed(file.number, None, ())
    a, b, c = Path("/a"), Path("/a/b"), Path("/a/b/c")
    for root in (a, b, c, Path("/ab"), Path("/d")):
        files.put_source(Source(root, True, 0, 0))

    def names(*without: Path) -> list[str]:
        keys = files.document_keys(without=without)
        found = files.paths(keys)
        return [found[key].name for key in keys]

    assert names() == ["5.txt", "4.txt", "3.txt", "2.txt", "1.txt"]  # changed last first
    assert names(a) == ["5.txt", "4.txt", "3.txt", "2.txt"]
    assert names(b) == ["5.txt", "4.txt", "3.txt", "1.txt"]
    assert names(a, c) == ["5.txt", "4.txt", "2.txt"]
    assert names(a, b, c, Path("/ab"), Path("/d")) == []
    assert len(files.indexed_paths()) == 5


def test_making_the_tables_twice_changes_nothing(connection: sqlite3.Connection) -> None:
    _add(FileCatalog(connection), "/a.txt")
    create_tables(connection)
    assert FileCatalog(connection).count_pending()[0] == 1


def test_tables_of_a_newer_version_are_refused(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE app_meta SET value = '99' WHERE key = 'version'")
    with pytest.raises(IncompatibleIndexError, match="version 99"):
        create_tables(connection)
