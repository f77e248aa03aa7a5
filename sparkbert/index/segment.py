"""What is in a segment, and how does it get to disk and back without being believed blindly?"""

from __future__ import annotations

import json
import math
import mmap
import os
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sparkbert.errors import IncompatibleIndexError, IndexCorruptError
from sparkbert.sparse import SparseVector

SEGMENT_FORMAT = 2
MAX_CHUNKS = 65_536  # ordinals are uint16

_MAGIC = b"SPARKSEG"
_PREAMBLE = struct.Struct("<8sII")  # magic, format version, length of the header in bytes
_ALIGNMENT = 64
_LARGEST_CODE = 127  # of a pooled component, symmetric around 0

Failpoint = Callable[[str], None]


class SegmentKind(StrEnum):
    """Words are written when text arrives, senses when it has been encoded."""

    WORDS = "words"
    SENSES = "senses"


_POSTING_ARRAYS = {
    "chunk_ids": "<i8",
    "indptr": "<u4",
    "ordinals": "<u2",
    "weights": "|u1",
}
_ARRAYS: dict[SegmentKind, dict[str, str]] = {
    SegmentKind.WORDS: {**_POSTING_ARRAYS, "terms": "<u8"},
    SegmentKind.SENSES: {
        **_POSTING_ARRAYS,
        "terms": "<u4",
        "witnesses": "|u1",
        "pooled": "|i1",
        "pooled_scales": "<f4",
        "code_starts": "<u4",
        "codes": "|u1",
    },
}


