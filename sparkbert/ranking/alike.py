"""What would one have to ask to find passages that are like some text?

Of a text the most telling words are taken: those that are frequent in it and rare elsewhere. They
make a query as a person might type it, so it is ranked, highlighted and explained as any other. Its
vectors need no encoder where the text is in the index: the tokens stand at the centroids that their
codes name.

Source: terms by their weight in a document, as "relevance feedback" takes them; Manning, Raghavan
and Schütze, "Introduction to Information Retrieval" (2008), chapter 9.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.encoder.base import Encoding
from sparkbert.errors import QueryError
from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.terms import idf
from sparkbert.ranking.tokens import TokenReader
from sparkbert.vocabulary.lookup import SenseLookup
from sparkbert.words import Word, stem_key, words

_N_WORDS = 24
"""With their vectors these find about as much as the whole text does, and can be told to people.

Of the ten documents found for one that answers a query, .262 answered it too on Cranfield and .258
on CISI; with the whole text .266 and .248, by these words alone .202 and .187.
"""
_N_TOKENS = 48
"""Queries of more tokens are not compared token by token (`max_compared_tokens`)."""
_N_PASSAGES = 64
"""Of a document so many passages, evenly spread, are looked at for words."""


@dataclass(frozen=True, slots=True)
class LikeQuery:
    """The words that are searched for, and their vectors; None if only words count."""

    text: str
    encoding: Encoding | None


@dataclass(frozen=True, slots=True)
class Sample:
    """A text that others are to be like; without an encoding it has words alone."""

    text: str
    encoding: Encoding | None


@dataclass(frozen=True, slots=True)
class _Telling:
    """A word that says what the samples are about: where it stands, and which tokens it is."""

    sample: int
    start: int
    end: int
    tokens: NDArray[np.int64]


def spread(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return some of a document's rows, evenly spread, if it has many."""
    if len(rows) <= _N_PASSAGES:
        return rows
    return rows[np.linspace(0, len(rows) - 1, _N_PASSAGES).astype(np.int64)]


def stored_samples(
    rows: NDArray[np.int64], snapshot: Snapshot, tokens: TokenReader, lookup: SenseLookup
) -> list[Sample]:
    """Return live rows of an index as samples, with the vectors that it holds of them."""
    texts, pooled = snapshot.texts(rows), snapshot.pooled(rows)
    samples = []
    for text, vector, row in zip(texts, pooled, rows.tolist(), strict=True):
        if not snapshot.encoded[row]:
            samples.append(Sample(text, None))
            continue
        [found] = tokens.read([text], [snapshot.codes(row)])
        pieces = tokens.pieces(text)
        starts, ends = pieces.starts[found.pieces], pieces.ends[found.pieces]
        vectors = lookup.vectors(found.centroids)
        samples.append(Sample(text, Encoding(found.ids, starts, ends, vectors, vector)))
    return samples


def outside_idf(snapshot: Snapshot, own: NDArray[np.bool_]) -> Callable[[int], float]:
    """Return what tells how rare a word is, by its key; 0 if nothing outside of `own` holds it."""
    n_own = int(np.count_nonzero(own))

    def rarity(key: int) -> float:
        rows = snapshot.word_postings(key).rows
        if len(rows) <= n_own and own[rows].all():
            return 0.0
        return idf(len(rows), snapshot.n_live)

    return rarity


def like_query(samples: Sequence[Sample], rarity: Callable[[int], float]) -> LikeQuery:
    """Return what to search for to find passages like some samples.

    Parameters
    ----------
    samples
        What others are to be like.
    rarity
        Tells by a word's key how much it is worth; 0 for one that can find nothing.

    Raises
    ------
    QueryError
        The samples have no words.
    """
    ordered = _most_typical_first(samples)
    telling = _telling_words(ordered, rarity, _says_something)
    telling = telling or _telling_words(ordered, lambda key: 1.0, bool)
    if not telling:
        raise QueryError("There are no words here to find the like of.")
    text = " ".join(ordered[one.sample].text[one.start : one.end] for one in telling)
    return LikeQuery(text, _encoding(ordered, telling))


def _most_typical_first(samples: Sequence[Sample]) -> list[Sample]:
    """Put samples in order: a word's vectors are those it has where the text is most itself."""
    center = _center(samples)
    if center is None:
        return list(samples)

    def distance(sample: Sample) -> float:
        return -float(sample.encoding.pooled @ center) if sample.encoding else math.inf

    return sorted(samples, key=distance)


def _center(samples: Sequence[Sample]) -> NDArray[np.float32] | None:
    """Return the mean of the pooled vectors, of unit length; None if there are none."""
    pooled = [one.encoding.pooled for one in samples if one.encoding is not None]
    if not pooled:
        return None
    mean = np.mean(pooled, axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


def _says_something(stem: str) -> bool:
    """Tell whether a word is more than a number or a letter, such as those that count headings."""
    return len(stem) > 1 and any(map(str.isalpha, stem))


def _telling_words(
    samples: Sequence[Sample], rarity: Callable[[int], float], counts_for: Callable[[str], bool]
) -> list[_Telling]:
    """Return the most telling words, each once, in reading order of the samples."""
    counts: Counter[str] = Counter()
    places: dict[str, tuple[int, Word]] = {}
    for number, sample in enumerate(samples):
        for word in words(sample.text):
            if not counts_for(word.stem):
                continue
            counts[word.stem] += 1
            places.setdefault(word.stem, (number, word))
    worths = {stem: (1 + math.log(n)) * rarity(stem_key(stem)) for stem, n in counts.items()}
    chosen: list[_Telling] = []
    n_tokens = 0
    for stem in sorted(
        worths, key=lambda one: (-worths[one], places[one][0], places[one][1].start)
    ):
        if worths[stem] <= 0 or len(chosen) == _N_WORDS:
            break
        number, word = places[stem]
        if any(_overlaps(one, number, word) for one in chosen):
            continue  # a part of a word, or a pair of letters, that is there already
        found = _Telling(number, word.start, word.end, _tokens_in(samples[number], word))
        if n_tokens + len(found.tokens) > _N_TOKENS:
            continue
        n_tokens += len(found.tokens)
        chosen.append(found)
    return sorted(chosen, key=lambda one: (one.sample, one.start))


def _overlaps(one: _Telling, number: int, word: Word) -> bool:
    return one.sample == number and one.start < word.end and word.start < one.end


def _tokens_in(sample: Sample, word: Word) -> NDArray[np.int64]:
    if sample.encoding is None:
        return np.zeros(0, np.int64)
    starts, ends = sample.encoding.starts, sample.encoding.ends
    return np.flatnonzero((starts >= word.start) & (ends <= word.end))


def _encoding(samples: Sequence[Sample], telling: Sequence[_Telling]) -> Encoding | None:
    """Return the vectors of the words that were chosen, at their places in the query's text."""
    pooled = _center(samples)
    if pooled is None:
        return None
    ids, starts, ends, vectors = [], [], [], []
    at = 0
    for one in telling:
        encoding = samples[one.sample].encoding
        if encoding is not None:
            ids.append(encoding.piece_ids[one.tokens])
            starts.append(encoding.starts[one.tokens] - one.start + at)
            ends.append(encoding.ends[one.tokens] - one.start + at)
            vectors.append(encoding.vectors[one.tokens])
        at += one.end - one.start + 1
    if not ids:
        return None
    return Encoding(
        np.concatenate(ids),
        np.concatenate(starts).astype(np.int32),
        np.concatenate(ends).astype(np.int32),
        np.concatenate(vectors),
        pooled,
    )
