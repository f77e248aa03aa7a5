from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sparkbert.index.writer import IndexWriter
from tests.support.indexes import document, encode_pending, open_english_writer, put, remove
from tests.support.languages import FOREIGN, passage


def _assert_true(writer: IndexWriter) -> None:
    def count(where: str) -> int:
        query = f"SELECT count(*) FROM chunks WHERE {where}"
        return int(writer.connection.execute(query).fetchone()[0])

    assert writer.count_chunks() == count("1")
    assert writer.count_pending() == count("encoded = 0 AND readable = 1")
    assert writer.count_by_words_only() == count("readable = 0")


def test_the_numbers_are_those_of_a_count(directory: Path) -> None:
    with open_english_writer(directory) as writer:
        put(writer, *(document(f"en{n}", f"fish {n}", f"and {n} more") for n in range(5)))
        put(writer, *(document(language, passage(language)) for language in FOREIGN))
        _assert_true(writer)
        encode_pending(writer, batch=3, limit=6)
        remove(writer, "en1", "en4", FOREIGN[0])
        _assert_true(writer)
        with suppress(KeyError), writer.batch():
            writer.remove_document("en2")
            writer.rename_document("nobody", "undoes the batch")
        _assert_true(writer)
        writer.purge()
        _assert_true(writer)
        encode_pending(writer)
        assert writer.count_pending() == 0
    with open_english_writer(directory) as writer:
        _assert_true(writer)
