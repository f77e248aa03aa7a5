"""Where does one type, and which keys of the box are meant for others?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.engine.query_language import MEANINGS, Operator
from app.ui.calm_cursor import CalmCursor
from app.ui.completer import OperatorCompleter
from app.ui.icons import Glyph, icon
from app.ui.theme import GRID, SEARCH_PT, Theme, sized

_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)

_OF_COMPLETER = (*_MOVES, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)


class SearchBox(QLineEdit):
    """The largest thing in the window.

    `moved` brings key events that are meant for the results, `entered` says that the chosen one is
    to be opened, `emptied` that the text was taken away, and `left` that there was none to take.
    """

    moved = Signal(QKeyEvent)
    entered = Signal()
    emptied = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.setPlaceholderText("Search by words or by meaning")
        self.setClearButtonEnabled(True)
        self.setFont(sized(self.font(), SEARCH_PT))
        self.setAccessibleName("Search")
        self.setMinimumHeight(6 * GRID)
        meanings = "\n".join(f"{one}:  {meaning}" for one, meaning in MEANINGS.items())
        self.setToolTip(f'"words" must be there, -word must not\n{meanings}')
        self.operators = OperatorCompleter(self)
        CalmCursor(self)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._glass.setIcon(icon(Glyph.SEARCH, theme.meta))
        if (clear := self.findChild(QAction, "_q_qlineeditclearaction")) is not None:
            clear.setIcon(icon(Glyph.CLOSE, theme.meta))

    def insert_typed(self, text: str) -> None:
        """Take what was typed elsewhere as if it had been typed here."""
        self.setFocus()
        self.insert(text)
        self.textEdited.emit(self.text())

    def take(self, text: str) -> None:
        """Take a whole text as if it had been typed."""
        self.setFocus()
        self.setText(text)
        self.textEdited.emit(text)

    def begin_operator(self, operator: Operator) -> None:
        """Write an operator behind what is typed; its value is the user's."""
        self.setFocus()
        text = self.text().rstrip()
        self.setText(f"{text} {operator}:".lstrip())
        self.textEdited.emit(self.text())

    def take_out(self, item: str) -> None:
        """Take a part out of what is typed."""
        before, _, after = self.text().partition(item)
        self.take(" ".join(f"{before} {after}".split()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on what moves through the results; Escape empties the box, then leaves it."""
        key = event.key()
        if self.operators.offered and key in _OF_COMPLETER:
            event.ignore()  # it gets what the box does not take
        elif key in _MOVES and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.emptied.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
