from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from sparkbert.index import merge
from sparkbert.index.merge import FACTOR, SegmentSize, merge_segments, plan_merges
from sparkbert.index.segment import MAX_CHUNKS, SegmentKind
from tests.support.segments import build, content_of, contents


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([], []),
        ([(10, 0)], []),
        ([(10, 0)] * 3, []),
        ([(10, 0)] * 4, [range(4)]),
        ([(10, 0)] * 6, [range(6)]),
        # big ones stay out of it, and small ones on both sides are not neighbours
        ([(50_000, 0), *[(10, 0)] * 4], [range(1, 5)]),
        ([(10, 0), (10, 0), (50_000, 0), (10, 0), (10, 0)], []),
        # the lowest level goes first; smaller ones are taken along if they stand between
        ([*[(5_000, 0)] * 4, *[(10, 0)] * 4], [range(4, 8)]),
        ([(5_000, 0), (5_000, 0), (5_000, 0), (40, 0)], []),
        ([(40, 0), *[(5_000, 0)] * 3, (40, 0), (5_000, 0), (40, 0)], [range(1, 6)]),
        # no segment may outgrow its ordinals
        ([(20_000, 0)] * 4, [range(3)]),
        ([(30_000, 0)] * 4, [range(2), range(2, 4)]),
        ([(40_000, 0)] * 9, []),
        # dead chunks
        ([(100, 24)], []),
        ([(100, 25)], [range(1)]),
        ([(100, 100)], [range(1)]),
        ([(60_000, 30_000), *[(35_000, 0)] * 3], [range(2)]),
        ([(65_536, 65_000), *[(40_000, 0)] * 3], [range(1)]),
    ],
)
def test_plan(sizes: list[tuple[int, int]], expected: list[range]) -> None:
    assert plan_merges([SegmentSize(*size) for size in sizes]) == expected


@given(st.lists(st.tuples(st.integers(1, MAX_CHUNKS), st.floats(0, 1)), max_size=60))
def test_plans_come_to_an_end_and_keep_to_the_bounds(drawn: list[tuple[int, float]]) -> None:
    sizes = [SegmentSize(n, int(n * dead)) for n, dead in drawn]
    n_live = sum(size.n_live for size in sizes)
    for _ in range(1_000):
        plan = plan_merges(sizes)
        if not plan:
            break
        for run in reversed(plan):
            total = sum(sizes[at].n_live for at in run)
            assert total <= MAX_CHUNKS
            sizes[run.start : run.stop] = [SegmentSize(total, 0)] if total else []
    else:
        pytest.fail("the plan never comes to an end")
    assert sum(size.n_live for size in sizes) == n_live


def test_few_segments_remain_of_many_commits() -> None:
    sizes: list[SegmentSize] = []
    moved = 0
    for _ in range(1_000):
        sizes.append(SegmentSize(200, 0))
        while plan := plan_merges(sizes):
            for run in reversed(plan):
                total = sum(sizes[at].n_live for at in run)
                moved += total
                sizes[run.start : run.stop] = [SegmentSize(total, 0)]
    assert len(sizes) <= 200_000 // 32_768 + 4 * FACTOR
    assert moved < 6 * 200_000  # each chunk is rewritten a few times at most


@pytest.mark.parametrize("block", [1, 7, 1 << 20])
@given(data=st.data(), kind=st.sampled_from(SegmentKind))
def test_a_merge_is_the_concatenation_minus_the_dead(
    block: int, data: st.DataObject, kind: SegmentKind
) -> None:
    whole = data.draw(contents(kind, max_chunks=20))
    homes = {chunk_id: data.draw(st.integers(0, 3)) for chunk_id in whole}
    dead = {chunk_id for chunk_id in whole if data.draw(st.booleans())}
    parts = [
        build(kind, {c: whole[c] for c in whole if homes[c] == home})
        for home in sorted(set(homes.values()))
    ]
    alive = [~np.isin(part.chunk_ids, np.array(sorted(dead), np.int64)) for part in parts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "_BLOCK", block)
        merged = merge_segments(parts, alive)
    rest = {chunk_id: whole[chunk_id] for chunk_id in whole if chunk_id not in dead}
    assert content_of(merged) == rest
    if rest:
        clean = build(kind, rest)
        for name in ("chunk_ids", "terms", "indptr", "ordinals", "weights", "witnesses", "pooled"):
            assert_array_equal(getattr(merged, name), getattr(clean, name))
        for name in ("pooled_scales", "code_starts", "codes"):
            assert_array_equal(getattr(merged, name), getattr(clean, name))
