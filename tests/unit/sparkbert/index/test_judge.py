from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest

from sparkbert.index.catalog import catalog_path
from sparkbert.index.dump import logical_dump
from sparkbert.index.migrations import LATEST, schema_version
from sparkbert.index.snapshot import Snapshot
from sparkbert.index.verify import verify
from sparkbert.words import stem, stem_key, words
from tests.support.indexes import (
    ENGLISH_IDENTITY,
    document,
    encode_chunk,
    encode_pending,
    open_english_writer,
    open_writer,
    put,
    remove,
)
from tests.support.languages import FOREIGN, passage

DOCUMENTS = [
    *(document(f"en{number}", f"fish number {number} in the river") for number in range(3)),
    *(document(language, passage(language)) for language in FOREIGN),
]


def test_what_the_encoder_cannot_read_does_not_wait_for_it(directory: Path) -> None:
    with open_english_writer(directory) as writer:
        put(writer, *DOCUMENTS)
        assert (writer.count_pending(), writer.count_by_words_only()) == (3, len(FOREIGN))
        assert encode_pending(writer) == 3
    assert verify(directory) == []
    with Snapshot.open(directory) as snapshot:
        assert snapshot.encoded.tolist() == snapshot.readable.tolist()
        held = snapshot.statistics()
    assert (held.encoded_chunks, held.words_only_chunks) == (3, len(FOREIGN))


def test_its_senses_are_not_taken_if_somebody_brings_them(directory: Path) -> None:
    with open_english_writer(directory) as writer:
        put(writer, *DOCUMENTS)
        (chunk_id,) = writer.connection.execute(
            "SELECT min(id) FROM chunks WHERE readable = 0"
        ).fetchone()
        writer.put_encodings([encode_chunk(chunk_id, "fish")])
    assert verify(directory) == []
    with Snapshot.open(directory) as snapshot:
        assert not snapshot.encoded.any()


def test_other_encoders_are_given_everything(directory: Path) -> None:
    with open_writer(directory) as writer:
        put(writer, *DOCUMENTS)
        assert (writer.count_pending(), writer.count_by_words_only()) == (len(DOCUMENTS), 0)


def test_an_index_of_the_first_version_becomes_one_that_was_judged(
    directory: Path, tmp_path: Path
) -> None:
    _make_first_version(directory)
    with open_english_writer(directory) as writer:
        assert (writer.count_pending(), writer.count_by_words_only()) == (0, len(FOREIGN))
    assert schema_version_of(directory) == LATEST
    assert verify(directory) == []
    with open_english_writer(tmp_path / "fresh") as writer:
        put(writer, *DOCUMENTS)
        encode_pending(writer)
    assert logical_dump(directory) == logical_dump(tmp_path / "fresh")


def test_what_was_removed_from_it_stays_removed(directory: Path) -> None:
    _make_first_version(directory, gone=("Russian", "en1"))
    with open_english_writer(directory) as writer:
        writer.purge()
    assert verify(directory) == []
    with Snapshot.open(directory) as snapshot:
        assert len(snapshot.word_postings(stem_key(stem("библиотека")))) == 0


@pytest.mark.parametrize("kind", ["words", "senses"])
def test_a_damaged_one_is_opened_and_repaired(directory: Path, kind: str) -> None:
    _make_first_version(directory)
    with closing(sqlite3.connect(catalog_path(directory))) as connection:
        (name,) = connection.execute("SELECT name FROM segments WHERE kind = ?", (kind,)).fetchone()
    path = directory / "segments" / f"{name}.segment"
    path.write_bytes(path.read_bytes()[:-8])
    with open_english_writer(directory) as writer:
        writer.repair()
        encode_pending(writer)
    assert verify(directory) == []
    with Snapshot.open(directory) as snapshot:
        assert snapshot.encoded.tolist() == snapshot.readable.tolist()


def test_what_is_not_judged_is_a_problem(directory: Path) -> None:
    with open_english_writer(directory) as writer:
        put(writer, *DOCUMENTS)
        writer.connection.execute("UPDATE chunks SET readable = NULL WHERE id = 1")
        assert "not judged" in verify(directory)[0].message


def schema_version_of(directory: Path) -> int:
    with closing(sqlite3.connect(catalog_path(directory))) as connection:
        return schema_version(connection)


def _make_first_version(directory: Path, gone: tuple[str, ...] = ()) -> None:
    """Make an index in which all is encoded, and take away what later versions have added."""
    with open_writer(directory) as writer, patch("sparkbert.index.store.text_words", words):
        put(writer, *DOCUMENTS)
        encode_pending(writer)
        remove(writer, *gone)
    with closing(sqlite3.connect(catalog_path(directory), isolation_level=None)) as connection:
        for statement in (
            "DROP INDEX chunks_not_judged",
            "DROP INDEX chunks_by_words_only",
            "DROP INDEX chunks_pending",
            "ALTER TABLE chunks DROP COLUMN readable",
            "CREATE INDEX chunks_pending ON chunks (changed_ns DESC, id) WHERE encoded = 0",
            "DROP TABLE document_seals",
            "DELETE FROM meta WHERE key = 'schema'",
            "PRAGMA user_version = 1",
        ):
            connection.execute(statement)
        connection.execute(
            "UPDATE meta SET value = ? WHERE key = 'identity.encoder_sha256'",
            (ENGLISH_IDENTITY.encoder_sha256,),
        )
