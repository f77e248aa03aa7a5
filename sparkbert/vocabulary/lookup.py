"""Which senses are nearest to a token?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.vocabulary.vocabulary import Vocabulary

_BLOCK = 32
"""Tokens whose candidates are compared at once: few enough to stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class NearestSenses:
    """The nearest senses of some tokens, nearest first.

    Parameters
    ----------
    centroids
        int32 (n_tokens, n): centroid ids.
    similarities
        float32 (n_tokens, n): cosine; -inf where a token has fewer than n candidates.
    own
        int32 (n_tokens,): the nearest among the senses of the token's own piece, counted from the
        piece's first one; 0 for tokens without senses.
    """

    centroids: NDArray[np.int32]
    similarities: NDArray[np.float32]
    own: NDArray[np.int32]


class SenseLookup:
    """Finds nearest centroids by routing, comparing with some dozens instead of all.

    A token is compared with its own piece's centroids and with the neighbours of the best of them.

    Source: the routing by token id of retrieval engines such as CITADEL (arXiv 2211.10411), with
    neighbour lists added, since a quarter of the nearest centroids belong to other pieces.

    Parameters
    ----------
    vocabulary
        All senses.
    is_word
        bool (n_pieces,): tokens of other word pieces, such as punctuation, have no senses.
    """

    def __init__(self, vocabulary: Vocabulary, is_word: NDArray[np.bool_] | None = None) -> None:
        self._vocabulary = vocabulary
        self._is_word = is_word
        self._n_tokens = int(vocabulary.counts.sum())

    def nearest(
        self, piece_ids: NDArray[np.int32], vectors: NDArray[np.float32], n: int
    ) -> NearestSenses:
        """Return the n nearest senses of each token.

        Parameters
        ----------
        piece_ids
            int32 (n_tokens,): each token's word piece.
        vectors
            float32 (n_tokens, dimension): each token's unit vector.
        n
            How many senses to return for each token.
        """
        first = self._vocabulary.indptr[piece_ids]
        n_own = self._vocabulary.indptr[piece_ids + 1] - first
        width = n + self._vocabulary.neighbours.shape[1]
        candidates = np.zeros((len(piece_ids), width), dtype=np.int32)
        similarities = np.full((len(piece_ids), width), -np.inf, dtype=np.float32)
        own_numbers = np.zeros(len(piece_ids), dtype=np.int32)
        # Tokens with equally many own senses together, so that little is compared in vain.
        order = np.argsort(n_own, kind="stable")
        if self._is_word is not None:
            order = order[self._is_word[piece_ids[order]]]
        for start in range(0, len(order), _BLOCK):
            tokens = order[start : start + _BLOCK]
            own = np.arange(n_own[tokens[-1]], dtype=np.int32)
            ids = first[tokens, None] + np.minimum(own, n_own[tokens, None] - 1)
            products = self._similarities(vectors[tokens], ids)
            products[own >= n_own[tokens, None]] = -np.inf
            own_best, own_similarities = _best(ids, products, n)
            own_numbers[tokens] = own_best[:, 0] - first[tokens]
            neighbours = self._vocabulary.neighbours[own_best[:, 0]]
            k = own_best.shape[1]
            candidates[tokens, :k] = own_best
            similarities[tokens, :k] = own_similarities
            candidates[tokens, n:] = neighbours
            similarities[tokens, n:] = self._similarities(vectors[tokens], neighbours)
        return NearestSenses(*_best(candidates, similarities, n), own_numbers)

    def n_own(self, piece_ids: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return how many senses each token's own piece has: int32 (n_tokens,), 1 for non-words."""
        indptr = self._vocabulary.indptr
        return np.where(self.is_word(piece_ids), indptr[piece_ids + 1] - indptr[piece_ids], 1)

    def own(self, piece_ids: NDArray[np.int32], numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the centroids, int32 (n_tokens,), that are so-many-th among their own piece's."""
        return np.asarray(self._vocabulary.indptr[piece_ids] + numbers, dtype=np.int32)

    def vectors(self, centroids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the unit vectors, float32 (n, dimension), of some centroids."""
        return self._vocabulary.vectors(centroids)

    def rarity(self, centroids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return how rare senses are in the text that the vocabulary was trained on: float32 (n,).

        It is ln(1 + N / (c + 1)) for a sense of a piece that made up c of the N tokens for each of
        its senses: an idf that no document changes.
        """
        indptr, counts = self._vocabulary.indptr, self._vocabulary.counts
        pieces = np.searchsorted(indptr, centroids, side="right") - 1
        per_sense = counts[pieces] / (indptr[pieces + 1] - indptr[pieces])
        return np.log1p(self._n_tokens / (per_sense + 1)).astype(np.float32)

    def is_word(self, piece_ids: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Return which tokens have senses at all: bool (n_tokens,)."""
        if self._is_word is None:
            return np.ones(len(piece_ids), dtype=np.bool_)
        return self._is_word[piece_ids]

    def _similarities(
        self, vectors: NDArray[np.float32], centroids: NDArray[np.int32]
    ) -> NDArray[np.float32]:
        """Compare each vector (t, d) with its own list of centroids (t, c); returns (t, c)."""
        candidates = self._vocabulary.centroids[centroids].astype(np.float32)
        products = np.matmul(candidates, vectors[:, :, None])[:, :, 0]
        return np.asarray(products * self._vocabulary.steps[centroids], dtype=np.float32)


def _best(
    candidates: NDArray[np.int32], similarities: NDArray[np.float32], n: int
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    ranks = np.argsort(-similarities, axis=1, kind="stable")[:, :n]
    return (
        np.take_along_axis(candidates, ranks, axis=1),
        np.take_along_axis(similarities, ranks, axis=1),
    )
