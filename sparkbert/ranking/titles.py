"""How much of a query do the name and title of a chunk's document say?

A chunk in the midst of a document does not repeat what the document is about. Only candidates are
looked at, so titles need no postings and chunks are still stored by their text alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

import numpy as np
from numpy.typing import NDArray

from sparkbert.ranking.query import QueryTerm
from sparkbert.ranking.terms import TermScores
from sparkbert.words import stem_key, words


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """The terms of a query that a title holds, with the share of the query that each is worth."""

    terms: tuple[tuple[QueryTerm, float], ...]

    @property
    def share(self) -> float:
        """Their share of the query, by rarity: 0 to 1."""
        return sum(share for _, share in self.terms)


@dataclass(frozen=True, slots=True)
class TitleGains:
    """What rows gain by the titles of their documents; rows that were not looked at gain nothing.

    Parameters
    ----------
    matches
        By row.
    weight
        What all of a query's words are worth.
    """

    matches: Mapping[int, TitleMatch]
    weight: float

    def scores(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what each row gains: float32 (n,)."""
        gained = [sum(share for _, share in self.of(row)) for row in rows.tolist()]
        return np.array(gained, np.float32)

    def of(self, row: int) -> list[tuple[QueryTerm, float]]:
        """Return what a row gains with each term."""
        found = self.matches.get(row)
        return [(term, self.weight * share) for term, share in found.terms] if found else []


def match_titles(
    query: TermScores,
    titles: Sequence[Collection[tuple[str, str]]],
    same: Mapping[int, Collection[int]],
) -> list[TitleMatch]:
    """Compare a query's words with the documents that hold each of some chunks.

    Parameters
    ----------
    query
        The query's words, weighed by their rarity in the passages.
    titles
        For each chunk the (name, title) of the documents it stands in; the best of them counts.
    same
        For a term that stands for several words, the keys of these.
    """
    total = sum(worth for _, worth in query.worths) or 1.0
    shares = [(term, worth / total) for term, worth in query.worths]
    return [
        max(
            (_match(shares, _keys(*one), same) for one in of_chunk),
            key=lambda match: match.share,
            default=TitleMatch(()),
        )
        for of_chunk in titles
    ]


def _match(
    shares: Sequence[tuple[QueryTerm, float]],
    keys: frozenset[int],
    same: Mapping[int, Collection[int]],
) -> TitleMatch:
    return TitleMatch(
        tuple(
            (term, share)
            for term, share in shares
            if term.key in keys or not keys.isdisjoint(same.get(term.key, ()))
        )
    )


@lru_cache(maxsize=1 << 14)
def _keys(name: str, title: str) -> frozenset[int]:
    return frozenset(stem_key(word.stem) for word in words(f"{PurePath(name).stem}\n{title}"))
