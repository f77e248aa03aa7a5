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
    semantic_weight, late_weight, stretch_weight
        Shares of the semantic channel's addends: senses weighed as BM25 weighs words, late
        interaction of the query's tokens with the chunk's, and the chunk's best stretch.
    lexical_weight, pooled_weight
        Shares of the other channels.
    lexical_coverage
        Share of what a query's words could earn below which they count less than in proportion.
    late_floor
        The cosine below which a token that is near to one of the query's says nothing.
    n_compared
        How many chunks, the best by all else, have their tokens compared with the query's.
    max_compared_tokens
        Queries of more tokens do without: in long ones, too many tokens find something near.
    n_candidates
        How many chunks each channel proposes for fusion.
    """

    search_n_neighbors: int = 5
    semantic_weight: float = 0.3
    late_weight: float = 0.4
    stretch_weight: float = 0.2
    lexical_weight: float = 0.25
    pooled_weight: float = 0.4
    lexical_coverage: float = 0.8
    late_floor: float = 0.25
    n_compared: int = 100
    max_compared_tokens: int = 48
    n_candidates: int = 1000
