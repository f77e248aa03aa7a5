"""What does a person see who has not indexed anything yet?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.folders.drop_area import DropArea
from app.ui.look.theme import GRID, SEARCH_PT, TEXT_PT, Theme, sized


class WelcomePage(QWidget):
    """Offers to drop a folder, to choose one, or to try the samples."""

    samples_requested = Signal()
    add_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(self.tr("Search your documents by what they mean"))
        title.setFont(sized(self.font(), SEARCH_PT, bold=True))
        self._lines = QLabel(
            self.tr(
                "PDF, Word, Markdown and text files are searchable by words at once\n"
                "and by meaning soon after. Nothing leaves this computer."
            )
        )
        self._lines.setFont(sized(self.font(), TEXT_PT))
        self._drop = DropArea(
            theme, self.tr("Drop a folder here\nor click to choose one"), glyph_side=40
        )
        self._drop.setMinimumHeight(22 * GRID)
        self._drop.clicked.connect(self._on_choose)
        samples = QPushButton(self.tr("Try it with sample documents"))
        samples.clicked.connect(self.samples_requested)
        for label in (title, self._lines):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = QWidget()
        middle.setMinimumWidth(60 * GRID)
        column = QVBoxLayout(middle)
        column.setSpacing(2 * GRID)
        column.addWidget(title)
        column.addWidget(self._lines)
        column.addWidget(self._drop)
        column.addWidget(samples, 0, Qt.AlignmentFlag.AlignHCenter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(6 * GRID, 6 * GRID, 6 * GRID, 6 * GRID)
        outer.addStretch(2)
        outer.addWidget(middle, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._lines.setStyleSheet(f"color: {theme.meta.name()}")
        self._drop.set_theme(theme)

    def set_awaited(self, is_awaited: bool) -> None:
        """Show that something is being dragged over the window."""
        self._drop.set_awaited(is_awaited)

    def _on_choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder to search"))
        if folder:
            self.add_requested.emit([Path(folder)])
