"""How do the occurrences of a word piece become its senses?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.errors import VocabularyError
from sparkbert.vectors import in_threads, k_means, nearest
from sparkbert.vocabulary.collect import TokenSample
from sparkbert.vocabulary.vocabulary import N_CODES

MAX_POINTS_PER_CENTROID = 256
"""k-means gains nothing from more points than this per centroid (faiss's own default)."""

_PIECES_A_REPORT = 250
_CODEBOOK_ITERATIONS = 25
_CODEBOOK_SEED = 1234


@dataclass(frozen=True, slots=True)
class TrainingParameters:
    """How many senses a word piece gets, and how they are found.

    A piece seen n times gets round(`scale` x sqrt(n)) centroids, at least 1, at most
    `max_centroids`.
    """

    seed: int = 1
    scale: float = 0.5
    max_centroids: int = 64
    iterations: int = 12


@dataclass(frozen=True, slots=True)
class Centroids:
    """The senses of all word pieces, ordered by piece.

    Parameters
    ----------
    vectors
        float32 (n_centroids, dimension), unit length.
    indptr
        int32 (n_pieces + 1,): piece p owns the centroids `indptr[p]:indptr[p + 1]`, at least one.
    counts
        int64 (n_pieces,): how often the sample showed each piece; 0 means its only centroid is
        the piece's vector without context.
    """

    vectors: NDArray[np.float32]
    indptr: NDArray[np.int32]
    counts: NDArray[np.int64]


def n_centroids(occurrences: int, parameters: TrainingParameters) -> int:
    """Return how many centroids a piece gets.

    >>> [n_centroids(n, TrainingParameters()) for n in (0, 1, 40, 1000, 1_000_000)]
    [1, 1, 3, 16, 64]
    """
    return int(np.clip(round(parameters.scale * occurrences**0.5), 1, parameters.max_centroids))


def train(
    sample: TokenSample,
    parameters: TrainingParameters,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Centroids:
    """Cluster each word piece's vectors by spherical k-means.

    Every word piece gets at least one centroid, also one that the sample never showed. The same
    sample and parameters give the same centroids.

    Parameters
    ----------
    sample
        Token vectors.
    parameters
        Seed and centroid budget.
    progress
        Called with (word pieces done, of all).

    Raises
    ------
    VocabularyError
        The sample is empty.
    """
    if not len(sample.piece_ids):
        raise VocabularyError("No tokens to train on: the corpus is empty")
    n_pieces, dimension = sample.bare.shape
    counts = np.bincount(sample.piece_ids, minlength=n_pieces)
    order = np.argsort(sample.piece_ids, kind="stable")
    borders = np.concatenate([[0], np.cumsum(counts)])
    sizes = [n_centroids(int(count), parameters) for count in counts]
    indptr = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    vectors = np.empty((indptr[-1], dimension), dtype=np.float32)

    def cluster_piece(piece: int) -> None:
        tokens = order[borders[piece] : borders[piece + 1]]
        vectors[indptr[piece] : indptr[piece + 1]] = (
            _cluster(
                _subsample(tokens, sizes[piece], parameters.seed + piece),
                sample,
                sizes[piece],
                parameters,
            )
            if len(tokens)
            else sample.bare[piece]
        )

    in_threads(cluster_piece, n_pieces, progress, every=_PIECES_A_REPORT)
    return Centroids(vectors, indptr, counts)


def _subsample(tokens: NDArray[np.int64], k: int, seed: int) -> NDArray[np.int64]:
    limit = MAX_POINTS_PER_CENTROID * k
    if len(tokens) <= limit:
        return tokens
    return np.sort(np.random.default_rng(seed).choice(tokens, limit, replace=False))


def _cluster(
    tokens: NDArray[np.int64], sample: TokenSample, k: int, parameters: TrainingParameters
) -> NDArray[np.float32]:
    points = sample.vectors[tokens].astype(np.float32)
    if k == 1:
        return _unit(points.mean(axis=0, keepdims=True))
    return _unit(
        k_means(
            points,
            k,
            iterations=parameters.iterations,
            seed=parameters.seed,
            spherical=True,
            max_points_per_centroid=MAX_POINTS_PER_CENTROID,
        )
    )


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def quantise(
    vectors: NDArray[np.float32],
    n_subvectors: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Compress centroids by product quantisation with 8 bits a sub-vector.

    The same vectors give the same codes. There must be at least 256 vectors.

    Parameters
    ----------
    vectors
        float32 (n, dimension).
    n_subvectors
        How many bytes a vector becomes; must divide the dimension.
    progress
        Called with (sub-vectors done, of all).

    Returns
    -------
    codes
        uint8 (n, n_subvectors).
    codebooks
        float16 (n_subvectors, 256, dimension / n_subvectors).

    Source: product quantisation, Jégou et al., IEEE PAMI 2011.
    """
    n, dimension = vectors.shape
    width = dimension // n_subvectors
    codes = np.empty((n, n_subvectors), dtype=np.uint8)
    codebooks = np.empty((n_subvectors, N_CODES, width), dtype=np.float16)

    def compress_part(part: int) -> None:
        points = np.ascontiguousarray(vectors[:, part * width : (part + 1) * width])
        centroids = k_means(points, N_CODES, iterations=_CODEBOOK_ITERATIONS, seed=_CODEBOOK_SEED)
        codes[:, part] = nearest(points, centroids)
        codebooks[part] = centroids

    in_threads(compress_part, n_subvectors, progress, every=1)
    return codes, codebooks
