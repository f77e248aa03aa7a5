"""How is a PDF's page painted, with what is marked on it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.look.theme import GRID, LIGHT, Theme

_PAPER = LIGHT
"""Marks lie on paper, which is white by night too."""


class MarkKind(Enum):
    """What is marked on a page."""

    EXACT = auto()
    RELATED = auto()
    FOUND = auto()
    CHOSEN = auto()


@dataclass(frozen=True, slots=True)
class PageMark:
    """A box on a page, in points from its top left."""

    box: QRectF
    kind: MarkKind


class PdfCanvas(QWidget):
    """Paints a page's picture and, over it, the marks; tells where the mouse selects.

    Points are in those of the page.
    """

    selecting = Signal(QPointF, QPointF)
    word_wanted = Signal(QPointF)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self._size = QSize()
        self._points = QPointF(1, 1)
        self._pressed: QPointF | None = None
        self.marks: Sequence[PageMark] = ()
        self._selection: Sequence[QRectF] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    @property
    def scale(self) -> float:
        """Pixels per point."""
        return self._size.width() / self._points.x()

    @property
    def is_empty(self) -> bool:
        """Whether no page is painted yet."""
        return self._image.isNull()

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._image = QImage()
        self.marks, self._selection = (), ()
        self.update()

    def blank(self) -> None:
        """Show white paper till the picture comes."""
        self._image = QImage()
        self.update()

    def set_marks(self, marks: Sequence[PageMark]) -> None:
        """Mark this."""
        self.marks = marks
        self.update()

    def set_selection(self, boxes: Sequence[QRectF]) -> None:
        """Show this as selected."""
        self._selection = boxes
        self.update()

    def set_size(self, size: QSize, points: QPointF) -> None:
        """Be so large, which is so many points."""
        self._size, self._points = size, points
        self.setMinimumSize(size + QSize(2 * GRID, 2 * GRID))
        self.update()

    def set_image(self, image: QImage) -> None:
        """Show a page's picture."""
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        page = self._page_area()
        painter.fillRect(page, QColor("white"))
        if not self._image.isNull():
            painter.drawImage(page, self._image)
        painter.setPen(QPen(self._theme.line, 1))
        painter.drawRect(page.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.translate(page.topLeft())
        painter.scale(self.scale, self.scale)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for one in self.marks:
            painter.fillRect(_around(one.box), _TINTS[one.kind])
        for box in self._selection:
            painter.fillRect(box, _PAPER.selected.darker(115))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        for one in self.marks:
            self._outline(painter, one)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self._point(event)
            self.selecting.emit(self._pressed, self._pressed)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.selecting.emit(self._pressed, self._point(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        self._pressed = None
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        self.word_wanted.emit(self._point(event))

    def _outline(self, painter: QPainter, mark: PageMark) -> None:
        box = _around(mark.box)
        if mark.kind is MarkKind.RELATED:
            painter.setPen(QPen(_PAPER.related_line, 1))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        elif mark.kind in (MarkKind.FOUND, MarkKind.CHOSEN):
            width = 2 if mark.kind is MarkKind.CHOSEN else 0.75
            painter.setPen(QPen(_PAPER.accent, width))
            painter.drawRoundedRect(box, 2, 2)

    def _page_area(self) -> QRectF:
        left = max((self.width() - self._size.width()) // 2, GRID)
        return QRectF(left, GRID, self._size.width(), self._size.height())

    def _point(self, event: QMouseEvent) -> QPointF:
        scale = max(self.scale, 1e-6)
        return (event.position() - self._page_area().topLeft()) / scale


_TINTS = {
    MarkKind.EXACT: _PAPER.exact_tint,
    MarkKind.RELATED: _PAPER.related_tint,
    MarkKind.FOUND: _PAPER.selected,
    MarkKind.CHOSEN: _PAPER.selected,
}


def _around(box: QRectF) -> QRectF:
    return box.adjusted(-1, -1, 1, 1)
