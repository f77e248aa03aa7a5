"""What does a person see who has not indexed anything yet?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.theme import GRID, SEARCH_PT, TEXT_PT, Theme, sized


class WelcomePage(QWidget):
    """Offers to drop a folder, to choose one, or to try the samples."""

    samples_requested = Signal()
    add_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("Search your documents by what they mean")
        title.setFont(sized(self.font(), SEARCH_PT, bold=True))
        self._lines = QLabel(
            "Drop a folder anywhere in this window. Its PDFs, Word files, Markdown and texts\n"
            "are found by their words at once and, a little later, by what they mean.\n\n"
            "Nothing leaves this computer."
        )
        self._lines.setFont(sized(self.font(), TEXT_PT))
        choose = QPushButton("Choose a folder …")
        choose.setDefault(True)
        choose.clicked.connect(self._on_choose)
        samples = QPushButton("Try it with sample documents")
        samples.clicked.connect(self.samples_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(choose)
        buttons.addWidget(samples)
        buttons.addStretch()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setSpacing(2 * GRID)
        column.addWidget(title)
        column.addWidget(self._lines)
        column.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(6 * GRID, 6 * GRID, 6 * GRID, 6 * GRID)
        outer.addStretch(2)
        outer.addWidget(middle, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._lines.setStyleSheet(f"color: {theme.meta.name()}")

    def _on_choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Choose a folder to search")
        if folder:
            self.add_requested.emit([Path(folder)])
