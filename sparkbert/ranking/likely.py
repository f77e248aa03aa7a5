"""Which passages may well answer a query, and which are only the best of what there is?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sparkbert.ranking.fusion import Ranking
from sparkbert.ranking.meaningless import is_doubtful
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.scored import Scored


def likely(
    ranking: Ranking,
    scored: Scored,
    has_vectors: NDArray[np.bool_],
    parameters: RankingParameters,
) -> NDArray[np.bool_]:
    """Tell of ranked passages whether they have to do with the query: bool (n,).

    Scores are sums of shares of what could be earned at most, so that they say something without
    others to be compared with. What holds the query, or most of its words by what these are worth,
    is likely whatever else it earned; so is what words alone have found. Where the query may say
    nothing at all (`meaningless`), the best of the passages must have more.

    Parameters
    ----------
    ranking
        The passages, best first.
    scored
        The query, and what passages earn with its words.
    has_vectors
        bool (n,): which of them can earn more than their words do.
    parameters
        Where likely begins.
    """
    if scored.encoding is None or not len(ranking.rows):
        return np.ones(len(ranking.rows), np.bool_)
    best = float(ranking.scores.max())
    if best < parameters.doubtful_score and is_doubtful(scored, parameters.doubtful_letters):
        return ranking.exact.copy()
    least = max(parameters.likely_score, parameters.likely_share * best)
    covered = scored.words.covered(ranking.rows)
    enough = np.where(has_vectors, parameters.likely_coverage, parameters.likely_coverage_by_words)
    found: NDArray[np.bool_] = (ranking.scores >= least) | (covered >= enough) | ranking.exact
    return found
