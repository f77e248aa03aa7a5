"""What does a chunk weigh on each term it holds, be the term a word or a sense?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sparkbert.codes import pack
from sparkbert.defaults import INDEX_N_NEIGHBORS
from sparkbert.encoder.base import Encoding
from sparkbert.vocabulary.lookup import NearestSenses, SenseLookup
from sparkbert.words import Word, length, stem_key

WEIGHT_STEP = 2.2 / 255
"""A stored weight is a multiple of this; the largest is what saturated term frequency can reach."""

REFERENCE_WORDS = 100
"""Length of a chunk, in words, at which BM25 corrects nothing; fixed, so that weights are final."""

REFERENCE_PIECES = 200
"""Length of a chunk, in word pieces, at which the senses' weights are not corrected; fixed too."""

_SENSE_B = 0.5
_K1 = 1.2  # WEIGHT_STEP holds its k1 + 1
_WORD_B = 0.5  # chunks are of similar length: less correction than the usual .75 serves them
_cached_key = lru_cache(maxsize=1 << 16)(stem_key)


@dataclass(frozen=True, slots=True)
class SparseVector:
    """The terms of one chunk. `n` counts them.

    Parameters
    ----------
    terms
        uint64 (n,) keys of stems, or uint32 (n,) ids of centroids; strictly increasing.
    weights
        uint8 (n,): multiples of `WEIGHT_STEP`, each at least 1.
    witnesses
        uint8 (n,): for a sense the number of the word piece that attained its MaxSim; for a word 0.
    codes
        uint8 (n_bytes,): of a sense vector also which of its own piece's senses each token is, by
        `sparkbert.codes.pack`; of a word vector nothing.
    """

    terms: NDArray[np.uint64] | NDArray[np.uint32]
    weights: NDArray[np.uint8]
    witnesses: NDArray[np.uint8]
    codes: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))

    def __len__(self) -> int:
        return len(self.terms)


def word_vector(words: Sequence[Word]) -> SparseVector:
    """Weigh the words of one chunk by their saturated frequency; idf is for query time.

    The weight of a word that occurs `f` times among `n` words is `f * (k1 + 1) / (f + k1 * (1 - b
    + b * n / REFERENCE_WORDS))`, rounded to a multiple of `WEIGHT_STEP`, at least one of them.

    Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
    """
    counts: Counter[int] = Counter()
    n_words = 0.0
    for stem, count in Counter(word.stem for word in words).items():
        counts[_cached_key(stem)] += count
        n_words += count * length(stem)
    terms = np.fromiter(counts.keys(), np.uint64, len(counts))
    frequencies = np.fromiter(counts.values(), np.float64, len(counts))
    saturation = _K1 * (1 - _WORD_B + _WORD_B * n_words / REFERENCE_WORDS)
    weights = frequencies * (_K1 + 1) / (frequencies + saturation)
    steps = np.clip(np.rint(weights / WEIGHT_STEP), 1, 255).astype(np.uint8)
    order = terms.argsort()
    return SparseVector(terms[order], steps[order], np.zeros(len(order), np.uint8))


class SenseEncoder:
    """Turns a chunk's token vectors into its sparse vector over senses.

    Parameters
    ----------
    lookup
        Finds the nearest senses.
    n_neighbors
        With how many senses each token of a chunk is indexed (`index_n_neighbors`).
    share
        Which share of the senses of a chunk is kept, those that weigh most by weight and rarity.
        The others tell chunks apart too little to be worth their bytes.
    """

    def __init__(self, lookup: SenseLookup, n_neighbors: int, share: float = 1.0) -> None:
        self._lookup = lookup
        self._n_neighbors = n_neighbors
        self._share = share

    @classmethod
    def of_index(cls, lookup: SenseLookup, n_neighbors: int) -> Self:
        """Return the encoder of an index with so many senses per token; it settles the share.

        Half of the senses, with the codes beside them, rank as well as all once channels are fused.
        """
        return cls(lookup, n_neighbors, 0.5 if n_neighbors <= INDEX_N_NEIGHBORS else 1.0)

    def encode(self, encoding: Encoding) -> SparseVector:
        """Weigh the senses of one chunk."""
        nearest = self._lookup.nearest(encoding.piece_ids, encoding.vectors, self._n_neighbors)
        codes = pack(nearest.own, self._lookup.n_own(encoding.piece_ids))
        return replace(self._pruned(sense_vector(nearest)), codes=codes)

    def _pruned(self, vector: SparseVector) -> SparseVector:
        """Keep the share of the terms that says the most; of equal ones the lower ids.

        Source: static pruning of postings document by document, Büttcher and Clarke (CIKM 2006).
        """
        n_kept = math.ceil(len(vector) * self._share)
        if n_kept == len(vector):
            return vector
        worth = vector.weights * self._lookup.rarity(vector.terms.astype(np.int32))
        kept = np.sort(np.argsort(-worth, kind="stable")[:n_kept])
        return SparseVector(vector.terms[kept], vector.weights[kept], vector.witnesses[kept])


def sense_vector(nearest: NearestSenses) -> SparseVector:
    """Weigh the senses of one chunk by MaxSim and saturated frequency ("BM25 over senses").

    With `f` the number of the chunk's tokens that have a sense among their nearest, `m` the
    greatest of their similarities to it and `n` the number of tokens, the weight is `m * f * (k1 +
    1) / (f + k1 * (1 - b + b * n / REFERENCE_PIECES))`, rounded to a multiple of `WEIGHT_STEP`, at
    least one of them. The witness is the token that attained `m`. Senses that no token points
    towards (similarity of 0 or less) are left out.
    """
    n_tokens, n = nearest.centroids.shape
    near = nearest.similarities > 0
    centroids = nearest.centroids[near]
    similarities = nearest.similarities[near]
    tokens = np.repeat(np.arange(n_tokens), n).reshape(n_tokens, n)[near]
    order = np.lexsort((tokens, -similarities, centroids))
    terms, firsts, frequencies = np.unique(centroids[order], return_index=True, return_counts=True)
    best = order[firsts]
    length = _K1 * (1 - _SENSE_B + _SENSE_B * n_tokens / REFERENCE_PIECES)
    weights = similarities[best] * frequencies * (_K1 + 1) / (frequencies + length)
    steps = np.clip(np.rint(weights / WEIGHT_STEP), 1, 255).astype(np.uint8)
    return SparseVector(terms.astype(np.uint32), steps, tokens[best].astype(np.uint8))
