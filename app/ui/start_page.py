"""What does a person see who has typed nothing yet?"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.printable import printable
from app.ui.format import folder_text
from app.ui.history import History
from app.ui.icons import SIDE, Glyph, glyph_of, icon
from app.ui.theme import GRID, META_PT, TEXT_PT, Theme, sized

_WIDTH = 58 * GRID


class StartPage(QWidget):
    """The last searches and files, a click away."""

    search_requested = Signal(str)
    open_requested = Signal(object)

    def __init__(self, theme: Theme, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._history = history
        self._hint = QLabel()
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._hint.setFont(sized(self.font(), TEXT_PT))
        self._inner = QWidget()
        self._inner.setMaximumWidth(_WIDTH)
        self._column = QVBoxLayout(self._inner)
        self._column.setSpacing(GRID // 4)
        self._column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._inner, 20)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, 4 * GRID, 2 * GRID, 2 * GRID)
        outer.setSpacing(3 * GRID)
        outer.addStretch(1)
        outer.addWidget(self._hint)
        outer.addLayout(row)
        outer.addStretch(2)
        history.changed.connect(self._build)
        self.set_theme(theme)

    @property
    def hint(self) -> str:
        """What is said above."""
        return self._hint.text()

    @property
    def entries(self) -> list[str]:
        """What can be clicked, as a screen reader says it."""
        return [one.accessibleName() for one in self._inner.findChildren(QPushButton)]

    def set_hint(self, text: str) -> None:
        """Say something above."""
        self._hint.setText(text)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self._hint.setStyleSheet(f"color: {theme.meta.name()}")
        self._build()

    def _build(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        history = self._history
        if history.searches:
            self._add_title("Recent searches")
        for text in history.searches:
            self._add_entry(
                Glyph.HISTORY, text, text, lambda _, text=text: self.search_requested.emit(text)
            )
        if history.files:
            self._add_title("Recently opened")
        for path in history.files:
            self._add_entry(
                glyph_of(path),
                printable(path.name),
                f"{printable(path.name)} in {folder_text(path)}",
                lambda _, path=path: self.open_requested.emit(path),
            )
        if history.searches or history.files:
            clear = QPushButton("Clear this list")
            clear.setFlat(True)
            clear.setAccessibleName("Clear this list")
            clear.setFont(sized(self.font(), META_PT))
            clear.setStyleSheet(f"text-align: left; color: {self._theme.accent.name()}")
            clear.clicked.connect(history.clear)
            self._column.addSpacing(GRID)
            self._column.addWidget(clear)

    def _add_title(self, text: str) -> None:
        title = QLabel(text)
        title.setFont(sized(self.font(), META_PT, bold=True))
        title.setStyleSheet(f"color: {self._theme.meta.name()}; padding: 8px 8px 2px 8px")
        self._column.addWidget(title)

    def _add_entry(self, glyph: Glyph, text: str, name: str, act: object) -> None:
        entry = QPushButton()
        entry.setFlat(True)
        entry.setIcon(icon(glyph, self._theme.meta))
        entry.setIconSize(QSize(SIDE, SIDE))
        entry.setFont(sized(self.font(), TEXT_PT))
        entry.setAccessibleName(name)
        entry.setToolTip(name)
        entry.setStyleSheet("text-align: left; padding: 5px 8px")
        metrics = QFontMetrics(entry.font())
        short = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, _WIDTH - 6 * GRID)
        entry.setText("  " + short.replace("&", "&&"))
        entry.setMinimumWidth(8 * GRID)
        entry.clicked.connect(act)
        self._column.addWidget(entry)
