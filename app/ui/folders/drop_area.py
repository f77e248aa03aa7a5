"""Where may folders be dropped, and how is that seen?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.look.icons import Glyph, paint_glyph
from app.ui.look.theme import GRID, TEXT_PT, Theme, sized

_WRAPPED = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap)


class DropArea(QAbstractButton):
    """A dashed field that says what it is for; a click chooses a folder instead.

    The window takes what is dropped, wherever; this shows that it does.
    """

    def __init__(
        self, theme: Theme, text: str, *, glyph_side: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._glyph_side = glyph_side
        self._is_awaited = False
        self.setText(text)
        self.setAccessibleName(text.replace("\n", " "))
        self.setFont(sized(self.font(), TEXT_PT))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self.update()

    def set_awaited(self, is_awaited: bool) -> None:
        """Show that something is being dragged over the window."""
        self._is_awaited = is_awaited
        self.update()

    @property
    def is_awaited(self) -> bool:
        """Whether something is being dragged over the window."""
        return self._is_awaited

    def sizeHint(self) -> QSize:
        """Return room for the picture and the text, which is broken where the width is small."""
        metrics = QFontMetrics(self.font())
        width = max(metrics.horizontalAdvance(line) for line in self.text().splitlines())
        height = self._glyph_side + self._text_height() + 5 * GRID
        return QSize(width + 4 * GRID, height)

    def minimumSizeHint(self) -> QSize:
        """Return the height of `sizeHint`; the width may shrink."""
        return QSize(8 * GRID, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lit = self._is_awaited or self.underMouse() or self.hasFocus()
        colour = self._theme.accent if is_lit else self._theme.meta
        pen = QPen(colour, 1.5 if is_lit else 1.0, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self._theme.selected if self._is_awaited else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        side = self._glyph_side
        height = side + GRID + self._text_height()
        top = (self.height() - height) / 2
        paint_glyph(painter, QRectF((self.width() - side) / 2, top, side, side), Glyph.DROP, colour)
        painter.setPen(self._theme.text)
        painter.setFont(self.font())
        area = QRectF(GRID, top + side + GRID, self.width() - 2 * GRID, self.height())
        painter.drawText(area, _WRAPPED, self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the width takes."""
        super().resizeEvent(event)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Ask for the height that another font takes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def _text_height(self) -> int:
        room = QRect(0, 0, max(self.width() - 2 * GRID, 1), 10_000)
        return QFontMetrics(self.font()).boundingRect(room, _WRAPPED, self.text()).height()
