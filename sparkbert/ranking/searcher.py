"""From a query to ranked hits: which chunks, in which order, and why?"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from sparkbert.encoder.base import Encoding
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking import evidence
from sparkbert.ranking.evidence import Earning
from sparkbert.ranking.fusion import ChannelScale, Ranking, best_rows, order_rows
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.query import Query, QueryTerm, parse_query, sense_terms, word_terms
from sparkbert.ranking.terms import TermScores, score_terms
from sparkbert.types import Channel, Contribution, Hit, Tier
from sparkbert.vocabulary.lookup import SenseLookup
from sparkbert.words import stem, words

_MANY = 50
"""Words that stand literally in more chunks than this do not single any of them out."""
_VERBATIM_WORDS = 3
_IDENTIFIER = re.compile(r"(?=\S*(?:\d|\w[^\w\s]\w|_))\S{2,}")
_WORD = re.compile(r"\w+")


class Searcher:
    """Searches one snapshot of an index.

    Parameters
    ----------
    snapshot
        The state that is searched.
    lookup
        The vocabulary that the index was made with.
    tokenizer
        The encoder's, to find the words that witnesses belong to.
    parameters
        Channel weights and widths.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        lookup: SenseLookup,
        tokenizer: PieceTokenizer,
        parameters: RankingParameters,
    ) -> None:
        self._snapshot = snapshot
        self._lookup = lookup
        self._tokenizer = tokenizer
        self._parameters = parameters

    def search(
        self,
        typed: str,
        encoding: Encoding | None,
        top_k: int,
        mask: NDArray[np.bool_] | None = None,
    ) -> list[Hit]:
        """Return the best passages with everything that explains their place.

        Parameters
        ----------
        typed
            The query; words in quotation marks must stand in the passage as they are.
        encoding
            Of `parse_query(typed).text`, by `encode_query`; without it only words count.
        top_k
            How many passages to return at most.
        mask
            bool (n_rows,): the chunks that may be found; all if not given.

        Raises
        ------
        QueryError
            The query is empty.
        """
        search = _Search(self, parse_query(typed), encoding, mask)
        return search.hits(search.rank(top_k))

    def rank(
        self,
        typed: str,
        encoding: Encoding | None,
        top_k: int,
        mask: NDArray[np.bool_] | None = None,
    ) -> Ranking:
        """Return the order that `search` would give, without the evidence."""
        return _Search(self, parse_query(typed), encoding, mask).rank(top_k)


