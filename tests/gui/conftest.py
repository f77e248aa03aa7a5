"""How do tests drive the window as a person does, with a real engine behind it?"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.client import EngineClient
from app.engine.events import Event
from app.paths import Home
from app.ui.application import make_application, samples_folder
from app.ui.bridge import Bridge
from app.ui.garbage import GarbageCollection
from app.ui.look.theme import LIGHT
from app.ui.main_window import MainWindow
from app.ui.preview.pane import PreviewPane
from app.ui.translation import install_language
from tests.support.running_engine import start_with_pieces


@pytest.fixture(scope="session")
def qapp_cls() -> Callable[..., object]:
    return lambda *arguments: make_application()


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> Iterator[None]:
    """Let the window speak and write as in the United States, wherever tests run."""
    install_language(qapp, QLocale("en_US"))
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def _collected(qapp: QApplication) -> Iterator[None]:
    """Free cycles where the app does, or other threads would free widgets of former tests."""
    collection = GarbageCollection(qapp)
    yield
    collection.stop()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


OpenWindow = Callable[[], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, home: Home) -> Iterator[OpenWindow]:
    """Open windows that share an engine; all are closed at the end."""
    bridges: list[Bridge] = []

    def attach(on_event: Callable[[Event], None], on_lost: Callable[[], None]) -> EngineClient:
        return EngineClient.attach(
            home, on_event=on_event, on_lost=on_lost, start=start_with_pieces
        )

    def open_one() -> MainWindow:
        bridge = Bridge(attach)
        bridges.append(bridge)
        window = MainWindow(bridge, LIGHT, samples_folder())
        qtbot.addWidget(window)
        window.show()
        with qtbot.waitSignal(bridge.attached, timeout=30_000):
            bridge.start()
        return window

    yield open_one
    for bridge in bridges:
        bridge.close()


@pytest.fixture
def pane(qtbot: QtBot) -> PreviewPane:
    """A preview by itself, shown."""
    pane = PreviewPane(LIGHT)
    qtbot.addWidget(pane)
    pane.resize(520, 640)
    pane.show()
    pane.activateWindow()
    qtbot.waitExposed(pane)
    return pane
