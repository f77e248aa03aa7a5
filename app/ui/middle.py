"""What stands between folders and preview: a start page, results, or why there are none?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from app.ui.history import History
from app.ui.nothing_found import NothingFoundPage
from app.ui.results_list import ResultsList
from app.ui.start_page import StartPage
from app.ui.theme import TEXT_PT, Theme, sized


class Middle(QStackedWidget):
    """Shows `start`, `results`, `nothing` (was found), or a sentence of trouble."""

    def __init__(self, theme: Theme, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = StartPage(theme, history)
        self.results = ResultsList(theme)
        self.nothing = NothingFoundPage(theme)
        self._found: QWidget = self.results
        self._trouble = QLabel()
        self._trouble.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._trouble.setWordWrap(True)
        self._trouble.setFont(sized(self.font(), TEXT_PT))
        for page in (self.start, self.results, self.nothing, self._trouble):
            self.addWidget(page)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        for page in (self.start, self.results, self.nothing):
            page.set_theme(theme)
        self._trouble.setStyleSheet(f"color: {theme.trouble.name()}")

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
        self._trouble.setText(text)
        self.setCurrentWidget(self._trouble)
