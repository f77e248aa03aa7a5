"""Which tokens do a query and the most promising chunks have, and where do they stand?

A chunk's tokens stand at the centroids that its codes name: a hundred bytes instead of 184 KB of
vectors, and as good once fused.

Source: centroid ids in place of vectors, Santhanam et al., "PLAID" (CIKM 2022).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sparkbert.codes import unpack
from sparkbert.encoder.tokenizer import Pieces
from sparkbert.errors import IndexCorruptError
from sparkbert.vocabulary.lookup import SenseLookup
from sparkbert.words import Word, text_words

_N_CACHED = 4096
_N_TEXTS, _N_WORDS = 1024, 256  # while one types, the same passages come again and again


@dataclass(frozen=True, slots=True)
class QueryTokens:
    """The tokens of a query that are compared with those of chunks. `q` counts them.

    Parameters
    ----------
    labels
        The query's word that each is of.
    ids
        int32 (q,): which word piece each is.
    vectors
        float32 (q, dimension), of unit length.
    weights
        float32 (q,): how much each counts, 1 in all.
    whole
        float32 (dimension,): what the tokens say together, of unit length.
    """

    labels: tuple[str, ...]
    ids: NDArray[np.int32]
    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]
    whole: NDArray[np.float32]


def query_tokens(
    labels: Sequence[str],
    ids: NDArray[np.int32],
    vectors: NDArray[np.float32],
    idf: NDArray[np.float32],
) -> QueryTokens:
    """Weigh a query's tokens by how rare they are.

    Each counts by the root of its idf; what they say together is their mean, weighed by idf itself.

    Parameters
    ----------
    labels
        The query's word that each token is of.
    ids
        int32 (q,): which word piece each is.
    vectors
        float32 (q, dimension), of unit length.
    idf
        float32 (q,), above 0.
    """
    roots = np.sqrt(idf)
    together = idf @ vectors
    return QueryTokens(
        tuple(labels),
        ids,
        vectors,
        (roots / max(float(roots.sum()), 1e-9)).astype(np.float32),
        (together / max(float(np.linalg.norm(together)), 1e-9)).astype(np.float32),
    )


@dataclass(frozen=True, slots=True)
class ChunkTokens:
    """The word tokens of a chunk.

    Parameters
    ----------
    ids
        int32 (t,): which word piece each is.
    centroids
        int32 (t,): the nearest of its own piece's.
    pieces
        int32 (t,): its number among the chunk's word pieces.
    """

    ids: NDArray[np.int32]
    centroids: NDArray[np.int32]
    pieces: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class TokenTable:
    """The tokens of several chunks with their vectors, each centroid's once.

    `vectors` is float32 (n_distinct, dimension); `places` has for each chunk the rows of its
    tokens, int64 (t,).
    """

    chunks: tuple[ChunkTokens, ...]
    vectors: NDArray[np.float32]
    places: tuple[NDArray[np.int64], ...]


def gather(
    chunks: Sequence[ChunkTokens], vectors: Callable[[NDArray[np.int32]], NDArray[np.float32]]
) -> TokenTable:
    """Look up the vectors of some chunks' tokens; `vectors` gives those of centroids."""
    empty = np.zeros(0, dtype=np.int32)
    joined = np.concatenate([empty, *(chunk.centroids for chunk in chunks)])
    distinct, places = np.unique(joined, return_inverse=True)
    ends = np.cumsum([len(chunk.centroids) for chunk in chunks])
    parts = np.split(places, ends[:-1]) if len(chunks) else []
    return TokenTable(tuple(chunks), vectors(distinct), tuple(parts))


class TokenReader:
    """Finds the tokens of chunks from their texts and codes, and remembers the latest.

    Parameters
    ----------
    tokenizer
        Cuts texts into the encoder's word pieces.
    lookup
        Knows the centroids of pieces.
    """

    def __init__(self, tokenizer: Callable[[str], Pieces], lookup: SenseLookup) -> None:
        self._pieces = lru_cache(maxsize=_N_TEXTS)(tokenizer)
        self._words = lru_cache(maxsize=_N_WORDS)(text_words)
        self._lookup = lookup
        self._known: OrderedDict[int, ChunkTokens] = OrderedDict()

    def pieces(self, text: str) -> Pieces:
        """Return a text's word pieces."""
        return self._pieces(text)

    def words(self, text: str) -> Sequence[Word]:
        """Return a text's words."""
        return self._words(text)

    def known(self, chunk_id: int) -> ChunkTokens | None:
        """Return a chunk's tokens if they are remembered; ids are never used for other texts."""
        found = self._known.get(chunk_id)
        if found is not None:
            self._known.move_to_end(chunk_id)
        return found

    def remember(self, chunk_id: int, tokens: ChunkTokens) -> None:
        """Keep a chunk's tokens, in place of those that were not asked for longest."""
        self._known[chunk_id] = tokens
        if len(self._known) > _N_CACHED:
            self._known.popitem(last=False)

    def read(self, texts: Sequence[str], codes: Sequence[NDArray[np.uint8]]) -> list[ChunkTokens]:
        """Return the tokens of chunks.

        Raises
        ------
        IndexCorruptError
            Codes and text don't belong together.
        """
        pieces = [self._pieces(text).ids for text in texts]
        try:
            numbers = unpack(codes, [self._lookup.n_own(ids) for ids in pieces])
        except ValueError as error:
            raise IndexCorruptError(
                f"A passage's codes are not those of its text ({error}). Index again what it is in."
            ) from error
        found = []
        for ids, own in zip(pieces, numbers, strict=True):
            at = np.flatnonzero(self._lookup.is_word(ids)).astype(np.int32)
            found.append(ChunkTokens(ids[at], self._lookup.own(ids[at], own[at]), at))
        return found
