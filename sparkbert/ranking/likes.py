"""Which of the promising chunks are like the others that do well?

What answers a query is seldom alone: chunks that the best ones resemble, and that lie among others
that score well, rise. Only the candidates are compared with each other, not the whole index.

Sources: Rocchio, "Relevance feedback in information retrieval" (1971), here without a person's
judgement; Diaz, "Regularizing ad hoc retrieval scores" (CIKM 2005).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def likeness_to_best(vectors: NDArray[np.float32], n_best: int) -> NDArray[np.float32]:
    """Return each chunk's cosine with the mean of the best ones, 0 where negative.

    Parameters
    ----------
    vectors
        float32 (n, dimension): pooled vectors of unit length, best chunk first.
    n_best
        How many are taken for the best.
    """
    mean = vectors[:n_best].sum(axis=0)
    cosines = vectors @ (mean / max(float(np.linalg.norm(mean)), 1e-9))
    return np.asarray(np.maximum(cosines, 0), dtype=np.float32)


def scores_around(
    scores: NDArray[np.float32], vectors: NDArray[np.float32], n_neighbours: int
) -> NDArray[np.float32]:
    """Return the mean score of each chunk's nearest neighbours among all that are given.

    Parameters
    ----------
    scores
        float32 (n,).
    vectors
        float32 (n, dimension): pooled vectors of unit length.
    n_neighbours
        How many neighbours count; fewer if there are fewer.
    """
    n_neighbours = min(n_neighbours, len(scores) - 1)
    if n_neighbours < 1:
        return np.zeros(len(scores), dtype=np.float32)
    products = vectors @ vectors.T
    np.fill_diagonal(products, -np.inf)
    nearest = np.argpartition(-products, n_neighbours - 1, axis=1)[:, :n_neighbours]
    return np.asarray(scores[nearest].mean(axis=1), dtype=np.float32)
