"""Does the timeline show when files were changed, and let a stretch of time be chosen?"""

from __future__ import annotations

import os
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.look.dates import bin_text, day_text, month_text, span_text
from app.ui.look.theme import LIGHT
from app.ui.main_window import MainWindow
from app.ui.manners.shortcuts import Command
from app.ui.seeing.timeline import Timeline
from app.ui.seeing.timeline_bins import Unit, bins_between, bins_of
from tests.gui.conftest import OpenWindow
from tests.gui.test_window import drop, shown_names, type_query, wait_for, wait_until_idle


def ns(*date: int) -> int:
    return int(datetime(*date).timestamp()) * 10**9  # type: ignore[arg-type]


# Bins


@pytest.mark.parametrize(
    ("last", "unit"),
    [
        ((2024, 3, 20), Unit.DAY),
        ((2024, 7, 1), Unit.WEEK),
        ((2026, 1, 1), Unit.MONTH),
        ((2041, 1, 1), Unit.YEAR),
    ],
)
def test_bins_are_as_long_as_the_span_asks(last: tuple[int, int, int], unit: Unit) -> None:
    bins = bins_of([ns(2024, 3, 12), ns(2024, 3, 12, 9), ns(*last, 23, 59)])
    assert bins is not None
    assert bins.unit is unit
    assert (bins.counts[0], bins.counts[-1], sum(bins.counts)) == (2, 1, 3)
    assert 1 < len(bins) <= 90


@given(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=20))
def test_every_time_is_in_one_bin(times: list[int]) -> None:
    bins = bins_of(times)
    assert bins is not None
    assert sum(bins.counts) == len(times)
    assert all(a < b for a, b in pairwise(bins.edges_ns))
    assert len(bins) <= 300


def test_a_span_touches_bins() -> None:
    edges = (0, 10, 20, 30)
    assert bins_between(edges, 10, 20) == range(1, 2)
    assert bins_between(edges, 12, None) == range(1, 3)
    assert bins_between(edges, None, 11) == range(2)
    assert bins_between(edges, 40, 50) == range(2, 3)


@pytest.mark.parametrize(
    ("locale", "day", "month"),
    [
        ("en_US", "Mar 12", "Mar 2024"),
        ("en_GB", "12 Mar", "Mar 2024"),
        ("de_DE", "12. März", "März 2024"),
        ("es_ES", "12 de mar", "mar de 2024"),
        ("hu_HU", "márc. 12.", "2024. márc."),
        ("ja_JP", "3月12日", "2024年3月"),
    ],
)
def test_dates_are_as_the_locale_writes_them(locale: str, day: str, month: str) -> None:
    QLocale.setDefault(QLocale(locale))
    moment = datetime(2024, 3, 12)
    assert day_text(moment) == bin_text(Unit.DAY, moment)[: len(day)] or locale in {
        "hu_HU",
        "ja_JP",
    }
    assert (day_text(moment), month_text(moment)) == (day, month)


def test_spans_name_their_first_and_last_day() -> None:
    assert span_text(ns(2024, 3, 1), ns(2024, 4, 1)) == "Mar 1, 2024 – Mar 31, 2024"  # noqa: RUF001
    assert span_text(ns(2024, 3, 1), ns(2024, 3, 2)) == "Mar 1, 2024"
    assert span_text(ns(2024, 3, 1), None) == "since Mar 1, 2024"
    assert span_text(None, None) is None


# The widget


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    one = Timeline(LIGHT)
    qtbot.addWidget(one)
    one.resize(900, one.sizeHint().height())
    one.show()
    one.set_files([ns(2024, month, 5) for month in (1, 1, 3, 5, 5, 5, 12)])
    return one


def chosen_of(timeline: Timeline) -> range | None:
    return timeline.chosen


def bar(timeline: Timeline, at: int) -> QPoint:
    return timeline.bar_of(at).center().toPoint()


def test_a_drag_chooses_whole_bins_and_can_be_moved(qtbot: QtBot, timeline: Timeline) -> None:
    assert timeline.is_telling
    bins = timeline.bins
    assert bins is not None
    left = Qt.MouseButton.LeftButton
    chosen: list[object] = []
    timeline.span_chosen.connect(lambda *ends: chosen.append(ends))
    QTest.mousePress(timeline, left, pos=bar(timeline, 2))
    QTest.mouseMove(timeline, bar(timeline, 8))
    assert not chosen  # until the button is let go
    QTest.mouseRelease(timeline, left, pos=bar(timeline, 8))
    assert chosen == [(bins.edges_ns[2], bins.edges_ns[9])]
    QTest.mousePress(timeline, left, pos=bar(timeline, 5))
    QTest.mouseMove(timeline, bar(timeline, 7))
    QTest.mouseRelease(timeline, left, pos=bar(timeline, 7))
    assert chosen_of(timeline) == range(4, 11)
    edge = QPoint(round(timeline.bar_of(10).right()), bar(timeline, 10).y())
    QTest.mousePress(timeline, left, pos=edge)
    QTest.mouseMove(timeline, bar(timeline, 20))
    QTest.mouseRelease(timeline, left, pos=bar(timeline, 20))
    assert chosen_of(timeline) == range(4, 21)
    QTest.mouseDClick(timeline, left, pos=bar(timeline, 6))
    assert chosen_of(timeline) is None
    assert chosen[-1] == (None, None)


