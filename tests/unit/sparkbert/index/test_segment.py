from __future__ import annotations

import tempfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from sparkbert.errors import IncompatibleIndexError, IndexCorruptError
from sparkbert.index.segment import (
    SegmentFile,
    SegmentKind,
    build_senses,
    check_segment,
    read_segment,
    write_segment,
)
from sparkbert.sparse import SparseVector
from tests.support.segments import Content, build, content_of, contents

ARRAYS = ("chunk_ids", "terms", "indptr", "ordinals", "weights", "witnesses", "pooled_scales")
LATER_ARRAYS = ("pooled", "code_starts", "codes")


def ignore(_: str) -> None:
    pass


@given(data=st.data(), kind=st.sampled_from(SegmentKind))
def test_what_is_written_is_read(data: st.DataObject, kind: SegmentKind) -> None:
    content = data.draw(contents(kind))
    built = build(kind, content)
    assert content_of(built) == content
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.segment"
        file = write_segment(path, built, ignore)
        check_segment(path, file)
        read = read_segment(path, file)
        assert read.kind is kind
        for name in (*ARRAYS, *LATER_ARRAYS):
            assert_array_equal(getattr(read, name), getattr(built, name))
            assert getattr(read, name).dtype == getattr(built, name).dtype
        assert content_of(read) == content


def test_a_posting_takes_three_bytes_of_words_and_four_of_senses(tmp_path: Path) -> None:
    content: Content = {chunk_id: {7: (9, 0)} for chunk_id in range(1, 10_001)}
    for kind, posting, chunk in (
        (SegmentKind.WORDS, 3, 8),
        (SegmentKind.SENSES, 4, 8 + 4 + 4 + 4 + 2),
    ):
        file = write_segment(tmp_path / kind, build(kind, content), ignore)
        assert file.n_bytes - 10_000 * (posting + chunk) < 2048


@given(st.lists(st.integers(-1000, 1000), min_size=3, max_size=3), st.floats(1e-6, 100))
def test_pooled_vectors_lose_at_most_half_a_step(values: list[int], length: float) -> None:
    pooled = (np.array([values]) * length).astype(np.float32)
    empty = SparseVector(np.empty(0, np.uint32), np.empty(0, np.uint8), np.empty(0, np.uint8))
    built = build_senses(np.array([1]), [empty], pooled)
    restored = built.pooled * built.pooled_scales[:, None]
    assert np.all(np.abs(restored - pooled) <= built.pooled_scales[:, None] * 0.501)


@pytest.fixture
def stored(tmp_path: Path) -> tuple[Path, SegmentFile]:
    path = tmp_path / "one.segment"
    content: Content = {3: {1: (5, 2), 8: (6, 3)}, 9: {8: (7, 4)}}
    return path, write_segment(path, build(SegmentKind.SENSES, content), ignore)


def test_a_truncated_file_is_refused_before_it_is_mapped(stored: tuple[Path, SegmentFile]) -> None:
    path, file = stored
    with path.open("r+b") as handle:
        handle.truncate(file.n_bytes - 1)
    with pytest.raises(IndexCorruptError, match=r"one\.segment does not have the length"):
        read_segment(path, file)


def test_every_changed_byte_that_means_something_is_noticed(
    stored: tuple[Path, SegmentFile],
) -> None:
    path, file = stored
    whole = path.read_bytes()
    silent = 0
    for at in range(0, len(whole), 3):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        try:
            check_segment(path, file)
        except (IndexCorruptError, IncompatibleIndexError):
            continue
        assert whole[at] == 0  # padding
        silent += 1
    assert silent < 64 * 8


def test_a_newer_format_is_refused_with_both_versions(stored: tuple[Path, SegmentFile]) -> None:
    path, file = stored
    whole = bytearray(path.read_bytes())
    whole[8] = 3
    path.write_bytes(whole)
    with pytest.raises(IncompatibleIndexError, match=r"format 3; this version reads up to 2"):
        read_segment(path, file)


def test_senses_of_an_older_format_are_to_be_made_anew(stored: tuple[Path, SegmentFile]) -> None:
    path, file = stored
    whole = bytearray(path.read_bytes())
    whole[8] = 1
    path.write_bytes(whole)
    with pytest.raises(IndexCorruptError, match=r"format 1, .* sparkbert verify --repair"):
        read_segment(path, file)


def test_a_file_is_never_written_twice(stored: tuple[Path, SegmentFile]) -> None:
    with pytest.raises(FileExistsError):
        write_segment(stored[0], build(SegmentKind.WORDS, {1: {}}), ignore)


def test_the_catalogs_checksum_covers_the_header(stored: tuple[Path, SegmentFile]) -> None:
    path, file = stored
    other = SegmentFile(file.n_bytes, zlib.crc32(b"another header"))
    with pytest.raises(IndexCorruptError, match="header"):
        read_segment(path, other)


def test_files_are_closed_to_others(stored: tuple[Path, SegmentFile]) -> None:
    assert stored[0].stat().st_mode & 0o077 == 0
