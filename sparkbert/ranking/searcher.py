"""From a query to ranked hits: which chunks, in which order, and why?"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sparkbert.encoder.base import Encoding
from sparkbert.encoder.tokenizer import Pieces
from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking import evidence
from sparkbert.ranking.evidence import Earning
from sparkbert.ranking.exact import exact_rows
from sparkbert.ranking.fusion import Ranking, best_rows, order_rows, share_of_ceiling
from sparkbert.ranking.late import LateMatches, match_tokens
from sparkbert.ranking.likes import likeness_to_best, scores_around
from sparkbert.ranking.mixed import lexical_shares
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.query import (
    Query,
    QueryTerm,
    parse_query,
    sense_terms,
    whole_words,
    word_terms,
)
from sparkbert.ranking.stretch import StretchMatches, match_stretches
from sparkbert.ranking.terms import TermScores, idf, score_terms
from sparkbert.ranking.titles import TitleGains, match_titles
from sparkbert.ranking.tokens import ChunkTokens, QueryTokens, TokenReader, gather, query_tokens
from sparkbert.ranking.unfinished import UnfinishedWord, unfinished_word
from sparkbert.sparse import SparseVector
from sparkbert.types import Channel, Contribution, Hit, Tier
from sparkbert.vocabulary.lookup import SenseLookup
from sparkbert.words import stem, words

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """What a text is scored by; `senses` with codes, `pooled` float32 (dimension,), unit length."""

    text: str
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
    tokens
        Remembers chunks' tokens from one search to the next; of one index and one thread.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        lookup: SenseLookup,
        tokenizer: Callable[[str], Pieces],
        parameters: RankingParameters,
        tokens: TokenReader | None = None,
    ) -> None:
        self._snapshot = snapshot
        self._lookup = lookup
        self._parameters = parameters
        self._tokens = tokens or TokenReader(tokenizer, lookup)

    def search(
        self,
        typed: str,
        encoding: Encoding | None,
        top_k: int,
        mask: NDArray[np.bool_] | None = None,
        *,
        is_typing: bool = False,
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
        is_typing
            Whether the last word may be unfinished; words that begin with it count half as much.

        Raises
        ------
        QueryError
            The query is empty.
        """
        scored = self._score(parse_query(typed), encoding, mask, is_typing=is_typing)
        ranking, compared, titles = self._rank(scored, top_k)
        texts = self._snapshot.texts(ranking.rows)
        rows, channels = ranking.rows, ranking.channels
        of_senses = evidence.earnings(
            scored.senses, rows, channels[Channel.SEMANTIC] - compared.scores(rows)
        )
        semantic = [
            [*of_senses[place], *compared.earnings(row, scored.query.text)]
            for place, row in enumerate(rows.tolist())
        ]
        lexical = evidence.earnings(
            scored.words, rows, channels[Channel.LEXICAL] - titles.scores(rows)
        )
        return [
            self._hit(scored, ranking, place, text, semantic[place], lexical[place], titles.of(row))
            for place, (row, text) in enumerate(zip(rows.tolist(), texts, strict=True))
        ]

    def rank(
        self,
        typed: str,
        encoding: Encoding | None,
        top_k: int,
        mask: NDArray[np.bool_] | None = None,
    ) -> Ranking:
        """Return the order that `search` would give, without the evidence."""
        return self._rank(self._score(parse_query(typed), encoding, mask), top_k)[0]

    def score_passages(
        self, typed: str, encoding: Encoding, passages: Sequence[PassageVectors]
    ) -> list[float]:
        """Return what passages that are not in the index would score, by the index's own idf."""
        scored = self._score(parse_query(typed), encoding, None)
        earned = (
            np.array([scored.senses.score_of(one.senses) for one in passages], np.float32),
            np.array([scored.words.score_of(one.words) for one in passages], np.float32),
            np.array([one.pooled @ encoding.pooled for one in passages], np.float32),
        )
        shares = self._shares(scored, *earned)
        tokens = self._tokens.read(
            [one.text for one in passages], [one.senses.codes for one in passages]
        )
        compared = self._compare(scored.tokens, range(len(passages)), tokens)
        late = compared.scores(np.arange(len(passages)))
        totals: list[float] = np.sum([*shares.values(), late], axis=0).tolist()
        return totals

    def _score(
        self,
        query: Query,
        encoding: Encoding | None,
        mask: NDArray[np.bool_] | None,
        *,
        is_typing: bool = False,
    ) -> _Scored:
        snapshot = self._snapshot
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
            tokens=self._query_tokens(query, encoding),
            last=last,
        )

    def _query_tokens(self, query: Query, encoding: Encoding | None) -> QueryTokens:
        """Return the tokens to be compared with those of chunks; none of a long query."""
        at = np.zeros(0, dtype=np.int64)
        if encoding is not None:
            at = np.flatnonzero(self._lookup.is_word(encoding.piece_ids))
        if encoding is None or not 0 < len(at) <= self._parameters.max_compared_tokens:
            dimension = self._snapshot.identity.dimension
            return query_tokens((), np.zeros((0, dimension), np.float32), np.zeros(0, np.float32))
        snapshot, vectors = self._snapshot, encoding.vectors[at]
        nearest = self._lookup.nearest(encoding.piece_ids[at], vectors, 1).centroids[:, 0]
        n_chunks = int(np.count_nonzero(snapshot.encoded & snapshot.live))
        rarity = [idf(len(snapshot.sense_postings(one)), n_chunks) for one in nearest.tolist()]
        labels = whole_words(query.text, encoding)
        return query_tokens(
            [labels[token] for token in at.tolist()], vectors, np.array(rarity, np.float32)
        )

    def _compare(
        self, query: QueryTokens, rows: Sequence[int], chunks: Sequence[ChunkTokens]
    ) -> _Compared:
        """Compare the query's tokens with those of some chunks."""
        table = gather(chunks, self._lookup.vectors)
        return _Compared(
            {row: place for place, row in enumerate(rows)},
            match_tokens(query, table, self._parameters.late_floor),
            match_stretches(query, table),
            self._parameters,
        )

    def _tokens_of(self, rows: Sequence[int]) -> list[ChunkTokens]:
        ids = self._snapshot.chunk_ids[rows].tolist() if rows else []
        found = [self._tokens.known(chunk_id) for chunk_id in ids]
        missing = [place for place, one in enumerate(found) if one is None]
        unknown = [rows[place] for place in missing]
        texts = self._snapshot.texts(unknown)
        codes = [self._snapshot.codes(row) for row in unknown]
        for place, tokens in zip(missing, self._tokens.read(texts, codes), strict=True):
            self._tokens.remember(ids[place], tokens)
            found[place] = tokens
        return [one for one in found if one is not None]

    def _shares(
        self,
        scored: _Scored,
        senses: NDArray[np.float32],
        lexical: NDArray[np.float32],
        pooled: NDArray[np.float32],
    ) -> dict[Channel, NDArray[np.float32]]:
        """Return what each channel adds to the score, before tokens are compared."""
        parameters = self._parameters
        if scored.encoding is None:  # words alone: they are all there is to go by
            weights, coverage = (0.0, 1.0, 0.0), 0.0
        else:
            weights = (
                parameters.semantic_weight,
                parameters.lexical_weight,
                parameters.pooled_weight,
            )
            few = parameters.coverage_words / max(len(scored.words.worths), 1)
            coverage = min(parameters.lexical_coverage, few)
        return {
            Channel.SEMANTIC: share_of_ceiling(senses, scored.senses.ceiling, weights[0]),
            Channel.LEXICAL: share_of_ceiling(lexical, scored.words.ceiling, weights[1], coverage),
            Channel.POOLED: pooled * np.float32(weights[2]),
        }

    def _rank(self, scored: _Scored, top_k: int) -> tuple[Ranking, _Compared, TitleGains]:
        parameters = self._parameters
        exact = exact_rows(self._snapshot, scored.query)
        exact = exact[scored.allowed[exact]]
        shares = self._shares(
            scored,
            scored.senses.scores,
            scored.words.scores,
            self._cosines(scored.encoding),
        )
        shares[Channel.LEXICAL] = lexical_shares(
            scored.words, shares[Channel.LEXICAL], self._snapshot.readable
        )
        rows = exact
        if not scored.query.phrases:
            proposals = [
                best_rows(np.where(scored.allowed, share, 0), parameters.n_candidates)
                for share in shares.values()
            ]
            rows = np.unique(np.concatenate([exact, *proposals]))
        channels = {channel: share[rows] for channel, share in shares.items()}
        is_exact = np.isin(rows, exact)
        best = order_rows(rows, channels, is_exact, parameters.n_compared).rows
        best = best[self._snapshot.encoded[best]] if scored.tokens.labels else best[:0]
        compared = self._compare(scored.tokens, best.tolist(), self._tokens_of(best.tolist()))
        channels[Channel.SEMANTIC] = channels[Channel.SEMANTIC] + compared.scores(rows)
        candidates = order_rows(rows, channels, is_exact, parameters.n_compared)
        titles = self._titles(scored, candidates.rows)
        channels[Channel.LEXICAL] = channels[Channel.LEXICAL] + titles.scores(rows)
        if scored.encoding is not None:
            candidates = order_rows(rows, channels, is_exact, parameters.n_compared)
            channels[Channel.POOLED] = channels[Channel.POOLED] + self._likes(candidates, rows)
        return order_rows(rows, channels, is_exact, top_k), compared, titles

    def _titles(self, scored: _Scored, rows: NDArray[np.int64]) -> TitleGains:
        """Compare the query with the titles of the documents that some rows stand in."""
        weight = self._parameters.title_weight
        if not weight or not scored.words.worths:
            return TitleGains({}, weight)
        found = match_titles(scored.words, self._snapshot.titles(rows), scored.same)
        return TitleGains(dict(zip(rows.tolist(), found, strict=True)), weight)

    def _likes(self, candidates: Ranking, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what rows gain because they are like others that do well: float32 (n,).

        Of the candidates those count that have a vector; all other rows gain nothing.
        """
        parameters = self._parameters
        gains = np.zeros(len(rows), dtype=np.float32)
        has_vector = self._snapshot.encoded[candidates.rows]
        if (parameters.best_weight or parameters.neighbour_weight) and has_vector.any():
            liked = candidates.rows[has_vector]
            vectors = self._snapshot.pooled(liked)
            to_best = likeness_to_best(vectors, parameters.n_best)
            around = scores_around(candidates.scores[has_vector], vectors, parameters.n_neighbours)
            gains[np.searchsorted(rows, liked)] = (
                np.float32(parameters.best_weight) * to_best
                + np.float32(parameters.neighbour_weight) * around
            )
        return gains

    def _cosines(self, encoding: Encoding | None) -> NDArray[np.float32]:
        """Return every row's cosine with the query, float32 (n_rows,); 0 where there is none."""
        if encoding is None:
            return np.zeros(len(self._snapshot.chunk_ids), dtype=np.float32)
        return self._snapshot.pooled_products(encoding.pooled)

    def _hit(
        self,
        scored: _Scored,
        ranking: Ranking,
        place: int,
        text: str,
        semantic: Sequence[Earning],
        lexical: Sequence[Earning],
        title: Sequence[tuple[QueryTerm, float]],
    ) -> Hit:
        query, row = scored.query, int(ranking.rows[place])
        channels = {name: float(shares[place]) for name, shares in ranking.channels.items()}
        contributions = [
            *evidence.semantic_contributions(semantic, self._tokens.pieces(text)),
            *evidence.lexical_contributions(lexical, self._tokens.words(text), scored.same),
            *(
                Contribution(Channel.LEXICAL, term.label, None, None, weight)
                for term, weight in title
            ),
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
            highlights=tuple(evidence.highlights(text, contributions, scored.stems)),
            occurrences=tuple(self._snapshot.occurrences(row)),
            by_words_only=not self._snapshot.readable[row],
        )


@dataclass(frozen=True)
class _Scored:
    """A query with what each chunk earns in the inverted channels.

    `allowed` is bool (n_rows,): the chunks that may be found.
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


@dataclass(frozen=True, slots=True)
class _Compared:
    """What rows gain by their tokens; those that were not compared gain nothing."""

    places: dict[int, int]
    late: LateMatches
    stretches: StretchMatches
    parameters: RankingParameters

    def scores(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        gained = self.late.scores * np.float32(self.parameters.late_weight)
        gained += self.stretches.scores * np.float32(self.parameters.stretch_weight)
        found = [self.places.get(row) for row in rows.tolist()]
        return np.array([0 if place is None else gained[place] for place in found], np.float32)

    def earnings(self, row: int, query: str) -> list[Earning]:
        place = self.places.get(row)
        if place is None:
            return []
        return [
            *self.late.earnings(place, self.parameters.late_weight),
            *self.stretches.earnings(place, query, self.parameters.stretch_weight),
        ]


def _with_last(text: str, last: UnfinishedWord) -> list[QueryTerm]:
    return [*word_terms(text[: last.start]), last.term]


def _stems(text: str) -> frozenset[str]:
    """Return the stems of a query's words, stop words and parts of words included."""
    own = {stem(word) for word in _WORD.findall(text)}
    return frozenset(own | {word.stem for word in words(text)})
