"""Does the window behave: tray, notifications, type, keys, and what it keeps?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFontDatabase, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.engine.events import Notice, NoticeKind
from app.engine.standing import Activity, Overview
from app.paths import Home
from app.ui.application import samples_folder
from app.ui.bridge import Bridge
from app.ui.look.appearance import Appearance
from app.ui.look.theme import DARK, LIGHT, META_PT, set_type_percent, sized
from app.ui.main_window import MainWindow
from app.ui.manners.herald import Herald
from app.ui.manners.shortcuts import Command, command_texts
from app.ui.manners.shortcuts_dialog import ShortcutsDialog
from app.ui.manners.tray import Tray
from app.ui.results.results_model import Order
from app.ui.search.history import History
from app.ui.settings import autostart
from app.ui.settings.preferences import Notifications, PreferenceStore, Scheme

README = Path(__file__).resolve().parents[2] / "README.md"


no_tray_here = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "plugin does not support")


def settings_in(folder: Path) -> QSettings:
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """Return a window whose engine never comes."""
    store = settings_in(tmp_path)
    bridge = Bridge(lambda on_event, on_lost: pytest.fail("no engine is wanted"))
    window = MainWindow(bridge, LIGHT, samples_folder(), store, PreferenceStore(store))
    qtbot.addWidget(window)
    window.show()
    return window


# Keys


def test_f1_shows_every_key_that_is_bound(window: MainWindow) -> None:
    bound = {
        one.key().toString() for one in window.findChildren(QShortcut) if not one.key().isEmpty()
    }
    wanted = {QKeySequence(command.value).toString() for command in Command}
    assert wanted <= bound
    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = window.findChild(ShortcutsDialog)
    assert isinstance(dialog, ShortcutsDialog)
    assert dialog.isVisible()
    shown = {QKeySequence(keys).toString() for _, keys in dialog.lines}
    assert bound <= shown
    assert set(command_texts()) == set(Command)


def test_the_readme_lists_the_keys_of_the_window() -> None:
    text = README.read_text(encoding="utf-8")
    table = text[text.index("| keys | |") :].split("\n\n")[0]
    told = {one.strip() for line in table.splitlines() for one in line.split("|")[1].split(", ")}
    if "Alt+arrows" in told:
        told |= {"Alt+Down", "Alt+Up"}
    told |= {part for one in told for part in one.split(" or ")}
    wanted = {command.value.replace("Return", "Enter") for command in Command}
    assert not wanted - told - {"Ctrl+,"}
    assert "| Ctrl+, |" in table


# What is kept


def test_preferences_outlast_the_window(tmp_path: Path) -> None:
    first = PreferenceStore(settings := settings_in(tmp_path))
    first.change(scheme=Scheme.DARK, font_percent=120, remembers=False, language="de")
    settings.sync()
    assert PreferenceStore(settings_in(tmp_path)).now == first.now


@pytest.mark.parametrize("text", ["", "purple", "12x", "[]", "9999999999"])
def test_preferences_that_make_no_sense_are_as_usual(tmp_path: Path, text: str) -> None:
    store = settings_in(tmp_path)
    for name in ("scheme", "font_percent", "remembers", "notifications"):
        store.setValue(f"preferences/{name}", text)
    now = PreferenceStore(store).now
    assert now.scheme is Scheme.SYSTEM
    assert 80 <= now.font_percent <= 150
    assert now.remembers
    assert now.notifications is Notifications.TROUBLE


def test_a_history_that_is_not_wanted_is_forgotten() -> None:
    history = History()
    history.add_search("washing machine")
    history.set_remembering(False)
    history.add_search("train to the sea")
    assert not history.searches
    history.set_remembering(True)
    history.add_search("train to the sea")
    assert list(history.searches) == ["train to the sea"]


# Appearance


@pytest.fixture
def usual_type() -> Iterator[None]:
    """Leave type as it was found."""
    yield
    QApplication.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    set_type_percent(100)


def test_type_grows_in_windows_that_are_open(qtbot: QtBot, usual_type: None) -> None:
    preferences = PreferenceStore()
    appearance = Appearance(preferences)
    widget = QWidget()
    qtbot.addWidget(widget)
    plain, small = QLabel("plain", widget), QLabel("small", widget)
    small.setFont(sized(widget.font(), META_PT))
    QVBoxLayout(widget).addWidget(plain)
    widget.show()
    before = plain.font().pointSizeF(), small.font().pointSizeF()

    for percent in (150, 80, 100):
        preferences.change(font_percent=percent)
        after = plain.font().pointSizeF(), small.font().pointSizeF()
        assert after == pytest.approx(tuple(percent / 100 * one for one in before), rel=0.02)
        fresh = sized(widget.font(), META_PT).pointSizeF()
        assert small.font().pointSizeF() == pytest.approx(fresh, rel=0.02)
    assert appearance.theme in (LIGHT, DARK)


def test_colours_follow_what_is_wanted(qtbot: QtBot) -> None:
    preferences = PreferenceStore()
    appearance = Appearance(preferences)
    with qtbot.waitSignal(appearance.theme_changed) as heard:
        preferences.change(scheme=Scheme.DARK)
    assert heard.args == [DARK]
    preferences.change(scheme=Scheme.LIGHT)
    assert appearance.theme is LIGHT


# Tray and notifications


@no_tray_here
def test_closing_leaves_it_in_the_tray_if_that_is_wanted(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    manners = window.manners
    manners.start_tray(QApplication.windowIcon())
    manners.preferences.change(stays_in_tray=True)
    told: list[str] = []
    tray = window.findChild(Tray)
    assert isinstance(tray, Tray)
    monkeypatch.setattr(tray, "tell", told.append)
    left: list[bool] = []
    window.closed.connect(lambda: left.append(True))
    window.close()
    assert window.isHidden()
    assert not left
    assert len(told) == 1  # the first time is explained
    actions = {one.text(): one for one in tray.menu.actions()}
    actions["Show SparkBERT"].trigger()
    assert window.isVisible()
    window.close()
    assert len(told) == 1
    assert window.isHidden()
    actions["Quit"].trigger()
    assert left == [True]


def test_closing_quits_where_there_is_no_tray(window: MainWindow) -> None:
    window.manners.preferences.change(stays_in_tray=True)
    left: list[bool] = []
    window.closed.connect(lambda: left.append(True))
    window.close()
    assert left


@no_tray_here
def test_the_tray_says_how_it_stands_and_pauses(qtbot: QtBot) -> None:
    tray = Tray(QApplication.windowIcon())
    tray.set_overview(Overview(n_files=2, n_files_by_words=1, activity=Activity.READING))
    texts = [one.text() for one in tray.menu.actions()]
    assert texts[0].startswith("1 of 2 files searchable by words")
    with qtbot.waitSignal(tray.pause_requested):
        tray.menu.actions()[texts.index("Pause indexing")].trigger()
    tray.set_overview(Overview(n_files=2, n_files_by_words=1, activity=Activity.PAUSED))
    with qtbot.waitSignal(tray.resume_requested):
        tray.menu.actions()[texts.index("Pause indexing")].trigger()
    with qtbot.waitSignal(tray.settings_requested):
        tray.menu.actions()[texts.index("Settings …")].trigger()


def test_trouble_is_told_once_a_day_to_who_does_not_look() -> None:
    now, seen = [0.0], [False]
    preferences = PreferenceStore()
    herald = Herald(preferences, lambda: seen[0], lambda: now[0])
    told: list[str] = []
    herald.told.connect(told.append)
    full = Notice(NoticeKind.TROUBLE, "The disk is full.")
    for notice in (full, full, Notice(NoticeKind.MENDED, "Mended.")):
        herald.hear(notice, notice.message)
    assert told == ["The disk is full."]
    now[0] += 86_401
    seen[0] = True
    herald.hear(full, full.message)
    seen[0] = False
    preferences.change(notifications=Notifications.NONE)
    herald.hear(full, full.message)
    assert len(told) == 1
    preferences.change(notifications=Notifications.TROUBLE)
    herald.hear(full, full.message)
    assert len(told) == 2


# The session


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of freedesktop.org")
def test_the_session_starts_it(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    one = autostart.Autostart(Home(tmp_path / 'a "b" $c'))
    with qtbot.waitSignal(one.changed) as heard:
        one.look()
    assert heard.args == [False]
    with qtbot.waitSignal(one.changed) as heard:
        one.set_on(True)
    assert heard.args == [True]
    entry = autostart.autostart_file().read_text(encoding="utf-8")
    line = next(one for one in entry.splitlines() if one.startswith("Exec="))
    assert "--background" in line
    assert r'"' in line
    assert autostart.is_on()
    with qtbot.waitSignal(one.changed):
        one.set_on(False)
    assert not autostart.autostart_file().exists()


def test_a_session_that_can_not_be_changed_says_so(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "config").write_text("a file is in the way")
    one = autostart.Autostart(Home(tmp_path / "home"))
    with qtbot.waitSignal(one.failed) as heard:
        one.set_on(True)
    assert "can't be changed" in heard.args[0]


def test_the_window_comes_back_as_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    def opened() -> MainWindow:
        bridge = Bridge(lambda on_event, on_lost: pytest.fail("no engine is wanted"))
        window = MainWindow(bridge, LIGHT, samples_folder(), settings_in(tmp_path))
        qtbot.addWidget(window)
        window.show()
        return window

    def order_of(window: MainWindow) -> list[str]:
        return [one.text() for one in window.filter_bar.findChildren(QToolButton)]

    first = opened()
    usual = order_of(first)
    first.resize(780, 640)  # less than the screen
    split = first.findChild(QSplitter)
    assert split is not None
    split.setSizes([0, 780])  # folders are folded away
    first.filter_bar.set_order(Order.DATE)
    left = split.sizes()
    first.close()
    second = opened()
    again = second.findChild(QSplitter)
    assert again is not None
    assert (second.width(), second.height()) == (780, 640)
    assert again.sizes() == left
    assert left[0] == 0
    assert order_of(second) == order_of(first)
    assert order_of(second) != usual
