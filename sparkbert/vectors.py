"""Which vectors lie near each other? (The only home of faiss.)"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

import faiss
import numpy as np
from numpy.typing import NDArray


def k_means(
    points: NDArray[np.float32],
    k: int,
    *,
    iterations: int,
    seed: int,
    spherical: bool = False,
    max_points_per_centroid: int = 256,
) -> NDArray[np.float32]:
    """Return k centroids of points, float32 (k, dimension); the same points give the same.

    Parameters
    ----------
    points
        float32 (n, dimension), at least k of them.
    k
        How many centroids.
    iterations
        How often points are assigned anew.
    seed
        Of the points that are the first centroids.
    spherical
        Whether centroids are kept at unit length and compared by inner product.
    max_points_per_centroid
        More points than so many times k are sampled.
    """
    kmeans = faiss.Kmeans(
        points.shape[1],
        k,
        niter=iterations,
        seed=seed,
        spherical=spherical,
        min_points_per_centroid=1,
        max_points_per_centroid=max_points_per_centroid,
    )
    kmeans.train(points)
    return np.asarray(kmeans.centroids, dtype=np.float32)


def nearest(points: NDArray[np.float32], centroids: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return which centroid each point is nearest to, by Euclidean distance: int64 (n,)."""
    index = faiss.IndexFlatL2(centroids.shape[1])
    index.add(centroids)
    found: NDArray[np.int64] = index.search(points, 1)[1]
    return found[:, 0]


def in_threads(
    work: Callable[[int], None],
    n: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
    *,
    every: int = 1,
) -> None:
    """Call `work` for each number below n; an interruption leaves what has not begun undone.

    Many small problems: a thread each beats faiss's own threads inside each, by ten times. How many
    threads faiss takes is a setting of the thread that calls it.
    """
    with ThreadPoolExecutor(
        os.cpu_count(), initializer=faiss.omp_set_num_threads, initargs=(1,)
    ) as pool:
        try:
            for done, _ in enumerate(pool.map(work, range(n)), start=1):
                if done % every == 0 or done == n:
                    progress(done, n)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class Graph:
    """An HNSW graph over vectors: finds near ones fast, and misses some.

    Source: Malkov and Yashunin, Efficient and robust approximate nearest neighbor search using
    hierarchical navigable small world graphs (IEEE PAMI 2020), by faiss.

    Parameters
    ----------
    index
        faiss's own.
    """

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(
        cls,
        vectors: NDArray[np.float32],
        *,
        n_links: int = 32,
        ef_construction: int = 40,
        inner_product: bool = False,
    ) -> Self:
        """Link vectors, one after the other in one thread, so that the same give the same graph.

        Parameters
        ----------
        vectors
            float32 (n, dimension).
        n_links
            Links per vector (M).
        ef_construction
            How many candidates are held while a place for a vector is sought.
        inner_product
            Whether a high inner product is near; else a small Euclidean distance is.
        """
        metric = faiss.METRIC_INNER_PRODUCT if inner_product else faiss.METRIC_L2
        index = faiss.IndexHNSWFlat(vectors.shape[1], n_links, metric)
        index.hnsw.efConstruction = ef_construction
        n_threads = faiss.omp_get_max_threads()
        faiss.omp_set_num_threads(1)
        try:
            index.add(vectors)
        finally:
            faiss.omp_set_num_threads(n_threads)
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write graph and vectors to a file."""
        faiss.write_index(self._index, str(path))

    def search(
        self, vectors: NDArray[np.float32], k: int, *, ef: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return the k nearest of each vector, the nearest first.

        Parameters
        ----------
        vectors
            float32 (n, dimension).
        k
            How many, at most as many as the graph holds.
        ef
            How many candidates are held while searching; at least k.

        Returns
        -------
        distances
            float32 (n, k): inner products or squared distances.
        numbers
            int64 (n, k): places of vectors as they were given; -1 where the graph had none left.
        """
        wide = faiss.SearchParametersHNSW(efSearch=ef)  # type: ignore[attr-defined]
        distances, numbers = self._index.search(np.ascontiguousarray(vectors), k, params=wide)
        return distances, numbers
