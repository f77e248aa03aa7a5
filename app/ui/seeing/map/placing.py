"""Where do points and labels go on a map, so that no label hides another and few hide points?"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSizeF

_STRETCH = 1.6  # so much more may one axis be stretched than the other, to fill the room
_CELL = 8.0  # pixels, of the grid in which points are counted
_RINGS = (0, 26, 52, 78, 104, 130, 160, 200, 250, 310, 380)
_ANGLES = tuple(-pi / 2 + n * pi / 6 for n in range(12))
_COVERED = 120.0  # pixels that a label goes farther rather than hide a point
_AROUND = 5.0  # pixels around a point that are not hidden either
_GAP = 4.0


def place_points(
    places: Sequence[tuple[float, float]],
    area: QRectF,
    *,
    turned: bool = False,
    mirrored: bool = False,
) -> list[QPointF]:
    """Return where points go in an area: their first axis to the right, or upwards if `turned`."""
    if not places:
        return []
    if turned:
        places = [(y, x) for x, y in places]
    low_x, high_x = min(x for x, _ in places), max(x for x, _ in places)
    low_y, high_y = min(y for _, y in places), max(y for _, y in places)
    scale_x = area.width() / (high_x - low_x) if high_x > low_x else 0.0
    scale_y = area.height() / (high_y - low_y) if high_y > low_y else 0.0
    if scale_x and scale_y:
        scale_x, scale_y = min(scale_x, _STRETCH * scale_y), min(scale_y, _STRETCH * scale_x)
    middle_x, middle_y = (low_x + high_x) / 2, (low_y + high_y) / 2
    if mirrored:
        scale_x = -scale_x
    centre = area.center()
    return [
        QPointF(centre.x() + (x - middle_x) * scale_x, centre.y() - (y - middle_y) * scale_y)
        for x, y in places
    ]


def place_labels(
    sizes: Sequence[QSizeF],
    anchors: Sequence[QPointF],
    points: Sequence[QPointF],
    area: QRectF,
) -> list[QRectF]:
    """Return where labels go: near their anchors, within the area, apart as long as there is room.

    Earlier labels choose first.
    """
    counts = _PointCounts(points, area)
    placed: list[QRectF] = []
    for size, anchor in zip(sizes, anchors, strict=True):
        best, best_cost = QRectF(area.topLeft(), size), float("inf")
        for offset in _offsets():
            rect = _inside(QRectF(QPointF(), size), anchor + offset, area)
            far = rect.center() - anchor
            cost = hypot(far.x(), far.y())
            if cost >= best_cost:
                continue
            cost += _COVERED * counts.within(rect.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND))
            overlap = sum(_overlap(rect, other) for other in placed) if cost < best_cost else 0.0
            cost += overlap + (1000.0 if overlap else 0.0)
            if cost < best_cost:
                best, best_cost = rect, cost
        placed.append(best)
    return placed


def _offsets() -> list[QPointF]:
    return [
        QPointF(ring * cos(angle), ring * sin(angle))
        for ring in _RINGS
        for angle in (_ANGLES if ring else _ANGLES[:1])
    ]


def _inside(rect: QRectF, centre: QPointF, area: QRectF) -> QRectF:
    rect.moveCenter(centre)
    rect.moveLeft(max(area.left(), min(rect.left(), area.right() - rect.width())))
    rect.moveTop(max(area.top(), min(rect.top(), area.bottom() - rect.height())))
    return rect


def _overlap(one: QRectF, other: QRectF) -> float:
    common = one.intersected(other.adjusted(-_GAP, -_GAP, _GAP, _GAP))
    return common.width() * common.height() if not common.isEmpty() else 0.0


class _PointCounts:
    """Tells about how many points a rectangle covers, whatever its size, in the same time."""

    def __init__(self, points: Sequence[QPointF], area: QRectF) -> None:
        self._area = area
        self._n_x = max(int(area.width() / _CELL) + 1, 1)
        self._n_y = max(int(area.height() / _CELL) + 1, 1)
        cells = [[0] * (self._n_x + 1) for _ in range(self._n_y + 1)]
        for point in points:
            x, y = self._cell(point.x(), point.y())
            cells[y + 1][x + 1] += 1
        for y in range(1, self._n_y + 1):  # sums over all that is above and to the left
            row = 0
            for x in range(1, self._n_x + 1):
                row += cells[y][x]
                cells[y][x] = row + cells[y - 1][x]
        self._sums = cells

    def within(self, rect: QRectF) -> int:
        """Return about how many points a rectangle covers."""
        left, top = self._cell(rect.left(), rect.top())
        right, bottom = self._cell(rect.right(), rect.bottom())
        sums = self._sums
        return (
            sums[bottom + 1][right + 1]
            - sums[top][right + 1]
            - sums[bottom + 1][left]
            + sums[top][left]
        )

    def _cell(self, x: float, y: float) -> tuple[int, int]:
        return (
            max(0, min(int((x - self._area.left()) / _CELL), self._n_x - 1)),
            max(0, min(int((y - self._area.top()) / _CELL), self._n_y - 1)),
        )
