"""Which token vectors does a vocabulary learn from?"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sparkbert.encoder.base import TokenEncoder

PASSAGES_AT_ONCE = 512
PIECES_AT_ONCE = 1024
_VECTORS = "vectors.f16"
_TOKENS = "tokens.npz"


class PieceEncoder(TokenEncoder, Protocol):
    """An encoder that can also be asked for a word piece without any context."""

    def encode_pieces(self, piece_ids: Sequence[int]) -> NDArray[np.float32]:
        """Return the unit vectors (n, dimension) of pieces that stand alone in their text."""
        ...


@dataclass(frozen=True, slots=True)
class TokenSample:
    """Token vectors on disk, for `train`.

    Parameters
    ----------
    piece_ids
        int32 (n,): each token's word piece.
    vectors
        float16 (n, dimension), memory-mapped: each token's contextual unit vector.
    bare
        float32 (n_pieces, dimension): each word piece alone, the sense of last resort.
    n_passages
        How many passages the tokens come from.
    """

    piece_ids: NDArray[np.int32]
    vectors: NDArray[np.float16]
    bare: NDArray[np.float32]
    n_passages: int


def collect(
    passages: Iterable[str],
    encoder: PieceEncoder,
    folder: Path,
    *,
    n_pieces: int,
    progress: Callable[[int], None] = lambda n_tokens: None,
    pieces_progress: Callable[[int], None] = lambda n_done: None,
) -> None:
    """Encode passages and write their token vectors to a folder, to be read by `load_sample`.

    Parameters
    ----------
    passages
        Texts of at most `encoder.identity.max_pieces` word pieces.
    encoder
        The model.
    folder
        An empty folder; it needs `bytes_needed`.
    n_pieces
        Size of the model's WordPiece vocabulary.
    progress
        Called with the number of tokens so far.
    pieces_progress
        Called, before that, with the number of word pieces so far that were encoded alone.
    """
    dimension = encoder.identity.dimension
    bare = np.empty((n_pieces, dimension), dtype=np.float32)
    for start in range(0, n_pieces, PIECES_AT_ONCE):
        stop = min(start + PIECES_AT_ONCE, n_pieces)
        bare[start:stop] = encoder.encode_pieces(range(start, stop))
        pieces_progress(stop)
    piece_ids: list[NDArray[np.int32]] = []
    n_tokens = n_passages = 0
    stream = iter(passages)
    with (folder / _VECTORS).open("wb") as file:
        while batch := list(itertools.islice(stream, PASSAGES_AT_ONCE)):
            for encoding in encoder.encode(batch):
                file.write(encoding.vectors.astype("<f2").tobytes())
                piece_ids.append(encoding.piece_ids)
                n_tokens += len(encoding.piece_ids)
            n_passages += len(batch)
            progress(n_tokens)
    np.savez(
        folder / _TOKENS,
        piece_ids=np.concatenate(piece_ids) if piece_ids else np.zeros(0, dtype=np.int32),
        bare=bare,
        n_passages=np.int64(n_passages),
    )


def bytes_needed(n_tokens: int, n_pieces: int, dimension: int) -> int:
    """Return how much disk `collect` takes for so many tokens and word pieces."""
    return n_tokens * (2 * dimension + 4) + n_pieces * 4 * dimension + (1 << 16)


def load_sample(folder: Path) -> TokenSample:
    """Open what `collect` wrote; the vectors stay on disk."""
    with np.load(folder / _TOKENS, allow_pickle=False) as arrays:
        piece_ids, bare = arrays["piece_ids"], arrays["bare"]
        n_passages = int(arrays["n_passages"])
    shape = len(piece_ids), bare.shape[1]
    vectors = (
        np.memmap(folder / _VECTORS, dtype="<f2", mode="r", shape=shape)
        if len(piece_ids)
        else np.empty(shape, dtype=np.float16)  # an empty file can't be mapped
    )
    return TokenSample(piece_ids, vectors, bare, n_passages)
