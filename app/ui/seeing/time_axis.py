"""Which dates stand below bars of time, as many as have room beside each other?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from app.ui.look.dates import day_text, month_text, year_text
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
    *,
    mirrored: bool,
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
    mirrored
        Whether time runs from right to left.
    """
    starts = bins.starts[:-1]
    texts = [_label(bins.unit, start) for start in starts]
    widest = max(map(metrics.horizontalAdvance, texts)) + 2 * GRID
    width = area.width() / len(starts)
    steps = _STEPS[bins.unit]
    step = next((one for one in steps if one * width >= widest), steps[-1])
    places = [at for at in range(len(starts)) if _is_round(bins.unit, starts, at, step)] or [0]
    taken = area.left() - 1
    for at in reversed(places) if mirrored else places:
        wide = metrics.horizontalAdvance(texts[at])
        middle = bar_of(at).center().x()
        left = max(area.left(), min(middle - wide / 2, area.right() - wide))
        if left > taken:
            yield QRectF(left, area.bottom() + 2, wide + 1, metrics.height()), texts[at]
            taken = left + wide + GRID


def _label(unit: Unit, start: datetime) -> str:
    if unit is Unit.YEAR:
        return year_text(start)
    if unit is Unit.MONTH:
        return month_text(start)
    return day_text(start)


def _is_round(unit: Unit, starts: Sequence[datetime], at: int, step: int) -> bool:
    """Whether a bin's start is one that people count by, so that not every one has a label."""
    if unit is Unit.YEAR:
        return starts[at].year % step == 0
    if unit is Unit.MONTH:
        return (starts[at].year * 12 + starts[at].month - 1) % step == 0
    return at % step == 0
