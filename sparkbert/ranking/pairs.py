"""Which word pieces that follow each other in a query do so in a chunk?

"Joshua trees" is about both words side by side; a chunk that has them apart is less likely to be.

Source: Metzler and Croft, "A Markov random field model for term dependencies" (SIGIR 2005), here
without its windows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.ranking.evidence import Earning
from sparkbert.ranking.query import QueryTerm
from sparkbert.ranking.tokens import ChunkTokens, QueryTokens


@dataclass(frozen=True, slots=True)
class PairMatches:
    """The pairs of a query's tokens that some chunks hold.

    Parameters
    ----------
    labels
        The query's word, or two words, of each pair.
    shares
        float32 (n, p): what each chunk gains with each pair, at most 1 in all.
    pieces
        int32 (n, p): the chunk's word pieces where a pair first stands, and
    followers
        int32 (n, p): its second token.
    """

    labels: tuple[str, ...]
    shares: NDArray[np.float32]
    pieces: NDArray[np.int32]
    followers: NDArray[np.int32]

    @property
    def scores(self) -> NDArray[np.float32]:
        """What each chunk gains in all: float32 (n,)."""
        return np.asarray(self.shares.sum(axis=1), dtype=np.float32)

    def earnings(self, place: int, weight: float) -> list[Earning]:
        """Return what one chunk gained with each pair, times `weight`, half at either token."""
        return [
            Earning(QueryTerm(-1, self.labels[pair], 1.0), weight * float(share) / 2, int(piece))
            for pair, share in enumerate(self.shares[place])
            if share > 0
            for piece in (self.pieces[place, pair], self.followers[place, pair])
        ]


def match_pairs(query: QueryTokens, chunks: Sequence[ChunkTokens], max_tokens: int) -> PairMatches:
    """Find the pairs of a query's tokens in some chunks; marks between two tokens are no matter.

    A pair is worth the product of its tokens' weights, as a share of what all pairs are worth.
    Queries of more than `max_tokens` have none: in a sentence most neighbours are so by chance.
    """
    weights = query.weights if len(query.weights) <= max_tokens else query.weights[:0]
    worth = weights[:-1] * weights[1:]
    worth = worth / np.float32(max(float(worth.sum()), 1e-9))
    n_pairs = len(worth)
    found = PairMatches(
        tuple(_label(query.labels[at], query.labels[at + 1]) for at in range(n_pairs)),
        np.zeros((len(chunks), n_pairs), np.float32),
        np.zeros((len(chunks), n_pairs), np.int32),
        np.zeros((len(chunks), n_pairs), np.int32),
    )
    if not n_pairs:
        return found
    wanted = _pairs(query.ids)[:, None]
    for number, chunk in enumerate(chunks):
        if len(chunk.ids) > 1:
            equal = _pairs(chunk.ids) == wanted
            first = equal.argmax(axis=1)
            found.shares[number] = np.where(equal.any(axis=1), worth, 0)
            found.pieces[number] = chunk.pieces[first]
            found.followers[number] = chunk.pieces[first + 1]
    return found


def _pairs(ids: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return one number for each token and the next."""
    return (ids[:-1].astype(np.int64) << 32) | ids[1:]


def _label(word: str, following: str) -> str:
    return word if word == following else f"{word} {following}"
