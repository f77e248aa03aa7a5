"""What is a vector vocabulary, on disk and in memory?

A file is a compressed NumPy archive (`.npz` by another name) of these arrays:

| array | dtype, shape | what |
|---|---|---|
| card | uint8 (bytes,) | UTF-8 JSON of `VocabularyCard` |
| indptr | int32 (n_pieces + 1,) | piece p owns the centroids `indptr[p]:indptr[p + 1]` |
| counts | int64 (n_pieces,) | how often the training sample showed each piece |
| codes | uint8 (n_centroids, n_subvectors) | product quantisation codes of the centroids |
| codebooks | float16 (n_subvectors, 256, dimension / n_subvectors) | what a code stands for |
| neighbours | int32 (n_centroids, n_neighbours) | nearest centroids of *other* pieces, in order of
  their ids, each as the difference to the one before |

Source: product quantisation, Jégou et al., IEEE PAMI 2011.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sparkbert.errors import VocabularyError

FORMAT_VERSION = 1
N_CODES = 256
"""What a byte can stand for."""

_BLOCK = 8192


@dataclass(frozen=True, slots=True)
class VocabularyCard:
    """Where a vocabulary comes from; stored in its file.

    `corpus` names the files that it was trained on; `n_passages` and `n_tokens` count what was
    sampled from them; the rest are the parameters of the training.
    """

    format_version: int
    encoder: str
    encoder_sha256: str
    corpus: tuple[str, ...]
    n_passages: int
    n_tokens: int
    seed: int
    scale: float
    max_centroids: int
    iterations: int


@dataclass(frozen=True, slots=True, eq=False)
class CompressedVocabulary:
    """The arrays of a vocabulary file, as listed in this module's docstring."""

    card: VocabularyCard
    indptr: NDArray[np.int32]
    counts: NDArray[np.int64]
    codes: NDArray[np.uint8]
    codebooks: NDArray[np.float16]
    neighbours: NDArray[np.int32]

    def save(self, path: Path) -> None:
        """Write the file; the same content gives the same bytes.

        A file that is there already is replaced as the last step, by a complete one. Raises
        VocabularyError if it can't be written.
        """
        card = json.dumps(asdict(self.card), ensure_ascii=False, sort_keys=True).encode()
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer,
            card=np.frombuffer(card, dtype=np.uint8),
            indptr=self.indptr,
            counts=self.counts,
            codes=self.codes,
            codebooks=self.codebooks,
            neighbours=np.diff(self.neighbours, axis=1, prepend=0),
        )
        partial = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with partial.open("wb") as file:
                file.write(buffer.getvalue())
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        except OSError as error:
            raise VocabularyError(
                f"The vocabulary {path} can't be written ({error.strerror})."
            ) from error
        finally:
            partial.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The senses of every word piece, ready for lookup.

    Parameters
    ----------
    card
        Where it comes from.
    sha256
        Hex digest of the file; an index remembers it.
    indptr
        int32 (n_pieces + 1,): piece p owns the centroids `indptr[p]:indptr[p + 1]`, at least one.
    counts
        int64 (n_pieces,): how often the training sample showed each piece.
    centroids
        int8 (n_centroids, dimension): unit vectors divided by their `steps`.
    steps
        float32 (n_centroids,).
    neighbours
        int32 (n_centroids, n_neighbours): each centroid's nearest ones among other pieces.
    """

    card: VocabularyCard
    sha256: str
    indptr: NDArray[np.int32]
    counts: NDArray[np.int64]
    centroids: NDArray[np.int8]
    steps: NDArray[np.float32]
    neighbours: NDArray[np.int32]

    @property
    def n_centroids(self) -> int:
        """How many senses all word pieces have together."""
        return len(self.centroids)

    @property
    def n_seen(self) -> int:
        """How many word pieces the training sample showed."""
        return int(np.count_nonzero(self.counts))

    @property
    def n_bytes(self) -> int:
        """Bytes in memory, with everything that lookup needs."""
        arrays = (self.indptr, self.counts, self.centroids, self.steps, self.neighbours)
        return sum(array.nbytes for array in arrays)

    def vectors(self, centroids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the unit vectors (n, dimension) of some centroids."""
        return self.centroids[centroids] * self.steps[centroids, None]

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """Read a vocabulary file; raises VocabularyError that names it if it isn't one."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise VocabularyError(
                f"The vocabulary {path} can't be read ({error.strerror}). Reinstall the app, or "
                "point the vocabulary setting to a file made by: sparkbert vocabulary build"
            ) from error
        compressed = _parse(data, path)
        centroids, steps = _decode(compressed.codes, compressed.codebooks)
        return cls(
            card=compressed.card,
            sha256=hashlib.sha256(data).hexdigest(),
            indptr=compressed.indptr,
            counts=compressed.counts,
            centroids=centroids,
            steps=steps,
            neighbours=compressed.neighbours,
        )


def _parse(data: bytes, path: Path) -> CompressedVocabulary:
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            fields = json.loads(arrays["card"].tobytes())
            version = fields["format_version"]
            if version == FORMAT_VERSION:
                return _checked(
                    CompressedVocabulary(
                        card=VocabularyCard(**{**fields, "corpus": tuple(fields["corpus"])}),
                        indptr=arrays["indptr"],
                        counts=arrays["counts"],
                        codes=arrays["codes"],
                        codebooks=arrays["codebooks"],
                        neighbours=np.cumsum(arrays["neighbours"], axis=1, dtype=np.int32),
                    )
                )
    except Exception as error:  # damaged bytes raise all sorts in json, numpy, zipfile and zlib
        raise VocabularyError(
            f"{path} is not a vector vocabulary, or is damaged. Reinstall the app, or make the "
            "file again with: sparkbert vocabulary build"
        ) from error
    raise VocabularyError(
        f"{path} has vocabulary format {version}; this version of SparkBERT reads format "
        f"{FORMAT_VERSION}. Use the version that made it, or build it again."
    )


def _checked(one: CompressedVocabulary) -> CompressedVocabulary:
    """Raise ValueError unless the arrays have the types and shapes of the module's docstring."""
    n_pieces, n = len(one.counts), len(one.codes)
    for array, dtype in (
        (one.indptr, np.int32),
        (one.counts, np.int64),
        (one.codes, np.uint8),
        (one.codebooks, np.float16),
    ):
        if array.dtype != np.dtype(dtype):
            raise ValueError("its arrays have other types")
    if (
        one.indptr.shape != (n_pieces + 1,)
        or one.codes.ndim != 2
        or one.codebooks.ndim != 3
        or one.codebooks.shape[:2] != (one.codes.shape[1], N_CODES)
        or one.neighbours.shape != (n, one.neighbours.shape[1])
    ):
        raise ValueError("its arrays don't fit together")
    if one.indptr[0] != 0 or one.indptr[-1] != n or np.any(np.diff(one.indptr) < 1):
        raise ValueError("a word piece has no centroid")
    if np.any((one.neighbours < 0) | (one.neighbours >= n)):
        raise ValueError("a neighbour is none of its centroids")
    return one


def _decode(
    codes: NDArray[np.uint8], codebooks: NDArray[np.float16]
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return unit vectors as int8 (n, dimension), and what a step of each is worth.

    A vector's length and its largest component are told by its codes alone, so that vectors are
    made once, in the units in which they stay.
    """
    n, n_subvectors = codes.shape
    books = codebooks.astype(np.float32)
    positions = np.arange(n_subvectors)
    lengths = np.sqrt(np.square(books).sum(axis=2)[positions, codes].sum(axis=1))
    largest = np.abs(books).max(axis=2)[positions, codes].max(axis=1)
    steps = (largest / lengths / 127).astype(np.float32)
    centroids = np.empty((n, n_subvectors * codebooks.shape[2]), dtype=np.int8)
    for start in range(0, n, _BLOCK):
        block = slice(start, start + _BLOCK)
        vectors = books[positions, codes[block]].reshape(len(codes[block]), -1)
        vectors *= (127 / largest[block])[:, None]
        centroids[block] = np.rint(vectors, out=vectors)
    return centroids, steps
