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
    pair_weight, max_pair_tokens
        What a chunk gains if all of the query's tokens follow each other in it as in the query, and
        how many tokens a query may have for that to count.
    title_weight
        What a chunk gains if the name and title of its document hold all of the query's words.
    best_weight, n_best
        What a chunk gains by its cosine with the mean of the best chunks, and how many these are.
    neighbour_weight, n_neighbours
        What a chunk gains of the mean score of its nearest neighbours, and how many these are.
        Both are told of as the pooled channel's, whose vectors they compare.
    lexical_coverage, coverage_words
        Share of what a query's words could earn below which they count less than in proportion; in
        a query of many words the share of so many of them, if that is less.
    late_floor
        The cosine below which a token that is near to one of the query's says nothing.
    n_compared
        How many chunks, the best by all else, have their tokens compared with the query's, and
        are then compared with each other.
    n_compared_by_words
        How many of these are the best by their words.
    max_compared_tokens
        Queries of more tokens do without: in long ones, too many tokens find something near.
    n_candidates
        How many chunks each channel proposes for fusion.
    likely_score, likely_share
        The score from which on a chunk is likely to have to do with the query, and the share of the
        best chunk's that it must have, too.
    likely_coverage, likely_coverage_by_words
        The share of the query's words, by what they are worth, from which on it is likely anyhow;
        the latter where words are all that a chunk can earn with.
    doubtful_letters, doubtful_score
        If no chunk holds any of the query's words, and the pieces that these are cut in have so few
        letters on average, no chunk is likely unless the best has this score.
    """

    search_n_neighbors: int = 5
    semantic_weight: float = 0.4
    late_weight: float = 0.4
    stretch_weight: float = 0.2
    lexical_weight: float = 0.25
    pooled_weight: float = 0.4
    pair_weight: float = 0.1
    max_pair_tokens: int = 6
    title_weight: float = 0.08
    best_weight: float = 0.2
    n_best: int = 3
    neighbour_weight: float = 0.2
    n_neighbours: int = 3
    lexical_coverage: float = 0.8
    coverage_words: float = 3.0
    late_floor: float = 0.25
    n_compared: int = 100
    n_compared_by_words: int = 40
    max_compared_tokens: int = 48
    n_candidates: int = 1000
    likely_score: float = 0.33
    likely_share: float = 0.3
    likely_coverage: float = 0.6
    likely_coverage_by_words: float = 0.3
    doubtful_letters: float = 3.0
    doubtful_score: float = 0.46
