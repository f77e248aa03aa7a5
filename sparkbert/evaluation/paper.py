"""How did the published SparkBERT index and rank?

Source: the authors' code, github.com/viacheslav-dobrynin/phd-ir-methods, `spar_k_means_bert` (the
paper: doi 10.17586/2226-1494-2025-25-1-61-67). Two things differ: no text is padded to the length
of the longest one, and k-means is faiss's instead of scikit-learn's, which the authors found to be
as good.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sparkbert.evaluation.maxsim import TokenQueries
from sparkbert.evaluation.shelf import Kept, digest_of
from sparkbert.evaluation.systems import Answers, Costs, Ranking, SystemName, best, one_by_one
from sparkbert.evaluation.tokens import TextVectors
from sparkbert.vectors import Graph, in_threads, k_means

N_CENTROIDS = 8
INDEX_N_NEIGHBORS = 8
SEARCH_N_NEIGHBORS = 3
N_LINKS = 32
EF_CONSTRUCTION = 40
EF_SEARCH = 16
THRESHOLD = 22.7136
"""0.8 times the product of the mean vectors of two sentences of like meaning."""

_SKIPPED = (0, 101, 102)  # [PAD], [CLS] and [SEP] get no centroids
_ITERATIONS = 20
_SEED = 1
_TEXTS_AT_ONCE = 256
_GRAPH = "vocabulary.faiss"
_POSTINGS = ("starts", "documents", "weights")


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents of each centroid.

    Parameters
    ----------
    starts
        int64 (n_centroids + 1,): centroid c has the postings `starts[c]:starts[c + 1]`.
    documents
        int32 (n,): places of documents.
    weights
        float16 (n,): the centroid's highest product with a token of the document.
    """

    starts: NDArray[np.int64]
    documents: NDArray[np.int32]
    weights: NDArray[np.float16]


class PaperSparkBert:
    """SparkBERT as published: a document scores the plain sum of weights of the query's centroids.

    Parameters
    ----------
    ids
        Of the documents.
    index
        The folder that `save_paper_index` filled, and how long that took.
    queries
        Token vectors of all queries that will be asked; [CLS] and [SEP] take part.
    encoding_seconds
        How long it took to encode the documents.
    """

    name = SystemName.PAPER

    def __init__(
        self, ids: Sequence[str], index: Kept, queries: TokenQueries, encoding_seconds: float
    ) -> None:
        self._ids = np.array(ids, dtype=np.str_)
        self._queries = queries
        self._graph = Graph.load(index.folder / _GRAPH)
        self._postings = Postings(
            *(np.load(index.folder / f"{one}.npy", allow_pickle=False) for one in _POSTINGS)
        )
        graph_bytes = (index.folder / _GRAPH).stat().st_size
        n_bytes = sum((index.folder / f"{one}.npy").stat().st_size for one in _POSTINGS)
        self._costs = Costs(
            bytes_disk=n_bytes / len(ids),
            bytes_resident=n_bytes / len(ids),
            vocabulary_disk=graph_bytes,
            vocabulary_resident=graph_bytes,
            index_seconds=encoding_seconds + index.seconds,
        )

    @property
    def costs(self) -> Costs:
        """What postings take, and the vocabulary with its graph."""
        return self._costs

    def answer(self, queries: Mapping[str, str], k: int) -> Answers:
        """Return by query id the k best documents; what shares no centroid is not found."""
        return one_by_one(queries, lambda text: self._rank(text, k))

    def _rank(self, text: str, k: int) -> Ranking:
        held = self._postings
        numbers = self._graph.search(self._queries[text], SEARCH_N_NEIGHBORS, ef=EF_SEARCH)[1]
        scores = np.zeros(len(self._ids))
        for centroid in np.unique(numbers[numbers >= 0]).tolist():
            part = slice(held.starts[centroid], held.starts[centroid + 1])
            scores[held.documents[part]] += held.weights[part]
        found = np.flatnonzero(scores > 0)
        return best(self._ids[found], scores[found], k)


def paper_digest(vectors: str) -> str:
    """Return the hex digest of an index, given that of its documents' vectors."""
    return digest_of(vectors, inspect.getsource(sys.modules[__name__]))


def save_paper_index(
    folder: Path,
    documents: TextVectors,
    tell: Callable[[int], None] = lambda n_done: None,
) -> None:
    """Train the vocabulary on a collection's own tokens, and index its documents, in a folder.

    Parameters
    ----------
    folder
        Where to.
    documents
        Their raw vectors.
    tell
        Is called with the number of documents indexed so far.
    """
    centroids = train_centroids(documents.piece_ids, documents.vectors)
    graph = Graph.build(centroids, n_links=N_LINKS, ef_construction=EF_CONSTRUCTION)
    graph.save(folder / _GRAPH)
    postings = index_documents(documents, centroids, graph, tell)
    for name in _POSTINGS:
        np.save(folder / f"{name}.npy", getattr(postings, name))


def train_centroids(
    piece_ids: NDArray[np.int32], vectors: NDArray[np.float16]
) -> NDArray[np.float32]:
    """Return up to eight centroids for each word piece that occurs, float32 (n, dimension)."""
    order = np.argsort(piece_ids, kind="stable")
    _, firsts = np.unique(piece_ids[order], return_index=True)
    groups = [
        tokens
        for tokens in np.split(order, firsts[1:])
        if len(tokens) and piece_ids[tokens[0]] not in _SKIPPED
    ]
    found: list[NDArray[np.float32]] = [np.zeros((0, vectors.shape[1]), np.float32)] * len(groups)

    def cluster(group: int) -> None:
        points = vectors[groups[group]].astype(np.float32)
        found[group] = (
            points
            if len(points) <= N_CENTROIDS
            else k_means(points, N_CENTROIDS, iterations=_ITERATIONS, seed=_SEED)
        )

    in_threads(cluster, len(groups))
    return np.concatenate([np.zeros((0, vectors.shape[1]), np.float32), *found])


def index_documents(
    documents: TextVectors,
    centroids: NDArray[np.float32],
    graph: Graph,
    tell: Callable[[int], None] = lambda n_done: None,
) -> Postings:
    """Give each document the centroids near its tokens, weighed by the highest product with any."""
    ids: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    weights = [np.zeros(0, np.float16)]
    lengths = []
    for first, last in documents.blocks(_TEXTS_AT_ONCE):
        vectors = documents.of(first, last)
        near = graph.search(vectors, INDEX_N_NEIGHBORS, ef=EF_SEARCH)[1]
        starts = documents.starts[first : last + 1] - documents.starts[first]
        for start, end in pairwise(starts.tolist()):
            candidates = np.unique(near[start:end])
            candidates = candidates[candidates >= 0]
            highest = (vectors[start:end] @ centroids[candidates].T).max(axis=0)
            kept = highest >= THRESHOLD
            ids.append(candidates[kept])
            weights.append(highest[kept].astype(np.float16))
            lengths.append(int(kept.sum()))
        tell(last)
    by_document = np.concatenate(ids)
    order = np.argsort(by_document, kind="stable")
    holders = np.repeat(np.arange(len(documents), dtype=np.int32), lengths)
    return Postings(
        starts=np.searchsorted(by_document[order], np.arange(len(centroids) + 1)),
        documents=holders[order],
        weights=np.concatenate(weights)[order],
    )
