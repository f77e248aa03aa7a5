"""Draw the settings, the keys and what is asked in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.engine.making import UseMaking
from app.engine.move_messages import MoveProgress
from app.engine.own_vocabularies import Told
from app.ui.main_window import MainWindow
from app.ui.settings.dialog import PageName, SettingsDialog
from sparkbert.defaults import IndexSize


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
    place, choice = dialog.index.place, dialog.model.choice
    elsewhere = Path("/media/Backup")
    studio.take("40 question before a move", widget=place.confirm(elsewhere))
    studio.take("40 question before a vocabulary is built", widget=choice.confirm_build())
    making = UseMaking(None, IndexSize.RICH)
    studio.take("40 question before another vocabulary", widget=choice.confirm_use(making))
    _draw_work(studio, window, dialog)
    dialog.close()
    keys = manners.show_keys()
    studio.take("41 keys", widget=keys)
    keys.close()


def _draw_work(studio: Studio, window: MainWindow, dialog: SettingsDialog) -> None:
    """Draw what takes long, as if it were under way."""
    window.manners.show_settings(PageName.INDEX)
    dialog.index.place.show_moving(MoveProgress(480_000_000, 1_310_000_000))
    studio.take("42 the index is moved", widget=dialog)
    window.manners.show_settings(PageName.MODEL)
    dialog.model.choice.show_building(Told("tokens", 400_000, 1_000_000))
    studio.take("43 a vocabulary is built", widget=dialog)
