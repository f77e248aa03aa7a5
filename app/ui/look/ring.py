"""How is it seen where the keyboard is, in widgets that paint themselves?"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.ui.look.theme import Theme

_RADIUS = 6


def paint_ring(painter: QPainter, area: QRect, theme: Theme) -> None:
    """Paint a ring just within an area; pen and brush of the painter stay as they are."""
    painter.save()
    painter.setPen(QPen(theme.accent, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.restore()
