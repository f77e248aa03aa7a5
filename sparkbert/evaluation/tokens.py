"""Which vectors do whole texts have, and how are they kept on disk?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sparkbert.encoder.base import TokenEncoder
from sparkbert.encoder.tokenizer import PieceTokenizer

MAX_PIECES = 510
"""Where whole texts are cut, if nothing else is said: as the published SparkBERT cuts them."""

_VECTORS = "vectors.f16"
_TABLES = "tokens.npz"
_TEXTS_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class TextVectors:
    """The raw token vectors of some texts, [CLS] first and [SEP] last in each, and pooled ones.

    Parameters
    ----------
    starts
        int64 (n_texts + 1,): text i has the tokens `starts[i]:starts[i + 1]`, two at least.
    piece_ids
        int32 (n_tokens,): each token's word piece.
    vectors
        float16 (n_tokens, dimension), memory-mapped: as the model's last layer gives them.
    pooled
        float32 (n_texts, dimension), unit length.
    """

    starts: NDArray[np.int64]
    piece_ids: NDArray[np.int32]
    vectors: NDArray[np.float16]
    pooled: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, first: int, last: int) -> NDArray[np.float32]:
        """Return the raw token vectors of the texts `first:last`, one text after the other."""
        return self.vectors[self.starts[first] : self.starts[last]].astype(np.float32)

    def blocks(self, n_texts: int) -> Iterator[tuple[int, int]]:
        """Yield (first, last) of runs of at most so many texts."""
        for first in range(0, len(self), n_texts):
            yield first, min(first + n_texts, len(self))


def save_vectors(
    folder: Path,
    texts: Sequence[str],
    encoder: TokenEncoder,
    tokenizer: PieceTokenizer,
    max_pieces: int = MAX_PIECES,
    tell: Callable[[int], None] = lambda n_done: None,
) -> None:
    """Encode texts and write their vectors to a folder, to be read by `load_vectors`.

    Parameters
    ----------
    folder
        Where to.
    texts
        Of any length.
    encoder
        Gives raw vectors, with those of [CLS] and [SEP].
    tokenizer
        The encoder's own, for the cut.
    max_pieces
        How many word pieces of each text are read, [CLS] and [SEP] not counted.
    tell
        Is called with the number of texts encoded so far.
    """
    dimension = encoder.identity.dimension
    limit = min(max_pieces, encoder.identity.max_pieces)
    pooled = np.zeros((len(texts), dimension), dtype=np.float32)
    lengths = np.zeros(len(texts), dtype=np.int64)
    piece_ids = [np.zeros(0, dtype=np.int32)]
    with (folder / _VECTORS).open("wb") as file:
        for first in range(0, len(texts), _TEXTS_AT_ONCE):
            some = [tokenizer(one).cut(one, limit) for one in texts[first : first + _TEXTS_AT_ONCE]]
            for number, encoding in enumerate(encoder.encode(some), first):
                file.write(encoding.vectors.astype("<f2").tobytes())
                piece_ids.append(encoding.piece_ids)
                lengths[number] = len(encoding.piece_ids)
                pooled[number] = encoding.pooled
            tell(first + len(some))
    np.savez(
        folder / _TABLES,
        starts=np.concatenate([[0], np.cumsum(lengths)]),
        piece_ids=np.concatenate(piece_ids),
        pooled=pooled,
    )


def load_vectors(folder: Path) -> TextVectors:
    """Open what `save_vectors` wrote; the token vectors stay on disk."""
    with np.load(folder / _TABLES, allow_pickle=False) as tables:
        starts, piece_ids, pooled = (tables[one] for one in ("starts", "piece_ids", "pooled"))
    vectors = np.memmap(
        folder / _VECTORS, dtype="<f2", mode="r", shape=(len(piece_ids), pooled.shape[1])
    )
    return TextVectors(starts, piece_ids, vectors, pooled)
