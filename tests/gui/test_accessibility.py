"""Can everything in the window be reached by keys, and does a screen reader know its name?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.engine.messages import NotIndexed
from app.engine.standing import Activity, EncoderState, Overview, SourceOverview, SourceState
from app.extract.base import FailureKind
from app.ui.application import samples_folder
from app.ui.bridge import Bridge
from app.ui.look.theme import LIGHT
from app.ui.main_window import MainWindow
from app.ui.settings.dialog import PageName, SettingsDialog
from app.watch.rules import Exclusions

_INNER = "qt_"  # widgets that Qt makes within its own, which speak for them


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    """Return a window in which as much as possible is shown at a time."""
    bridge = Bridge(lambda on_event, on_lost: pytest.fail("no engine is wanted"))
    window = MainWindow(bridge, LIGHT, samples_folder())
    qtbot.addWidget(window)
    window.show()
    sources = (
        SourceOverview(Path("/p/Papers"), SourceState.WORKING, 140, 80, 57, 3, None, Exclusions()),
        SourceOverview(Path("/p/Disk"), SourceState.OFFLINE, 31, 31, 0, 0, "Not connected."),
    )
    bridge.overview_changed.emit(
        Overview(
            sources=sources,
            n_files=171,
            n_files_by_words=111,
            n_failed=3,
            n_chunks=900,
            n_chunks_by_meaning=100,
            activity=Activity.READING,
            encoder=EncoderState.FAILED,
            message="The model's file is damaged.",
        )
    )
    window.history.add_search("washing machine")
    window.notices.show_message("Something is to be read.")
    return window


def focusable(root: QWidget) -> list[QWidget]:
    """Return what can have the focus now, but for what Qt makes within its own widgets."""
    return [
        one
        for one in root.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and one.focusProxy() is None
        and not one.objectName().startswith(_INNER)
        and one.window() is root.window()
    ]


def nameless(root: QWidget) -> list[str]:
    found = []
    for one in focusable(root):
        interface = QAccessible.queryAccessibleInterface(one)
        assert interface is not None, one
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(one).__name__} in {type(one.parent()).__name__}")
    return found


def reached(qtbot: QtBot, root: QWidget) -> set[QWidget]:
    """Return what gets the focus when Tab is pressed all around."""
    root.activateWindow()
    qtbot.waitUntil(root.isActiveWindow)
    start = focusable(root)[0]
    start.setFocus(Qt.FocusReason.TabFocusReason)
    found: set[QWidget] = set()
    for _ in range(200):
        now = QApplication.focusWidget()
        assert now is not None
        if now in found and now is start:
            break
        found.add(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return found


def is_for_arrows(widget: QWidget) -> bool:
    """Whether it is one of several of which one is chosen: Tab reaches that, arrows the rest."""
    if not isinstance(widget, QAbstractButton) or widget.isChecked():
        return False
    group = widget.group()
    return widget.autoExclusive() or (group is not None and group.exclusive())


def unreached(qtbot: QtBot, root: QWidget) -> list[str]:
    wanted = {
        one
        for one in focusable(root)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not is_for_arrows(one)
    }
    left = wanted - reached(qtbot, root)
    return sorted(f"{type(one).__name__} {one.accessibleName()}" for one in left)


def test_the_window_can_be_used_without_eyes_or_mouse(qtbot: QtBot, window: MainWindow) -> None:
    assert nameless(window) == []
    assert unreached(qtbot, window) == []


def test_a_test_of_names_finds_what_has_none(qtbot: QtBot, window: MainWindow) -> None:
    QLineEdit(window.centralWidget()).show()
    assert nameless(window) == ["QLineEdit in QWidget"]


def test_so_can_the_welcome(qtbot: QtBot, window: MainWindow) -> None:
    window._bridge.overview_changed.emit(Overview())
    assert window.welcome.isVisible()
    assert nameless(window) == []
    assert unreached(qtbot, window) == []


@pytest.mark.parametrize("page", PageName)
def test_so_can_each_page_of_the_settings(qtbot: QtBot, window: MainWindow, page: PageName) -> None:
    dialog: SettingsDialog = window.manners.show_settings(page)
    assert len(focusable(dialog)) >= 1
    assert nameless(dialog) == []
    assert unreached(qtbot, dialog) == []


def test_so_can_what_is_asked_and_told(qtbot: QtBot, window: MainWindow) -> None:
    papers = Path("/p/Papers")
    window.not_indexed.set_failures(
        (NotIndexed(papers / "Scan.pdf", FailureKind.NO_TEXT, "It holds pictures only."),)
    )
    window.not_indexed.show()
    dialogs: list[QWidget] = [window.not_indexed, window.manners.show_keys()]
    for dialog in dialogs:
        assert nameless(dialog) == []
        assert unreached(qtbot, dialog) == []
        dialog.close()
    for dialog in (
        window.folders.ask_exclusions(papers),
        window.folders.confirm_removal(papers),
        window.folders.confirm_stop(papers),
    ):
        assert nameless(dialog) == []
        assert unreached(qtbot, dialog) == []
        dialog.reject()


def test_folders_have_a_menu_for_the_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    row = window.folders.findChild(QWidget, "folder")
    assert row is not None
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Menu)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
