"""What stands in the list's place when results are seen as a map?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.look.theme import GRID, META_PT, Theme, sized
from app.ui.seeing.map.canvas import MapCanvas
from app.ui.seeing.map.dots import Dot, Group


class MapPage(QWidget):
    """The map, and what there is to say of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = MapCanvas(theme)
        self._foot = QLabel()
        self._foot.setFont(sized(self.font(), META_PT))
        self._foot.setWordWrap(True)
        self._foot.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self._foot)
        self.setFocusProxy(self.canvas)
        self.set_theme(theme)
        self.clear()

    @property
    def said(self) -> str:
        """What is said in the map's place, or below it."""
        return self.canvas.message or self._foot.text()

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self.canvas.set_theme(theme)
        self._foot.setStyleSheet(f"color: {theme.meta.name()}; background: {theme.surface.name()}")

    def clear(self) -> None:
        """Show nothing."""
        self._say("")

    def show_dots(self, dots: Sequence[Dot], groups: Sequence[Group], n_missing: int) -> None:
        """Show passages, and say how many there are that have no place."""
        if not dots:
            self._say(
                self.tr(
                    "These passages can't be placed on a map, because they are searchable by "
                    "words only. The list shows them all."
                )
            )
            return
        self.canvas.show_dots(dots, groups)
        missing = self.tr(
            "%Ln passage(s) can't be placed yet: searchable by words only.", "", n_missing
        )
        alike = self.tr("Similar passages are close together.")
        self._foot.setText(f"{alike} {missing}" if n_missing else alike)
        self._foot.show()

    def show_waiting(self) -> None:
        """Say that a map is on its way."""
        self._say(self.tr("Drawing the map …"))

    def show_trouble(self, text: str) -> None:
        """Say why there is no map."""
        self._say(text)

    def _say(self, text: str) -> None:
        self.canvas.show_message(text)
        self._foot.hide()
