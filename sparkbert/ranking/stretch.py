"""Which stretch of a chunk comes nearest to what a query says as a whole?

A chunk may say what is asked for in one sentence of ten; its pooled vector hardly shows it. The
mean of a few tokens in a row is a vector of that sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.ranking.evidence import Earning
from sparkbert.ranking.query import QueryTerm
from sparkbert.ranking.tokens import QueryTokens, TokenTable

WIDTH = 16
"""Tokens of a stretch."""

_STEP = 4


@dataclass(frozen=True, slots=True)
class StretchMatches:
    """The best stretch of each of some chunks.

    Parameters
    ----------
    scores
        float32 (n,): its cosine with the query, 0 if negative or if the chunk has no tokens.
    pieces
        For each chunk the word pieces of the stretch, int32 (w,).
    shares
        For each chunk how much of the score each of them earned, float32 (w,), 1 in all.
    """

    scores: NDArray[np.float32]
    pieces: tuple[NDArray[np.int32], ...]
    shares: tuple[NDArray[np.float32], ...]

    def earnings(self, place: int, label: str, weight: float) -> list[Earning]:
        """Return what one chunk's stretch earned at each of its word pieces, times `weight`."""
        score = float(self.scores[place]) * weight
        return [
            Earning(QueryTerm(-1, label, 1.0), score * float(share), int(piece))
            for piece, share in zip(self.pieces[place], self.shares[place], strict=True)
            if share > 0 and score > 0
        ]


def match_stretches(query: QueryTokens, table: TokenTable) -> StretchMatches:
    """Find each chunk's stretch whose mean vector comes nearest to the whole query.

    The cosine is a sum over the stretch's tokens; it is shared among those that speak for it.
    """
    products = table.vectors @ query.whole
    scores = np.zeros(len(table.chunks), dtype=np.float32)
    pieces, shares = [], []
    for number, (chunk, places) in enumerate(zip(table.chunks, table.places, strict=True)):
        start, cosine = _best_start(table.vectors[places], products[places])
        span = slice(start, start + WIDTH)
        positive = np.maximum(products[places[span]], 0)
        total = float(positive.sum())
        scores[number] = max(cosine, 0.0) if total > 0 else 0.0
        pieces.append(chunk.pieces[span])
        shares.append((positive / np.float32(total or 1)).astype(np.float32))
    return StretchMatches(scores, tuple(pieces), tuple(shares))


def _best_start(vectors: NDArray[np.float32], products: NDArray[np.float32]) -> tuple[int, float]:
    """Return where the best stretch starts, and its cosine: of (t, dimension) and (t,)."""
    n_tokens = len(vectors)
    if not n_tokens:
        return 0, 0.0
    last = max(n_tokens - WIDTH, 0)
    starts = np.append(np.arange(0, last, _STEP), last)
    ends = np.minimum(starts + WIDTH, n_tokens)
    # All stretches but the last are whole blocks of tokens: each block is summed once.
    n_aligned = len(starts) - 1
    n_blocks = n_aligned + WIDTH // _STEP - 1 if n_aligned else 0
    blocks = vectors[: n_blocks * _STEP].reshape(n_blocks, _STEP, vectors.shape[1]).sum(axis=1)
    sums = np.empty((len(starts), vectors.shape[1]), dtype=np.float32)
    sums[:-1] = sum(blocks[at : at + n_aligned] for at in range(WIDTH // _STEP))
    sums[-1] = vectors[last:].sum(axis=0)
    totals = np.append(np.float32(0), np.cumsum(products))
    lengths = np.linalg.norm(sums, axis=1)
    cosines = (totals[ends] - totals[starts]) / np.maximum(lengths, 1e-9)
    best = int(cosines.argmax())
    return int(starts[best]), float(cosines[best])
