"""Which live chunks hold a term, in the rows of a snapshot?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sparkbert.index.segment import Segment

_POOLED_AT_ONCE = 1024  # int8 vectors turned into float32 at a time, to stay in the cache


@dataclass(frozen=True, slots=True)
class Postings:
    """The live chunks that hold a term.

    Parameters
    ----------
    rows
        int64 (n,): each row once; ascending for a word, and for a sense within a segment.
    weights
        uint8 (n,): multiples of `sparkbert.sparse.WEIGHT_STEP`.
    witnesses
        uint8 (n,): for a sense the number of the word piece that attained it; for a word 0.
    """

    rows: NDArray[np.int64]
    weights: NDArray[np.uint8]
    witnesses: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.rows)


class WordLookup:
    """A word segment in the snapshot's rows: its chunks are the rows from `start` on."""

    def __init__(self, segment: Segment, start: int, live: NDArray[np.bool_]) -> None:
        alive = live[start : start + segment.n_chunks]
        self.segment = segment
        self._start = start
        self._alive = None if alive.all() else alive

    def look_up(self, term: np.uint64) -> tuple[NDArray[np.int64], NDArray[np.uint8]] | None:
        """Return the live rows that hold a term, and their weights."""
        segment = self.segment
        span = _span(segment, term)
        if span is None:
            return None
        ordinals, weights = segment.ordinals[span], segment.weights[span]
        if self._alive is not None:
            keep = self._alive[ordinals]
            ordinals, weights = ordinals[keep], weights[keep]
        return np.add(ordinals, self._start, dtype=np.int64), weights


class SenseLookup:
    """A sense segment in the snapshot's rows: `rows[ordinal]`, where `alive[ordinal]`."""

    def __init__(self, segment: Segment, rows: NDArray[np.int64], alive: NDArray[np.bool_]) -> None:
        self.segment = segment
        self._rows = rows
        self._alive = None if alive.all() else alive

    @property
    def live_rows(self) -> NDArray[np.int64]:
        """The rows of its live chunks."""
        return self._rows if self._alive is None else self._rows[self._alive]

    def pooled_products(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the products of its live chunks' pooled vectors with one, in their order."""
        pooled, scales = self.segment.pooled, self.segment.pooled_scales
        products = np.empty(len(pooled), np.float32)
        for start in range(0, len(pooled), _POOLED_AT_ONCE):
            block = slice(start, start + _POOLED_AT_ONCE)
            products[block] = pooled[block].astype(np.float32) @ vector * scales[block]
        return products if self._alive is None else products[self._alive]

    def look_up(
        self, term: np.uint32
    ) -> tuple[NDArray[np.int64], NDArray[np.uint8], NDArray[np.uint8]] | None:
        """Return the live rows that hold a term, their weights and their witnesses."""
        segment = self.segment
        span = _span(segment, term)
        if span is None:
            return None
        ordinals, weights = segment.ordinals[span], segment.weights[span]
        witnesses = segment.witnesses[span]
        if self._alive is not None:
            keep = self._alive[ordinals]
            ordinals, weights, witnesses = ordinals[keep], weights[keep], witnesses[keep]
        return self._rows[ordinals], weights, witnesses


def _span(segment: Segment, term: np.uint64 | np.uint32) -> slice | None:
    """Return where a term's postings are; the term has the array's type, or all would be copied."""
    at = segment.terms.searchsorted(term)
    if at == len(segment.terms) or segment.terms[at] != term:
        return None
    return slice(int(segment.indptr[at]), int(segment.indptr[at + 1]))


def joined(found: Sequence[tuple[NDArray[Any], ...]], n_columns: int) -> Sequence[NDArray[Any]]:
    """Concatenate the (rows, weights, ...) that were found in several segments."""
    if len(found) == 1:
        return found[0]
    if not found:
        return [np.empty(0, np.int64), *[np.empty(0, np.uint8)] * (n_columns - 1)]
    return [np.concatenate(column) for column in zip(*found, strict=True)]
