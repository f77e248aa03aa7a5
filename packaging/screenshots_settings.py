"""Draw the settings, the keys and what is asked in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.ui.main_window import MainWindow
from app.ui.settings.dialog import PageName


class Studio(Protocol):
    """Takes pictures."""

    def take(self, name: str, *, widget: QWidget | None = None) -> None:
        """Write a widget as it is, by day and by night."""
        ...


def draw_settings(
    studio: Studio, window: MainWindow, wait: Callable[[Callable[[], bool]], None]
) -> None:
    """Draw each page, with what the engine tells of itself."""
    manners = window.manners
    dialog = manners.show_settings(PageName.FOLDERS)
    wait(lambda: manners.engine.facts is not None and manners.engine.settings is not None)
    for number, name in enumerate(PageName):
        manners.show_settings(name)
        if name is PageName.DIAGNOSTICS:
            wait(lambda: "Versions" in dialog.diagnostics.report or dialog.diagnostics.is_alone)
        studio.take(f"{30 + number} settings, {name.name.lower()}", widget=dialog)
    studio.take("40 question before a rebuild", widget=dialog.index.confirm_rebuild())
    dialog.close()
    keys = manners.show_keys()
    studio.take("41 keys", widget=keys)
    keys.close()
