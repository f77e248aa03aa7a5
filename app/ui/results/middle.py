"""What stands between folders and preview: a start page, results, or why there are none?"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.ui.look.elided_button import ElidedButton
from app.ui.look.theme import GRID, META_PT, TEXT_PT, Theme, sized
from app.ui.results.results_list import ResultsList
from app.ui.search.history import History
from app.ui.search.nothing_found import NothingFoundPage
from app.ui.search.saved_searches import SavedSearches
from app.ui.search.start_page import StartPage


class LessLikely(Enum):
    """What has become of results that have little to do with the query."""

    NONE = 0
    HELD_BACK = 1
    SHOWN = 2


class Middle(QStackedWidget):
    """Shows `start`, `results`, `nothing` (was found), or a sentence.

    `less_likely_wanted` asks for what was held back, `likely_wanted` for it to be held back again.
    """

    less_likely_wanted = Signal()
    likely_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        history: History,
        saved: SavedSearches,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.start = StartPage(theme, history, saved)
        self.results = ResultsList(theme)
        self.nothing = NothingFoundPage(theme)
        self.less_likely = ElidedButton()
        self.less_likely.setFlat(True)
        self.less_likely.setFont(sized(self.font(), META_PT))
        self.less_likely.hide()
        self.less_likely.clicked.connect(self._on_less_likely)
        self._likeliness = LessLikely.NONE
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.results, 1)
        column.addWidget(self.less_likely)
        self._theme = theme
        self._found: QWidget = self._list
        self._note = QLabel()
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.setMargin(4 * GRID)
        self._note.setFont(sized(self.font(), TEXT_PT))
        self._is_trouble = False
        for page in (self.start, self._list, self.nothing, self._note):
            self.addWidget(page)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        for page in (self.start, self.results, self.nothing):
            page.set_theme(theme)
        self._theme = theme
        self._colour_note()
        self.less_likely.setStyleSheet(
            f"QPushButton {{ color: {theme.accent.name()}; padding: 8px; border-radius: 0;"
            f" border: none; border-top: 1px solid {theme.line.name()}; }}"
            f" QPushButton:focus {{ border: 1px solid {theme.accent.name()}; }}"
        )

    @property
    def note(self) -> str:
        """The sentence that stands in the list's place, or empty."""
        return self._note.text() if self.currentWidget() is self._note else ""

    def set_found_view(self, view: QWidget) -> None:
        """Show results in another page from now on: the list, or one that was added."""
        is_shown = self.currentWidget() is self._found
        self._found = self._list if view is self.results else view
        if is_shown:
            self.setCurrentWidget(self._found)

    def show_start(self) -> None:
        """Show what there is before anything is typed."""
        self.setCurrentWidget(self.start)

    def show_found(self, less_likely: LessLikely = LessLikely.NONE) -> None:
        """Show the results; below the list offer those that were held back, or to hide them."""
        self._likeliness = less_likely
        self.less_likely.set_whole(
            self.tr("Hide less likely results")
            if less_likely is LessLikely.SHOWN
            else self.tr("Show less likely results")
        )
        self.less_likely.setVisible(less_likely is not LessLikely.NONE)
        self.setCurrentWidget(self._found)

    def show_nothing(self) -> None:
        """Show what helps when nothing was found."""
        self.setCurrentWidget(self.nothing)

    def show_trouble(self, text: str) -> None:
        """Say why there are no results."""
        self._show(text, is_trouble=True)

    def show_note(self, text: str) -> None:
        """Say that there are none, and that this is no trouble."""
        self._show(text, is_trouble=False)

    def _on_less_likely(self) -> None:
        is_shown = self._likeliness is LessLikely.SHOWN
        (self.likely_wanted if is_shown else self.less_likely_wanted).emit()

    def _show(self, text: str, *, is_trouble: bool) -> None:
        self._is_trouble = is_trouble
        self._note.setText(text)
        self._colour_note()
        self.setCurrentWidget(self._note)

    def _colour_note(self) -> None:
        colour = self._theme.trouble if self._is_trouble else self._theme.meta
        self._note.setStyleSheet(f"color: {colour.name()}")
