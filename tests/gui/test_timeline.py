"""Does the timeline show when files were changed, and let a stretch of time be chosen?"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPoint, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.look.dates import bin_text, day_text, month_text, span_text
from app.ui.look.theme import LIGHT
from app.ui.main_window import MainWindow
from app.ui.manners.shortcuts import Command
from app.ui.search.search_controller import Shown
from app.ui.seeing.time_axis import axis_labels
from app.ui.seeing.timeline import Timeline
from app.ui.seeing.timeline_bins import Unit, bins_between, bins_of
from app.ui.seeing.timeline_files import TimelineFiles
from tests.gui.conftest import OpenWindow
from tests.gui.test_window import drop, shown_names, type_query, wait_for, wait_until_idle


def ns(*date: int) -> int:
    return int(datetime(*date).timestamp()) * 10**9  # type: ignore[arg-type]


def files(*times_ns: int) -> TimelineFiles:
    return TimelineFiles(times_ns)


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
    one.set_files(files(*(ns(2024, month, 5) for month in (1, 1, 3, 5, 5, 5, 12))))
    return one


def chosen_of(timeline: Timeline) -> range | None:
    return timeline.chosen


def bar(timeline: Timeline, at: int) -> QPoint:
    return timeline.bar_of(at).center().toPoint()


def test_a_drag_chooses_whole_bins_and_can_be_moved(qtbot: QtBot, timeline: Timeline) -> None:
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


def test_the_beginning_moves_by_keys_too(qtbot: QtBot, timeline: Timeline) -> None:
    first = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    timeline.setFocus()
    QTest.keyClick(timeline, Qt.Key.Key_End)
    bins = timeline.bins
    assert bins is not None
    n = len(bins)
    assert chosen_of(timeline) == range(n - 1, n)
    QTest.keyClick(timeline, Qt.Key.Key_Left, first)
    QTest.keyClick(timeline, Qt.Key.Key_Left, first)
    assert chosen_of(timeline) == range(n - 3, n)
    with qtbot.waitSignal(timeline.span_chosen) as asked:
        QTest.keyClick(timeline, Qt.Key.Key_Right, first)
    assert asked.args == [bins.edges_ns[n - 2], bins.edges_ns[n]]
    QTest.keyClick(timeline, Qt.Key.Key_Home)
    assert chosen_of(timeline) == range(2)


def test_results_that_come_meanwhile_do_not_move_the_span(qtbot: QtBot, timeline: Timeline) -> None:
    bins = timeline.bins
    assert bins is not None
    timeline.setFocus()
    with qtbot.waitSignal(timeline.span_chosen) as asked:
        QTest.keyClick(timeline, Qt.Key.Key_Right)
        QTest.keyClick(timeline, Qt.Key.Key_Right)
        timeline.set_files(files(ns(1990, 1, 1), ns(2024, 3, 5)))
        assert timeline.bins is bins  # until what the keys mean is searched
    assert asked.args == [bins.edges_ns[1], bins.edges_ns[2]]
    assert timeline.bins.starts[0].year == 1990
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=bar(timeline, 0))
    timeline.set_files(files(ns(2024, 1, 5), ns(2024, 3, 5)))
    assert timeline.bins.starts[0].year == 1990
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=bar(timeline, 0))
    assert len(timeline.bins) > 1
    assert not timeline.said[0].startswith("2 of 7")


def test_a_span_of_days_is_shown_as_it_is(timeline: Timeline) -> None:
    """A filter may begin and end within a bar: what is said and marked is the filter's own."""
    ends = ns(2024, 3, 5), ns(2024, 5, 6)
    timeline.set_span(*ends)
    assert timeline.said == ("4 of 7 files", span_text(*ends))
    marked = timeline.chosen_area
    assert chosen_of(timeline) is not None
    bars = [timeline.bar_of(at) for at in chosen_of(timeline) or ()]
    assert bars[0].left() < marked.left() < bars[0].right()
    assert bars[-1].left() < marked.right() < bars[-1].right()
    timeline.set_span(ns(2024, 3, 5), None)
    assert timeline.said == ("5 of 7 files", span_text(ns(2024, 3, 5), None))


def test_files_that_are_not_all_are_said_to_be_the_best(timeline: Timeline) -> None:
    times = tuple(ns(2024, month, 5) for month in (1, 3, 5))
    timeline.set_files(TimelineFiles(times, n_best=60))
    assert timeline.said[0].startswith("3 files with the best 60 ")
    timeline.set_span(ns(2024, 3, 5), None)
    assert timeline.said[0] == "2 of the best 3 files"
    timeline.set_files(TimelineFiles(times, n_listed=2170))
    assert timeline.said[0] == "2 of the newest 3 files"
    timeline.set_span(None, None)
    assert timeline.said[0] == "newest 3 of 2,170 files"


def test_a_group_is_counted_alone_and_moves_no_bars(timeline: Timeline) -> None:
    before = timeline.bins
    assert before is not None
    times = tuple(ns(2024, month, 5) for month in (1, 1, 3, 5, 5, 5, 12))
    timeline.set_files(TimelineFiles(times[2:4], times[:2] + times[4:]))
    assert timeline.bins is not None
    assert timeline.bins.edges_ns == before.edges_ns
    assert sum(timeline.bins.counts) == 2
    assert timeline.said == ("2 of 7 files", "in the chosen group")


