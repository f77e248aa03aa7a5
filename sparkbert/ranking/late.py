"""How near does each token of a query come to some token of a chunk? (Late interaction.)

Exact late interaction compares a query's tokens with the vectors of all tokens of a chunk. Here a
chunk's tokens stand at the centroids that its codes name: a hundred bytes instead of 184 KB, and as
good once fused. Only the most promising chunks are compared.

Source: MaxSim, Khattab and Zaharia, "ColBERT" (SIGIR 2020); centroid ids in place of vectors,
Santhanam et al., "PLAID" (CIKM 2022).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.codes import unpack
from sparkbert.encoder.tokenizer import Pieces
from sparkbert.errors import IndexCorruptError
from sparkbert.ranking.evidence import Earning
from sparkbert.ranking.query import QueryTerm
from sparkbert.vocabulary.lookup import SenseLookup

_N_CACHED = 4096


@dataclass(frozen=True, slots=True)
class QueryTokens:
    """The tokens of a query that take part, and the query's words that they are of.

    `vectors` is float32 (q, dimension), of unit length.
    """

    labels: tuple[str, ...]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ChunkTokens:
    """The word tokens of a chunk: their centroids and the numbers of their pieces, int32 (t,)."""

    centroids: NDArray[np.int32]
    pieces: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class LateMatches:
    """How near some chunks come to a query.

    Parameters
    ----------
    labels
        The query's word of each token.
    gains
        float32 (n, q): what each chunk gains with each token of the query.
    pieces
        int32 (n, q): the chunk's word piece that came nearest to it.
    """

    labels: tuple[str, ...]
    gains: NDArray[np.float32]
    pieces: NDArray[np.int32]

    @property
    def scores(self) -> NDArray[np.float32]:
        """What each chunk gains in all: float32 (n,)."""
        return np.asarray(self.gains.sum(axis=1), dtype=np.float32)

    def earnings(self, place: int, weight: float) -> list[Earning]:
        """Return what one chunk gained with each token, times `weight`."""
        return [
            Earning(QueryTerm(-1, self.labels[token], 1.0), float(gain) * weight, int(piece))
            for token, (gain, piece) in enumerate(
                zip(self.gains[place], self.pieces[place], strict=True)
            )
            if gain > 0
        ]


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
        self._tokenizer = tokenizer
        self._lookup = lookup
        self._known: OrderedDict[int, ChunkTokens] = OrderedDict()

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
        pieces = [self._tokenizer(text).ids for text in texts]
        try:
            numbers = unpack(codes, [self._lookup.n_own(ids) for ids in pieces])
        except ValueError as error:
            raise IndexCorruptError(
                f"A passage's codes are not those of its text ({error}). Index again what it is in."
            ) from error
        found = []
        for ids, own in zip(pieces, numbers, strict=True):
            words = np.flatnonzero(self._lookup.is_word(ids)).astype(np.int32)
            found.append(ChunkTokens(self._lookup.own(ids[words], own[words]), words))
        return found


def match_tokens(
    query: QueryTokens,
    chunks: Sequence[ChunkTokens],
    vectors: Callable[[NDArray[np.int32]], NDArray[np.float32]],
    floor: float,
) -> LateMatches:
    """Compare a query's tokens with those of some chunks.

    A chunk gains with each token by how much its nearest token's cosine exceeds `floor`, divided by
    the number of the query's tokens; cosines below it say nothing.

    Parameters
    ----------
    query
        The query's tokens.
    chunks
        The chunks' tokens.
    vectors
        Gives the unit vectors of centroids.
    floor
        The cosine from which on a chunk gains.
    """
    n_tokens = len(query.labels)
    gains = np.zeros((len(chunks), n_tokens), dtype=np.float32)
    pieces = np.zeros((len(chunks), n_tokens), dtype=np.int32)
    empty = np.zeros(0, dtype=np.int32)
    joined = np.concatenate([empty, *(chunk.centroids for chunk in chunks)])
    distinct, places = np.unique(joined, return_inverse=True)
    similarities = query.vectors @ vectors(distinct).T
    ends = np.cumsum([len(chunk.centroids) for chunk in chunks])
    for number, (chunk, end) in enumerate(zip(chunks, ends, strict=True)):
        if n_tokens and len(chunk.centroids):
            of_chunk = similarities[:, places[end - len(chunk.centroids) : end]]
            nearest = of_chunk.argmax(axis=1)
            best = of_chunk[np.arange(n_tokens), nearest]
            gains[number] = np.maximum(best - np.float32(floor), 0) / n_tokens
            pieces[number] = chunk.pieces[nearest]
    return LateMatches(query.labels, gains, pieces)
