from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sparkbert.errors import IndexCorruptError
from sparkbert.index.dump import logical_dump
from sparkbert.index.postings import Postings
from sparkbert.index.snapshot import Snapshot
from sparkbert.index.verify import verify
from sparkbert.index.writer import IndexWriter
from sparkbert.offsets import OffsetMap
from sparkbert.sparse import word_vector
from sparkbert.types import Document, Occurrence, Section
from sparkbert.words import stem_key, words
from tests.support.indexes import (
    DIMENSION,
    document,
    encode_chunk,
    encode_pending,
    open_writer,
    paragraph_chunks,
    put,
    remove,
    sense_of,
)

COLOURS = ("red", "green", "blue", "yellow")
THINGS = ("fish", "stone", "river", "lamp", "door")


def random_text(rng: np.random.Generator) -> str:
    return " ".join([*rng.choice(COLOURS, 2), *rng.choice(THINGS, rng.integers(1, 6))])


def as_texts(snapshot: Snapshot, found: Postings) -> dict[str, tuple[int, int]]:
    columns = zip(found.weights.tolist(), found.witnesses.tolist(), strict=True)
    assert len(set(found.rows.tolist())) == len(found)
    return dict(zip(snapshot.texts(found.rows), columns, strict=True))


def expected_words(texts: set[str], word: str) -> dict[str, tuple[int, int]]:
    found = {}
    for text in texts:
        vector = word_vector(words(text))
        for term, weight in zip(vector.terms.tolist(), vector.weights.tolist(), strict=True):
            if term == stem_key(words(word)[0].stem):
                found[text] = (weight, 0)
    return found


