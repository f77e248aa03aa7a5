"""How are passages ranked that the encoder can't read, among others that it can?

They earn by their words alone. Where the others' words are worth a share of the score, theirs are
worth all of it as far as the query is meant for them: as far as its words are at home in them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sparkbert.ranking.fusion import share_of_ceiling
from sparkbert.ranking.terms import TermScores


def lexical_shares(
    words: TermScores, shares: NDArray[np.float32], readable: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Return what rows gain by their words, given what they would gain if all were readable.

    Parameters
    ----------
    words
        What rows earned with the query's words.
    shares
        float32 (n_rows,): the lexical channel's shares of the score.
    readable
        bool (n_rows,): rows that the encoder can read; their shares stay.
    """
    if readable.all():
        return shares
    alone = share_of_ceiling(words.scores, words.ceiling, 1.0)
    meant = np.float32(_meant_for_others(words, readable))
    return np.where(readable, shares, shares + meant * np.maximum(alone - shares, 0))


def _meant_for_others(words: TermScores, readable: NDArray[np.bool_]) -> float:
    """Return from 0 to 1 how much more a query's words are those of texts that can't be read.

    A word is theirs by 2f - 1, where f is their part of its frequency, each side's counted among
    its own rows; a word that is as frequent in the others says nothing. Rare words count more.
    """
    n_readable = max(int(np.count_nonzero(readable)), 1)
    n_others = max(len(readable) - n_readable, 1)
    total = theirs = 0.0
    for match in words.matches:
        n_read = int(np.count_nonzero(readable[match.postings.rows]))
        among_others = (len(match.postings) - n_read) / n_others
        part = among_others / (among_others + n_read / n_readable)
        theirs += match.worth * max(2 * part - 1, 0)
        total += match.worth
    return theirs / total if total else 0.0
