"""Which centroids of other word pieces are nearest to each centroid?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sparkbert.vocabulary.train import Centroids

_ROWS_AT_ONCE = 256
_GROUP = 64
"""Columns that are first compared by their maximum alone, which spares sorting most of them."""


def nearest_foreign(
    centroids: Centroids,
    n_neighbours: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> NDArray[np.int32]:
    """Return each centroid's nearest centroids among other word pieces, sorted by id.

    The search is exact. Where a piece has fewer foreign centroids than asked for, all centroids
    get only as many as that one has.

    Parameters
    ----------
    centroids
        The senses of all word pieces.
    n_neighbours
        How many to find for each.
    progress
        Called with (centroids done, of all).

    Returns
    -------
    int32 (n_centroids, n_neighbours)
    """
    n, dimension = centroids.vectors.shape
    sizes = np.diff(centroids.indptr)
    first = np.repeat(centroids.indptr[:-1], sizes)
    last = np.repeat(centroids.indptr[1:], sizes)
    n_neighbours = min(n_neighbours, n - int(sizes.max(initial=0)))
    neighbours = np.empty((n, n_neighbours), dtype=np.int32)
    if not n_neighbours:
        return neighbours
    n_groups = -(-n // _GROUP)
    columns = np.zeros((n_groups * _GROUP, dimension), dtype=np.float32)
    columns[:n] = centroids.vectors
    for start in range(0, n, _ROWS_AT_ONCE):
        stop = min(start + _ROWS_AT_ONCE, n)
        products = centroids.vectors[start:stop] @ columns.T
        products[:, n:] = -np.inf
        for row, (own, end) in enumerate(zip(first[start:stop], last[start:stop], strict=True)):
            products[row, own:end] = -np.inf
        neighbours[start:stop] = np.sort(_greatest(products, n_neighbours, n_groups), axis=1)
        progress(stop, n)
    return neighbours


def _greatest(products: NDArray[np.float32], k: int, n_groups: int) -> NDArray[np.int64]:
    """Return the columns of each row's k greatest products, in no order.

    Column c belongs to group c modulo `n_groups`. The k greatest are in the k groups with the
    greatest maxima: a product outside of these has k others that are at least as great.
    """
    maxima = products.reshape(len(products), _GROUP, n_groups).max(axis=1)
    groups = _top(maxima, min(k, n_groups))
    members = groups[:, None, :] + n_groups * np.arange(_GROUP)[None, :, None]
    columns = members.reshape(len(products), -1)
    best = _top(np.take_along_axis(products, columns, axis=1), k)
    return np.take_along_axis(columns, best, axis=1)


def _top(values: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    return np.argpartition(-values, k - 1, axis=1)[:, :k]
