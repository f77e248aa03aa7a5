"""How do tests make the tokens of chunks? Four centroids, each along an axis of its own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sparkbert.ranking.tokens import ChunkTokens, TokenTable, gather


def axes(centroids: NDArray[np.int32]) -> NDArray[np.float32]:
    """Return the vectors of centroids."""
    return np.eye(4, dtype=np.float32)[centroids]


def chunk(*centroids: int) -> ChunkTokens:
    """Return tokens of pieces with a centroid each; every third piece of the chunk is no word."""
    pieces = np.array([number * 3 // 2 for number in range(len(centroids))], np.int32)
    at = np.array(centroids, np.int32)
    return ChunkTokens(at, at, pieces)


def table_of(*chunks: ChunkTokens) -> TokenTable:
    """Return chunks with the vectors of their tokens."""
    return gather(chunks, axes)
