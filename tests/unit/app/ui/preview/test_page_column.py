from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.preview.page_column import PageColumn

_SIDE = st.floats(50, 2000, width=32)


def column_of(
    *sizes: tuple[float, float], width: int = 500, n_pages: int | None = None
) -> PageColumn:
    flat = array("f", [side for size in sizes for side in size])
    column = PageColumn(len(sizes) if n_pages is None else n_pages, flat)
    column.set_width(width)
    return column


def test_pages_lie_below_each_other_each_as_wide() -> None:
    column = column_of((500, 700), (1000, 500), (500, 700))
    assert [column.top(page) for page in range(3)] == [8, 716, 974]
    assert [column.page_height(page) for page in range(3)] == [700, 250, 700]
    assert column.height == 974 + 700 + 8
    assert (column.scale(0), column.scale(1)) == (1.0, 0.5)


@given(st.lists(st.tuples(_SIDE, _SIDE), min_size=1, max_size=30), st.integers(1, 3000))
def test_every_height_belongs_to_the_page_that_lies_there(
    sizes: list[tuple[float, float]], width: int
) -> None:
    column = column_of(*sizes, width=width)
    for page in range(len(column)):
        top, height = column.top(page), column.page_height(page)
        assert column.page_at(top) == column.page_at(top + height - 1) == page
        assert page in column.pages_between(top + height - 1, top + height)
        assert page not in column.pages_between(top + height, top + height + 1)
        assert page not in column.pages_between(top - 1, top)
    assert list(column.pages_between(0, column.height)) == list(range(len(column)))


def test_pages_of_unknown_size_are_as_the_last_known_till_it_is_learned() -> None:
    column = column_of((500, 700), (500, 250), n_pages=4)
    assert column.page_height(3) == 250
    assert column.set_points(3, 500, 1000)
    assert not column.set_points(3, 500, 1000.2)
    assert column.page_height(3) == 1000


def test_half_a_size_is_none() -> None:
    column = PageColumn(2, array("f", [500, 700, 500]))
    column.set_width(500)
    assert [column.page_height(page) for page in range(2)] == [700, 700]


def test_damaged_sizes_are_taken_for_the_usual_one() -> None:
    column = column_of((0, 0), (1, 10_000), width=595)
    assert [column.page_height(page) for page in range(2)] == [842, 842]


def test_margins_are_left_out_as_far_as_letters_are_small() -> None:
    column = PageColumn(1, array("f", [600.0, 800.0]), (0.2, 0.8))
    assert column.fitting_width(300) == pytest.approx(300 / 0.63, abs=1)
    assert column.fitting_width(700) == 800  # as large as print
    assert column.fitting_width(900) == 900
    assert PageColumn(1, array("f", [600.0, 800.0]), (0.02, 0.97)).fitting_width(300) == 300
    assert PageColumn(1, array("f", [600.0, 800.0]), (0.5, 0.6)).fitting_width(300) == 480
