"""Where does one type what is looked for within a file?"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QWidget

from app.ui.look.calm_cursor import CalmCursor
from app.ui.look.format import number_text
from app.ui.look.icons import Glyph, icon
from app.ui.look.theme import GRID, META_PT, Theme, sized
from app.ui.manners.announce import announce
from app.ui.preview.buttons import flat_button

_PAUSE_MS = 150


class FindBar(QWidget):
    """A line with how many places were found; Enter and Shift+Enter go through them.

    `typed` brings what is looked for once typing has paused, `stepped` how far to go on, `left`
    says that the bar was closed, and `keyboard_left` that it had the keyboard.
    """

    typed = Signal(str)
    stepped = Signal(int)
    left = Signal()
    keyboard_left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Find in this file"))
        self.line.setAccessibleName(self.tr("Find in this file"))
        CalmCursor(self.line)
        self._count = QLabel()
        self._count.setFont(sized(self.font(), META_PT))
        self._count.setMinimumWidth(9 * GRID)
        self._buttons = {
            Glyph.UP: flat_button(self.tr("Previous match (Shift+Enter)"), lambda: self._step(-1)),
            Glyph.DOWN: flat_button(self.tr("Next match (Enter)"), lambda: self._step(1)),
            Glyph.CLOSE: flat_button(self.tr("Close (Esc)"), self.leave),
        }
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.typed.emit(self.line.text()))
        self.line.textChanged.connect(lambda _: self._pause.start())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.line, 1)
        layout.addSpacing(GRID // 2)
        layout.addWidget(self._count)
        for button in self._buttons.values():
            layout.addWidget(button)
        self.set_theme(theme)
        self.hide()

    @property
    def count_text(self) -> str:
        """What is said of how many places there are."""
        return self._count.text()

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._count.setStyleSheet(f"color: {theme.meta.name()}")
        for glyph, button in self._buttons.items():
            button.setIcon(icon(glyph, theme.text))

    def begin(self, text: str = "") -> None:
        """Show it, ready to be typed into, with what is selected in the file."""
        self.show()
        if text:
            self.line.setText(text)
        self.line.setFocus()
        self.line.selectAll()
        self._pause.start()

    def leave(self) -> None:
        """Close it; the keyboard goes back to the file only if it was here."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self._pause.stop()
        self.hide()
        self.left.emit()
        if had_focus:
            self.keyboard_left.emit()

    def set_count(self, number: int, n_found: int, *, is_done: bool, is_all: bool = True) -> None:
        """Say which of how many places is shown; `number` is 0 if none is."""
        if not self.line.text().strip():
            text = ""
        elif not n_found:
            text = self.tr("not found") if is_done else self.tr("searching …")
        else:
            many = number_text(n_found) if is_all and is_done else f"{number_text(n_found)}+"
            text = self.tr("{number} of {many}").format(number=number_text(number), many=many)
        if is_done and text != self._count.text():
            announce(self, text)
        self._count.setText(text)
        for glyph in (Glyph.UP, Glyph.DOWN):
            self._buttons[glyph].setEnabled(n_found > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, go back, or leave."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.typed.emit(self.line.text())
        else:
            self.stepped.emit(by)
