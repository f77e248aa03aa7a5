from __future__ import annotations

from pathlib import Path

import pytest

from sparkbert.index.dump import logical_dump
from sparkbert.index.verify import verify
from sparkbert.index.writer import IndexWriter
from tests.support.indexes import document, encode_pending, put, remove


@pytest.fixture
def filled(writer: IndexWriter) -> IndexWriter:
    for number in range(3):
        put(writer, document(f"k{number}", f"fish number {number}", f"river number {number}"))
        encode_pending(writer)
    remove(writer, "k1")
    return writer


def damage(path: Path, how: str) -> None:
    content = path.read_bytes()
    if how == "missing":
        path.unlink()
    elif how == "shorter":
        path.write_bytes(content[:-8])
    else:
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


@pytest.mark.parametrize("how", ["missing", "shorter", "changed"])
def test_whatever_is_damaged_is_rebuilt(filled: IndexWriter, directory: Path, how: str) -> None:
    before = logical_dump(directory)
    for path in sorted((directory / "segments").iterdir()):
        damage(path, how)
        assert verify(directory) != []
        repairs = filled.repair()
        assert repairs.n_segments == 1
        assert [place.name for place in repairs.set_aside] == (
            [] if how == "missing" else [path.name]
        )
        assert verify(directory) == []
        encode_pending(filled)
        assert logical_dump(directory) == before


def test_only_lost_senses_are_asked_for_again(filled: IndexWriter, directory: Path) -> None:
    (name,) = filled.connection.execute(
        "SELECT name FROM segments WHERE kind = 'senses' AND first_chunk = 1"
    ).fetchone()
    damage(directory / "segments" / f"{name}.segment", "changed")
    filled.repair()
    assert {item.text for item in filled.pending(9)} == {"fish number 0", "river number 0"}


def test_all_damaged_at_once(filled: IndexWriter, directory: Path) -> None:
    before = logical_dump(directory)
    paths = list((directory / "segments").iterdir())
    for path in paths:
        damage(path, "changed")
    assert len(filled.repair().set_aside) == len(paths)
    encode_pending(filled)
    assert verify(directory) == []
    assert logical_dump(directory) == before
    filled.purge()
    assert list((directory / "set-aside").iterdir()) == []


def test_a_whole_index_is_left_alone(filled: IndexWriter, directory: Path) -> None:
    files = sorted((directory / "segments").iterdir())
    assert not filled.repair()
    assert sorted((directory / "segments").iterdir()) == files


def test_a_document_with_a_damaged_text_is_taken_out_and_named(
    filled: IndexWriter, directory: Path
) -> None:
    before = logical_dump(directory)
    filled.connection.execute(
        "UPDATE chunks SET text = CAST(x'ff66697368' AS TEXT) WHERE text = 'fish number 2'"
    )
    assert [problem.part for problem in verify(directory)] == ["catalog", "chunks_fts"]
    repairs = filled.repair()
    assert repairs.lost == ("k2",)
    assert not repairs.n_segments
    assert verify(directory) == []
    put(filled, document("k2", "fish number 2", "river number 2"))
    encode_pending(filled)
    assert logical_dump(directory) == before
