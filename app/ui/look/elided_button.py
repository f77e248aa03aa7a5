"""How does a button stay in the window, however long its text is in whichever language?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QResizeEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QToolTip,
    QWidget,
)

from app.ui.look.format import tip_text
from app.ui.look.theme import GRID


class ElidedButton(QPushButton):
    """A button that gives way: the middle of a text that has no room is in the tool tip alone.

    Parameters
    ----------
    text
        What it says.
    tail
        What stands behind it, and is never left out.
    parent
        Of the widget.
    """

    def __init__(self, text: str = "", tail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._whole, self._tail = text, tail
        self._fit()

    @property
    def whole(self) -> str:
        """The whole text, whatever there is room for."""
        return self._whole + self._tail

    def set_whole(self, text: str) -> None:
        """Say something else."""
        self._whole = text
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return what the whole text takes."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = _shown(self.whole)
        text = self._size(self.whole)
        if not self.icon().isNull():
            text += QSize(self.iconSize().width() + GRID // 2, 0)
            text = text.expandedTo(QSize(0, self.iconSize().height()))
        kind = QStyle.ContentsType.CT_PushButton
        return self.style().sizeFromContents(kind, option, text, self)

    def minimumSizeHint(self) -> QSize:
        """Return room for a few letters."""
        hint = self.sizeHint()
        return QSize(min(10 * GRID, hint.width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the middle of what does not fit."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the text anew in another font or style."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def event(self, event: QEvent) -> bool:
        """Tell the whole text, where the mouse rests, before what else there is to tell."""
        is_tip = isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip
        if is_tip and self.text() != _shown(self.whole):
            assert isinstance(event, QHelpEvent)
            more = tip_text(self.toolTip()) if self.toolTip() else ""
            QToolTip.showText(event.globalPos(), tip_text(self._whole) + more, self)
            return True
        return super().event(event)

    def _fit(self) -> None:
        whole = self.sizeHint().width()
        # A button without a place yet says everything.
        is_placed = self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        short = self._whole
        if is_placed and whole > self.width():
            room = self._size(short).width() - (whole - self.width())
            short = self.fontMetrics().elidedText(short, Qt.TextElideMode.ElideMiddle, room)
        text = _shown(short + self._tail)
        if text != self.text():
            self.setText(text)

    def _size(self, text: str) -> QSize:
        return self.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic.value), _shown(text))


def _shown(text: str) -> str:
    return text.replace("&", "&&")
