"""What is done with the window while its event loop is watched? As a user does it, by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QWidget

from app.ui.main_window import MainWindow
from app.ui.manners.shortcuts import Command
from app.ui.rehearsal.lateness import Lateness, Watchdog, rest, wait_until

_PATIENCE_S = 60.0
_KEY_S = 0.12
_LOOK_S = 0.5
"""So long is looked at what has come before something else is done."""

_QUERY = "who pays for a repair"
_N_RESULTS = 12
_SIZES = [(900 + 25 * step, 600 + 15 * step) for step in range(24)]


class Scene(Enum):
    """What is watched by itself, and what it is called."""

    TYPING = "typing while indexing"
    PREVIEW = "walking through results and their previews"
    RESIZING = "resizing"
    TIMELINE = "showing the timeline"
    MAP = "drawing the map"
    SETTINGS = "opening every page of the settings"


@contextmanager
def watched(scenes: dict[Scene, Lateness], scene: Scene) -> Iterator[None]:
    """Note how late the event loop is within the block."""
    watchdog = Watchdog()
    yield
    scenes[scene] = watchdog.stop()


def play(window: MainWindow, scenes: dict[Scene, Lateness]) -> None:
    """Do all there is to do when nothing is indexed; notes each scene."""
    _find(window)
    acts: Mapping[Scene, Callable[[MainWindow], None]] = {
        Scene.PREVIEW: _walk_through_results,
        Scene.RESIZING: _resize,
        Scene.TIMELINE: _show_timeline,
        Scene.MAP: _draw_map,
        Scene.SETTINGS: _open_settings,
    }
    for scene, act in acts.items():
        with watched(scenes, scene):
            act(window)


def _find(window: MainWindow) -> None:
    window.box.setText(_QUERY)
    shown: list[bool] = []
    window.search.shown.connect(lambda one: shown.append(one.is_final))
    window.search.type(_QUERY)
    wait_until(lambda: any(shown), _PATIENCE_S)


def _walk_through_results(window: MainWindow) -> None:
    window.results.setFocus()
    for _ in range(_N_RESULTS):
        _press(window.results, "Down")
        rest(_LOOK_S)
        _press(window, Command.NEXT_HIT.value)
        rest(_KEY_S)
    for keys in (Command.THUMBNAILS, Command.ZOOM_IN, Command.ZOOM_USUAL, Command.THUMBNAILS):
        _press(window, keys.value)
        rest(_LOOK_S)


def _resize(window: MainWindow) -> None:
    before = window.size()
    for width, height in [*_SIZES, *reversed(_SIZES)]:
        window.resize(width, height)
        rest(0.02)
    window.resize(before)
    rest(_LOOK_S)


def _show_timeline(window: MainWindow) -> None:
    for _ in range(2):
        _press(window, Command.TIMELINE.value)
        rest(_LOOK_S)


def _draw_map(window: MainWindow) -> None:
    _press(window, Command.MAP.value)
    rest(4 * _LOOK_S)
    for _ in range(6):
        _press(QApplication.focusWidget() or window, "Right")
        rest(_KEY_S)
    _press(window, Command.MAP.value)
    rest(_LOOK_S)


def _open_settings(window: MainWindow) -> None:
    _press(window, Command.SETTINGS.value)
    wait_until(lambda: QApplication.activeWindow() is not window, _PATIENCE_S)
    dialog = QApplication.activeWindow()
    assert dialog is not None
    pages = dialog.findChild(QListWidget)
    assert pages is not None
    for _ in range(pages.count()):
        rest(_LOOK_S)
        _press(pages, "Down")
    _press(dialog, "Esc")
    rest(_LOOK_S)


def _press(widget: QWidget, keys: str) -> None:
    """Press keys as they are written in `Command`."""
    QTest.keySequence(widget, QKeySequence(keys))
