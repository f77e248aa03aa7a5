"""What do chunks earn with a query before any of them are compared token by token?"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sparkbert.encoder.base import Encoding
from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.query import Query, QueryTerm, sense_terms, whole_words, word_terms
from sparkbert.ranking.terms import TermScores, idf, score_terms
from sparkbert.ranking.tokens import QueryTokens, query_tokens
from sparkbert.ranking.unfinished import UnfinishedWord, unfinished_word
from sparkbert.vocabulary.lookup import SenseLookup
from sparkbert.words import stem, words

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Scored:
    """A query with what each chunk earns in the inverted channels.

    Parameters
    ----------
    query, encoding
        What was asked; without an encoding only words count.
    allowed
        bool (n_rows,): the chunks that may be found.
    words, senses
        What chunks earn with the query's words and senses.
    tokens
        The query's tokens that are to be compared with those of chunks.
    last
        The word that is still being typed, if there is one.
    """

    query: Query
    encoding: Encoding | None
    allowed: NDArray[np.bool_]
    words: TermScores
    senses: TermScores
    tokens: QueryTokens
    last: UnfinishedWord | None

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the query's words, and of what an unfinished one may become."""
        return _stems(self.query.text) | (self.last.stems if self.last else frozenset())

    @property
    def same(self) -> Mapping[int, Collection[int]]:
        """For a term that stands for several words, the keys of these."""
        return {self.last.term.key: self.last.keys} if self.last else {}


def score_query(
    query: Query,
    encoding: Encoding | None,
    mask: NDArray[np.bool_] | None,
    snapshot: Snapshot,
    lookup: SenseLookup,
    parameters: RankingParameters,
    *,
    is_typing: bool = False,
) -> Scored:
    """Look up a query's words and senses; the arguments are those of `Searcher`."""
    n_rows = len(snapshot.chunk_ids)
    last = unfinished_word(query.text, snapshot) if is_typing else None
    words_found = score_terms(
        word_terms(query.text) if last is None else _with_last(query.text, last),
        lambda key: (
            last.postings
            if last is not None and key == last.term.key
            else snapshot.word_postings(key)
        ),
        n_chunks=snapshot.n_live,
        n_rows=n_rows,
    )
    senses: list[QueryTerm] = []
    if encoding is not None:
        senses = sense_terms(query.text, encoding, lookup, parameters.search_n_neighbors)
    senses_found = score_terms(
        senses, snapshot.sense_postings, n_chunks=_n_encoded(snapshot), n_rows=n_rows
    )
    return Scored(
        query=query,
        encoding=encoding,
        allowed=snapshot.live if mask is None else snapshot.live & mask,
        words=words_found,
        senses=senses_found,
        tokens=_tokens(query, encoding, snapshot, lookup, parameters.max_compared_tokens),
        last=last,
    )


def _tokens(
    query: Query,
    encoding: Encoding | None,
    snapshot: Snapshot,
    lookup: SenseLookup,
    max_tokens: int,
) -> QueryTokens:
    """Return the tokens to be compared with those of chunks; none of a long query."""
    at = np.zeros(0, dtype=np.int64)
    if encoding is not None:
        at = np.flatnonzero(lookup.is_word(encoding.piece_ids))
    if encoding is None or not 0 < len(at) <= max_tokens:
        vectors = np.zeros((0, snapshot.identity.dimension), np.float32)
        return query_tokens((), np.zeros(0, np.int32), vectors, np.zeros(0, np.float32))
    ids, vectors = encoding.piece_ids[at], encoding.vectors[at]
    nearest = lookup.nearest(ids, vectors, 1).centroids[:, 0]
    n_chunks = _n_encoded(snapshot)
    rarity = [idf(len(snapshot.sense_postings(one)), n_chunks) for one in nearest.tolist()]
    labels = whole_words(query.text, encoding)
    return query_tokens(
        [labels[token] for token in at.tolist()], ids, vectors, np.array(rarity, np.float32)
    )


def _n_encoded(snapshot: Snapshot) -> int:
    return int(np.count_nonzero(snapshot.encoded & snapshot.live))


def _with_last(text: str, last: UnfinishedWord) -> list[QueryTerm]:
    return [*word_terms(text[: last.start]), last.term]


def _stems(text: str) -> frozenset[str]:
    """Return the stems of a query's words, stop words and parts of words included."""
    own = {stem(word) for word in _WORD.findall(text)}
    return frozenset(own | {word.stem for word in words(text)})
