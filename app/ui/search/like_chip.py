"""How does the search box say that it holds no words, but something to find the like of?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit, QPushButton

from app.ui.look.icons import Glyph, icon
from app.ui.look.theme import GRID, META_PT, Theme, sized

_LEFT = 5 * GRID
"""Where the magnifying glass ends."""
_SHARE = 0.6
_ICON = 12
_GAP = "\u2002"
"""Between text and cross, which Qt puts close together."""


class LikeChip(QPushButton):
    """Lies in the box, before what is typed; a click takes it away, and says so by `clicked`.

    `escaped` says that Escape, or Backspace with nothing typed, was pressed in the box.
    """

    escaped = Signal()

    def __init__(self, box: QLineEdit, theme: Theme) -> None:
        super().__init__(box)
        self._box = box
        self._label = ""
        self._placeholder = box.placeholderText()
        self._margins = box.textMargins()
        self.setFont(sized(self.font(), META_PT))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the text
        self.setIconSize(QSize(_ICON, _ICON))
        self.setToolTip(self.tr("Back to the previous search (Esc)"))
        box.installEventFilter(self)
        self.set_theme(theme)
        self.hide()

    @property
    def label(self) -> str:
        """What is said, or nothing if it is not there."""
        return self._label

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self.setIcon(icon(Glyph.CLOSE, theme.text, _ICON))
        self.setStyleSheet(
            f"QPushButton {{ background: {theme.selected.name()}; color: {theme.text.name()};"
            f" border: 1px solid transparent; border-radius: {GRID + GRID // 2}px;"
            f" padding: {GRID // 2}px {GRID}px; }}"
            f"QPushButton:focus {{ border-color: {theme.accent.name()}; }}"
        )

    def show_label(self, label: str) -> None:
        """Say what the results are like; nothing takes the chip away."""
        self._label = label
        self.setAccessibleName(label)
        if label:
            self._box.setPlaceholderText(self.tr("Type to search for something else"))
            self.show()
            self._lay_out()
        else:
            self.hide()
            self._box.setPlaceholderText(self._placeholder)
            self._box.setTextMargins(self._margins)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the box's size, and take the keys that take the chip away."""
        if watched is self._box and self._label:
            if event.type() is QEvent.Type.Resize:
                self._lay_out()
            elif event.type() is QEvent.Type.KeyPress and not self._box.text():
                key = event.key()  # type: ignore[attr-defined]
                if key in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
                    self.escaped.emit()
                    return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        metrics = QFontMetrics(self.font())
        room = int(self._box.width() * _SHARE) - 5 * GRID
        short = metrics.elidedText(self._label, Qt.TextElideMode.ElideMiddle, room)
        self.setText(f"{short}{_GAP}")
        self.adjustSize()
        self.move(_LEFT, (self._box.height() - self.height()) // 2)
        margins = self._margins
        left = margins.left() + self.width() + GRID
        self._box.setTextMargins(left, margins.top(), margins.right(), margins.bottom())
