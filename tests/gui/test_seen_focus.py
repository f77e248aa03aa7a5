"""Is it seen where the keyboard is, does Tab go as people read, and can every text be read?

All of it is measured on what is painted, against what it really stands on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.engine.making import UseMaking
from app.settings import Settings
from app.ui.look.theme import Theme
from app.ui.main_window import MainWindow
from app.ui.settings.dialog import PageName, SettingsDialog
from sparkbert.defaults import IndexSize
from tests.gui.test_accessibility import focusable, nameless, unreached, window
from tests.gui.test_theme import THEMES, contrast

__all__ = ["window"]  # a fixture

_RING = 3.0  # contrast between a ring and what is there without it
_LEAST_TEXT = 4.5  # contrast of what is said beside the text; most has more
_ABOUT = 3  # pixels around a widget in which its ring may be

themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())


def settings_of(window: MainWindow, page: PageName) -> SettingsDialog:
    """Show a page with everything that it can show."""
    dialog = window.manners.show_settings(page)
    for one in (dialog.types, dialog.speed, dialog.recognition, dialog.model, dialog.index):
        one.set_settings(Settings())
    return dialog


def questions(window: MainWindow) -> Iterator[QDialog]:
    """Ask everything that is asked in the settings and of folders, one after the other."""
    papers = Path("/p/Papers")
    dialog = settings_of(window, PageName.INDEX)
    making = UseMaking(None, IndexSize.RICH)
    for ask in (
        dialog.index.confirm_rebuild,
        lambda: dialog.index.place.confirm(papers),
        dialog.model.choice.confirm_build,
        lambda: dialog.model.choice.confirm_use(making),
        lambda: window.folders.ask_exclusions(papers),
        lambda: window.folders.confirm_removal(papers),
        lambda: window.folders.confirm_stop(papers),
        window.manners.show_keys,
    ):
        asked = ask()
        assert isinstance(asked, QDialog)
        yield asked
        asked.reject()


def painted(root: QWidget, widget: QWidget) -> QImage:
    area = QRect(widget.mapTo(root, widget.rect().topLeft()), widget.size())
    around = area.adjusted(-_ABOUT, -_ABOUT, _ABOUT, _ABOUT).intersected(root.rect())
    return root.grab(around).toImage()


def ringless(root: QWidget) -> list[str]:
    """Return what looks alike with the focus and without."""
    root.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    found = [one for one in focusable(root) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    failed = []
    for one in found if len(found) > 1 else ():
        other = next(two for two in found if two is not one)
        other.setFocus(Qt.FocusReason.TabFocusReason)
        before = painted(root, one)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is not one:
            continue  # it hands the focus on
        after = painted(root, one)
        n = sum(
            contrast(QColor.fromRgb(a), QColor.fromRgb(b)) >= _RING
            for y in range(before.height())
            for x in range(before.width())
            if (a := before.pixel(x, y)) != (b := after.pixel(x, y))
        )
        if n < min(one.width(), one.height()):
            failed.append(f"{type(one).__name__} {one.accessibleName()}")
    return failed


def unreadable(root: QWidget) -> list[str]:
    """Return texts whose painted colour is too near to what they stand on."""
    image = root.grab().toImage()
    failed = []
    said: list[QLabel | QAbstractButton] = [
        *root.findChildren(QLabel),
        *root.findChildren(QAbstractButton),
    ]
    for one in said:
        text = one.text().strip()
        area = QRect(one.mapTo(root, one.rect().topLeft()), one.size()).intersected(root.rect())
        if not one.isVisible() or not text or area.height() < one.height():
            continue
        seen = Counter(
            image.pixel(x, y)
            for y in range(area.top(), area.bottom() + 1)
            for x in range(area.left(), area.right() + 1)
        )
        ground = QColor.fromRgb(seen.most_common(1)[0][0])
        best = max(contrast(QColor.fromRgb(pixel), ground) for pixel in seen)
        if best < _LEAST_TEXT:
            failed.append(f"{text[:40]} on {ground.name()}: {best:.1f}")
    return failed


def tabbed(root: QWidget) -> list[QWidget]:
    """Return what gets the focus when Tab is pressed, until it comes around."""
    first = focusable(root)[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    found = [first]
    for _ in range(100):
        QTest.keyClick(found[-1], Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if now in found:
            break
        found.append(now)
    return found


def goes_back(root: QWidget, order: list[QWidget]) -> list[str]:
    """Return steps that go up, or to the left within a line; below the foot all begins anew."""
    places = [one.mapTo(root, one.rect().center()) for one in order]
    failed = []
    for (a, one), (b, other) in pairwise(zip(places, order, strict=True)):
        is_line = abs(a.y() - b.y()) <= 12
        if (is_line and b.x() < a.x()) or (not is_line and b.y() < a.y()):
            failed.append(f"{one.accessibleName()} → {other.accessibleName()}")
    return failed


@themes
def test_the_focus_is_seen_in_the_window(qtbot: QtBot, window: MainWindow, theme: Theme) -> None:
    window.set_theme(theme)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert ringless(window) == []


@themes
def test_the_focus_is_seen_on_each_page(qtbot: QtBot, window: MainWindow, theme: Theme) -> None:
    window.set_theme(theme)
    for page in PageName:
        dialog = settings_of(window, page)
        qtbot.waitUntil(dialog.isActiveWindow)
        assert ringless(dialog) == [], page


def test_the_focus_is_seen_in_questions(qtbot: QtBot, window: MainWindow) -> None:
    for asked in questions(window):
        qtbot.waitUntil(asked.isActiveWindow)
        assert ringless(asked) == [], asked
        assert nameless(asked) == [], asked
        assert unreached(qtbot, asked) == [], asked


@themes
def test_every_text_can_be_read_where_it_stands(window: MainWindow, theme: Theme) -> None:
    window.set_theme(theme)
    assert unreadable(window) == []
    for page in PageName:
        assert unreadable(settings_of(window, page)) == [], page
    for asked in questions(window):
        assert unreadable(asked) == []


def test_a_ring_and_a_contrast_that_are_missing_are_found(qtbot: QtBot, window: MainWindow) -> None:
    dialog = settings_of(window, PageName.APPEARANCE)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.setStyleSheet(
        "QComboBox:focus { border-color: transparent; } QLabel { color: #d0d0d0; }"
    )
    assert any("Language" in one for one in ringless(dialog))
    assert unreadable(dialog)


def test_tab_goes_as_one_reads(qtbot: QtBot, window: MainWindow) -> None:
    for page in PageName:
        dialog = settings_of(window, page)
        qtbot.waitUntil(dialog.isActiveWindow)
        order = tabbed(dialog)
        pages = dialog.findChild(QWidget, "pages")
        assert pages is not None
        at = order.index(pages)
        assert goes_back(dialog, [*order[at + 1 :], *order[:at]]) == [], page
    exclusions = window.folders.ask_exclusions(Path("/p/Papers"))
    qtbot.waitUntil(exclusions.isActiveWindow)
    assert goes_back(exclusions, tabbed(exclusions)) == []
    exclusions.reject()
