"""How much does each chunk earn from the terms of a query? (For words and senses alike.)"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.index.postings import Postings
from sparkbert.ranking.query import QueryTerm
from sparkbert.sparse import WEIGHT_STEP, SparseVector

MAX_WEIGHT = 255 * WEIGHT_STEP


@dataclass(frozen=True, slots=True)
class TermMatches:
    """The chunks that hold a query term, and what one step of their weights is worth."""

    term: QueryTerm
    postings: Postings
    worth: float


@dataclass(frozen=True, slots=True)
class TermScores:
    """What the chunks earn in one inverted channel.

    Parameters
    ----------
    scores
        float32 (n_rows,): sum over the terms of idf x query weight x chunk weight.
    ceiling
        The most that a chunk could earn. Terms that no chunk holds count too: where few of the
        query's words are known, those few say little.
    matches
        The postings behind the scores, a term each.
    worths
        Each term's weight times its idf, those that no chunk holds included.
    """

    scores: NDArray[np.float32]
    ceiling: float
    matches: tuple[TermMatches, ...]
    worths: tuple[tuple[QueryTerm, float], ...]

    def covered(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return which share of the terms' worth some rows hold: float32 (n,), 1 for all terms."""
        whole = sum(worth for _, worth in self.worths)
        held = np.zeros(len(rows), dtype=np.float32)
        for match in self.matches:
            share = match.worth / WEIGHT_STEP / max(whole, 1e-9)
            held += np.float32(share) * np.isin(rows, match.postings.rows)
        return held

    def score_of(self, vector: SparseVector) -> float:
        """Return what a chunk would earn that is not in the index, each term worth what it is."""
        worths = {match.term.key: match.worth for match in self.matches}
        pairs = zip(vector.terms.tolist(), vector.weights.tolist(), strict=True)
        return float(sum(worths.get(term, 0.0) * weight for term, weight in pairs))


def idf(df: int, n_chunks: int) -> float:
    """Return how rare a term is that `df` of N chunks hold: ln(1 + (N - df + .5) / (df + .5)).

    Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
    """
    return math.log1p((max(n_chunks - df, 0) + 0.5) / (df + 0.5))


def score_terms(
    terms: Sequence[QueryTerm],
    look_up: Callable[[int], Postings],
    *,
    n_chunks: int,
    n_rows: int,
) -> TermScores:
    """Add up the postings of a query's terms.

    A term's idf is that of this moment.

    Parameters
    ----------
    terms
        The query's words, or its senses.
    look_up
        Gives the live postings of a key.
    n_chunks
        How many live chunks the channel covers (N).
    n_rows
        Length of the score array.

    Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
    """
    scores = np.zeros(n_rows, dtype=np.float32)
    worths = []
    matches = []
    for term in terms:
        postings = look_up(term.key)
        df = len(postings)
        weight = term.weight * idf(df, n_chunks)
        worths.append((term, weight))
        if df:
            worth = weight * WEIGHT_STEP
            scores[postings.rows] += postings.weights * np.float32(worth)
            matches.append(TermMatches(term, postings, worth))
    ceiling = MAX_WEIGHT * sum(weight for _, weight in worths)
    return TermScores(scores, ceiling, tuple(matches), tuple(worths))
