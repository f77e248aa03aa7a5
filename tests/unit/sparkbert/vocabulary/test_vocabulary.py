from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sparkbert.errors import VocabularyError
from sparkbert.vocabulary.vocabulary import (
    FORMAT_VERSION,
    CompressedVocabulary,
    Vocabulary,
    VocabularyCard,
)

CARD = VocabularyCard(
    format_version=FORMAT_VERSION,
    encoder="fake",
    encoder_sha256="e" * 64,
    corpus=("zwölf.txt", "books.txt"),
    n_passages=12,
    n_tokens=345,
    seed=1,
    scale=0.55,
    max_centroids=64,
    iterations=12,
)


def compressed(seed: int = 1, sizes: tuple[int, ...] = (1, 3, 2), n_neighbours: int = 3) -> Any:
    rng = np.random.default_rng(seed)
    n = sum(sizes)
    return CompressedVocabulary(
        card=CARD,
        indptr=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        counts=rng.integers(0, 9, len(sizes)),
        codes=rng.integers(0, 256, (n, 4), dtype=np.uint8),
        codebooks=rng.standard_normal((4, 256, 2)).astype(np.float16),
        neighbours=np.sort(rng.integers(0, n, (n, n_neighbours), dtype=np.int32), axis=1),
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "made" / "some.vocabulary"


@given(
    st.integers(0, 2**32),
    st.lists(st.integers(1, 9), min_size=1, max_size=20),
    st.integers(0, 6),
)
def test_what_is_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, seed: int, sizes: list[int], n_neighbours: int
) -> None:
    one = compressed(seed, tuple(sizes), n_neighbours)
    path = tmp_path_factory.getbasetemp() / "round.vocabulary"
    one.save(path)
    loaded = Vocabulary.load(path)
    assert loaded.card == CARD
    assert loaded.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert np.array_equal(loaded.indptr, one.indptr)
    assert np.array_equal(loaded.counts, one.counts)
    assert np.array_equal(loaded.neighbours, one.neighbours)
    assert loaded.n_seen == np.count_nonzero(one.counts)
    every = np.arange(loaded.n_centroids, dtype=np.int32)
    decoded = one.codebooks[np.arange(4), one.codes].reshape(-1, 8).astype(np.float32)
    decoded /= np.linalg.norm(decoded, axis=1, keepdims=True)
    assert loaded.vectors(every) == pytest.approx(decoded, abs=0.5 / 127 + 1e-6)


def test_the_same_content_gives_the_same_bytes(file: Path) -> None:
    compressed().save(file)
    first = file.read_bytes()
    compressed().save(file)
    assert file.read_bytes() == first
    compressed(seed=2).save(file)
    assert file.read_bytes() != first
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_failure_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compressed().save(file)
    first = file.read_bytes()

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(VocabularyError, match=r"some\.vocabulary can't be written \(No space"):
        compressed(seed=2).save(file)
    assert file.read_bytes() == first
    assert len(list(file.parent.iterdir())) == 1


def test_resident_bytes_are_those_of_the_arrays(file: Path) -> None:
    compressed(sizes=(2, 2), n_neighbours=3).save(file)
    per_centroid = 8 * 1 + 4 + 3 * 4
    assert Vocabulary.load(file).n_bytes == 3 * 4 + 2 * 8 + 4 * per_centroid


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"none\.vocabulary can't be read \(No such file"):
        Vocabulary.load(tmp_path / "none.vocabulary")


@pytest.mark.parametrize(
    "content", [b"", b"text", b"PK\x03\x04", b"\x93NUMPY\x01\x00", b"\x80\x04K\x01."]
)
def test_a_foreign_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "foreign").write_bytes(content)
    with pytest.raises(VocabularyError, match="foreign is not a vector vocabulary"):
        Vocabulary.load(tmp_path / "foreign")


def test_a_lone_array_is_foreign(tmp_path: Path) -> None:
    with (tmp_path / "lone").open("wb") as file:
        np.save(file, np.zeros(3))
    with pytest.raises(VocabularyError, match="lone is not a vector vocabulary"):
        Vocabulary.load(tmp_path / "lone")


@settings(max_examples=200)
@given(st.data())
def test_a_damaged_file_is_named_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.vocabulary"
    compressed().save(path)
    content = bytearray(path.read_bytes())
    good = Vocabulary.load(path)
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content) - 1)) :]
    else:
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    try:
        loaded = Vocabulary.load(path)
    except VocabularyError as error:
        assert "damaged.vocabulary" in str(error)  # noqa: PT017 - either outcome is fine
    else:
        assert loaded.card == good.card
        assert np.array_equal(loaded.indptr, good.indptr)
        assert np.array_equal(loaded.centroids, good.centroids)
        assert np.array_equal(loaded.neighbours, good.neighbours)


def test_a_newer_format_is_told_apart_from_damage(file: Path) -> None:
    newer = {"format_version": FORMAT_VERSION + 1, "what": "the future knows"}
    file.parent.mkdir()
    with file.open("wb") as stream:
        np.savez(stream, card=np.frombuffer(json.dumps(newer).encode(), np.uint8))
    with pytest.raises(VocabularyError, match=r"some\.vocabulary has vocabulary format 2; .* 1\."):
        Vocabulary.load(file)


@pytest.mark.parametrize(
    "changes",
    [
        {"indptr": np.array([0, 1, 4, 5], np.int32)},
        {"indptr": np.array([0, 4, 4, 6], np.int32)},
        {"indptr": np.array([0, 1, 6], np.int32)},
        {"indptr": np.array([0, 1, 4, 6])},
        {"counts": np.zeros(4, np.int64)},
        {"codes": np.zeros((6, 3), np.uint8)},
        {"codebooks": np.zeros((4, 255, 2), np.float16)},
        {"neighbours": np.full((6, 1), 6, np.int32)},
        {"neighbours": np.zeros((5, 1), np.int32)},
    ],
)
def test_arrays_that_do_not_fit_together_are_refused(file: Path, changes: Any) -> None:
    replace(compressed(), **changes).save(file)
    with pytest.raises(VocabularyError, match=r"some\.vocabulary is not a vector vocabulary"):
        Vocabulary.load(file)


@pytest.mark.parametrize("key", sorted(asdict(CARD)))
def test_a_card_that_lacks_a_field_is_refused(file: Path, key: str) -> None:
    compressed().save(file)
    with np.load(file) as arrays:
        content = dict(arrays)
    fields = json.loads(content["card"].tobytes())
    del fields[key]
    content["card"] = np.frombuffer(json.dumps(fields).encode(), np.uint8)
    with file.open("wb") as stream:
        np.savez(stream, **content)
    with pytest.raises(VocabularyError, match="is not a vector vocabulary"):
        Vocabulary.load(file)
