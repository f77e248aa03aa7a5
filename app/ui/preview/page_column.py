"""Where does each page of a PDF lie, when all of them lie below each other?"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import accumulate
from operator import truediv

from app.ui.look.theme import GRID

_GAP = GRID
_USUAL = (595.0, 842.0)  # points, of a page whose size isn't known
_MOST = 100.0  # so many times as high as wide, or the other way round; more is a damaged size
_SAME = 0.5  # points; sizes that differ by less are the same
_LEGIBLE = 4 / 3  # pixels for each point: the size of print
_RIM = 0.015  # of the width, that is left of a margin
_MOST_CUT = 1.6
_WORTH = 1.08  # less is not worth a scroll bar
_LARGEST = 2**31 - 1  # what a scroll bar can count


class PageColumn:
    """Pages of one width below each other; pages count from 0, pixels from the top of all.

    Parameters
    ----------
    n_pages
        How many there are.
    sizes
        Width and height of each in points, one after the other; those that are missing are taken
        to be as the last one that is known.
    inked
        The share of the width, from the left, in which all stands that is on them.
    """

    def __init__(
        self, n_pages: int, sizes: array[float], inked: tuple[float, float] = (0.0, 1.0)
    ) -> None:
        self.inked = inked
        known = sizes[: 2 * n_pages]
        pairs = zip(known[::2], known[1::2], strict=False)
        # Arrays: ten thousand pairs would be as many objects for the collector to look through.
        self._wide, self._high = array("d"), array("d")
        for pair in pairs:
            width, height = pair if _is_sound(*pair) else _USUAL
            self._wide.append(width)
            self._high.append(height)
        n_missing = n_pages - len(self._wide)
        last = (self._wide[-1], self._high[-1]) if self._wide else _USUAL
        self._wide.extend([last[0]] * n_missing)
        self._high.extend([last[1]] * n_missing)
        self._width = 0
        self._sum_up()

    def __len__(self) -> int:
        return len(self._wide)

    @property
    def width(self) -> int:
        """How wide each page is."""
        return self._width

    @property
    def height(self) -> int:
        """How high they are together, with what is between them."""
        return min(self.top(len(self)), _LARGEST)

    def fitting_width(self, room: int) -> int:
        """Return how wide pages are best in a room: without margins if they are small in it."""
        start, end = self.inked
        legible = self._wide[0] * _LEGIBLE if len(self) else 0
        without = room / max(end - start + 2 * _RIM, 1 / _MOST_CUT)
        best = min(without, legible)
        return round(best) if best > _WORTH * room else room

    def set_width(self, width: int) -> None:
        """Make them all so wide."""
        self._width = max(width, 1)

    def set_points(self, page: int, width: float, height: float) -> bool:
        """Learn how large a page really is; tells whether that changes anything."""
        if not _is_sound(width, height):
            width, height = _USUAL
        if max(abs(self._wide[page] - width), abs(self._high[page] - height)) < _SAME:
            return False
        self._wide[page], self._high[page] = width, height
        self._sum_up()
        return True

    def scale(self, page: int) -> float:
        """Return how many pixels a point of a page is."""
        return self._width / self._wide[page]

    def top(self, page: int) -> int:
        """Return where a page begins."""
        return GRID + page * _GAP + round(self._width * self._before[page])

    def page_height(self, page: int) -> int:
        """Return how high a page is."""
        return max(self.top(page + 1) - _GAP - self.top(page), 1)

    def page_at(self, y: int) -> int:
        """Return the page at a height, or the one above it where none is."""
        low, high = 0, len(self) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.top(middle) <= y:
                low = middle
            else:
                high = middle - 1
        return low

    def pages_between(self, top: int, bottom: int) -> range:
        """Return the pages of which something lies between two heights."""
        first = self.page_at(top)
        if self.top(first) + self.page_height(first) <= top:
            first += 1
        last = self.page_at(bottom - 1)
        return range(first, last + 1 if self.top(last) < bottom else last)

    def _sum_up(self) -> None:
        """Know of each page how high those above it are, in widths."""
        heights: Iterator[float] = map(truediv, self._high, self._wide)
        self._before = array("d", accumulate(heights, initial=0.0))


def _is_sound(width: float, height: float) -> bool:
    return width > 0 and height > 0 and 1 / _MOST <= height / width <= _MOST
