"""Do settings do what they say, and does everything in their dialog work with keys and mouse?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QListWidget,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.paths import Home
from app.settings import FileType, OnBattery, load_settings
from app.ui.main_window import MainWindow
from app.ui.search.filter_bar import Choice
from app.ui.settings.dialog import PageName, SettingsDialog
from tests.gui.conftest import OpenWindow
from tests.support.running_engine import write

_MS = 60_000


def named(parent: QWidget, name: str, kind: type[QWidget]) -> QWidget:
    """Return the widget that a screen reader calls so, or that has this text."""
    return next(
        one
        for one in parent.findChildren(kind)
        if name in (one.accessibleName(), getattr(one, "text", str)())
    )


def press(parent: QWidget, name: str) -> None:
    QTest.mouseClick(named(parent, name, QPushButton), Qt.MouseButton.LeftButton)


def tick(parent: QWidget, name: str) -> None:
    box = named(parent, name, QCheckBox)
    assert box.isEnabled()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))


def choose(parent: QWidget, name: str, text: str) -> None:
    """Choose a line of a box with the keys, as it is done without a mouse."""
    box = named(parent, name, QComboBox)
    assert isinstance(box, QComboBox)
    box.setFocus()
    for _ in range(box.count()):
        QTest.keyClick(box, Qt.Key.Key_Up)
    while box.currentText() != text:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() > before, text


def go_to(dialog: SettingsDialog, title: str) -> None:
    pages = dialog.findChild(QListWidget, "pages")
    assert isinstance(pages, QListWidget)
    item = pages.findItems(title, Qt.MatchFlag.MatchExactly)[0]
    where = pages.visualItemRect(item).center()
    QTest.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=where)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    write(tmp_path / "Papers", "note.md", "# Walnut\n\nThe walnut tree in the yard.")
    return write(tmp_path / "Papers", "list.txt", "A walnut cake needs two eggs.").parent


def opened(qtbot: QtBot, window: MainWindow, home: Home) -> SettingsDialog:
    """Open the settings by their key, and wait until everything is known."""
    window.manners.set_home(home)
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: window.manners.engine.facts is not None, timeout=_MS)
    qtbot.waitUntil(lambda: window.manners.engine.settings is not None, timeout=_MS)
    return dialog


def test_types_are_switched_and_the_window_goes_on(
    qtbot: QtBot, open_window: OpenWindow, home: Home, papers: Path
) -> None:
    window = open_window()
    heard: list[str] = []
    window.notices.dismissed.connect(lambda: heard.append("dismissed"))
    window.add_paths([papers])
    qtbot.waitUntil(lambda: window.overview.n_files_by_words == 2, timeout=_MS)
    dialog = opened(qtbot, window, home)
    go_to(dialog, "File types")
    tick(dialog, "Text")
    qtbot.waitUntil(
        lambda: load_settings(home.settings_file).files.skipped_types == (FileType.TEXT,),
        timeout=_MS,
    )
    qtbot.waitUntil(lambda: window.overview.n_files_by_words == 1, timeout=_MS)
    assert window.notices.isHidden()  # an end that was wanted is no news
    tick(dialog, "Text")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)  # which brings it into force without more ado
    qtbot.waitUntil(lambda: window.overview.n_files_by_words == 2, timeout=_MS)


def test_making_way_is_set_with_keys_alone(
    qtbot: QtBot, open_window: OpenWindow, home: Home
) -> None:
    window = open_window()
    dialog = opened(qtbot, window, home)
    go_to(dialog, "Speed and battery")
    choose(dialog, "On battery", "Wait until plugged in")
    tick(dialog, "Slow down while other apps are busy")
    minutes = named(dialog, "Free memory after", QSpinBox)
    minutes.setFocus()
    QTest.keyClick(minutes, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(minutes, "12")
    QTest.keyClick(minutes, Qt.Key.Key_Return)

    def written() -> bool:
        own = load_settings(home.settings_file).scheduling
        return (own.on_battery, own.yield_when_busy, own.encoder_sleep_seconds) == (
            OnBattery.PAUSE,
            False,
            720.0,
        )

    qtbot.waitUntil(written, timeout=_MS)
    assert dialog.isVisible()  # Return in a box does not close the dialog


def test_a_wrong_file_is_named_and_not_written_to(
    qtbot: QtBot, open_window: OpenWindow, home: Home
) -> None:
    window = open_window()
    dialog = opened(qtbot, window, home)
    home.settings_file.write_text("topk = 3\n")
    go_to(dialog, "Speed and battery")
    tick(dialog, "Slow down while other apps are busy")
    qtbot.waitUntil(lambda: "topk is not a setting" in dialog.trouble, timeout=_MS)
    assert str(home.settings_file) in dialog.trouble
    assert home.settings_file.read_text() == "topk = 3\n"


def test_the_index_is_checked_and_rebuilt(
    qtbot: QtBot, open_window: OpenWindow, home: Home, papers: Path
) -> None:
    window = open_window()
    window.add_paths([papers])
    qtbot.waitUntil(lambda: window.overview.n_files_by_words == 2, timeout=_MS)
    dialog = opened(qtbot, window, home)
    go_to(dialog, "Index")
    press(dialog, "Check now")
    qtbot.waitUntil(lambda: dialog.index.result == "No damage found.", timeout=_MS)
    catalog = next(home.index.glob("catalog.db")).stat().st_ino
    press(dialog, "Rebuild …")
    press(dialog, "Keep the index")
    assert next(home.index.glob("catalog.db")).stat().st_ino == catalog
    press(dialog, "Rebuild …")
    press(dialog, "Rebuild")
    qtbot.waitUntil(lambda: "made again" in window.notices.text, timeout=_MS)
    qtbot.waitUntil(lambda: window.overview.n_files_by_words == 2, timeout=_MS)
    assert next(home.index.glob("catalog.db")).stat().st_ino != catalog


def test_history_is_erased_and_not_kept(qtbot: QtBot, open_window: OpenWindow, home: Home) -> None:
    window = open_window()
    window.history.add_search("washing machine")
    dialog = opened(qtbot, window, home)
    go_to(dialog, "Privacy")
    window.saved.toggle("train to the sea", Choice())
    press(dialog, "Erase history")
    assert not window.history.searches
    assert window.saved.searches
    press(dialog, "Erase saved searches")
    assert not window.saved.searches
    window.history.add_search("washing machine")
    tick(dialog, "Remember searches and opened files")
    assert not window.history.searches
    window.history.add_search("washing machine")
    window.history.add_file(Path("/p/a.pdf"))
    assert not window.history.searches
    assert not window.history.files


def test_diagnostics_name_nothing(
    qtbot: QtBot, open_window: OpenWindow, home: Home, papers: Path
) -> None:
    write(papers, "Canary file.md", "The canary-word sings.")
    write(papers, "Canary bad.pdf", "")
    window = open_window()
    window.add_paths([papers])
    qtbot.waitUntil(lambda: window.overview.n_failed == 1, timeout=_MS)
    window.box.setText("canary-word")
    dialog = opened(qtbot, window, home)
    go_to(dialog, "Diagnostics")
    qtbot.waitUntil(lambda: "Versions" in dialog.diagnostics.report, timeout=_MS)
    report = dialog.diagnostics.report
    assert "not indexed: 1 " in report
    assert "Qt" in report
    for word in ("canary", str(home.directory), str(papers), "Papers", Path.home().name):
        assert word.lower() not in report.lower().replace("trees", "").split(), word
        if len(word) > 4:
            assert word.lower() not in report.lower(), word
    press(dialog, "Copy")
    assert QGuiApplication.clipboard().text() == report


def test_folders_are_removed_from_the_settings(
    qtbot: QtBot, open_window: OpenWindow, home: Home, papers: Path
) -> None:
    window = open_window()
    window.add_paths([papers])
    qtbot.waitUntil(lambda: window.overview.n_files_by_words == 2, timeout=_MS)
    dialog = opened(qtbot, window, home)
    go_to(dialog, PAGE := "Folders")
    assert dialog.folders.title == PAGE
    press(dialog, "Remove …")
    press(dialog, "Remove")
    qtbot.waitUntil(lambda: not window.overview.sources, timeout=_MS)


def test_what_is_wanted_of_the_window_is_kept_at_once(
    qtbot: QtBot, open_window: OpenWindow, home: Home
) -> None:
    window = open_window()
    dialog = opened(qtbot, window, home)
    go_to(dialog, "Appearance")
    choose(dialog, "Colours", "Dark")
    choose(dialog, "Language", "Deutsch")
    wanted = window.manners.preferences.now
    assert (wanted.scheme.value, wanted.language) == ("dark", "de")
    restart = named(dialog, "Restart now", QPushButton)
    assert restart.isVisible()
    choose(dialog, "Language", "English")  # which is spoken already
    assert not restart.isVisible()
    choose(dialog, "Language", "Deutsch")
    with qtbot.waitSignal(window.closed):
        press(dialog, "Restart now")
    assert window.manners.is_restart_wanted
    window.show()
    window.manners.show_settings(PageName.SESSION)
    choose(dialog, "Notifications", "None")
    assert window.manners.preferences.now.notifications.value == "none"
    assert QApplication.instance() is not None


def test_settings_are_closed_by_a_button_and_fields_stand_below_each_other(
    qtbot: QtBot, open_window: OpenWindow, home: Home
) -> None:
    dialog = opened(qtbot, open_window(), home)
    go_to(dialog, "Appearance")
    fields: list[QWidget] = [
        one
        for kind in (QComboBox, QSpinBox)
        for one in dialog.appearance.findChildren(kind)
        if one.isVisible()
    ]
    assert len(fields) > 2
    assert len({one.x() for one in fields}) == 1
    press(dialog, "Close")
    assert dialog.isHidden()