class _Search:
    """One query on its way through the channels."""

    def __init__(
        self,
        searcher: Searcher,
        query: Query,
        encoding: Encoding | None,
        mask: NDArray[np.bool_] | None,
    ) -> None:
        self._snapshot = snapshot = searcher._snapshot
        self._tokenizer = searcher._tokenizer
        self._parameters = parameters = searcher._parameters
        self._query = query
        self._encoding = encoding
        self._allowed = snapshot.live if mask is None else snapshot.live & mask
        n_rows = len(snapshot.chunk_ids)
        self._words = score_terms(
            word_terms(query.text),
            snapshot.word_postings,
            n_chunks=snapshot.n_live,
            n_rows=n_rows,
        )
        senses: list[QueryTerm] = []
        if encoding is not None:
            n_neighbors = parameters.search_n_neighbors
            senses = sense_terms(query.text, encoding, searcher._lookup, n_neighbors)
        self._senses = score_terms(
            senses,
            snapshot.sense_postings,
            n_chunks=int(np.count_nonzero(snapshot.encoded & snapshot.live)),
            n_rows=n_rows,
        )
        self._scale = self._channel_scale()

    def rank(self, top_k: int) -> Ranking:
        exact = self._exact_rows()
        rows = self._candidates(exact)
        channels = {
            Channel.SEMANTIC: self._senses.scores[rows] * np.float32(self._scale.semantic),
            Channel.LEXICAL: self._words.scores[rows] * np.float32(self._scale.lexical),
            Channel.POOLED: self._cosines(rows) * np.float32(self._scale.pooled),
        }
        return order_rows(rows, channels, np.isin(rows, exact), top_k)

    def hits(self, ranking: Ranking) -> list[Hit]:
        texts = self._snapshot.texts(ranking.rows)
        semantic = self._earnings(self._senses, ranking.rows, self._scale.semantic)
        lexical = self._earnings(self._words, ranking.rows, self._scale.lexical)
        query_stems = {stem(word) for word in _WORD.findall(self._query.text)}
        query_stems |= {word.stem for word in words(self._query.text)}
        hits = []
        for place, (row, text) in enumerate(zip(ranking.rows.tolist(), texts, strict=True)):
            channels = {name: float(share[place]) for name, share in ranking.channels.items()}
            contributions = [
                *evidence.semantic_contributions(semantic[place], self._tokenizer(text)),
                *evidence.lexical_contributions(lexical[place], words(text)),
            ]
            if channels[Channel.POOLED]:
                whole = channels[Channel.POOLED]
                contributions.append(
                    Contribution(Channel.POOLED, self._query.text, None, None, whole)
                )
            contributions.sort(key=lambda one: -one.weight)
            hits.append(
                Hit(
                    chunk_id=int(self._snapshot.chunk_ids[row]),
                    text=text,
                    score=float(ranking.scores[place]),
                    tier=Tier.EXACT if ranking.exact[place] else Tier.RANKED,
                    channels=channels,
                    contributions=tuple(contributions),
                    highlights=tuple(evidence.highlights(text, contributions, query_stems)),
                    occurrences=tuple(self._snapshot.occurrences(row)),
                )
            )
        return hits

    def _channel_scale(self) -> ChannelScale:
        """Bring each channel to its weight's share of 1 for a chunk that earns all it could."""
        parameters = self._parameters
        if self._encoding is None:
            return ChannelScale(0.0, 1 / max(self._words.ceiling, 1e-9), 0.0)
        return ChannelScale(
            semantic=parameters.semantic_weight / max(self._senses.ceiling, 1e-9),
            lexical=parameters.lexical_weight / max(self._words.ceiling, 1e-9),
            pooled=parameters.pooled_weight,
        )

    def _candidates(self, exact: NDArray[np.int64]) -> NDArray[np.int64]:
        if self._query.phrases:
            return exact
        proposals = [
            best_rows(np.where(self._allowed, channel.scores, 0), self._parameters.n_candidates)
            for channel in (self._words, self._senses)
        ]
        return np.unique(np.concatenate([exact, *proposals]))

    def _exact_rows(self) -> NDArray[np.int64]:
        """Return the allowed rows that hold the query literally, if that singles them out."""
        snapshot, query = self._snapshot, self._query
        if query.phrases:
            found = [snapshot.rows_with_phrase(phrase) for phrase in query.phrases]
            rows = found[0]
            for other in found[1:]:
                rows = np.intersect1d(rows, other)
            return rows[self._allowed[rows]]
        rows = np.empty(0, dtype=np.int64)
        is_identifier = _IDENTIFIER.fullmatch(query.text)
        if is_identifier or len(_WORD.findall(query.text)) >= _VERBATIM_WORDS:
            holding = snapshot.rows_with_phrase(query.text, _MANY + 1)
            rows = holding if len(holding) <= _MANY else rows
        named = snapshot.documents_with_name(query.text)
        if named:
            rows = np.union1d(rows, np.flatnonzero(snapshot.rows_of_documents(named)))
        return rows[self._allowed[rows]]

    def _cosines(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        if self._encoding is None:
            return np.zeros(len(rows), dtype=np.float32)
        cosines = self._snapshot.pooled(rows) @ self._encoding.pooled
        return np.asarray(cosines, dtype=np.float32)

    def _earnings(
        self, scores: TermScores, rows: NDArray[np.int64], scale: float
    ) -> list[list[Earning]]:
        """Return for each of a few rows what it earned with each term."""
        place_of = np.full(len(self._snapshot.chunk_ids), -1, dtype=np.int64)
        place_of[rows] = np.arange(len(rows))
        earnings: list[list[Earning]] = [[] for _ in range(len(rows))]
        for match in scores.matches:
            places = place_of[match.postings.rows]
            for at in np.flatnonzero(places >= 0).tolist():
                weight = float(match.postings.weights[at]) * match.worth * scale
                witness = int(match.postings.witnesses[at])
                earnings[places[at]].append(Earning(match.term, weight, witness))
        return earnings
