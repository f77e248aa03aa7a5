"""From a query to ranked hits: which chunks, in which order, and why?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.encoder.base import Encoding
from sparkbert.encoder.tokenizer import Pieces
from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking import evidence
from sparkbert.ranking.compared import Compared, compare
from sparkbert.ranking.evidence import Earning
from sparkbert.ranking.exact import exact_rows
from sparkbert.ranking.fusion import Ranking, best_rows, order_rows, share_of_ceiling
from sparkbert.ranking.likely import likely
from sparkbert.ranking.likes import likeness_to_best, scores_around
from sparkbert.ranking.mixed import lexical_shares
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.query import QueryTerm, parse_query
from sparkbert.ranking.scored import Scored, score_query
from sparkbert.ranking.titles import TitleGains, match_titles
from sparkbert.ranking.tokens import ChunkTokens, TokenReader
from sparkbert.sparse import SparseVector
from sparkbert.types import Channel, Contribution, Hit, Tier
from sparkbert.vocabulary.lookup import SenseLookup


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """What a text is scored by; `senses` with codes, `pooled` float32 (dimension,), unit length."""

    text: str
    words: SparseVector
    senses: SparseVector
    pooled: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Earned:
    """What a hit earned with senses and tokens, words, pairs of words, and by its title."""

    semantic: Sequence[Earning]
    lexical: Sequence[Earning]
    pairs: Sequence[Earning]
    title: Sequence[tuple[QueryTerm, float]]


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
        checkpoint: Callable[[], None] = lambda: None,
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
        checkpoint
            Is called now and then; what it raises ends the search.

        Raises
        ------
        QueryError
            The query is empty.
        """
        scored = self._score(typed, encoding, mask, is_typing=is_typing)
        ranking, compared, titles = self._rank(scored, top_k)
        texts = self._snapshot.texts(ranking.rows)
        rows, channels = ranking.rows, ranking.channels
        of_senses = evidence.earnings(
            scored.senses, rows, channels[Channel.SEMANTIC] - compared.semantic_scores(rows)
        )
        semantic = [
            [*of_senses[place], *compared.semantic_earnings(row, scored.query.text)]
            for place, row in enumerate(rows.tolist())
        ]
        lexical = evidence.earnings(
            scored.words,
            rows,
            channels[Channel.LEXICAL] - titles.scores(rows) - compared.lexical_scores(rows),
        )
        is_likely = likely(ranking, scored, self._snapshot.encoded[rows], self._parameters)
        hits = []
        for place, (row, text) in enumerate(zip(rows.tolist(), texts, strict=True)):
            checkpoint()
            pairs, title = compared.lexical_earnings(row), titles.of(row)
            earned = _Earned(semantic[place], lexical[place], pairs, title)
            likely_one = bool(is_likely[place])
            hits.append(self._hit(scored, ranking, place, text, earned, is_likely=likely_one))
        return hits

    def rank(
        self,
        typed: str,
        encoding: Encoding | None,
        top_k: int,
        mask: NDArray[np.bool_] | None = None,
    ) -> Ranking:
        """Return the order that `search` would give, without the evidence."""
        return self._rank(self._score(typed, encoding, mask), top_k)[0]

    def score_passages(
        self, typed: str, encoding: Encoding, passages: Sequence[PassageVectors]
    ) -> list[float]:
        """Return what passages that are not in the index would score, by the index's own idf."""
        scored = self._score(typed, encoding, None)
        earned = (
            np.array([scored.senses.score_of(one.senses) for one in passages], np.float32),
            np.array([scored.words.score_of(one.words) for one in passages], np.float32),
            np.array([one.pooled @ encoding.pooled for one in passages], np.float32),
        )
        shares = self._shares(scored, *earned)
        tokens = self._tokens.read(
            [one.text for one in passages], [one.senses.codes for one in passages]
        )
        compared = compare(
            scored.tokens, range(len(passages)), tokens, self._lookup, self._parameters
        )
        at = np.arange(len(passages))
        gained = (compared.semantic_scores(at), compared.lexical_scores(at))
        totals: list[float] = np.sum([*shares.values(), *gained], axis=0).tolist()
        return totals

    def _score(
        self,
        typed: str,
        encoding: Encoding | None,
        mask: NDArray[np.bool_] | None,
        *,
        is_typing: bool = False,
    ) -> Scored:
        return score_query(
            parse_query(typed),
            encoding,
            mask,
            self._snapshot,
            self._lookup,
            self._parameters,
            is_typing=is_typing,
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
        scored: Scored,
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

    def _rank(self, scored: Scored, top_k: int) -> tuple[Ranking, Compared, TitleGains]:
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
        compared = self._compare(scored, rows, channels, is_exact)
        channels[Channel.SEMANTIC] = channels[Channel.SEMANTIC] + compared.semantic_scores(rows)
        channels[Channel.LEXICAL] = channels[Channel.LEXICAL] + compared.lexical_scores(rows)
        candidates = order_rows(rows, channels, is_exact, parameters.n_compared)
        titles = self._titles(scored, candidates.rows)
        channels[Channel.LEXICAL] = channels[Channel.LEXICAL] + titles.scores(rows)
        if scored.encoding is not None:
            candidates = order_rows(rows, channels, is_exact, parameters.n_compared)
            channels[Channel.POOLED] = channels[Channel.POOLED] + self._likes(candidates, rows)
        return order_rows(rows, channels, is_exact, top_k), compared, titles

    def _compare(
        self,
        scored: Scored,
        rows: NDArray[np.int64],
        channels: Mapping[Channel, NDArray[np.float32]],
        is_exact: NDArray[np.bool_],
    ) -> Compared:
        """Compare the tokens of the best candidates: some by their words, the others by all."""
        parameters = self._parameters
        chosen: list[int] = []
        if scored.tokens.labels:
            of_words = best_rows(channels[Channel.LEXICAL], parameters.n_compared_by_words)
            of_all = order_rows(rows, channels, is_exact, parameters.n_compared).rows
            offered = dict.fromkeys([*rows[of_words].tolist(), *of_all.tolist()])
            encoded = self._snapshot.encoded
            chosen = [row for row in offered if encoded[row]][: parameters.n_compared]
        tokens = self._tokens_of(chosen)
        return compare(scored.tokens, chosen, tokens, self._lookup, parameters)

    def _titles(self, scored: Scored, rows: NDArray[np.int64]) -> TitleGains:
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
        scored: Scored,
        ranking: Ranking,
        place: int,
        text: str,
        earned: _Earned,
        *,
        is_likely: bool,
    ) -> Hit:
        query, row = scored.query, int(ranking.rows[place])
        channels = {name: float(shares[place]) for name, shares in ranking.channels.items()}
        contributions = [
            *self._at_pieces(text, earned.semantic, Channel.SEMANTIC),
            *evidence.lexical_contributions(earned.lexical, self._tokens.words(text), scored.same),
            *self._at_pieces(text, earned.pairs, Channel.LEXICAL),
            *(
                Contribution(Channel.LEXICAL, term.label, None, None, weight)
                for term, weight in earned.title
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
            is_likely=is_likely,
        )

    def _at_pieces(
        self, text: str, earned: Sequence[Earning], channel: Channel
    ) -> list[Contribution]:
        """Return what word pieces of a text earned; it is cut only if any has."""
        if not earned:
            return []
        return evidence.contributions_at(text, earned, self._tokens.pieces(text), channel)