def expected_senses(texts: set[str], word: str) -> dict[str, tuple[int, int]]:
    found = {}
    for text in texts:
        vector = encode_chunk(0, text).senses
        for at in np.flatnonzero(vector.terms == sense_of(word)):
            found[text] = (int(vector.weights[at]), int(vector.witnesses[at]))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_postings_are_those_of_the_live_texts(
    writer: IndexWriter, directory: Path, tmp_path: Path, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    held: dict[str, Document] = {}
    for _ in range(30):
        key = f"k{rng.integers(8)}"
        action = rng.integers(5)
        if action <= 1:
            held[key] = document(key, *(random_text(rng) for _ in range(rng.integers(1, 5))))
            put(writer, held[key])
        elif action == 2:
            held.pop(key, None)
            remove(writer, key)
        elif action == 3:
            encode_pending(writer, limit=4)
        else:
            writer.merge()
    encode_pending(writer)
    texts = {chunk.text for one in held.values() for chunk in paragraph_chunks(one)}
    with Snapshot.open(directory) as snapshot:
        assert snapshot.n_live == len(texts)
        for word in (*COLOURS, *THINGS, "absent"):
            by_word = snapshot.word_postings(stem_key(words(word)[0].stem))
            assert as_texts(snapshot, by_word) == expected_words(texts, word)
            by_sense = snapshot.sense_postings(sense_of(word))
            assert as_texts(snapshot, by_sense) == expected_senses(texts, word)
            assert np.all(np.diff(by_word.rows) > 0)
    assert verify(directory) == []
    with open_writer(tmp_path / "clean") as clean:
        put(clean, *held.values())
        encode_pending(clean)
    assert logical_dump(tmp_path / "clean") == logical_dump(directory)


def observe(snapshot: Snapshot) -> tuple[object, ...]:
    rows = np.flatnonzero(snapshot.live)
    return (
        snapshot.commit,
        snapshot.texts(rows),
        snapshot.word_postings(stem_key("fish")).weights.tolist(),
        snapshot.sense_postings(sense_of("fish")).witnesses.tolist(),
        snapshot.pooled(rows).tolist(),
        [snapshot.occurrences(row) for row in rows.tolist()],
        snapshot.rows_with_phrase("fish").tolist(),
        snapshot.statistics(),
    )


def test_a_snapshot_stays_what_it_was(writer: IndexWriter, directory: Path) -> None:
    for number in range(5):
        put(writer, document(f"k{number}", f"fish number {number}", "shared fish"))
        encode_pending(writer)
    with Snapshot.open(directory) as snapshot:
        before = observe(snapshot)
        remove(writer, "k1", "k2")
        put(writer, document("k0", "changed fish"))
        encode_pending(writer)
        assert writer.merge() > 0
        assert observe(snapshot) == before
    with Snapshot.open(directory) as snapshot:
        assert observe(snapshot) != before


def test_rows_are_numbered_by_chunk(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish", "blue fish"), document("b", "green fish"))
    remove(writer, "a")
    with Snapshot.open(directory) as snapshot:
        assert snapshot.chunk_ids.tolist() == [1, 2, 3]
        assert snapshot.live.tolist() == [False, False, True]
        assert snapshot.encoded.tolist() == [False, False, False]
        assert snapshot.n_live == 1


def test_pooled_vectors_by_row(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish", "blue fish"))
    encode_pending(writer)
    put(writer, document("b", "green fish"))
    with Snapshot.open(directory) as snapshot:
        found = snapshot.pooled([2, 1, 0, 1])
        assert found.shape == (4, DIMENSION)
        assert found.dtype == np.float32
        assert not found[0].any()
        for vector, text in zip(found[1:], ("blue fish", "red fish", "blue fish"), strict=True):
            assert vector == pytest.approx(encode_chunk(0, text).pooled, abs=0.005)
        assert snapshot.encoded.tolist() == [True, True, False]


def test_a_vector_meets_all_live_pooled_vectors(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish", "blue fish"), document("b", "old stone"))
    encode_pending(writer)
    put(writer, document("c", "green fish"))
    remove(writer, "b")
    query = encode_chunk(0, "blue fish").pooled
    with Snapshot.open(directory) as snapshot:
        expected = snapshot.pooled(np.arange(len(snapshot.live))) @ query * snapshot.live
        assert snapshot.pooled_products(query) == pytest.approx(expected, abs=1e-6)
        assert np.count_nonzero(expected) == 2


def test_documents_become_a_mask(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "one", "two"), document("b", "two", "three"), document("c", "four"))
    with Snapshot.open(directory) as snapshot:
        assert snapshot.rows_of_documents(["b", "x"]).tolist() == [False, True, True, False]
        assert snapshot.rows_of_documents([]).tolist() == [False] * 4
        assert snapshot.rows_of_documents({"a", "c"}).tolist() == [True, True, False, True]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("red fish", [0]),
        ("RED, fish!", [0]),
        ("fish red", [1]),
        ("Ecole", [2]),
        ('quo"te', []),
        ("", []),
        ('"', []),
        ("* OR fish", []),
        ("ecole\0publique", [2]),
    ],
)
def test_phrases(writer: IndexWriter, directory: Path, phrase: str, expected: list[int]) -> None:
    put(writer, document("a", "the red fish", "fish red", "École publique"))
    with Snapshot.open(directory) as snapshot:
        assert snapshot.rows_with_phrase(phrase).tolist() == expected
        assert snapshot.rows_with_phrase("fish", limit=1).tolist() == [0]


def test_names_the_closest_first(writer: IndexWriter, directory: Path) -> None:
    put(
        writer,
        document("a", "one", name="the report 2024.pdf"),
        document("b", "two", name="report 2024.pdf"),
        document("c", "three", name="other.pdf", title="Report 2024"),
    )
    with Snapshot.open(directory) as snapshot:
        assert snapshot.documents_named("report 2024", 9) == ["c", "b", "a"]
        assert snapshot.documents_named("report 2024.pdf", 1) == ["b"]


def test_occurrences_and_offsets(writer: IndexWriter, directory: Path) -> None:
    offsets = OffsetMap((0, 3), (10, 20))
    pages = (Section("one"), Section("two", page=7, offsets=offsets))
    source = Document("a", "a.pdf", "", pages)
    put(writer, source, document("b", "two"))
    with Snapshot.open(directory) as snapshot:
        (row,) = snapshot.rows_with_phrase("two")
        assert snapshot.occurrences(row) == [
            Occurrence("a", 1, 7, None, 0, 3),
            Occurrence("b", 0, 1, None, 0, 3),
        ]
        assert snapshot.offsets("a", 1) == offsets
        with pytest.raises(KeyError):
            snapshot.offsets("a", 2)


def test_statistics(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish", "blue fish"), document("b", "green fish"))
    encode_pending(writer, limit=2)
    remove(writer, "b")
    with Snapshot.open(directory) as snapshot:
        found = snapshot.statistics()
    assert (found.documents, found.chunks, found.dead_chunks, found.segments) == (1, 2, 1, 2)
    assert found.encoded_chunks == 1  # the newest was the first
    assert found.bytes_pooled == 2 * (DIMENSION + 4)
    files = (directory / "segments").iterdir()
    on_disk = sum(path.stat().st_size for path in files)
    assert found.bytes_words + found.bytes_senses + found.bytes_pooled == on_disk
    assert found.bytes_catalog > 0


def test_a_missing_segment_is_named(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish"))
    (path,) = (directory / "segments").iterdir()
    path.unlink()
    with pytest.raises(IndexCorruptError, match=path.name):
        Snapshot.open(directory)


def test_rows_are_chosen_by_page(writer: IndexWriter, directory: Path) -> None:
    pages = (Section("red fish", page=1), Section("blue lamp", page=2), Section("red door", page=4))
    put(writer, Document("k", "k.pdf", "", pages), Document("m", "m.txt", "", (Section("green"),)))
    put(writer, Document("l", "l.pdf", "", (Section("blue lamp", page=9),)))
    with Snapshot.open(directory) as snapshot:
        for first, last, expected in (
            (1, 1, {"red fish"}),
            (2, 4, {"blue lamp", "red door"}),
            (9, 9, {"blue lamp"}),
            (5, 8, set()),
        ):
            mask = snapshot.rows_on_pages(first, last)
            assert set(snapshot.texts(np.flatnonzero(mask))) == expected


def test_documents_and_their_first_rows(writer: IndexWriter, directory: Path) -> None:
    put(writer, document("a", "red fish", "blue lamp"), document("b", "blue lamp", "red door"))
    put(writer, document("c", "green river"))
    remove(writer, "c")
    with Snapshot.open(directory) as snapshot:
        texts = snapshot.texts(np.flatnonzero(snapshot.live))
        first = snapshot.first_rows(["b", "a", "c", "unknown"])
        assert {key: texts[row] for key, row in first.items()} == {
            "a": "red fish",
            "b": "blue lamp",
        }
        allowed = np.zeros(len(snapshot.chunk_ids), np.bool_)
        allowed[snapshot.rows_with_phrase("red door")] = True
        assert snapshot.first_rows(["a", "b"], allowed) == {"b": texts.index("red door")}
        assert snapshot.documents_of_rows(snapshot.rows_with_phrase("blue")) == {"a", "b"}
        assert snapshot.documents_of_rows([]) == set()
