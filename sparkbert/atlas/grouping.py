"""Which vectors go together, and how many such groups are there?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MOST_GROUPS = 8
_FEWEST_EACH = 4  # vectors per group, on average
_LEAST = 2  # vectors in a group; fewer are given to others
_ITERATIONS = 20
_SEEDS = (1, 2, 3)
_NEARLY = 0.95  # of the best silhouette: more groups that are as good tell more


def group(points: NDArray[np.float32], most: int = MOST_GROUPS) -> NDArray[np.int64]:
    """Return the number of the group that each point belongs to; the same give the same.

    Groups are those of k-means. Their number is the one at which points lie closest to their own
    group's middle, compared with the nearest other one (simplified silhouette).

    Parameters
    ----------
    points
        float32 (n, dimension), the most important ones first.
    most
        How many groups there may be.

    Returns
    -------
    labels
        int64 (n,): from 0, in the order in which groups first appear; all 0 if nothing parts them.
    """
    n = len(points)
    best, best_score = np.zeros(n, np.int64), 0.0
    for k in range(2, min(most, n // _FEWEST_EACH) + 1):
        for seed in _SEEDS:
            labels, score = _clustered(points, k, seed)
            if labels.any() and score > best_score:
                best, best_score = labels, score
    return _renumbered(best)


def _clustered(points: NDArray[np.float32], k: int, seed: int) -> tuple[NDArray[np.int64], float]:
    """Return labels of at most k groups, none of them tiny, and how well they fit."""
    from sparkbert.vectors import k_means, nearest  # loads faiss, when it is needed

    centroids = k_means(points, k, iterations=_ITERATIONS, seed=seed)
    labels = nearest(points, centroids)
    large = np.flatnonzero(np.bincount(labels, minlength=k) >= _LEAST)
    if len(large) < 2:
        return np.zeros(len(points), np.int64), 0.0
    centroids = centroids[large]
    distances = np.sqrt(
        np.maximum(
            (points**2).sum(axis=1)[:, None]
            - 2 * points @ centroids.T
            + (centroids**2).sum(axis=1),
            0,
        )
    )
    labels = distances.argmin(axis=1)
    own, other = np.sort(distances, axis=1)[:, :2].T
    return labels, float((1 - own / np.maximum(other, 1e-9)).mean())


def _renumbered(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give groups numbers from 0 in the order in which they first appear."""
    _, first, at = np.unique(labels, return_index=True, return_inverse=True)
    found: NDArray[np.int64] = first.argsort().argsort()[at]
    return found