def test_few_files_have_a_timeline_of_some_days(timeline: Timeline) -> None:
    for times in ([ns(2024, 1, 5)], [ns(2024, 1, 5, hour) for hour in range(10)]):
        timeline.set_files(files(*times))
        assert timeline.bins is not None
        assert (len(timeline.bins), sum(timeline.bins.counts)) == (7, len(times))
    timeline.set_files(TimelineFiles())
    assert timeline.said[0].startswith("0 files")
    timeline.grab()


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
@pytest.mark.parametrize(
    ("last", "years"),
    [((2024, 3, 20), {"2024"}), ((2024, 12, 30), {"2024"}), ((2025, 2, 20), {"2024", "2025"})],
)
def test_the_axis_names_each_year(
    last: tuple[int, int, int], years: set[str], direction: Qt.LayoutDirection
) -> None:
    bins = bins_of([ns(2024, 3, 12) if last[0] == 2024 else ns(2024, 12, 28), ns(*last)])
    assert bins is not None

    def bar_of(at: int) -> QRectF:
        is_mirrored = direction is Qt.LayoutDirection.RightToLeft
        place = len(bins) - 1 - at if is_mirrored else at
        return QRectF(place * 600 / len(bins), 0, 600 / len(bins), 40)

    labels = list(axis_labels(bins, bar_of, QRectF(0, 0, 600, 40), QFontMetricsF(QFont())))
    assert len(labels) > 2
    for year in years:
        assert any(year in text for _, text in labels), labels
    for (a, _), (b, _) in pairwise(sorted(labels, key=lambda one: one[0].left())):
        assert a.right() < b.left()


@pytest.mark.parametrize("width", range(300, 1300, 90))
@pytest.mark.parametrize("days", [9, 20, 60, 140, 400, 900, 3000])
def test_dates_on_the_axis_are_evenly_apart(days: int, width: int) -> None:
    """None is left out between two others, though the first of a year is wider."""
    last = datetime(2025, 2, 20)
    bins = bins_of([ns(*(last - timedelta(days)).timetuple()[:3]), ns(2025, 2, 20)])
    assert bins is not None
    bars = [QRectF(at * width / len(bins), 0, width / len(bins), 40) for at in range(len(bins))]
    area = QRectF(0, 0, width, 40)
    labels = list(axis_labels(bins, bars.__getitem__, area, QFontMetricsF(QFont())))
    assert labels
    inner = [one for one, _ in labels if one.left() > 0.5 and one.right() < width - 0.5]
    middles = sorted(one.center().x() for one in inner)
    gaps = [b - a for a, b in pairwise(middles)]
    assert not gaps or max(gaps) - min(gaps) < 2


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
    folders_at = window.folders.mapToGlobal(QPoint())
    type_query(qtbot, window, "lantern ")
    timeline = window.seeing.timeline
    wait_for(qtbot, timeline.isVisible)
    assert window.folders.mapToGlobal(QPoint()) == folders_at  # it is above what it is about
    bins = timeline.bins
    assert bins is not None
    assert sum(bins.counts) == 12
    third = bins_between(bins.edges_ns, ns(2021, 3, 10), ns(2021, 3, 11)).start
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=bar(timeline, third))
    wait_for(qtbot, lambda: shown_names(window) == ["03.txt"])
    assert len(window.filter_bar.chip_texts) == 1
    # What is outside can still be seen.
    wait_for(qtbot, lambda: sum(timeline.bins.counts if timeline.bins else ()) == 12)
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
def test_results_that_are_not_final_are_counted_too(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    """What is said of the timeline and of the list is always of the same results."""
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 12)
    type_query(qtbot, window, "lantern ")
    timeline = window.seeing.timeline
    wait_for(qtbot, lambda: len(shown_names(window)) == 12)
    final: list[Shown] = []
    window.search.shown.connect(final.append)
    type_query(qtbot, window, '"number 3"')
    wait_for(
        qtbot, lambda: bool(final) and final[-1].is_final and shown_names(window) == ["03.txt"]
    )
    assert timeline.said[0].startswith("1 ")
    early = replace(final[-1], text="another", is_final=False)
    type_query(qtbot, window, "lantern ")
    wait_for(qtbot, lambda: len(shown_names(window)) == 12)
    window.search.shown.emit(early)
    assert timeline.said[0].startswith("1 ")
    assert len(shown_names(window)) == 1


@pytest.mark.integration
def test_arrows_go_where_the_timeline_is_shown_or_not(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 12)
    type_query(qtbot, window, "lantern ")
    timeline = window.seeing.timeline
    wait_for(qtbot, lambda: len(shown_names(window)) == 12 and timeline.isVisible())
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


@pytest.mark.integration
def test_the_timeline_does_not_come_and_go_under_the_hand(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 12)
    shown_at: list[tuple[bool, int]] = []
    timeline = window.seeing.timeline
    window.search.shown.connect(
        lambda _: shown_at.append((timeline.isVisible(), window.results.mapToGlobal(QPoint()).y()))
    )
    for text in (
        "lantern ",
        "number 3 ",
        "no such word as qqq ",
        '"lantern of the harbour, number 7"',
    ):
        type_query(qtbot, window, text)
        wait_for(qtbot, lambda: bool(shown_at))
    wait_for(qtbot, lambda: shown_names(window) == ["07.txt"])
    assert timeline.isVisible()  # for one file, too
    assert {visible for visible, _ in shown_at} == {True}
    assert len({y for _, y in shown_at[1:]}) == 1


def hide(window: MainWindow) -> None:
    QTest.keySequence(window, QKeySequence(Command.TIMELINE.value))
