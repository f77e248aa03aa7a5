"""Did the highlighted words earn the score? It falls without them more than without others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sparkbert.encoder.base import TokenEncoder
from sparkbert.errors import CollectionError
from sparkbert.evaluation.metrics import Interval, compare
from sparkbert.evaluation.product import IndexedCollection, Product
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.searcher import PassageVectors, Searcher
from sparkbert.sparse import SenseEncoder, word_vector
from sparkbert.types import HighlightKind
from sparkbert.words import words

N_DRAWS = 3
"""How often as many words are chosen by chance, for each passage."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """What passages lose without their highlighted words, and without as many by chance.

    Parameters
    ----------
    n_pairs
        How many pairs of a query and its best passage were measured.
    mean_words
        How many words of a passage are highlighted.
    mean_score
        What the whole passages score.
    drop_highlighted, drop_random
        By how much the score falls without the highlighted words, and without as many of the
        passage's other content words, chosen by chance; means over the pairs.
    difference
        Between the two, with its 95 % interval.
    p_value
        How likely chance alone makes a difference as large.
    share_greater
        For which share of the pairs the highlighted words cost more.
    n_related_pairs, mean_related_words, drop_related, drop_random_related
        The same of related words alone, where some are highlighted; words of the query stay.
    """

    n_pairs: int
    mean_words: float
    mean_score: float
    drop_highlighted: float
    drop_random: float
    difference: Interval
    p_value: float
    share_greater: float
    n_related_pairs: int = 0
    mean_related_words: float = 0.0
    drop_related: float = 0.0
    drop_random_related: float = 0.0

    @property
    def ratio(self) -> float:
        """How many times as much the highlighted words cost; infinite if others cost nothing."""
        return _ratio(self.drop_highlighted, self.drop_random)

    @property
    def related_ratio(self) -> float:
        """The same of related words alone."""
        return _ratio(self.drop_related, self.drop_random_related)


def measure_faithfulness(
    indexed: IndexedCollection,
    product: Product,
    parameters: RankingParameters,
    queries: Mapping[str, str],
    n_pairs: int,
    tell: Callable[[str, int, int], None] = lambda what, done, n: None,
) -> Faithfulness:
    """Take highlighted words out of the best passages, encode and score these again.

    Each altered text is weighed as the product weighs a chunk, and scored with the query's terms
    and the idf of the index as it is. A passage counts if it has highlights and at least as
    many other content words.

    Parameters
    ----------
    indexed, product
        The collection's index, and what it was made with.
    parameters
        Of the ranking.
    queries
        By query id; the first ones that find such a passage are taken, in order.
    n_pairs
        How many at most.
    tell
        Is called with what is done, how many, and of how many.

    Raises
    ------
    CollectionError
        No query finds such a passage.

    Source: the comprehensiveness of DeYoung et al., ERASER: A Benchmark to Evaluate Rationalized
    NLP Models (ACL 2020), against a random choice of as many words.
    """
    trial = _Trial(
        indexed,
        indexed.searcher(parameters),
        product.encoder,
        SenseEncoder.of_index(product.lookup, product.identity.index_n_neighbors),
        np.random.default_rng(0),
    )
    measured: list[_Drops] = []
    for typed in queries.values():
        if len(measured) == n_pairs:
            break
        if (drops := trial.drops(typed)) is not None:
            measured.append(drops)
            tell("passages", len(measured), n_pairs)
    if not measured:
        raise CollectionError(
            "No query of the collection finds a passage with highlighted and other words"
        )
    highlighted = np.array([one.highlighted.drop for one in measured])
    random = np.array([one.highlighted.drop_random for one in measured])
    related = [one.related for one in measured if one.related.n_words]
    comparison = compare(highlighted, random)
    return Faithfulness(
        n_pairs=len(measured),
        mean_words=_mean([one.highlighted.n_words for one in measured]),
        mean_score=_mean([one.score for one in measured]),
        drop_highlighted=float(highlighted.mean()),
        drop_random=float(random.mean()),
        difference=comparison.difference,
        p_value=comparison.p_value,
        share_greater=float((highlighted > random).mean()),
        n_related_pairs=len(related),
        mean_related_words=_mean([one.n_words for one in related]),
        drop_related=_mean([one.drop for one in related]),
        drop_random_related=_mean([one.drop_random for one in related]),
    )


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0


def _ratio(drop: float, other: float) -> float:
    return drop / other if other > 0 else float("inf")


def without(text: str, spans: Sequence[Span]) -> str:
    """Return a text without some spans of it, which don't overlap.

    Examples
    --------
    >>> without("a blue bird sings", [(2, 6), (12, 17)])
    'a  bird '
    """
    kept, end = [], 0
    for start, stop in sorted(spans):
        kept.append(text[end:start])
        end = stop
    return "".join([*kept, text[end:]])


@dataclass(frozen=True, slots=True)
class _Drop:
    """By how much a score falls without some words, and without as many by chance."""

    n_words: int
    drop: float
    drop_random: float

    @classmethod
    def of(cls, whole: float, scores: Sequence[float], n_words: int) -> _Drop:
        """Take the score without the words, then those without others."""
        bare, *others = scores
        return cls(n_words, whole - bare, whole - float(np.mean(others)))


@dataclass(frozen=True, slots=True)
class _Drops:
    """What one pair tells: the score, and what it loses."""

    score: float
    highlighted: _Drop
    related: _Drop


@dataclass(frozen=True, slots=True)
class _Trial:
    """What one pair after the other is measured with."""

    indexed: IndexedCollection
    searcher: Searcher
    encoder: TokenEncoder
    senses: SenseEncoder
    rng: np.random.Generator

    def drops(self, typed: str) -> _Drops | None:
        """Return what a query's best passage tells, or None if it does not count."""
        query = self.indexed.encode(typed)
        hits = [] if query is None else self.searcher.search(typed, query, 1)
        if query is None or not hits:
            return None
        text, marks = hits[0].text, hits[0].highlights
        marked = [(one.start, one.end) for one in marks]
        related = [(one.start, one.end) for one in marks if one.kind is HighlightKind.RELATED]
        others = [span for span in _content_spans(text) if not _touches(span, marked)]
        if not marked or len(others) < len(marked):
            return None
        texts = [text]
        for spans in (marked, related):
            texts += [without(text, some) for some in (spans, *self._draws(others, len(spans)))]
        whole, *scores = self.searcher.score_passages(typed, query, self._vectors(texts))
        of_marked, of_related = scores[: 1 + N_DRAWS], scores[1 + N_DRAWS :]
        return _Drops(
            whole,
            _Drop.of(whole, of_marked, len(marked)),
            _Drop.of(whole, of_related, len(related)),
        )

    def _draws(self, others: Sequence[Span], n: int) -> list[list[Span]]:
        """Choose so many words by chance, several times."""
        return [
            [others[at] for at in self.rng.choice(len(others), n, replace=False)]
            for _ in range(N_DRAWS)
        ]

    def _vectors(self, texts: Sequence[str]) -> list[PassageVectors]:
        return [
            PassageVectors(
                text, word_vector(words(text)), self.senses.encode(encoding), encoding.pooled
            )
            for text, encoding in zip(texts, self.encoder.encode(texts), strict=True)
        ]


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _content_spans(text: str) -> Iterator[Span]:
    """Yield the words that are no stop words; of a word and its parts the whole alone."""
    end = 0
    for word in sorted(words(text), key=lambda one: (one.start, -one.end)):
        if word.start >= end:
            yield word.start, word.end
            end = word.end
