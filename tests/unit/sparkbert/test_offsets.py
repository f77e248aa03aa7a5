from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.offsets import OffsetMap


@st.composite
def offset_maps(draw: st.DrawFn) -> OffsetMap:
    """Draw a map in which no piece begins before the one before it ends."""
    steps = draw(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 50)), max_size=20))
    starts = accumulate((width for width, _ in steps), initial=0)
    sources = accumulate((width + gap for width, gap in steps), initial=draw(st.integers(0, 100)))
    return OffsetMap(tuple(starts), tuple(sources))


@given(offset_maps())
def test_bytes_round_trip(offsets: OffsetMap) -> None:
    assert OffsetMap.from_bytes(offsets.to_bytes()) == offsets


@given(offset_maps(), st.integers(0, 500), st.integers(0, 500))
def test_sources_keep_the_order_of_positions(offsets: OffsetMap, one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert offsets.source(low) <= offsets.source(high)


@given(offset_maps(), st.integers(0, 500), st.integers(1, 100))
def test_a_source_span_covers_the_source_of_each_character(
    offsets: OffsetMap, start: int, length: int
) -> None:
    first, last = offsets.source_span(start, start + length)
    assert all(first <= offsets.source(at) < last for at in range(start, start + length))
    assert first == offsets.source(start)
    assert last == offsets.source(start + length - 1) + 1


@given(st.integers(0, 10**6))
def test_the_default_is_the_identity(position: int) -> None:
    assert OffsetMap().source(position) == position


def test_a_skipped_stretch_is_not_in_the_span_before_it() -> None:
    offsets = OffsetMap((0, 5), (0, 100))
    assert offsets.source_span(0, 5) == (0, 5)
    assert offsets.source_span(0, 6) == (0, 101)
    assert offsets.source_span(5, 7) == (100, 102)
    assert offsets.source_span(5, 5) == (100, 100)


@pytest.mark.parametrize(
    ("starts", "sources"),
    [((), ()), ((1,), (0,)), ((0, 5), (0,)), ((0, 5, 5), (0, 1, 2)), ((0, 5, 4), (0, 1, 2))],
)
def test_maps_that_are_none_are_refused(starts: tuple[int, ...], sources: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="offset map"):
        OffsetMap(starts, sources)


@pytest.mark.parametrize("data", [b"", b"\0\0\0", b"\0" * 4, b"\1\0\0\0" + b"\0" * 4])
def test_bytes_that_are_no_map_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - numpy words one of them
        OffsetMap.from_bytes(data)
