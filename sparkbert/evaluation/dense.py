"""What would search by one vector per text have found, exactly and by a graph?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sparkbert.evaluation.shelf import Kept
from sparkbert.evaluation.systems import Answers, Costs, Ranking, SystemName, best, one_by_one
from sparkbert.vectors import Graph

N_LINKS = 32
EF_CONSTRUCTION = 200
EF_SEARCH = 128
_GRAPH = "graph.faiss"

PooledQueries = Mapping[str, NDArray[np.float32]]
"""By the text of a query its pooled vector, float32 (dimension,), unit length."""


class Dense:
    """Exact search by the cosine of pooled vectors.

    Parameters
    ----------
    ids
        Of the documents.
    vectors
        float32 (n, dimension): theirs.
    queries
        Vectors of all queries that will be asked.
    index_seconds
        How long it took to encode the documents.
    """

    name = SystemName.DENSE

    def __init__(
        self,
        ids: Sequence[str],
        vectors: NDArray[np.float32],
        queries: PooledQueries,
        index_seconds: float | None = None,
    ) -> None:
        self._ids = np.array(ids, dtype=np.str_)
        self._vectors = vectors
        self._queries = queries
        self._seconds = index_seconds

    @property
    def costs(self) -> Costs:
        """What the vectors take."""
        n_bytes = self._vectors.nbytes / len(self._ids)
        return Costs(n_bytes, n_bytes, index_seconds=self._seconds)

    def answer(self, queries: Mapping[str, str], k: int) -> Answers:
        """Return by query id the k best documents."""
        return one_by_one(queries, lambda text: self._rank(text, k))

    def _rank(self, text: str, k: int) -> Ranking:
        return best(self._ids, (self._vectors @ self._queries[text]).astype(np.float64), k)


class Hnsw:
    """Approximate search by the cosine of pooled vectors, through faiss's HNSW graph.

    Parameters
    ----------
    ids
        Of the documents.
    graph
        The folder that `save_graph` filled, and how long that took.
    queries
        Vectors of all queries that will be asked.
    encoding_seconds
        How long it took to encode the documents.
    """

    name = SystemName.HNSW

    def __init__(
        self, ids: Sequence[str], graph: Kept, queries: PooledQueries, encoding_seconds: float
    ) -> None:
        self._ids = ids
        self._graph = Graph.load(graph.folder / _GRAPH)
        self._bytes = (graph.folder / _GRAPH).stat().st_size / len(ids)
        self._queries = queries
        self._seconds = encoding_seconds + graph.seconds

    @property
    def costs(self) -> Costs:
        """What vectors and links take; faiss holds them in memory as in the file."""
        return Costs(self._bytes, self._bytes, index_seconds=self._seconds)

    def answer(self, queries: Mapping[str, str], k: int) -> Answers:
        """Return by query id the k best documents that the graph finds."""
        return one_by_one(queries, lambda text: self._rank(text, k))

    def _rank(self, text: str, k: int) -> Ranking:
        (products,), (numbers,) = self._graph.search(
            self._queries[text][None], k, ef=max(EF_SEARCH, k)
        )
        return [
            (self._ids[number], product)
            for number, product in zip(numbers.tolist(), products.tolist(), strict=True)
            if number >= 0
        ]


def save_graph(folder: Path, vectors: NDArray[np.float32]) -> None:
    """Build the graph of pooled vectors in a folder."""
    Graph.build(vectors, n_links=N_LINKS, ef_construction=EF_CONSTRUCTION, inner_product=True).save(
        folder / _GRAPH
    )
