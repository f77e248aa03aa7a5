"""How near does each token of a query come to some token of a chunk? (Late interaction.)

Exact late interaction compares a query's tokens with all tokens of a chunk. Here a chunk's tokens
are known by the senses that they were indexed with, so the postings of the senses nearest to a
query's token tell how near each chunk comes to it. A chunk that holds none of them is taken to come
as near as the farthest of them, which is the same for all such chunks and adds nothing.

Source: MaxSim, Khattab and Zaharia, "ColBERT" (SIGIR 2020); the imputed rest, Lee et al., "XTR"
(arXiv 2304.01982).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.index.snapshot import Postings
from sparkbert.ranking.evidence import Earning
from sparkbert.ranking.query import QueryTerm
from sparkbert.sparse import SparseVector
from sparkbert.vocabulary.lookup import NearestSenses


@dataclass(frozen=True, slots=True)
class TokenMatches:
    """The chunks that come near to one token of a query, the nearest last.

    Parameters
    ----------
    label
        The query's word that the token is of.
    gains
        By centroid id, what a chunk that holds it gains.
    keys
        int64 (m,): the centroid of each posting.
    rows
        int64 (m,): its row; a row may come several times, and its last gain counts.
    witnesses
        uint8 (m,): the chunk's word piece that it was indexed for.
    """

    label: str
    gains: dict[int, float]
    keys: NDArray[np.int64]
    rows: NDArray[np.int64]
    witnesses: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class LateScores:
    """What chunks gain by late interaction.

    `scores` is float32 (n_rows,): the mean over the query's tokens of how much nearer than the rest
    a chunk comes, in cosine.
    """

    scores: NDArray[np.float32]
    tokens: tuple[TokenMatches, ...]

    def score_of(self, vector: SparseVector) -> float:
        """Return what a chunk would gain that is not in the index."""
        held = set(vector.terms.tolist()) if self.tokens else set()
        return sum(
            max((token.gains[key] for key in token.gains.keys() & held), default=0.0)
            for token in self.tokens
        )

    def earnings(self, rows: NDArray[np.int64], weight: float) -> list[list[Earning]]:
        """Return for each of a few rows what it gained with each token, times `weight`."""
        place_of = np.full(len(self.scores), -1, dtype=np.int64)
        place_of[rows] = np.arange(len(rows))
        found: list[list[Earning]] = [[] for _ in range(len(rows))]
        for token in self.tokens:
            places = place_of[token.rows]
            at_places = np.flatnonzero(places >= 0)
            nearest = dict(zip(places[at_places].tolist(), at_places.tolist(), strict=True))
            for place, at in nearest.items():
                key = int(token.keys[at])
                gain = token.gains[key]
                if gain > 0:
                    term = QueryTerm(key, token.label, gain)
                    found[place].append(Earning(term, gain * weight, int(token.witnesses[at])))
        return found


def score_late(
    labels: Sequence[str],
    nearest: NearestSenses,
    look_up: Callable[[int], Postings],
    *,
    n_rows: int,
) -> LateScores:
    """Add up how near chunks come to the tokens of a query.

    Parameters
    ----------
    labels
        The query's word that each token is of.
    nearest
        Each token's nearest senses of all, nearest first.
    look_up
        Gives the live postings of a sense.
    n_rows
        Length of the score array.
    """
    known: dict[int, Postings] = {}
    scores = np.zeros(n_rows, dtype=np.float32)
    tokens = []
    gains = (nearest.similarities - nearest.similarities[:, -1:]) / max(len(labels), 1)
    for label, centroids, of_token in zip(
        labels, nearest.centroids[:, ::-1].tolist(), gains[:, ::-1], strict=True
    ):
        best = np.zeros(n_rows, dtype=np.float32)
        held = []
        for centroid, gain in zip(centroids, of_token, strict=True):
            if centroid not in known:
                known[centroid] = look_up(centroid)
            if len(postings := known[centroid]):
                best[postings.rows] = gain  # in ascending order: the nearest has the last word
                held.append((centroid, postings))
        scores += best
        tokens.append(_matches(label, dict(zip(centroids, of_token.tolist(), strict=True)), held))
    return LateScores(scores, tuple(tokens))


def _matches(
    label: str, gains: dict[int, float], held: Sequence[tuple[int, Postings]]
) -> TokenMatches:
    none = np.zeros(0, dtype=np.int64)
    return TokenMatches(
        label,
        gains,
        np.concatenate([none, *(np.full(len(one), key) for key, one in held)]),
        np.concatenate([none, *(one.rows for _, one in held)]),
        np.concatenate([none.astype(np.uint8), *(one.witnesses for _, one in held)]),
    )
