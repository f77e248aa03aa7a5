"""Which shape stands for which group, so that groups differ without colour?"""

from __future__ import annotations

from functools import cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap

_POINT_UP = -pi / 2


@cache
def marker(group: int) -> QPainterPath:
    """Return the shape of a group around (0, 0), about two units wide; there are eight."""
    path = QPainterPath()
    match group % 8:
        case 0:
            path.addEllipse(QPointF(0, 0), 1, 1)
        case 1:
            path.addRect(QRectF(-0.85, -0.85, 1.7, 1.7))
        case 2:
            _polygon(path, 3, 1.25, _POINT_UP)
        case 3:
            _polygon(path, 4, 1.2, _POINT_UP)
        case 4:
            _polygon(path, 3, 1.25, -_POINT_UP)
        case 5:
            across, upright = QPainterPath(), QPainterPath()
            across.addRect(QRectF(-1.25, -0.5, 2.5, 1.0))
            upright.addRect(QRectF(-0.5, -1.25, 1.0, 2.5))
            path = across.united(upright)
        case 6:
            for n in range(10):
                radius = 1.3 if n % 2 == 0 else 0.6
                _to(path, n, radius, _POINT_UP + n * pi / 5)
            path.closeSubpath()
        case _:
            path.addEllipse(QPointF(0, 0), 1.1, 1.1)
            hole = QPainterPath()
            hole.addEllipse(QPointF(0, 0), 0.5, 0.5)
            path = path.subtracted(hole)
    return path


def marker_icon(group: int, colour: QColor, side: int) -> QIcon:
    """Return a group's shape in its colour, sharp on screens of up to three times the density."""
    found = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(QSize(side, side) * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(side * ratio / 2, side * ratio / 2)
        painter.scale(side * ratio / 2.8, side * ratio / 2.8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPath(marker(group))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        found.addPixmap(pixmap)
    return found


def _polygon(path: QPainterPath, n: int, radius: float, turned: float) -> None:
    for at in range(n):
        _to(path, at, radius, turned + at * 2 * pi / n)
    path.closeSubpath()


def _to(path: QPainterPath, at: int, radius: float, angle: float) -> None:
    point = QPointF(radius * cos(angle), radius * sin(angle))
    (path.lineTo if at else path.moveTo)(point)
