from __future__ import annotations

import hashlib
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from sparkbert.errors import CatalogCorruptError, IndexCorruptError
from sparkbert.index.checkup import Checkup
from sparkbert.index.writer import IndexWriter
from tests.support.indexes import document, encode_pending, put


def finish(checkup: Checkup) -> int:
    return sum(iter(checkup.step, False))


@pytest.fixture
def filled(writer: IndexWriter) -> IndexWriter:
    for number in range(2):
        put(writer, document(f"k{number}", f"fish number {number}"))
        encode_pending(writer)
    return writer


def test_a_whole_index_is_read_once(filled: IndexWriter, directory: Path) -> None:
    checkup = filled.checkup()
    n_steps = finish(checkup)
    assert n_steps == len(list((directory / "segments").iterdir())) + 1  # and the texts
    assert not checkup.step()


def test_what_is_written_later_is_read_too(filled: IndexWriter) -> None:
    checkup = filled.checkup()
    finish(checkup)
    put(filled, document("k9", "fish number 9"))
    assert finish(checkup) == 2


def test_a_segment_that_is_damaged_is_named(filled: IndexWriter, directory: Path) -> None:
    path = sorted((directory / "segments").iterdir())[0]
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    checkup = filled.checkup()
    with pytest.raises(IndexCorruptError, match=path.stem):
        finish(checkup)
    filled.repair()
    finish(checkup)


@pytest.mark.parametrize("text", ["'another'", "CAST(x'ff' AS TEXT)", "x'00'"])
def test_a_text_that_is_damaged_is_noticed(filled: IndexWriter, text: str) -> None:
    filled.connection.execute(f"UPDATE chunks SET text = {text} WHERE id = 1")
    checkup = filled.checkup()
    with pytest.raises(CatalogCorruptError, match="verify --repair"):
        finish(checkup)
    assert filled.repair().lost == ("k0",)
    finish(checkup)


def test_texts_out_of_order_are_damage_and_not_read_for_ever(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"text").digest()
    connection = MagicMock()
    connection.execute.return_value.fetchall.return_value = [(13, digest, b"text")]
    store = MagicMock(directory=tmp_path, connection=connection)
    store.segments.return_value = []
    checkup = Checkup(store)
    assert checkup.step()
    with pytest.raises(CatalogCorruptError):  # a query for higher numbers finds it once more
        checkup.step()
