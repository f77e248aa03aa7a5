from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sparkbert.chunking import Chunk
from sparkbert.errors import (
    DiskFullError,
    IncompatibleIndexError,
    IndexCorruptError,
    IndexLockedError,
    SearchIndexError,
)
from sparkbert.index.dump import logical_dump
from sparkbert.index.snapshot import Snapshot
from sparkbert.index.verify import verify
from sparkbert.index.writer import EncodedChunk, IndexWriter
from sparkbert.types import Document, Section
from tests.support.indexes import (
    DIMENSION,
    IDENTITY,
    document,
    encode_chunk,
    encode_pending,
    open_writer,
    paragraph_chunks,
    put,
    remove,
)


def texts(directory: Path) -> list[str]:
    with Snapshot.open(directory, IDENTITY) as snapshot:
        return sorted(snapshot.texts(np.flatnonzero(snapshot.live)))


def segment_files(directory: Path) -> set[str]:
    return {path.name for path in (directory / "segments").iterdir()}


def test_text_is_there_after_the_batch_and_not_before(writer: IndexWriter, directory: Path) -> None:
    with writer.batch():
        one = document("a", "red fish", "blue fish")
        writer.put_document(one, paragraph_chunks(one))
        assert texts(directory) == []
    assert texts(directory) == ["blue fish", "red fish"]
    assert verify(directory) == []


