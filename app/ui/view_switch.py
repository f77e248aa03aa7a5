"""How does one choose between list and map, and whether the timeline is shown?"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.ui.icons import Glyph, icon
from app.ui.shortcuts import Command, key_text
from app.ui.theme import GRID, META_PT, Theme, sized


class View(Enum):
    """How results are seen."""

    LIST = "list"
    MAP = "map"


class ViewSwitch(QWidget):
    """Buttons for list and map, and one for the timeline; they look pressed when they are."""

    view_chosen = Signal(object)
    timeline_toggled = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timeline = _button(
            self.tr("Timeline"), self.tr("Show when the files found were changed"), Command.TIMELINE
        )
        self._timeline.toggled.connect(self.timeline_toggled)
        self._views = {
            View.LIST: _button(self.tr("List"), self.tr("Show results as a list"), Command.MAP),
            View.MAP: _button(self.tr("Map"), self.tr("Show results as a map"), Command.MAP),
        }
        self._together = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._timeline)
        layout.addSpacing(GRID)
        for view, button in self._views.items():
            self._together.addButton(button)
            layout.addWidget(button)
            button.toggled.connect(
                lambda is_on, which=view: self.view_chosen.emit(which) if is_on else None
            )
        for button in (self._timeline, *self._views.values()):
            button.setFont(sized(self.font(), META_PT))
        self._views[View.LIST].setChecked(True)
        self.set_theme(theme)

    @property
    def view(self) -> View:
        """How results are seen."""
        return View.MAP if self._views[View.MAP].isChecked() else View.LIST

    @property
    def shows_timeline(self) -> bool:
        """Whether the timeline is wanted."""
        return self._timeline.isChecked()

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._timeline.setIcon(icon(Glyph.TIMELINE, theme.meta))
        self._views[View.LIST].setIcon(icon(Glyph.LIST, theme.meta))
        self._views[View.MAP].setIcon(icon(Glyph.MAP, theme.meta))
        self.setStyleSheet(
            f"QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 3px 6px;"
            f" color: {theme.meta.name()}; }}"
            f"QToolButton:checked {{ background: {theme.selected.name()};"
            f" color: {theme.text.name()}; }}"
            f"QToolButton:focus {{ border-color: {theme.accent.name()}; }}"
        )

    def set_view(self, view: View) -> None:
        """See results so."""
        self._views[view].setChecked(True)

    def toggle_view(self) -> None:
        """See results the other way."""
        self.set_view(View.LIST if self.view is View.MAP else View.MAP)

    def set_timeline(self, is_on: bool) -> None:
        """Want the timeline, or not."""
        self._timeline.setChecked(is_on)

    def toggle_timeline(self) -> None:
        """Want the timeline if it was not wanted."""
        self._timeline.toggle()


def _button(name: str, tip: str, command: Command) -> QToolButton:
    button = QToolButton()
    button.setCheckable(True)
    button.setAccessibleName(name)
    button.setToolTip(f"{tip} ({key_text(command.value)})")
    return button
