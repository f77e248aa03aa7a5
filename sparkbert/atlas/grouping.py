"""Which vectors go together, and how many such groups are there?"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

MOST_GROUPS = 8
_MANY, _OF_MANY = 100, 4  # so many points have so many groups at least: two say little of them
_LEAST = 2  # vectors in a group; fewer are given to others
_ITERATIONS = 20
_SEEDS = (1, 2, 3)
_NEARLY = 0.9  # of the best silhouette: more groups that are as good tell more


def group(points: NDArray[np.float32], most: int = MOST_GROUPS) -> NDArray[np.int64]:
    """Return the number of the group that each point belongs to; the same give the same.

    Groups are those of k-means. Their number is the one at which points lie closest to their own
    group's middle, compared with the nearest other one (simplified silhouette), or more of them if
    they fit nearly as well. Small sets have few.

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
    found = {1: (np.zeros(n, np.int64), 0.0)}
    for k in range(2 if n < _MANY else _OF_MANY, min(most, int(math.sqrt(n / 2))) + 1):
        tries = [_clustered(points, k, seed) for seed in _SEEDS]
        found[k] = max(tries, key=lambda one: one[1])
    enough = _NEARLY * max(score for _, score in found.values())
    return _renumbered(found[max(k for k, (_, score) in found.items() if score >= enough)][0])


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
