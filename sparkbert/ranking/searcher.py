"""From a query to ranked hits: which chunks, in which order, and why?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.encoder.base import Encoding
from sparkbert.encoder.tokenizer import Pieces
from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking import evidence
from sparkbert.ranking.evidence import Earning
from sparkbert.ranking.exact import exact_rows
from sparkbert.ranking.fusion import ChannelScale, Ranking, best_rows, order_rows
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.query import Query, QueryTerm, parse_query, sense_terms, word_terms
from sparkbert.ranking.terms import TermScores, score_terms
from sparkbert.sparse import SparseVector
from sparkbert.types import Channel, Contribution, Hit, Tier
from sparkbert.vocabulary.lookup import SenseLookup
from sparkbert.words import stem, words

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """All that a passage is scored by; `pooled` is float32 (dimension,) of unit length."""

    words: SparseVector
    senses: SparseVector
    pooled: NDArray[np.float32]


class Searcher:
    """Searches one snapshot of an index.

    Parameters
    ----------
    snapshot
        The state that is searched.
    lookup
        The vocabulary that the index was made with.
    tokenizer
        Cuts texts into the encoder's word pieces, to find the words that witnesses belong to.
    parameters
        Channel weights and widths.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        lookup: SenseLookup,
        tokenizer: Callable[[str], Pieces],
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
        scored = self._score(parse_query(typed), encoding, mask)
        ranking = self._rank(scored, top_k)
        texts = self._snapshot.texts(ranking.rows)
        semantic = evidence.earnings(scored.senses, ranking.rows, scored.scale.semantic)
        lexical = evidence.earnings(scored.words, ranking.rows, scored.scale.lexical)
        return [
            self._hit(scored.query, ranking, place, text, semantic[place], lexical[place])
            for place, text in enumerate(texts)
        ]

    def rank(
        self,
        typed: str,
        encoding: Encoding | None,
        top_k: int,
        mask: NDArray[np.bool_] | None = None,
    ) -> Ranking:
        """Return the order that `search` would give, without the evidence."""
        return self._rank(self._score(parse_query(typed), encoding, mask), top_k)

    def score_passages(
        self, typed: str, encoding: Encoding, passages: Sequence[PassageVectors]
    ) -> list[float]:
        """Return what passages that are not in the index would score, by the index's own idf."""
        scored = self._score(parse_query(typed), encoding, None)
        scale = scored.scale
        return [
            scored.senses.score_of(one.senses) * scale.semantic
            + scored.words.score_of(one.words) * scale.lexical
            + float(one.pooled @ encoding.pooled) * scale.pooled
            for one in passages
        ]

    def _score(
        self, query: Query, encoding: Encoding | None, mask: NDArray[np.bool_] | None
    ) -> _Scored:
        snapshot = self._snapshot
        n_rows = len(snapshot.chunk_ids)
        words_found = score_terms(
            word_terms(query.text), snapshot.word_postings, n_chunks=snapshot.n_live, n_rows=n_rows
        )
        senses: list[QueryTerm] = []
        if encoding is not None:
            n_neighbors = self._parameters.search_n_neighbors
            senses = sense_terms(query.text, encoding, self._lookup, n_neighbors)
        senses_found = score_terms(
            senses,
            snapshot.sense_postings,
            n_chunks=int(np.count_nonzero(snapshot.encoded & snapshot.live)),
            n_rows=n_rows,
        )
        return _Scored(
            query=query,
            encoding=encoding,
            allowed=snapshot.live if mask is None else snapshot.live & mask,
            words=words_found,
            senses=senses_found,
            scale=self._scale(words_found, None if encoding is None else senses_found),
        )

    def _scale(self, words_found: TermScores, senses_found: TermScores | None) -> ChannelScale:
        """Bring each channel to its weight's share of 1 for a chunk that earns all it could."""
        parameters = self._parameters
        if senses_found is None:
            return ChannelScale(0.0, 1 / max(words_found.ceiling, 1e-9), 0.0)
        return ChannelScale(
            semantic=parameters.semantic_weight / max(senses_found.ceiling, 1e-9),
            lexical=parameters.lexical_weight / max(words_found.ceiling, 1e-9),
            pooled=parameters.pooled_weight,
        )

    def _rank(self, scored: _Scored, top_k: int) -> Ranking:
        exact = exact_rows(self._snapshot, scored.query)
        exact = exact[scored.allowed[exact]]
        rows = exact if scored.query.phrases else self._candidates(scored, exact)
        channels = {
            Channel.SEMANTIC: scored.senses.scores[rows] * np.float32(scored.scale.semantic),
            Channel.LEXICAL: scored.words.scores[rows] * np.float32(scored.scale.lexical),
            Channel.POOLED: self._cosines(scored, rows) * np.float32(scored.scale.pooled),
        }
        return order_rows(rows, channels, np.isin(rows, exact), top_k)

    def _candidates(self, scored: _Scored, exact: NDArray[np.int64]) -> NDArray[np.int64]:
        proposals = [
            best_rows(np.where(scored.allowed, found.scores, 0), self._parameters.n_candidates)
            for found in (scored.words, scored.senses)
        ]
        return np.unique(np.concatenate([exact, *proposals]))

    def _cosines(self, scored: _Scored, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        if scored.encoding is None:
            return np.zeros(len(rows), dtype=np.float32)
        cosines = self._snapshot.pooled(rows) @ scored.encoding.pooled
        return np.asarray(cosines, dtype=np.float32)

    def _hit(
        self,
        query: Query,
        ranking: Ranking,
        place: int,
        text: str,
        semantic: Sequence[Earning],
        lexical: Sequence[Earning],
    ) -> Hit:
        row = int(ranking.rows[place])
        channels = {name: float(shares[place]) for name, shares in ranking.channels.items()}
        contributions = [
            *evidence.semantic_contributions(semantic, self._tokenizer(text)),
            *evidence.lexical_contributions(lexical, words(text)),
        ]
        if channels[Channel.POOLED]:
            whole = channels[Channel.POOLED]
            contributions.append(Contribution(Channel.POOLED, query.text, None, None, whole))
        contributions.sort(key=lambda one: -one.weight)
        return Hit(
            chunk_id=int(self._snapshot.chunk_ids[row]),
            text=text,
            score=float(ranking.scores[place]),
            tier=Tier.EXACT if ranking.exact[place] else Tier.RANKED,
            channels=channels,
            contributions=tuple(contributions),
            highlights=tuple(evidence.highlights(text, contributions, _stems(query.text))),
            occurrences=tuple(self._snapshot.occurrences(row)),
        )


@dataclass(frozen=True, slots=True)
class _Scored:
    """A query with what each chunk earns in the inverted channels.

    `allowed` is bool (n_rows,): the chunks that may be found.
    """

    query: Query
    encoding: Encoding | None
    allowed: NDArray[np.bool_]
    words: TermScores
    senses: TermScores
    scale: ChannelScale


def _stems(text: str) -> set[str]:
    """Return the stems of a query's words, stop words and parts of words included."""
    return {stem(word) for word in _WORD.findall(text)} | {word.stem for word in words(text)}
