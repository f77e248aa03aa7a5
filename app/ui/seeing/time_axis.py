"""Which dates stand below bars of time, as many as have room beside each other?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise, starmap

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from app.ui.look.dates import bin_text, day_text, month_text, year_text
from app.ui.look.theme import GRID
from app.ui.seeing.timeline_bins import Bins, Unit

_STEPS = {
    Unit.DAY: (1, 2, 7, 14),
    Unit.WEEK: (1, 2, 4, 8, 13, 26),
    Unit.MONTH: (1, 2, 3, 6, 12, 24),
    Unit.YEAR: (1, 2, 5, 10, 20, 50, 100),
}


def axis_labels(
    bins: Bins,
    bar_of: Callable[[int], QRectF],
    area: QRectF,
    metrics: QFontMetricsF,
) -> Iterator[tuple[QRectF, str]]:
    """Yield dates and where they go.

    Parameters
    ----------
    bins
        The stretches of time.
    bar_of
        Tells where a bin is painted.
    area
        Where all are; dates go below it and not beyond its sides.
    metrics
        Of the font.
    """
    places: list[tuple[QRectF, str]] = []
    for step in _STEPS[bins.unit]:
        places = _placed(bins, bar_of, area, metrics, step)
        in_order = sorted((rect for rect, _ in places), key=QRectF.left)
        if not any(starmap(_touch, pairwise(in_order))):
            break
    taken: list[QRectF] = []  # even the longest step may be too short
    for rect, text in places:
        if not any(_touch(rect, one) for one in taken):
            taken.append(rect)
            yield rect, text


def _placed(
    bins: Bins,
    bar_of: Callable[[int], QRectF],
    area: QRectF,
    metrics: QFontMetricsF,
    step: int,
) -> list[tuple[QRectF, str]]:
    """Return the dates of every so many bins and where they go, those with a year first."""
    starts = bins.starts[:-1]
    places = [at for at in range(len(starts)) if _is_round(bins.unit, starts, at, step)] or [0]
    # The first day, and the first of another year, have their year.
    dated = {
        at
        for before, at in pairwise([None, *places])
        if at is not None and (before is None or starts[before].year != starts[at].year)
    }
    found = []
    for at in sorted(places, key=lambda at: (at not in dated, at)):
        text = _label(bins.unit, starts[at], is_dated=at in dated)
        wide = metrics.horizontalAdvance(text)
        left = max(area.left(), min(bar_of(at).center().x() - wide / 2, area.right() - wide))
        found.append((QRectF(left, area.bottom() + 2, wide + 1, metrics.height()), text))
    return found


def _touch(one: QRectF, other: QRectF) -> bool:
    return one.adjusted(-GRID, 0, GRID, 0).intersects(other)


def _label(unit: Unit, start: datetime, *, is_dated: bool = False) -> str:
    if unit is Unit.YEAR:
        return year_text(start)
    if unit is Unit.MONTH:
        return month_text(start)
    return bin_text(Unit.DAY, start) if is_dated else day_text(start)


def _is_round(unit: Unit, starts: Sequence[datetime], at: int, step: int) -> bool:
    """Whether a bin's start is one that people count by, so that not every one has a label."""
    if unit is Unit.YEAR:
        return starts[at].year % step == 0
    if unit is Unit.MONTH:
        return (starts[at].year * 12 + starts[at].month - 1) % step == 0
    return at % step == 0
