"""What does a chunk weigh on each term it holds, be the term a word or a sense?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WEIGHT_STEP = 2.2 / 255
"""A stored weight is a multiple of this; the largest is what saturated term frequency can reach."""


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
