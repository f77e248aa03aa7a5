"""Is a copy of an index the index of one moment, and no more than that?"""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from sparkbert.errors import DiskFullError
from sparkbert.index import copying
from sparkbert.index.copying import bytes_to_copy, copy_index
from sparkbert.index.dump import logical_dump
from sparkbert.index.verify import verify
from sparkbert.index.writer import IndexWriter
from tests.support.indexes import document, encode_pending, put, remove


def _fill(writer: IndexWriter) -> None:
    put(writer, document("a", "red fish", "blue fish"), document("b", "green fish"))
    encode_pending(writer)
    put(writer, document("c", "yellow fish"))
    remove(writer, "b")


def test_a_copy_holds_what_the_index_holds(
    writer: IndexWriter, directory: Path, tmp_path: Path
) -> None:
    _fill(writer)  # and it stays open: the last commits are in the log alone
    told: list[int] = []
    copy = tmp_path / "copy"
    copy_index(directory, copy, told.append)
    assert verify(copy) == []
    assert logical_dump(copy) == logical_dump(directory)
    assert told == sorted(told)
    assert told[-1] == bytes_to_copy(directory)
    modes = {stat.S_IMODE(one.stat().st_mode) for one in (copy, *copy.rglob("*"))}
    assert modes == {0o600, 0o700}
    assert not (copy / "writer.lock").exists()


def test_what_is_raised_ends_the_copy(
    writer: IndexWriter, directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(writer)

    def enough(n_done: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        copy_index(directory, tmp_path / "copy", enough)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying, "_copy_file", full)
    with pytest.raises(DiskFullError):
        copy_index(directory, tmp_path / "other", lambda _: None)
    assert verify(directory) == []