def test_a_batch_that_raises_leaves_nothing(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish"))
    before, files = logical_dump(directory), segment_files(directory)

    def change_and_fail() -> None:
        with writer.batch():
            one = document("b", "blue fish")
            writer.put_document(one, paragraph_chunks(one))
            writer.remove_document("a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    assert logical_dump(directory) == before
    assert segment_files(directory) == files
    put(writer, document("c", "green fish"))
    assert texts(directory) == ["green fish", "red fish"]
    assert verify(directory) == []


def test_the_same_content_again_writes_no_segment(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish", "blue fish"))
    encode_pending(writer)
    before, files = logical_dump(directory), segment_files(directory)
    put(writer, document("a", "red fish", "blue fish"))
    assert segment_files(directory) == files
    assert logical_dump(directory) == before
    assert writer.count_pending() == 0


def test_a_copy_or_a_move_asks_for_no_encoding(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish"))
    encode_pending(writer)
    moved = document("b", "red fish")
    with writer.batch():
        writer.remove_document("a")
        writer.put_document(moved, paragraph_chunks(moved))
    assert writer.count_pending() == 0
    assert texts(directory) == ["red fish"]


def test_a_shared_chunk_survives_one_of_its_documents(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish", "mine"), document("b", "red fish"))
    encode_pending(writer)
    remove(writer, "a")
    assert texts(directory) == ["red fish"]
    with Snapshot.open(directory, IDENTITY) as snapshot:
        (row,) = snapshot.rows_with_phrase("red fish")
        assert [place.document_key for place in snapshot.occurrences(row)] == ["b"]
        assert snapshot.encoded[row]
    assert verify(directory) == []


def test_an_edit_asks_only_for_what_changed(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish", "blue fish"))
    encode_pending(writer)
    put(writer, document("a", "red fish", "green fish"))
    assert [item.text for item in writer.pending(9)] == ["green fish"]
    assert texts(directory) == ["green fish", "red fish"]
    assert verify(directory) == []


def test_a_text_that_comes_and_goes_in_one_batch_leaves_no_tombstone(
    writer: IndexWriter, directory: Path
) -> None:
    with writer.batch():
        one = document("a", "red fish")
        writer.put_document(one, paragraph_chunks(one))
        writer.remove_document("a")
    assert segment_files(directory) == set()
    assert verify(directory) == []


def test_a_repeated_chunk_has_two_occurrences(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish", "red fish"))
    with Snapshot.open(directory, IDENTITY) as snapshot:
        assert snapshot.n_live == 1
        assert [(place.start, place.end) for place in snapshot.occurrences(0)] == [(0, 8), (10, 18)]


def test_the_newest_documents_are_encoded_first(writer: IndexWriter) -> None:
    ages = {"old": 1, "new": 3, "middle": 2}
    with writer.batch():
        for key, changed_ns in ages.items():
            one = document(key, f"{key} one", f"{key} two")
            writer.put_document(one, paragraph_chunks(one), changed_ns=changed_ns)
    order = ["new one", "new two", "middle one", "middle two", "old one", "old two"]
    assert [item.text for item in writer.pending(9)] == order
    assert [item.text for item in writer.pending(2)] == order[:2]
    with writer.batch():  # what a newer document holds too is as new as that
        one = document("newest", "old two")
        writer.put_document(one, paragraph_chunks(one), changed_ns=4)
    assert writer.pending(1)[0].text == "old two"


def test_encodings_of_chunks_that_are_gone_are_skipped(
    writer: IndexWriter, directory: Path
) -> None:
    put(writer, document("a", "red fish"), document("b", "blue fish"))
    encoded = [encode_chunk(item.chunk_id, item.text) for item in writer.pending(9)]
    remove(writer, "a")
    writer.put_encodings(encoded)
    assert writer.count_pending() == 0
    files = segment_files(directory)
    writer.put_encodings(encoded)  # and so are those that are known
    assert segment_files(directory) == files
    assert verify(directory) == []


def test_a_pooled_vector_of_another_length_is_refused(writer: IndexWriter) -> None:
    put(writer, document("a", "red fish"))
    one = encode_chunk(writer.pending(1)[0].chunk_id, "red fish")
    with pytest.raises(ValueError, match=f"{DIMENSION} components"):
        writer.put_encodings([EncodedChunk(one.chunk_id, one.senses, one.pooled[1:])])


def test_documents_are_renamed(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish", name="old.txt"))
    with writer.batch():
        writer.rename_document("a", "new.txt")
    with Snapshot.open(directory, IDENTITY) as snapshot:
        assert snapshot.documents_named("new.txt", 9) == ["a"]
        assert snapshot.documents_named("old.txt", 9) == []
    with pytest.raises(KeyError), writer.batch():
        writer.rename_document("unknown", "new.txt")
    assert verify(directory) == []


def test_removing_what_is_not_there_is_fine(writer: IndexWriter, directory: Path) -> None:
    remove(writer, "unknown")
    assert verify(directory) == []


def test_odd_characters_are_stored(writer: IndexWriter, directory: Path) -> None:
    odd = "nul \0 astral \U0001f41f quote ' \" end"
    put(writer, document("k\0ey'\"", odd, name="bad\udcffname", title="\0"))
    assert texts(directory) == [odd]
    with Snapshot.open(directory, IDENTITY) as snapshot:
        assert snapshot.documents_named("bad", 9) == ["k\0ey'\""]
        assert snapshot.rows_with_phrase("quote end").tolist() == [0]
    assert verify(directory) == []


def test_an_empty_document_is_known(writer: IndexWriter, directory: Path) -> None:
    with writer.batch():
        writer.put_document(Document("a", "a.txt", "", (Section(""),)), [])
    with Snapshot.open(directory, IDENTITY) as snapshot:
        assert snapshot.statistics().documents == 1
        assert snapshot.n_live == 0
        assert len(snapshot.word_postings(1)) == 0
    assert verify(directory) == []


def test_a_chunk_without_words_is_found_by_no_word(writer: IndexWriter, directory: Path) -> None:
    with writer.batch():
        writer.put_document(
            Document("a", "a.txt", "", (Section("the!!!"),)), [Chunk(0, 0, 6, "the!!!", None, 4)]
        )
    assert texts(directory) == ["the!!!"]
    assert verify(directory) == []


def test_the_callers_tables_join_the_batch(writer: IndexWriter, directory: Path) -> None:
    writer.connection.execute("CREATE TABLE app_notes (text TEXT)")

    def note_and_fail() -> None:
        with writer.batch():
            writer.connection.execute("INSERT INTO app_notes VALUES ('lost')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        note_and_fail()
    with writer.batch():
        writer.connection.execute("INSERT INTO app_notes VALUES ('kept')")
    assert writer.connection.execute("SELECT text FROM app_notes").fetchall() == [("kept",)]
    assert verify(directory) == []


def test_documents_change_in_batches_only(writer: IndexWriter) -> None:
    calls: list[Callable[[], object]] = [
        lambda: writer.put_document(document("a"), []),
        lambda: writer.remove_document("a"),
        lambda: writer.rename_document("a", "b"),
    ]
    for call in calls:
        with pytest.raises(RuntimeError, match="inside a batch"):
            call()


def test_batches_do_not_nest(writer: IndexWriter, directory: Path) -> None:
    with pytest.raises(RuntimeError, match="don't nest"), writer.batch(), writer.batch():
        pass
    put(writer, document("a", "red fish"))
    assert texts(directory) == ["red fish"]


def test_a_second_writer_learns_who_holds_the_index(writer: IndexWriter, directory: Path) -> None:
    with pytest.raises(IndexLockedError, match=f"process {os.getpid()} is already writing"):
        open_writer(directory)
    writer.close()
    open_writer(directory).close()


@pytest.mark.parametrize("name", ["commit.before", "segment.file", "segment.written"])
def test_a_full_disk_is_reported_and_undone(directory: Path, name: str) -> None:
    failing = False

    def failpoint(reached: str) -> None:
        if failing and reached == name:
            raise OSError(errno.ENOSPC, "No space left on device")

    with IndexWriter.open(directory, IDENTITY, failpoint=failpoint) as writer:
        put(writer, document("a", "red fish"))
        failing = True
        with pytest.raises(DiskFullError, match="No space is left"):
            put(writer, document("b", "blue fish"))
        failing = False
        assert texts(directory) == ["red fish"]
        assert len(segment_files(directory)) == 1
        put(writer, document("b", "blue fish"))
    assert verify(directory) == []


def test_a_full_catalog_is_a_full_disk(writer: IndexWriter, directory: Path) -> None:
    (pages,) = writer.connection.execute("PRAGMA page_count").fetchone()
    writer.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFullError):
        put(writer, document("a", *(f"fish number {n} {'x' * 500}" for n in range(200))))
    assert texts(directory) == []
    assert verify(directory) == []


def test_an_index_of_another_vocabulary_is_refused(writer: IndexWriter, directory: Path) -> None:
    writer.close()
    other = type(IDENTITY)("fake", "e" * 64, "0" * 64, DIMENSION, 1, 250)
    for opening in (IndexWriter.open, Snapshot.open):
        with pytest.raises(IncompatibleIndexError) as caught:
            opening(directory, other)
        for needed in ("vocabulary ffffffffffff…", "uses 000000000000…", "index again"):
            assert needed in str(caught.value)
        assert "dimension" not in str(caught.value)


def test_reading_where_no_index_is(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError, match="There is no index in"):
        Snapshot.open(tmp_path, IDENTITY)


def test_a_catalog_that_is_none_is_corrupt(directory: Path) -> None:
    directory.mkdir()
    (directory / "catalog.db").write_bytes(b"no database, but long enough to be read as one" * 99)
    for opening in (IndexWriter.open, Snapshot.open):
        with pytest.raises(IndexCorruptError, match=r"catalog\.db is damaged"):
            opening(directory, IDENTITY)


def test_everything_is_closed_to_others(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish"))
    with Snapshot.open(directory):
        found = [directory, *directory.rglob("*")]
    assert len(found) >= 8
    assert {path.name: path.stat().st_mode & 0o077 for path in found if path.exists()} == {
        path.name: 0 for path in found if path.exists()
    }


def test_merging_changes_nothing_that_is_said(writer: IndexWriter, directory: Path) -> None:
    for number in range(9):
        put(writer, document(f"k{number}", f"fish number {number}", "shared words"))
        encode_pending(writer)
    remove(writer, "k3", "k4")
    before = logical_dump(directory)
    with Snapshot.open(directory) as snapshot:
        assert snapshot.statistics().segments == 18
    assert writer.merge() > 8
    assert logical_dump(directory) == before
    assert verify(directory) == []
    with Snapshot.open(directory) as snapshot:
        assert snapshot.statistics().segments <= 4
        assert snapshot.statistics().dead_chunks == 0
    assert writer.connection.execute("SELECT count(*) FROM tombstones").fetchone() == (0,)
    assert len(segment_files(directory)) <= 4
    assert writer.merge() == 0


def test_a_merge_does_not_carry_damage_on(writer: IndexWriter, directory: Path) -> None:
    for number in range(4):
        put(writer, document(f"k{number}", f"fish number {number}"))
    name = min(segment_files(directory))
    path = directory / "segments" / name
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    files = segment_files(directory)
    with pytest.raises(IndexCorruptError, match=name):
        writer.merge()
    assert segment_files(directory) == files


def test_leftovers_of_a_crash_are_removed(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish"))
    kept = segment_files(directory)
    (directory / "segments" / "0123456789abcdef.segment").write_bytes(b"half a file")
    writer.close()
    open_writer(directory).close()
    assert segment_files(directory) == kept


def test_files_and_their_names_are_on_disk_before_the_commit(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    fsync = os.fsync

    def record(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    checked: list[str] = []

    def failpoint(name: str) -> None:
        if name == "commit.before":
            folder = directory / "segments"
            last = len(synced) - 1 - synced[::-1].index(folder.stat().st_ino)
            assert {path.stat().st_ino for path in folder.iterdir()} <= set(synced[:last])
            checked.append(name)

    monkeypatch.setattr(os, "fsync", record)
    with IndexWriter.open(directory, IDENTITY, failpoint=failpoint) as writer:
        put(writer, document("a", "red fish"))
        encode_pending(writer)
    assert len(checked) == 2
