"""Are the numbers that triggers keep those of a count, whatever happens to the rows?"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.file_records import Source
from app.engine.files import FileCatalog
from app.engine.tables import create_tables
from app.engine.tally import FileTally
from app.extract.base import FailureKind
from app.watch.scanner import FoundFile

_ROOTS = [Path(one) for one in ("/a", "/a/.hidden", "/ab", "/c/d.txt")]
_PATHS = [
    Path(one) for one in ("/a/x.TXT", "/a/.hidden/y.pdf", "/ab/z", "/c/d.txt", "/a/\udcff.md")
]

_paths = st.sampled_from(_PATHS)
_numbers = st.integers(1, 8)
_Step = Callable[[FileCatalog], object]


def _steps() -> st.SearchStrategy[_Step]:
    files = st.builds(
        FoundFile,
        _paths,
        st.sampled_from([0, 7, 99, 10**8, 10**10]),
        st.integers(0, 9),
        st.booleans(),
    )
    return st.one_of(
        st.sampled_from(_ROOTS).map(lambda path: lambda c: c.put_source(Source(path, True, 1, 1))),
        st.sampled_from(_ROOTS).map(lambda path: lambda c: c.remove_source(path)),
        files.map(lambda file: lambda c: c.add(file, 1)),
        st.tuples(_numbers, files, st.booleans()).map(
            lambda one: lambda c: c.update(one[0], one[1], 1, pending=one[2])
        ),
        _numbers.map(lambda n: lambda c: c.mark_indexed(n, b"", ())),
        st.tuples(_numbers, st.sampled_from(FailureKind)).map(
            lambda one: lambda c: c.mark_failed(one[0], one[1], "", None)
        ),
        st.sampled_from(_ROOTS).map(lambda root: lambda c: c.retry(root)),
        _numbers.map(lambda n: lambda c: c.remove(n)),
    )


def _assert_true(connection: sqlite3.Connection, tally: FileTally) -> None:
    kept, counted = FileCatalog(connection, tally), FileCatalog(connection)
    for root in (None, *(source.path for source in counted.sources())):
        assert kept.counts_under(root) == counted.counts_under(root)
    assert kept.waiting() == counted.waiting()
    assert kept.count_pending() == counted.count_pending()


@settings(max_examples=60)
@given(st.lists(st.tuples(st.lists(_steps(), max_size=8), st.booleans()), max_size=6))
def test_the_numbers_are_those_of_a_count(batches: list[tuple[list[_Step], bool]]) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        create_tables(connection)
        tally = FileTally(connection)
        for steps, is_kept in batches:
            connection.execute("BEGIN")
            for step in steps:
                with suppress(sqlite3.IntegrityError):  # a path that is taken
                    step(FileCatalog(connection))
            connection.execute("COMMIT" if is_kept else "ROLLBACK")
            _assert_true(connection, tally)
    finally:
        connection.close()


def test_what_was_there_before_is_counted_too(tmp_path: Path) -> None:
    file = tmp_path / "catalog.db"
    with sqlite3.connect(file, isolation_level=None) as connection:
        create_tables(connection)
        files = FileCatalog(connection)
        files.put_source(Source(Path("/a"), True, 1, 1))
        for number, path in enumerate(_PATHS):
            files.add(FoundFile(path, number, 1), 1)
        files.mark_indexed(1, b"", ())
    connection.close()
    again = sqlite3.connect(file, isolation_level=None)
    _assert_true(again, FileTally(again))
    again.close()
    assert os.listdir(tmp_path) == [file.name]
    assert b"app_tally" not in file.read_bytes()  # it is nobody's business but the writer's
