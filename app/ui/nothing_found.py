"""What helps a person whose search has found nothing?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.theme import GRID, META_PT, TITLE_PT, Theme, sized

_QUOTES = '"“”„«»'


class NothingFoundPage(QWidget):
    """Says so, and offers what may help: no filters, no quotation marks."""

    unfilter_requested = Signal()
    search_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = ""
        self._title = QLabel()
        self._title.setFont(sized(self.font(), TITLE_PT, bold=True))
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._lines = QLabel()
        self._lines.setFont(sized(self.font(), META_PT))
        self._unfilter = QPushButton("Search without filters")
        self._unfilter.clicked.connect(self.unfilter_requested)
        self._unquote = QPushButton("Search without quotation marks")
        self._unquote.clicked.connect(self._on_unquote)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch()
        buttons.addWidget(self._unfilter)
        buttons.addWidget(self._unquote)
        buttons.addStretch()
        for one in (self._title, self._lines):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
            one.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        layout.setSpacing(GRID + GRID // 2)
        layout.addStretch(1)
        layout.addWidget(self._title)
        layout.addWidget(self._lines)
        layout.addLayout(buttons)
        layout.addStretch(2)
        self.set_theme(theme)

    @property
    def offers(self) -> list[str]:
        """What is offered."""
        return [one.text() for one in (self._unfilter, self._unquote) if not one.isHidden()]

    @property
    def lines(self) -> str:
        """What is said."""
        return self._lines.text()

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._lines.setStyleSheet(f"color: {theme.meta.name()}")

    def show_query(self, query: str, *, is_filtered: bool, is_indexing: bool) -> None:
        """Say what was not found.

        Parameters
        ----------
        query
            What was typed.
        is_filtered
            Whether files were left out.
        is_indexing
            Whether files are still to come.
        """
        self._query = query
        is_quoted = any(mark in query for mark in _QUOTES)
        self._title.setText("Nothing found")
        lines = []
        if is_quoted:
            lines.append("Words in quotation marks must stand in the text exactly so.")
        if is_filtered:
            lines.append("The filters leave files out.")
        if is_indexing:
            lines.append("Not all files are searchable yet; results will come as they are.")
        if not lines:
            lines.append("Try other words, or fewer.")
        self._lines.setText("\n".join(lines))
        self._unfilter.setVisible(is_filtered)
        self._unquote.setVisible(is_quoted)

    def _on_unquote(self) -> None:
        without = self._query.translate({ord(mark): " " for mark in _QUOTES})
        self.search_requested.emit(" ".join(without.split()))
