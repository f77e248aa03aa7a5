"""Where does one type, and which keys of the box are meant for others?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from app.engine.query_language import Operator
from app.ui.look.calm_cursor import CalmCursor
from app.ui.look.icons import Glyph, icon
from app.ui.look.theme import GRID, SEARCH_PT, Theme, sized
from app.ui.manners.shortcuts import Command
from app.ui.search.completer import OperatorCompleter
from app.ui.search.operators import meaning_of

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
    save_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._is_saved = False
        self._theme = theme
        self._star = QAction(self)
        self._star.triggered.connect(self.save_requested)
        self.addAction(self._star, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(lambda text: self._star.setVisible(bool(text.strip())))
        self.setPlaceholderText(self.tr("Search by words or by meaning"))
        self.setClearButtonEnabled(True)
        self.setFont(sized(self.font(), SEARCH_PT))
        self.setAccessibleName(self.tr("Search"))
        self.setMinimumHeight(6 * GRID)
        meanings = [f"{one}:  {meaning_of(one)}" for one in Operator]
        marks = self.tr('"words" must appear, -word must not')
        self.setToolTip("\n".join([marks, *meanings]))
        self.operators = OperatorCompleter(self)
        CalmCursor(self)
        self.set_theme(theme)
        self._star.setVisible(False)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self._glass.setIcon(icon(Glyph.SEARCH, theme.meta))
        self.set_saved(self._is_saved)
        self.operators.set_theme(theme)
        if (clear := self.findChild(QAction, "_q_qlineeditclearaction")) is not None:
            clear.setIcon(icon(Glyph.CLOSE, theme.meta))

    @property
    def star(self) -> QAction:
        """What saves the search."""
        return self._star

    def set_saved(self, is_saved: bool) -> None:
        """Show whether what is typed is a saved search."""
        self._is_saved = is_saved
        glyph, colour = (
            (Glyph.STAR_FILLED, self._theme.accent) if is_saved else (Glyph.STAR, self._theme.meta)
        )
        self._star.setIcon(icon(glyph, colour))
        text = self.tr("Remove this saved search") if is_saved else self.tr("Save this search")
        self._star.setText(text)
        keys = QKeySequence(Command.SAVE_SEARCH.value).toString(
            QKeySequence.SequenceFormat.NativeText
        )
        self._star.setToolTip(f"{text} ({keys})")

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

    def begin_phrase(self) -> None:
        """Write a pair of quotation marks behind what is typed, to be filled in."""
        self.setFocus()
        self.setText(f'{self.text().rstrip()} ""'.lstrip())
        self.setCursorPosition(len(self.text()) - 1)

    def begin_exclusion(self) -> None:
        """Write the sign of what must not be there behind what is typed."""
        self.setFocus()
        self.setText(f"{self.text().rstrip()} -".lstrip())

    def take_out(self, item: str) -> None:
        """Take a part out of what is typed."""
        before, _, after = self.text().partition(item)
        self.take(" ".join(f"{before} {after}".split()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on what moves through the results; Escape empties the box, then leaves it."""
        key = event.key()
        if self.operators.offered and key in _OF_COMPLETER:
            event.ignore()  # it gets what the box does not take
        elif self._is_move(event):
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

    def _is_move(self, event: QKeyEvent) -> bool:
        """Whether a key moves through the results, or unfolds where it has nowhere to go here."""
        if event.key() == Qt.Key.Key_Right and not event.modifiers():
            return self.cursorPosition() == len(self.text()) and not self.hasSelectedText()
        return event.key() in _MOVES and not event.modifiers() & Qt.KeyboardModifier.AltModifier
