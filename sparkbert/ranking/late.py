"""How near does each token of a query come to some token of a chunk? (Late interaction.)

Source: MaxSim, Khattab and Zaharia, "ColBERT" (SIGIR 2020).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.ranking.evidence import Earning
from sparkbert.ranking.query import QueryTerm
from sparkbert.ranking.tokens import QueryTokens, TokenTable


@dataclass(frozen=True, slots=True)
class LateMatches:
    """How near some chunks come to a query.

    Parameters
    ----------
    labels
        The query's word of each token.
    gains
        float32 (n, q): what each chunk gains with each token of the query.
    pieces
        int32 (n, q): the chunk's word piece that came nearest to it.
    """

    labels: tuple[str, ...]
    gains: NDArray[np.float32]
    pieces: NDArray[np.int32]

    @property
    def scores(self) -> NDArray[np.float32]:
        """What each chunk gains in all: float32 (n,)."""
        return np.asarray(self.gains.sum(axis=1), dtype=np.float32)

    def earnings(self, place: int, weight: float) -> list[Earning]:
        """Return what one chunk gained with each token, times `weight`."""
        return [
            Earning(QueryTerm(-1, self.labels[token], 1.0), float(gain) * weight, int(piece))
            for token, (gain, piece) in enumerate(
                zip(self.gains[place], self.pieces[place], strict=True)
            )
            if gain > 0
        ]


def match_tokens(query: QueryTokens, table: TokenTable, floor: float) -> LateMatches:
    """Compare a query's tokens with those of some chunks.

    A chunk gains with each token by how much its nearest token's cosine exceeds `floor`, times the
    token's weight; cosines below it say nothing.

    Parameters
    ----------
    query
        The query's tokens.
    table
        The chunks' tokens.
    floor
        The cosine from which on a chunk gains.
    """
    n_tokens = len(query.labels)
    gains = np.zeros((len(table.chunks), n_tokens), dtype=np.float32)
    pieces = np.zeros((len(table.chunks), n_tokens), dtype=np.int32)
    similarities = query.vectors @ table.vectors.T
    for number, (chunk, places) in enumerate(zip(table.chunks, table.places, strict=True)):
        if n_tokens and len(places):
            of_chunk = similarities[:, places]
            nearest = of_chunk.argmax(axis=1)
            best = of_chunk[np.arange(n_tokens), nearest]
            gains[number] = np.maximum(best - np.float32(floor), 0) * query.weights
            pieces[number] = chunk.pieces[nearest]
    return LateMatches(query.labels, gains, pieces)
