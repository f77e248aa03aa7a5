"""How does one choose between list and map, and whether the timeline is shown?"""

from __future__ import annotations

from enum import Enum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.ui.look.icons import Glyph, icon
from app.ui.look.theme import GRID, META_PT, Theme, sized
from app.ui.manners.shortcuts import Command, key_text


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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._timeline)
        layout.addSpacing(GRID)
        for view, button in self._views.items():
            layout.addWidget(button)
            # Not by a group of Qt's, in which Tab would reach the pressed one alone.
            button.clicked.connect(partial(self.set_view, view))
        for button in (self._timeline, *self._views.values()):
            button.setFont(sized(self.font(), META_PT))
        self._view = View.LIST
        self._press()
        self.set_theme(theme)

    @property
    def view(self) -> View:
        """How results are seen."""
        return self._view

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

    def set_view(self, view: View, _: bool = False) -> None:
        """See results so."""
        is_other = view is not self._view
        self._view = view
        self._press()
        if is_other:
            self.view_chosen.emit(view)

    def toggle_view(self) -> None:
        """See results the other way."""
        self.set_view(View.LIST if self.view is View.MAP else View.MAP)

    def set_timeline(self, is_on: bool) -> None:
        """Want the timeline, or not."""
        self._timeline.setChecked(is_on)

    def toggle_timeline(self) -> None:
        """Want the timeline if it was not wanted."""
        self._timeline.toggle()

    def _press(self) -> None:
        for view, button in self._views.items():
            button.setChecked(view is self._view)


def _button(name: str, tip: str, command: Command) -> QToolButton:
    button = QToolButton()
    button.setCheckable(True)
    button.setAccessibleName(name)
    button.setToolTip(f"{tip} ({key_text(command.value)})")
    return button