@dataclass(frozen=True, slots=True)
class Segment:
    """The postings of some chunks, sorted by term: in memory when built, mapped when read.

    The chunks of one term are `ordinals[indptr[i]:indptr[i + 1]]`, ascending; an ordinal is a
    position in `chunk_ids`. Of a word segment the arrays from `witnesses` on are empty.

    Parameters
    ----------
    kind
        Words or senses.
    chunk_ids
        int64 (n,), strictly increasing; n is at most `MAX_CHUNKS`.
    terms
        uint64 (t,) keys of stems or uint32 (t,) ids of centroids, strictly increasing.
    indptr
        uint32 (t + 1,): where each term's postings start.
    ordinals, weights, witnesses
        uint16, uint8, uint8 (p,): the postings; weights are multiples of `WEIGHT_STEP`.
    pooled
        int8 (n, dimension): the pooled vectors, in units of `pooled_scales`.
    pooled_scales
        float32 (n,).
    code_starts
        uint32 (n + 1,): where each chunk's codes start.
    codes
        uint8 (b,): the chunks' `SparseVector.codes`, one after the other.
    data
        The file's map, of a segment that was read.
    """

    kind: SegmentKind
    chunk_ids: NDArray[np.int64]
    terms: NDArray[np.uint64] | NDArray[np.uint32]
    indptr: NDArray[np.uint32]
    ordinals: NDArray[np.uint16]
    weights: NDArray[np.uint8]
    witnesses: NDArray[np.uint8]
    pooled: NDArray[np.int8]
    pooled_scales: NDArray[np.float32]
    code_starts: NDArray[np.uint32]
    codes: NDArray[np.uint8]
    data: mmap.mmap | None = field(default=None, compare=False, repr=False)

    @property
    def is_cut_short(self) -> bool:
        """Whether the file has been truncated since it was mapped: to read it kills the process."""
        return self.data is not None and self.data.size() < len(self.data)

    @property
    def n_chunks(self) -> int:
        """How many chunks, dead ones included."""
        return len(self.chunk_ids)

    @property
    def n_postings(self) -> int:
        """How many postings, those of dead chunks included."""
        return len(self.ordinals)

    def holds(self, chunk_ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which of the given chunks, int64 (m,), this segment holds."""
        return contains(self.chunk_ids, chunk_ids)


@dataclass(frozen=True, slots=True)
class SegmentFile:
    """What the catalog must know to check a segment's file: its length and its header's CRC-32."""

    n_bytes: int
    checksum: int


def contains(ascending: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which of `values` (m,) are in `ascending` (n,), which increases strictly."""
    if not len(ascending):
        return np.zeros(len(values), dtype=np.bool_)
    at = np.minimum(ascending.searchsorted(values), len(ascending) - 1)
    return np.asarray(ascending[at] == values, dtype=np.bool_)


def build_words(chunk_ids: NDArray[np.int64], vectors: Sequence[SparseVector]) -> Segment:
    """Invert the word vectors of the chunks, int64 (n,) strictly increasing."""
    terms, indptr, ordinals, order = _invert(vectors, np.dtype("<u8"))
    return Segment(
        SegmentKind.WORDS,
        chunk_ids,
        terms,
        indptr,
        ordinals,
        _gather([vector.weights for vector in vectors], order),
        np.empty(0, np.uint8),
        np.empty((0, 0), np.int8),
        np.empty(0, np.float32),
        np.empty(0, np.uint32),
        np.empty(0, np.uint8),
    )


def build_senses(
    chunk_ids: NDArray[np.int64], vectors: Sequence[SparseVector], pooled: NDArray[np.float32]
) -> Segment:
    """Invert the sense vectors of the chunks and quantise their pooled vectors, (n, dimension)."""
    terms, indptr, ordinals, order = _invert(vectors, np.dtype("<u4"))
    scales = (np.abs(pooled).max(axis=1, initial=0.0) / _LARGEST_CODE).astype(np.float32)
    units = np.where(scales > 0, scales, np.float32(1))
    return Segment(
        SegmentKind.SENSES,
        chunk_ids,
        terms,
        indptr,
        ordinals,
        _gather([vector.weights for vector in vectors], order),
        _gather([vector.witnesses for vector in vectors], order),
        np.rint(pooled / units[:, None]).astype(np.int8),
        scales,
        *join_codes([vector.codes for vector in vectors]),
    )


def join_codes(
    parts: Sequence[NDArray[np.uint8]],
) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Return where each chunk's codes start, uint32 (n + 1,), and all of them, uint8 (b,)."""
    lengths = np.fromiter((len(one) for one in parts), np.int64, len(parts))
    starts = np.append(0, lengths.cumsum()).astype(np.uint32)
    return starts, np.concatenate([np.empty(0, np.uint8), *parts])


def write_segment(path: Path, segment: Segment, failpoint: Failpoint) -> SegmentFile:
    """Write a segment to a new file and force it and its name to disk; raises OSError."""
    header, blobs = _encode(segment)
    failpoint("segment.file")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(_PREAMBLE.pack(_MAGIC, SEGMENT_FORMAT, len(header)))
        file.write(header)
        for blob in blobs:
            file.write(bytes(-file.tell() % _ALIGNMENT))
            file.write(blob)
        file.flush()
        failpoint("segment.written")
        n_bytes = file.tell()
        os.fsync(file.fileno())
    sync_directory(path.parent)
    failpoint("segment.synced")
    return SegmentFile(n_bytes, zlib.crc32(header))


def read_segment(path: Path, expected: SegmentFile) -> Segment:
    """Map a segment's file after checking its length and header, but not its arrays' checksums.

    Raises
    ------
    FileNotFoundError
        There is no such file.
    IndexCorruptError
        The file is not what the catalog says; names it.
    IncompatibleIndexError
        A newer version wrote it.
    """
    header, data = _map(path, expected)
    arrays = {
        entry.name: np.frombuffer(data, entry.dtype, entry.count, offset).reshape(entry.shape)
        for entry, offset in zip(header.arrays, header.offsets(), strict=True)
    }
    for name in _ARRAYS[SegmentKind.SENSES].keys() - arrays.keys():
        shape = (0, 0) if name == "pooled" else (0,)
        arrays[name] = np.empty(shape, _ARRAYS[SegmentKind.SENSES][name])
    return Segment(header.kind, **arrays, data=data)


def check_segment(path: Path, expected: SegmentFile) -> None:
    """Read a whole segment file and compare every checksum; raises as `read_segment` does."""
    header, data = _map(path, expected)
    for entry, offset in zip(header.arrays, header.offsets(), strict=True):
        if zlib.crc32(data[offset : offset + entry.n_bytes]) != entry.crc32:
            raise IndexCorruptError(
                f"The array '{entry.name}' of {path} is not what its checksum says."
            )


def sync_directory(directory: Path) -> None:
    """Force a directory's names to disk, where the system can."""
    if os.name == "nt":  # Windows can't open directories, and orders its metadata itself
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_BINARY = getattr(os, "O_BINARY", 0)


def _invert(
    vectors: Sequence[SparseVector], dtype: np.dtype[np.unsignedinteger]
) -> tuple[NDArray[np.uint64], NDArray[np.uint32], NDArray[np.uint16], NDArray[np.intp]]:
    lengths = np.fromiter((len(vector.terms) for vector in vectors), np.int64, len(vectors))
    terms = np.concatenate([np.empty(0, dtype), *(vector.terms for vector in vectors)])
    order = terms.argsort(kind="stable")  # so that ordinals ascend within a term
    ordinals = np.repeat(np.arange(len(vectors), dtype=np.uint16), lengths)[order]
    ascending = terms[order].astype(dtype, copy=False)
    starts = np.flatnonzero(np.r_[True, ascending[1:] != ascending[:-1]][: len(ascending)])
    indptr = np.append(starts, len(ascending)).astype(np.uint32)
    return ascending[starts], indptr, ordinals, order


def _gather(parts: list[NDArray[np.uint8]], order: NDArray[np.intp]) -> NDArray[np.uint8]:
    return np.concatenate([np.empty(0, np.uint8), *parts])[order]


@dataclass(frozen=True, slots=True)
class _ArrayEntry:
    name: str
    dtype: str
    shape: list[int]
    n_bytes: int
    crc32: int

    @property
    def count(self) -> int:
        return math.prod(self.shape)


@dataclass(frozen=True, slots=True)
class _Header:
    kind: SegmentKind
    arrays: list[_ArrayEntry]
    end: int  # of the header in the file

    def offsets(self) -> Iterator[int]:
        at = self.end
        for entry in self.arrays:
            at += -at % _ALIGNMENT
            yield at
            at += entry.n_bytes


def _encode(segment: Segment) -> tuple[bytes, list[memoryview]]:
    """Return the header and the bytes of each array in the header's order."""
    entries, blobs = [], []
    for name, dtype in sorted(_ARRAYS[segment.kind].items()):
        array = np.ascontiguousarray(getattr(segment, name), dtype=dtype)
        blob = array.reshape(-1).view(np.uint8).data
        entry = _ArrayEntry(name, dtype, list(array.shape), len(blob), zlib.crc32(blob))
        blobs.append(blob)
        entries.append(asdict(entry))
    return json.dumps({"kind": segment.kind, "arrays": entries}).encode(), blobs


def _map(path: Path, expected: SegmentFile) -> tuple[_Header, mmap.mmap]:
    with path.open("rb") as file:
        # Before mapping: reading past the end of a truncated file would kill the process.
        if os.fstat(file.fileno()).st_size != expected.n_bytes:
            raise IndexCorruptError(f"{path} does not have the length that the catalog says.")
        if expected.n_bytes < _PREAMBLE.size:
            raise IndexCorruptError(f"{path} is too short for a segment.")
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    magic, version, length = _PREAMBLE.unpack_from(data)
    if magic == _MAGIC and version > SEGMENT_FORMAT:
        raise IncompatibleIndexError(
            f"{path} has segment format {version}; this version reads up to {SEGMENT_FORMAT}. "
            "Use the newer version of the program that wrote it."
        )
    end = _PREAMBLE.size + length
    text = data[_PREAMBLE.size : end]
    if magic != _MAGIC or zlib.crc32(text) != expected.checksum:
        raise IndexCorruptError(f"The header of {path} is not what its checksum says.")
    fields = json.loads(text)
    if version < SEGMENT_FORMAT and fields["kind"] == SegmentKind.SENSES:
        raise IndexCorruptError(
            f"{path} has segment format {version}, which this version no longer reads. Make it "
            "anew with: sparkbert verify --repair"
        )
    entries = [_ArrayEntry(**entry) for entry in fields["arrays"]]
    return _Header(SegmentKind(fields["kind"]), entries, end), data
