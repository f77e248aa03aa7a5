from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sparkbert.index.verify import verify
from sparkbert.index.writer import IndexWriter
from tests.support.indexes import document, encode_pending, put, remove


@pytest.fixture
def filled(writer: IndexWriter, directory: Path) -> Path:
    put(writer, document("a", "red fish", "blue fish"), document("b", "green fish"))
    encode_pending(writer)
    put(writer, document("c", "yellow fish"))
    remove(writer, "b")
    writer.close()
    assert verify(directory) == []
    return directory


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE chunks SET text = 'red bird' WHERE id = 1", "not what its hash says"),
        ("UPDATE chunks SET text = 'red bird' WHERE id = 1", "does not agree with the texts"),
        ("UPDATE documents SET name = 'other.txt'", None),
        ("INSERT INTO names_fts (rowid, name, title) VALUES (1, 'x', '')", "does not agree"),
        ("UPDATE chunks SET encoded = 0 WHERE id = 1", "holds chunk 1, not expected"),
        ("UPDATE chunks SET encoded = 1", "Chunk 4 is in no segment of senses"),
        ("DELETE FROM occurrences WHERE document_id = 1", "No document holds chunk 1"),
        ("INSERT INTO tombstones VALUES (1)", "Chunk 1 is live and has a tombstone"),
        ("INSERT INTO tombstones VALUES (99)", "tombstone but no postings"),
        ("DELETE FROM tombstones", "holds chunk 3, not expected"),
        ("DELETE FROM segments WHERE kind = 'words'", "Chunk 1 is in no segment of words"),
        ("UPDATE segments SET n_postings = n_postings + 1", "different sizes"),
        ("UPDATE segments SET n_bytes = n_bytes - 1", "does not have the length"),
        ("UPDATE segments SET checksum = 1", "header"),
        ("UPDATE occurrences SET chunk_id = 77 WHERE document_id = 1", "not there"),
    ],
)
def test_what_is_wrong_in_the_catalog_is_found(
    filled: Path, statement: str, expected: str | None
) -> None:
    with closing(sqlite3.connect(filled / "catalog.db", isolation_level=None)) as connection:
        connection.execute(statement)
    messages = [problem.message for problem in verify(filled)]
    if expected is None:
        assert messages == []
    else:
        assert any(expected in message for message in messages), messages


def test_a_missing_segment_is_found(filled: Path) -> None:
    path = min((filled / "segments").iterdir())
    path.unlink()
    problems = verify(filled)
    assert (f"segment {path.stem}", f"The file {path} is missing.") in [
        (problem.part, problem.message) for problem in problems
    ]


def test_a_changed_byte_is_found(filled: Path) -> None:
    for path in sorted((filled / "segments").iterdir()):
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert f"segment {path.stem}" in {problem.part for problem in verify(filled)}
        path.write_bytes(content)
    assert verify(filled) == []


def test_a_chunk_in_two_segments_is_found(filled: Path) -> None:
    path = max((filled / "segments").iterdir(), key=lambda file: file.stat().st_size)
    path.with_stem("copy").write_bytes(path.read_bytes())
    with closing(sqlite3.connect(filled / "catalog.db", isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO segments (name, kind, n_chunks, n_postings, first_chunk, last_chunk,"
            " n_bytes, checksum) SELECT 'copy', kind, n_chunks, n_postings, first_chunk,"
            " last_chunk, n_bytes, checksum FROM segments WHERE name = ?",
            (path.stem,),
        )
    assert any("in several segments" in problem.message for problem in verify(filled))


def test_a_catalog_that_is_damaged_is_a_problem_not_an_error(filled: Path) -> None:
    path = filled / "catalog.db"
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = bytes(len(content) - 4096 * 2)
    path.write_bytes(content)
    assert verify(filled)[0].part == "catalog"
