"""Which numbers shape the ranking, and what are they?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RankingParameters:
    """Settings of a search; the defaults were chosen on train and dev queries only.

    Parameters
    ----------
    search_n_neighbors
        With how many senses each token of a query is searched.
    semantic_weight, lexical_weight, pooled_weight
        Share of each channel in the score.
    lexical_coverage
        Share of what a query's words could earn below which they count less than in proportion.
    n_candidates
        How many chunks each channel proposes for fusion.
    """

    search_n_neighbors: int = 5
    semantic_weight: float = 0.4
    lexical_weight: float = 0.3
    pooled_weight: float = 0.3
    lexical_coverage: float = 0.6
    n_candidates: int = 1000
