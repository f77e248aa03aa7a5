"""Did the highlighted words earn the score? It falls without them more than without others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.encoder.base import TokenEncoder
from sparkbert.errors import CollectionError
from sparkbert.evaluation.metrics import Interval, compare
from sparkbert.evaluation.product import IndexedCollection, Product
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.searcher import PassageVectors, Searcher
from sparkbert.sparse import SenseEncoder, word_vector
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
        By how much the score falls without the highlighted words, and without as many content words
        of the passage, chosen by chance among all of them; means over the pairs.
    difference
        Between the two, with its 95 % interval.
    p_value
        How likely chance alone makes a difference as large.
    share_greater
        For which share of the pairs the highlighted words cost more.
    """

    n_pairs: int
    mean_words: float
    mean_score: float
    drop_highlighted: float
    drop_random: float
    difference: Interval
    p_value: float
    share_greater: float

    @property
    def ratio(self) -> float:
        """How many times as much the highlighted words cost; infinite if others cost nothing."""
        return self.drop_highlighted / self.drop_random if self.drop_random > 0 else float("inf")


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
    and the idf of the index as it is. A passage counts if it has highlights and more content words
    than highlighted ones.

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
    measured: list[NDArray[np.float64]] = []
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
    n_words, scores, highlighted, random = np.array(measured).T
    comparison = compare(highlighted, random)
    return Faithfulness(
        n_pairs=len(measured),
        mean_words=float(n_words.mean()),
        mean_score=float(scores.mean()),
        drop_highlighted=float(highlighted.mean()),
        drop_random=float(random.mean()),
        difference=comparison.difference,
        p_value=comparison.p_value,
        share_greater=float((highlighted > random).mean()),
    )


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
class _Trial:
    """What one pair after the other is measured with."""

    indexed: IndexedCollection
    searcher: Searcher
    encoder: TokenEncoder
    senses: SenseEncoder
    rng: np.random.Generator

    def drops(self, typed: str) -> NDArray[np.float64] | None:
        """Return what a query's best passage tells, or None if it does not count.

        These are the number of highlighted words, the score, and by how much it falls without the
        highlighted words, and without as many by chance.
        """
        query = self.indexed.encode(typed)
        hits = [] if query is None else self.searcher.search(typed, query, 1)
        if query is None or not hits:
            return None
        text = hits[0].text
        marked = [(one.start, one.end) for one in hits[0].highlights]
        content = list(_content_spans(text))
        if not marked or len(content) <= len(marked):
            return None
        draws = [
            [content[at] for at in self.rng.choice(len(content), len(marked), replace=False)]
            for _ in range(N_DRAWS)
        ]
        texts = [text, *(without(text, spans) for spans in (marked, *draws))]
        whole, bare, *others = self.searcher.score_passages(typed, query, self._vectors(texts))
        return np.array([len(marked), whole, whole - bare, whole - np.mean(others)])

    def _vectors(self, texts: Sequence[str]) -> list[PassageVectors]:
        return [
            PassageVectors(
                text, word_vector(words(text)), self.senses.encode(encoding), encoding.pooled
            )
            for text, encoding in zip(texts, self.encoder.encode(texts), strict=True)
        ]


def _content_spans(text: str) -> Iterator[Span]:
    """Yield the words that are no stop words; of a word and its parts the whole alone."""
    end = 0
    for word in sorted(words(text), key=lambda one: (one.start, -one.end)):
        if word.start >= end:
            yield word.start, word.end
            end = word.end
