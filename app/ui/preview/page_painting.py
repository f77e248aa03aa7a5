"""How is a PDF's page painted, with what is marked on it?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTextOption

from app.ui.look.theme import GRID, LIGHT, Theme, between
from app.ui.preview.page_marks import MarkKind, PageMark

_PAPER = LIGHT
"""Marks lie on paper, which is white by night too."""

_TINTS = {
    MarkKind.EXACT: _PAPER.exact_tint,
    MarkKind.RELATED: _PAPER.related_tint,
    MarkKind.FOUND: _PAPER.selected,
    MarkKind.CHOSEN: _PAPER.selected,
}


WAITING = between(_PAPER.surface, _PAPER.line)
"""Paper of which there is no picture yet."""


def paint_paper(painter: QPainter, page: QRectF, theme: Theme) -> None:
    """Paint an empty page."""
    painter.fillRect(page, QColor("white"))
    painter.setPen(QPen(theme.line, 1))
    painter.drawRect(page.adjusted(-0.5, -0.5, 0.5, 0.5))


def paint_waiting(painter: QPainter, page: QRectF, in_sight: QRectF, text: str) -> None:
    """Say where a page can be seen that its picture is yet to come."""
    painter.fillRect(page, WAITING)
    if (page & in_sight).height() < 4 * GRID:
        return
    painter.setPen(_PAPER.meta)
    painter.drawText(page & in_sight, Qt.AlignmentFlag.AlignCenter, text)


def paint_stand_ins(
    painter: QPainter, page: QRectF, pictures: Sequence[tuple[QRectF, QImage]]
) -> None:
    """Paint pictures of another size, of which each has a share of the page."""
    for share, picture in pictures:
        target = QRectF(
            page.x() + share.x() * page.width(),
            page.y() + share.y() * page.height(),
            share.width() * page.width(),
            share.height() * page.height(),
        )
        painter.drawImage(target, picture)


def paint_tiles(
    painter: QPainter, at: QPointF, ratio: float, pictures: Sequence[tuple[QImage, QRect]]
) -> None:
    """Paint parts of a page that begins at a place, pixel for pixel."""
    for picture, part in pictures:
        picture.setDevicePixelRatio(ratio)
        painter.drawImage(at + QPointF(part.topLeft()) / ratio, picture)


def paint_marks(
    painter: QPainter,
    at: QPointF,
    scale: float,
    marks: Sequence[PageMark],
    selection: Sequence[QRectF],
) -> None:
    """Paint marks and what is selected over a page that begins at a place."""
    painter.save()
    painter.translate(at)
    painter.scale(scale, scale)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    for one in marks:
        painter.fillRect(_around(one.box), _TINTS[one.kind])
    for box in selection:
        painter.fillRect(box, _PAPER.selected.darker(115))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    for one in marks:
        _outline(painter, one)
    painter.restore()


def paint_trouble(painter: QPainter, page: QRectF, text: str) -> None:
    """Say on a page why there is no picture of it."""
    painter.setPen(_PAPER.meta)
    room = page.adjusted(3 * GRID, 3 * GRID, -3 * GRID, -3 * GRID)
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    painter.drawText(room, text, option)


def _outline(painter: QPainter, mark: PageMark) -> None:
    box = _around(mark.box)
    if mark.kind is MarkKind.RELATED:
        painter.setPen(QPen(_PAPER.related_line, 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
    elif mark.kind in (MarkKind.FOUND, MarkKind.CHOSEN):
        width = 2 if mark.kind is MarkKind.CHOSEN else 0.75
        painter.setPen(QPen(_PAPER.accent, width))
        painter.drawRoundedRect(box, 2, 2)


def _around(box: QRectF) -> QRectF:
    return box.adjusted(-1, -1, 1, 1)
