"""What does a chunk weigh on each term it holds, be the term a word or a sense?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.words import Word, stem_key

WEIGHT_STEP = 2.2 / 255
"""A stored weight is a multiple of this; the largest is what saturated term frequency can reach."""

REFERENCE_WORDS = 100
"""Length of a chunk, in words, at which BM25 corrects nothing; fixed, so that weights are final."""

_K1 = 1.2  # WEIGHT_STEP holds its k1 + 1
_B = 0.75


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
    """

    terms: NDArray[np.uint64] | NDArray[np.uint32]
    weights: NDArray[np.uint8]
    witnesses: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.terms)


def word_vector(words: Sequence[Word]) -> SparseVector:
    """Weigh the words of one chunk by their saturated frequency; idf is for query time.

    The weight of a word that occurs `f` times among `n` words is `f * (k1 + 1) / (f + k1 * (1 - b
    + b * n / REFERENCE_WORDS))`, rounded to a multiple of `WEIGHT_STEP`, at least one of them.

    Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
    """
    counts: Counter[int] = Counter()
    for stem, count in Counter(word.stem for word in words).items():
        counts[stem_key(stem)] += count
    terms = np.fromiter(counts.keys(), np.uint64, len(counts))
    frequencies = np.fromiter(counts.values(), np.float64, len(counts))
    length = _K1 * (1 - _B + _B * len(words) / REFERENCE_WORDS)
    weights = frequencies * (_K1 + 1) / (frequencies + length)
    steps = np.clip(np.rint(weights / WEIGHT_STEP), 1, 255).astype(np.uint8)
    order = terms.argsort()
    return SparseVector(terms[order], steps[order], np.zeros(len(order), np.uint8))
