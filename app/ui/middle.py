"""What stands between folders and preview: a start page, results, or why there are none?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from app.ui.history import History
from app.ui.nothing_found import NothingFoundPage
from app.ui.results_list import ResultsList
from app.ui.start_page import StartPage
from app.ui.theme import GRID, TEXT_PT, Theme, sized


class Middle(QStackedWidget):
    """Shows `start`, `results`, `nothing` (was found), or a sentence."""

    def __init__(self, theme: Theme, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = StartPage(theme, history)
        self.results = ResultsList(theme)
        self.nothing = NothingFoundPage(theme)
        self._theme = theme
        self._found: QWidget = self.results
        self._note = QLabel()
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.setMargin(4 * GRID)
        self._note.setFont(sized(self.font(), TEXT_PT))
        self._is_trouble = False
        for page in (self.start, self.results, self.nothing, self._note):
            self.addWidget(page)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        for page in (self.start, self.results, self.nothing):
            page.set_theme(theme)
        self._theme = theme
        self._colour_note()

    @property
    def note(self) -> str:
        """The sentence that stands in the list's place, or empty."""
        return self._note.text() if self.currentWidget() is self._note else ""

    def set_found_view(self, view: QWidget) -> None:
        """Show results in another page from now on: the list, or one that was added."""
        is_shown = self.currentWidget() is self._found
        self._found = view
        if is_shown:
            self.show_found()

    def show_found(self) -> None:
        """Show the results."""
        self.setCurrentWidget(self._found)

    def show_trouble(self, text: str) -> None:
        """Say why there are no results."""
        self._show(text, is_trouble=True)

    def show_note(self, text: str) -> None:
        """Say that there are none, and that this is no trouble."""
        self._show(text, is_trouble=False)

    def _show(self, text: str, *, is_trouble: bool) -> None:
        self._is_trouble = is_trouble
        self._note.setText(text)
        self._colour_note()
        self.setCurrentWidget(self._note)

    def _colour_note(self) -> None:
        colour = self._theme.trouble if self._is_trouble else self._theme.meta
        self._note.setStyleSheet(f"color: {colour.name()}")
