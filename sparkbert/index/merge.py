"""Which segments are merged into one, when, and how?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sparkbert.index.segment import MAX_CHUNKS, Segment, SegmentKind, contains, join_codes
from sparkbert.index.store import SegmentStore

FACTOR = 4  # so many neighbours of a level are merged
_SMALLEST = 1024  # live chunks of the lowest level
_DEAD_SHARE = 0.25  # a segment with more dead chunks is rewritten
_BLOCK = 1 << 20  # postings sorted at a time, which bounds the memory of a merge

_Scalar = TypeVar("_Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True)
class SegmentSize:
    """How many chunks a segment holds, and how many of them are dead."""

    n_chunks: int
    n_dead: int

    @property
    def n_live(self) -> int:
        """How many chunks would survive a merge."""
        return self.n_chunks - self.n_dead


def plan_merges(sizes: Sequence[SegmentSize]) -> list[range]:
    """Choose runs of neighbours to be merged, each into one segment; none overlap.

    Levels grow by `FACTOR`. Where `FACTOR` segments of a level stand with none of a higher level
    between them, all from the first to the last are merged, cut where one would exceed
    `MAX_CHUNKS`; the lowest level goes first. Otherwise segments with too many dead chunks are
    rewritten alone. To be asked again until there is nothing left to do.
    """
    levels = [_level(size.n_live) for size in sizes]
    for level in sorted(set(levels)):
        groups = [
            group for run in _runs(levels, level) for group in _cut(run, sizes) if len(group) > 1
        ]
        if groups:
            return groups
    return [
        range(at, at + 1)
        for at, size in enumerate(sizes)
        if size.n_dead and size.n_dead >= _DEAD_SHARE * size.n_chunks
    ]


def merge_segments(segments: Sequence[Segment], alive: Sequence[NDArray[np.bool_]]) -> Segment:
    """Return one segment with the live chunks of several.

    Parameters
    ----------
    segments
        Segments of one kind that share no chunk.
    alive
        One mask (n_chunks,) per segment.
    """
    kept = np.concatenate(
        [part.chunk_ids[mask] for part, mask in zip(segments, alive, strict=True)]
    )
    order = kept.argsort(kind="stable")
    new_ordinals = _new_ordinals(order, alive)
    code_starts, codes = _join_codes(segments, alive, order)
    union = np.unique(np.concatenate([part.terms for part in segments]))
    blocks = [
        _merge_block(segments, alive, new_ordinals, union[low:high])
        for low, high in _term_blocks(segments, union)
    ]
    counts = np.concatenate([np.empty(0, np.int64), *(block.counts for block in blocks)])
    present = counts > 0
    return Segment(
        segments[0].kind,
        kept[order],
        union[present],
        np.append(0, counts[present].cumsum()).astype(np.uint32),
        np.concatenate([np.empty(0, np.uint16), *(block.ordinals for block in blocks)]),
        np.concatenate([np.empty(0, np.uint8), *(block.weights for block in blocks)]),
        np.concatenate([np.empty(0, np.uint8), *(block.witnesses for block in blocks)]),
        _join([part.pooled for part in segments], alive, order),
        _join([part.pooled_scales for part in segments], alive, order),
        code_starts,
        codes,
    )


def merge_kind(store: SegmentStore, kind: SegmentKind) -> int:
    """Merge the segments of a kind until the plan is empty; return how many were merged."""
    n_merged = 0
    while True:
        rows = store.segments(kind)
        tombstones = store.tombstones()
        sizes = [
            SegmentSize(row.n_chunks, _count_dead(store.read(row), tombstones))
            if len(tombstones)
            else SegmentSize(row.n_chunks, 0)
            for row in rows
        ]
        if kind is SegmentKind.SENSES:  # whose order is free: let equals be neighbours
            order = sorted(range(len(rows)), key=lambda at: -sizes[at].n_live)
            rows, sizes = [rows[at] for at in order], [sizes[at] for at in order]
        plan = plan_merges(sizes)
        if not plan:
            return n_merged
        for run in plan:
            replace_segments(store, kind, [rows[at].id for at in run])
            n_merged += len(run)


def rewrite_dead(store: SegmentStore, kind: SegmentKind) -> None:
    """Rewrite every segment of a kind that holds dead chunks."""
    tombstones = store.tombstones()
    for row in store.segments(kind):
        if _count_dead(store.read(row), tombstones):
            replace_segments(store, kind, [row.id])


def replace_segments(store: SegmentStore, kind: SegmentKind, ids: Sequence[int]) -> None:
    """Put one segment with the live chunks of several in their place, in one transaction.

    Raises
    ------
    IndexCorruptError
        A segment is damaged; nothing was changed.
    """
    wanted = set(ids)
    rows = [row for row in store.segments(kind) if row.id in wanted]
    segments = [store.read(row, check=True) for row in rows]
    tombstones = store.tombstones()
    alive = [~contains(tombstones, part.chunk_ids) for part in segments]
    merged = merge_segments(segments, alive)
    dropped = np.concatenate([p.chunk_ids[~mask] for p, mask in zip(segments, alive, strict=True)])
    with store.transaction():
        if merged.n_chunks:
            store.add(merged)
        store.failpoint("merge.added")
        store.retire(rows)
        _forget_tombstones(store, kind, dropped)
        store.failpoint("merge.retired")


def _forget_tombstones(store: SegmentStore, kind: SegmentKind, dropped: NDArray[np.int64]) -> None:
    """Delete the tombstones of chunks that no segment of the other kind holds either."""
    if not len(dropped):
        return
    other = SegmentKind.SENSES if kind is SegmentKind.WORDS else SegmentKind.WORDS
    for row in store.segments(other):
        dropped = dropped[~store.read(row).holds(dropped)]
    store.connection.executemany(
        "DELETE FROM tombstones WHERE chunk_id = ?", [(chunk_id,) for chunk_id in dropped.tolist()]
    )


def _count_dead(segment: Segment, tombstones: NDArray[np.int64]) -> int:
    return int(np.count_nonzero(segment.holds(tombstones)))


def _level(n_live: int) -> int:
    level, bound = 0, _SMALLEST
    while n_live >= bound:
        level, bound = level + 1, bound * FACTOR
    return level


def _runs(levels: Sequence[int], level: int) -> list[range]:
    """Return the runs that hold `FACTOR` segments of a level and none above it."""
    runs, found = [], list[int]()
    for at, other in enumerate([*levels, level + 1]):
        if other == level:
            found.append(at)
        elif other > level:
            if len(found) >= FACTOR:
                runs.append(range(found[0], found[-1] + 1))
            found = []
    return runs


def _cut(run: range, sizes: Sequence[SegmentSize]) -> list[range]:
    """Cut a run, from its start, into pieces of at most `MAX_CHUNKS` live chunks."""
    pieces, start, total = [], run.start, 0
    for at in run:
        if total + sizes[at].n_live > MAX_CHUNKS:
            pieces.append(range(start, at))
            start, total = at, 0
        total += sizes[at].n_live
    return [*pieces, range(start, run.stop)]


@dataclass(frozen=True, slots=True)
class _Block:
    counts: NDArray[np.int64]
    ordinals: NDArray[np.uint16]
    weights: NDArray[np.uint8]
    witnesses: NDArray[np.uint8]


def _new_ordinals(
    order: NDArray[np.intp], alive: Sequence[NDArray[np.bool_]]
) -> list[NDArray[np.uint64]]:
    """Return, per segment, the merged ordinal of each live chunk; of dead ones 0."""
    places = np.empty(len(order), np.uint64)
    places[order] = np.arange(len(order), dtype=np.uint64)
    result, start = [], 0
    for mask in alive:
        new = np.zeros(len(mask), np.uint64)
        end = start + int(np.count_nonzero(mask))
        new[mask] = places[start:end]
        result.append(new)
        start = end
    return result


def _term_blocks(
    segments: Sequence[Segment], union: NDArray[np.uint64] | NDArray[np.uint32]
) -> list[tuple[int, int]]:
    """Cut the terms into ranges of about `_BLOCK` postings each."""
    if not len(union):
        return []
    counts = np.zeros(len(union), np.int64)
    for part in segments:
        counts[union.searchsorted(part.terms)] += np.diff(part.indptr)
    bounds = np.flatnonzero(np.diff(counts.cumsum() // _BLOCK)) + 1
    edges = [0, *bounds.tolist(), len(union)]
    return list(pairwise(edges))


def _merge_block(
    segments: Sequence[Segment],
    alive: Sequence[NDArray[np.bool_]],
    new_ordinals: Sequence[NDArray[np.uint64]],
    terms: NDArray[np.uint64] | NDArray[np.uint32],
) -> _Block:
    """Merge the postings of some neighbouring terms by sorting (term's rank, new ordinal)."""
    keys, weights, witnesses = [], [], []
    for part, mask, new in zip(segments, alive, new_ordinals, strict=True):
        low = int(part.terms.searchsorted(terms[0]))
        high = int(part.terms.searchsorted(terms[-1], side="right"))
        span = slice(int(part.indptr[low]), int(part.indptr[high]))
        ranks = terms.searchsorted(part.terms[low:high]).astype(np.uint64)
        ordinals = part.ordinals[span]
        keep = mask[ordinals]
        shifted = np.repeat(ranks << np.uint64(16), np.diff(part.indptr[low : high + 1]))
        keys.append((shifted | new[ordinals])[keep])
        weights.append(part.weights[span][keep])
        if part.kind is SegmentKind.SENSES:
            witnesses.append(part.witnesses[span][keep])
    joined = np.concatenate(keys)
    order = joined.argsort()
    return _Block(
        np.bincount((joined >> np.uint64(16)).astype(np.int64), minlength=len(terms)),
        (joined[order] & np.uint64(0xFFFF)).astype(np.uint16),
        np.concatenate(weights)[order],
        np.concatenate(witnesses)[order] if witnesses else np.empty(0, np.uint8),
    )


def _join_codes(
    segments: Sequence[Segment], alive: Sequence[NDArray[np.bool_]], order: NDArray[np.intp]
) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Gather the codes of live chunks; word segments have none of them."""
    if segments[0].kind is SegmentKind.WORDS:
        return segments[0].code_starts, segments[0].codes
    parts = [
        part.codes[part.code_starts[at] : part.code_starts[at + 1]]
        for part, mask in zip(segments, alive, strict=True)
        for at in np.flatnonzero(mask).tolist()
    ]
    return join_codes([parts[at] for at in order.tolist()])


def _join(
    parts: Sequence[NDArray[_Scalar]],
    alive: Sequence[NDArray[np.bool_]],
    order: NDArray[np.intp],
) -> NDArray[_Scalar]:
    """Gather an array that has a row per chunk; word segments have none of them."""
    if not any(len(part) for part in parts):
        return parts[0]
    return np.concatenate([part[mask] for part, mask in zip(parts, alive, strict=True)])[order]
