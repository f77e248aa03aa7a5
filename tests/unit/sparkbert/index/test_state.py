from __future__ import annotations

import threading
from pathlib import Path

import pytest

from sparkbert.errors import IndexLockedError
from sparkbert.index import catalog, state
from sparkbert.index.segment import Segment, SegmentFile, read_segment
from sparkbert.index.snapshot import Snapshot
from sparkbert.index.verify import verify
from sparkbert.index.writer import IndexWriter
from sparkbert.words import stem_key
from tests.support.indexes import IDENTITY, document, encode_pending, put, remove


def test_a_merge_between_rows_and_files_makes_the_reader_look_again(
    writer: IndexWriter, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        put(writer, document(f"k{number}", f"fish number {number}"))
    merged: list[int] = []

    def merge_then_read(path: Path, expected: SegmentFile) -> Segment:
        if not merged:
            merged.append(writer.merge())
        return read_segment(path, expected)

    monkeypatch.setattr(state, "read_segment", merge_then_read)
    with Snapshot.open(directory) as snapshot:
        assert len(snapshot.word_postings(stem_key("fish"))) == 4
        assert snapshot.statistics().segments == 1
    assert merged == [4]


def test_readers_and_the_writer_do_not_disturb_each_other(
    writer: IndexWriter, directory: Path
) -> None:
    """Each commit adds a pair of chunks, so that a reader must never see an odd number."""
    done = threading.Event()
    seen: list[tuple[int, int]] = []
    problems: list[object] = []

    def read() -> None:
        while not done.is_set():
            with Snapshot.open(directory) as snapshot:
                fish = len(snapshot.word_postings(stem_key("fish")))
                seen.append((snapshot.n_live, fish))
            problems.extend(verify(directory))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(25):
            put(writer, document(f"k{number}", f"fish number {number}", f"fish count {number}"))
            encode_pending(writer)
            if number % 5 == 4:
                remove(writer, f"k{number - 1}")
            writer.merge()
    finally:
        done.set()
        reader.join()
    assert problems == []
    assert all(n_live == fish and fish % 2 == 0 for n_live, fish in seen)
    assert [fish for _, fish in seen] != []


def test_a_catalog_held_by_somebody_else(writer: IndexWriter, directory: Path) -> None:
    other = catalog.connect(directory)
    try:
        other.execute("BEGIN IMMEDIATE")
        writer.connection.execute("PRAGMA busy_timeout = 20")
        with pytest.raises(IndexLockedError, match="Another program holds the catalog"):
            put(writer, document("a", "red fish"))
        other.execute("ROLLBACK")
    finally:
        other.close()
    put(writer, document("a", "red fish"))
    with Snapshot.open(directory, IDENTITY) as snapshot:
        assert snapshot.n_live == 1
