"""Do list and preview share the room of the window?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSplitter
from pytestqt.qtbot import QtBot

from app.ui.application import samples_folder
from app.ui.bridge import Bridge
from app.ui.look.theme import LIGHT
from app.ui.main_window import MainWindow


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Callable[[], MainWindow]:
    def open_one() -> MainWindow:
        bridge = Bridge(lambda on_event, on_lost: pytest.fail("no engine is wanted"))
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(bridge, LIGHT, samples_folder(), settings)
        qtbot.addWidget(window)
        window.show()
        return window

    return open_one


def sizes_of(window: MainWindow) -> list[int]:
    return [one.width() for one in (window.folders, window.middle, window.preview)]


def test_a_wider_window_gives_to_list_and_preview_alike(
    qtbot: QtBot, opened: Callable[[], MainWindow]
) -> None:
    window = opened()
    folders, middle, preview = sizes_of(window)
    window.resize(window.width() + 600, window.height())
    qtbot.waitUntil(lambda: sum(sizes_of(window)) > folders + middle + preview + 500)
    wider = sizes_of(window)
    assert wider[0] == folders
    assert wider[1] - middle == pytest.approx(300, abs=60)
    assert wider[2] - preview == pytest.approx(300, abs=60)


def test_how_they_are_shared_is_remembered(opened: Callable[[], MainWindow]) -> None:
    window = opened()
    window.resize(780, 600)  # less than the screen
    before = sizes_of(window)
    for part, by in ((window.folders, 40), (window.preview, -20)):
        split = part.parentWidget()
        assert isinstance(split, QSplitter)
        handle = split.handle(1)
        at = handle.rect().center()
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseMove(handle, at - QPoint(by, 0))
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=at - QPoint(by, 0))
    moved = sizes_of(window)
    assert all(one != other for one, other in zip(moved, before, strict=True)), moved
    window.close()
    assert sizes_of(opened()) == moved
