"""How does a line of text stay in the window, however long it is in whichever language?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QToolTip, QWidget

from app.ui.look.format import tip_text
from app.ui.look.theme import GRID


class ElidedLabel(QLabel):
    """A line of plain text that gives way: what has no room is in the tool tip.

    Parameters
    ----------
    parent
        Of the widget.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    @property
    def shown_text(self) -> str:
        """As much of the text as there is room for."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    @property
    def is_elided(self) -> bool:
        """Whether there is not room for all of it."""
        return self.shown_text != self.text()

    def minimumSizeHint(self) -> QSize:
        """Return room for a few letters."""
        return QSize(8 * GRID, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Tell the whole text, where the mouse rests, before what else there is to tell."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self.is_elided:
            QToolTip.showText(event.globalPos(), tip_text(self.text()) + self.toolTip(), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, or its beginning."""
        del event
        painter = QPainter(self)
        flags = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(flags.value),
            self.palette(),
            self.isEnabled(),
            self.shown_text,
            self.foregroundRole(),
        )
