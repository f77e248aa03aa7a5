"""How is the user told of something, without a box in the way?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.engine.events import Notice
from app.ui.engine_texts import notice_text
from app.ui.look.theme import GRID, Theme
from app.ui.manners.announce import announce


class NoticeBar(QWidget):
    """A line above the results that can be dismissed; the latest notice replaces the last."""

    dismissed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("notice")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QPushButton(self.tr("Dismiss"))
        close.setFlat(True)
        close.clicked.connect(self._on_dismissed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID // 2)
        layout.addWidget(self._text, 1)
        layout.addWidget(close)
        self.set_theme(theme)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.text()

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self.setStyleSheet(
            f"#notice {{ background: {theme.selected.name()}; }}"
            f"#notice QLabel {{ color: {theme.text.name()}; }}"
        )

    def show_notice(self, notice: Notice) -> None:
        """Show what the engine tells."""
        self.show_message(notice_text(notice))

    def show_message(self, message: str) -> None:
        """Show a sentence."""
        self._text.setText(message)
        self.setAccessibleName(message)
        self.show()
        announce(self, message)

    def _on_dismissed(self) -> None:
        self.hide()
        self.dismissed.emit()
