from __future__ import annotations

from pathlib import Path

import pytest

from sparkbert.index.document_seal import broken_seals
from sparkbert.index.dump import logical_dump
from sparkbert.index.verify import verify
from sparkbert.index.writer import IndexWriter
from tests.support.indexes import document, encode_pending, put, remove

DOCUMENTS = (
    document("a", "red fish", "blue fish"),
    document("b", "red fish", "green fish", title="Fish"),
)


@pytest.fixture
def filled(writer: IndexWriter) -> IndexWriter:
    put(writer, *DOCUMENTS)
    encode_pending(writer)
    return writer


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sections SET offsets = x'0000000004000000'",
        "UPDATE sections SET page = 9",
        "UPDATE occurrences SET start = start + 1",
        "UPDATE occurrences SET heading = 'Fish' WHERE position = 1",
        "DELETE FROM occurrences WHERE position = 1",
    ],
)
def test_a_document_that_is_not_as_it_was_put_is_put_again(
    filled: IndexWriter, directory: Path, change: str
) -> None:
    before = logical_dump(directory)
    condition = " AND" if "WHERE" in change else " WHERE"
    filled.connection.execute(
        f"{change}{condition} document_id = (SELECT id FROM documents WHERE key = 'b')"
    )
    assert list(broken_seals(filled.connection)) == ["b"]
    assert any("document b" in problem.message for problem in verify(directory))
    assert filled.repair().lost == ("b",)
    put(filled, DOCUMENTS[1])
    encode_pending(filled)
    assert verify(directory) == []
    assert logical_dump(directory) == before


def test_what_writers_do_breaks_no_seal(filled: IndexWriter, directory: Path) -> None:
    put(filled, document("a", "grey fish"))
    with filled.batch():
        filled.rename_document("b", "other.txt")
    put(filled, document("c", "red fish"))
    remove(filled, "c")
    assert list(broken_seals(filled.connection)) == []
    encode_pending(filled)
    assert verify(directory) == []


def test_a_document_of_before_is_believed(filled: IndexWriter) -> None:
    filled.connection.execute("DELETE FROM document_seals")
    filled.connection.execute("UPDATE occurrences SET start = start + 1")
    assert list(broken_seals(filled.connection)) == []
