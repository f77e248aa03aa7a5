"""How is a folder switched on and off in searches?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from app.printable import printable
from app.ui.look.icons import SIDE, Glyph, icon
from app.ui.look.theme import GRID, Theme


class SearchedEye(QToolButton):
    """An eye that is open where a folder counts in searches; a click wants it the other way."""

    switched = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._folder = Path()
        self._is_searched = True
        self.setAutoRaise(True)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setFixedSize(SIDE + GRID, SIDE + GRID)
        self.clicked.connect(lambda: self.switched.emit(self._folder, not self._is_searched))
        self._show()

    @property
    def is_searched(self) -> bool:
        """Whether the folder counts."""
        return self._is_searched

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self._show()

    def set_searched(self, folder: Path, is_searched: bool) -> None:
        """Say of which folder it is, and whether that counts."""
        self._folder, self._is_searched = folder, is_searched
        self._show()

    def short_text(self, state: str) -> str:
        """Return what is written below the folder's name, given how it stands otherwise."""
        return state if self._is_searched else self.tr("not searched")

    def state_text(self, state: str) -> str:
        """Return what a screen reader says of the folder."""
        if self._is_searched:
            return state
        return self.tr("not searched · {state}").format(state=state)

    def _show(self) -> None:
        glyph = Glyph.EYE if self._is_searched else Glyph.EYE_OFF
        self.setIcon(icon(glyph, self._theme.meta))
        name = printable(self._folder.name or self._folder)
        wanted = (
            self.tr("Exclude “{name}” from searches")
            if self._is_searched
            else self.tr("Include “{name}” in searches")
        )
        self.setAccessibleName(wanted.format(name=name))
        self.setToolTip(
            self.tr("Exclude this folder from searches")
            if self._is_searched
            else self.tr("Include this folder in searches")
        )
