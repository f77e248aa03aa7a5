"""What may the word become that is still being typed?"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from sparkbert.index.postings import Postings
from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.query import QueryTerm
from sparkbert.words import fold, has_unspaced, stem_key, words

N_COMPLETIONS = 24
"""So many of the index's words are tried, the most frequent ones."""

_LAST_WORD = re.compile(r"\w{2,}$")
_OTHER_WORD = 2  # a completion counts half of what the word itself does


@dataclass(frozen=True, slots=True)
class UnfinishedWord:
    """The last word of a query with the words that begin with it.

    Parameters
    ----------
    term
        Stands for all of them; its key is no word's own.
    start
        Where it begins in the query's text.
    stems
        The stems of the word itself, as far as it is one, and of its completions.
    postings
        The chunks that hold any of them.
    """

    term: QueryTerm
    start: int
    stems: frozenset[str]
    postings: Postings

    @property
    def keys(self) -> frozenset[int]:
        """The keys of `stems`."""
        return frozenset(map(stem_key, self.stems))


def unfinished_word(text: str, snapshot: Snapshot) -> UnfinishedWord | None:
    """Return the word at the end of a query, if it may be one that is still being typed."""
    match = _LAST_WORD.search(text)
    if match is None or has_unspaced(match[0]):
        return None  # pairs of letters are found from the second letter on
    own = {word.stem for word in words(match[0])}
    completions = snapshot.words_beginning(fold(match[0]), N_COMPLETIONS)
    others = {word.stem for one in completions for word in words(one)} - own
    weights = np.zeros(len(snapshot.chunk_ids), np.uint8)
    for stems, divisor in ((own, 1), (others, _OTHER_WORD)):
        for stem in sorted(stems):
            found = snapshot.word_postings(stem_key(stem))
            offered = np.maximum(found.weights // divisor, 1).astype(np.uint8)
            weights[found.rows] = np.maximum(weights[found.rows], offered)
    rows = np.flatnonzero(weights)
    # No text has a word that begins with a zero byte.
    term = QueryTerm(stem_key(f"\0{match[0]}"), match[0], 1.0)
    postings = Postings(rows, weights[rows], np.zeros(len(rows), np.uint8))
    return UnfinishedWord(term, match.start(), frozenset(own | others), postings)