def test_keys_choose_move_widen_and_clear(qtbot: QtBot, timeline: Timeline) -> None:
    timeline.setFocus()
    with qtbot.waitSignal(timeline.span_chosen) as asked:
        QTest.keyClick(timeline, Qt.Key.Key_Right)
        QTest.keyClick(timeline, Qt.Key.Key_Right)
        QTest.keyClick(timeline, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    bins = timeline.bins
    assert bins is not None
    assert chosen_of(timeline) == range(1, 3)
    assert asked.args == [bins.edges_ns[1], bins.edges_ns[3]]
    QTest.keyClick(timeline, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(timeline, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert chosen_of(timeline) == range(1, 2)
    for _ in range(3):
        QTest.keyClick(timeline, Qt.Key.Key_Left)
    assert chosen_of(timeline) == range(1)
    QTest.keyClick(timeline, Qt.Key.Key_Escape)
    assert chosen_of(timeline) is None
    assert "found" in timeline.accessibleDescription()


def test_time_runs_from_right_to_left_where_people_read_so(timeline: Timeline) -> None:
    before = timeline.bar_of(0).left()
    timeline.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert timeline.bar_of(0).left() > timeline.bar_of(1).left() > before
    timeline.setFocus()
    QTest.keyClick(timeline, Qt.Key.Key_Left)
    QTest.keyClick(timeline, Qt.Key.Key_Left)
    assert chosen_of(timeline) == range(1, 2)


def test_few_files_or_one_day_need_no_timeline(timeline: Timeline) -> None:
    timeline.set_files([ns(2024, 1, 5), ns(2024, 2, 5)])
    assert not timeline.is_telling
    timeline.set_files([ns(2024, 1, 5, hour) for hour in range(10)])
    assert not timeline.is_telling
    timeline.set_files(())
    assert not timeline.is_telling
    timeline.grab()


# In the window


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a lantern in each month of a year."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for month in range(1, 13):
        file = folder / f"{month:02}.txt"
        file.write_text(f"The lantern of the harbour, number {month}.")
        at = datetime(2021, month, 10).timestamp()
        os.utime(file, (at, at))
    return folder


@pytest.mark.integration
def test_a_span_filters_the_results_and_shows_what_is_outside(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 12)
    type_query(qtbot, window, "lantern ")
    timeline = window.seeing.timeline
    wait_for(qtbot, timeline.isVisible)
    bins = timeline.bins
    assert bins is not None
    assert sum(bins.counts) == 12
    third = bins_between(bins.edges_ns, ns(2021, 3, 10), ns(2021, 3, 11)).start
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=bar(timeline, third))
    wait_for(qtbot, lambda: shown_names(window) == ["03.txt"])
    assert len(window.filter_bar.chip_texts) == 1
    assert timeline.bins is not None
    assert sum(timeline.bins.counts) == 12  # what is outside can still be seen
    # Another query while the span stands: what is outside of it is searched, too.
    type_query(qtbot, window, "harbour ")
    wait_for(qtbot, lambda: sum(timeline.bins.counts if timeline.bins else ()) == 12)
    assert shown_names(window) == ["03.txt"]
    type_query(qtbot, window, " ")
    QTest.keyClick(window.box, Qt.Key.Key_Backspace)
    wait_for(qtbot, lambda: not timeline.isVisible())  # nothing is asked for, though a span stands
    type_query(qtbot, window, "harbour ")
    wait_for(qtbot, timeline.isVisible)
    timeline.setFocus()
    QTest.keyClick(timeline, Qt.Key.Key_Escape)
    wait_for(qtbot, lambda: len(shown_names(window)) == 12)
    wait_for(qtbot, lambda: sum(timeline.bins.counts if timeline.bins else ()) == 12)
    assert window.filter_bar.chip_texts == []
    hide(window)
    assert not timeline.isVisible()
    hide(window)
    wait_for(qtbot, timeline.isVisible)  # the results by words may have been the first
    QTest.keyClick(window.box, Qt.Key.Key_Escape)
    assert not timeline.isVisible()


@pytest.mark.integration
def test_arrows_go_where_the_timeline_is_shown_or_not(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 12)
    type_query(qtbot, window, "lantern ")
    timeline = window.seeing.timeline
    wait_for(qtbot, timeline.isVisible)
    QTest.keyClick(window.box, Qt.Key.Key_Down)
    assert window.results.currentIndex().row() == 1
    hide(window)  # from the box: the keyboard stays there
    assert window.focusWidget() is window.box
    QTest.keyClick(window.box, Qt.Key.Key_Down)
    assert window.results.currentIndex().row() == 2
    hide(window)  # shown again: arrows move the time that is searched
    wait_for(qtbot, lambda: window.focusWidget() is timeline)
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    wait_for(qtbot, lambda: len(shown_names(window)) == 1)
    QTest.keyClick(timeline, Qt.Key.Key_Escape)
    wait_for(qtbot, lambda: len(shown_names(window)) == 12)
    hide(window)  # from the timeline: back to the results
    assert window.focusWidget() is window.results
    QTest.keyClick(window.results, Qt.Key.Key_End)
    assert window.results.currentIndex().row() == 11


def hide(window: MainWindow) -> None:
    QTest.keySequence(window, QKeySequence(Command.TIMELINE.value))
