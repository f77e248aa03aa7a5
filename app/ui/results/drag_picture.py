"""What hangs at the pointer while a result is dragged?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from app.printable import printable
from app.ui.look.icons import SIDE, glyph_of, paint_glyph
from app.ui.look.theme import GRID, TEXT_PT, Theme, sized

_MOST = 32 * GRID
_CORNER = GRID // 2


def drag_picture(path: Path, theme: Theme, base: QFont, screen: QWidget) -> QPixmap:
    """Return a file's picture and name, as sharp as the screen that a widget is on."""
    font = sized(base, TEXT_PT)
    metrics = QFontMetrics(font)
    name = metrics.elidedText(printable(path.name), Qt.TextElideMode.ElideMiddle, _MOST)
    size = QSize(
        metrics.horizontalAdvance(name) + SIDE + 3 * GRID, max(metrics.height(), SIDE) + GRID
    )
    ratio = screen.devicePixelRatioF()
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.surface)
    painter.setPen(theme.line)
    area = QRectF(0.5, 0.5, size.width() - 1, size.height() - 1)
    painter.drawRoundedRect(area, _CORNER, _CORNER)
    middle = (size.height() - SIDE) / 2
    paint_glyph(painter, QRectF(GRID, middle, SIDE, SIDE), glyph_of(path), theme.meta)
    painter.setFont(font)
    painter.setPen(theme.text)
    left = SIDE + 2 * GRID
    text = QRect(left, 0, size.width() - left, size.height())
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
    painter.end()
    return picture
