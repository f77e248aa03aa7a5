"""What do the most promising chunks gain when their tokens are compared with the query's?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.ranking.evidence import Earning
from sparkbert.ranking.late import LateMatches, match_tokens
from sparkbert.ranking.pairs import PairMatches, match_pairs
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.stretch import StretchMatches, match_stretches
from sparkbert.ranking.tokens import ChunkTokens, QueryTokens, gather
from sparkbert.vocabulary.lookup import SenseLookup


@dataclass(frozen=True, slots=True)
class Compared:
    """What rows gain by their tokens; those that were not compared gain nothing.

    Late interaction and stretches are the semantic channel's, pairs of words the lexical one's.
    """

    places: dict[int, int]
    late: LateMatches
    stretches: StretchMatches
    pairs: PairMatches
    parameters: RankingParameters

    def semantic_scores(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what each row gains in the semantic channel: float32 (n,)."""
        gained = self.late.scores * np.float32(self.parameters.late_weight)
        gained += self.stretches.scores * np.float32(self.parameters.stretch_weight)
        return self._of(rows, gained)

    def lexical_scores(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what each row gains in the lexical channel: float32 (n,)."""
        return self._of(rows, self.pairs.scores * np.float32(self.parameters.pair_weight))

    def semantic_earnings(self, row: int, query: str) -> list[Earning]:
        """Return what a row gained in the semantic channel, piece by piece."""
        place = self.places.get(row)
        if place is None:
            return []
        return [
            *self.late.earnings(place, self.parameters.late_weight),
            *self.stretches.earnings(place, query, self.parameters.stretch_weight),
        ]

    def lexical_earnings(self, row: int) -> list[Earning]:
        """Return what a row gained in the lexical channel, piece by piece."""
        place = self.places.get(row)
        return [] if place is None else self.pairs.earnings(place, self.parameters.pair_weight)

    def _of(self, rows: NDArray[np.int64], gained: NDArray[np.float32]) -> NDArray[np.float32]:
        found = [self.places.get(row) for row in rows.tolist()]
        return np.array([0 if place is None else gained[place] for place in found], np.float32)


def compare(
    query: QueryTokens,
    rows: Sequence[int],
    chunks: Sequence[ChunkTokens],
    lookup: SenseLookup,
    parameters: RankingParameters,
) -> Compared:
    """Compare a query's tokens with those of some chunks, a row each."""
    table = gather(chunks, lookup.vectors)
    return Compared(
        {row: place for place, row in enumerate(rows)},
        match_tokens(query, table, parameters.late_floor),
        match_stretches(query, table),
        match_pairs(query, chunks, parameters.max_pair_tokens),
        parameters,
    )
