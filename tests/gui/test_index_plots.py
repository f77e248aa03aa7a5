"""Do the plots of the index say what it holds, to eyes and to screen readers?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.engine.seeing import DayCount, IndexPart, Statistics, TypeCount
from app.ui.look.theme import DARK, LIGHT
from app.ui.manners.activity_bar import activity_text
from app.ui.settings.dialog import PageName
from app.ui.settings.index_plots import IndexPlots, part_rows, type_rows
from tests.gui.conftest import OpenWindow
from tests.gui.test_window import drop, wait_for, wait_until_idle

HELD = Statistics(
    types=(
        TypeCount("pdf", 1200, 40_000),
        TypeCount("md", 300, 900),
        TypeCount("markdown", 20, 100),
        TypeCount("tex", 1, 3),
        TypeCount("", 1, 1),
    ),
    days=tuple(
        DayCount(int(datetime(2020, month, 3).timestamp()) * 10**9, 10 * month)
        for month in range(1, 13)
    ),
    bytes_of=dict(zip(IndexPart, (4_000_000, 3_000_000, 500, 400, 300, 0), strict=True)),
    n_passages=40_900,
)


@pytest.fixture
def plots(qtbot: QtBot) -> IndexPlots:
    one = IndexPlots(LIGHT)
    qtbot.addWidget(one)
    one.resize(520, 560)
    one.show()
    return one


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def test_kinds_of_files_are_counted_together() -> None:
    assert [(row.name, row.value) for row in type_rows(HELD.types)] == [
        ("PDF", 1200),
        ("Markdown", 320),
        ("TEX", 1),
        ("No extension", 1),
    ]
    many = [TypeCount(f"x{n}", 10 - n, 1) for n in range(9)]
    rows = type_rows(many)
    assert len(rows) == 6
    assert rows[-1].name == "Other"
    assert sum(row.value for row in rows) == sum(one.n_files for one in many)


def test_parts_are_told_with_their_sizes(plots: IndexPlots) -> None:
    assert "Counting" in texts(plots)[0]
    plots.set_statistics(HELD)
    assert plots.rows[0][0] == "PDF"
    assert "1,200" in plots.rows[0][1]
    assert "40,000" in plots.rows[0][1]
    assert [one.said for one in part_rows(HELD.bytes_of)][:2] == ["4.0 MB", "3.0 MB"]
    assert "Disk space: 7.0 MB" in texts(plots)
    names = [one.accessibleName() for one in plots.findChildren(QWidget)]
    (told,) = [name for name in names if name.startswith("Passages by date")]
    assert told.startswith("Passages by date, from week of Dec 30, 2019 to week of ")
    assert "most: week of Nov 30, 2020: 120" in told
    plots.set_theme(DARK)
    plots.grab()


def test_passages_that_files_share_are_accounted_for(plots: IndexPlots) -> None:
    """What the plots count adds up to more than the index holds: both numbers are named."""
    plots.set_statistics(HELD)
    (said,) = [text for text in texts(plots) if "share" in text]
    assert "41,004" in said
    assert "40,900" in said
    plots.set_statistics(replace(HELD, n_passages=41_004))
    assert not any("share" in text for text in texts(plots))


def test_an_empty_index_and_trouble_are_said(plots: IndexPlots) -> None:
    plots.set_statistics(Statistics((), (), dict.fromkeys(IndexPart, 0), 0))
    assert texts(plots) == ["Nothing is indexed yet."]
    plots.set_trouble("The index is damaged.")
    assert texts(plots) == ["The index is damaged."]


@pytest.mark.integration
def test_the_settings_plot_what_the_engine_counts(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "one.txt").write_text("The lantern of the harbour burns.")
    (folder / "two.md").write_text("Walnut trees.")
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 2)
    plots = window.manners.show_settings(PageName.INDEX).index.findChild(IndexPlots)
    assert isinstance(plots, IndexPlots)
    wait_for(qtbot, lambda: len(plots.rows) == 8)
    assert plots.rows[0] == ("Markdown", plots.rows[0][1])
    assert plots.rows[1][0] == "Text"


@pytest.mark.integration
def test_the_foot_of_the_window_and_the_settings_say_the_same(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    for name in ("one.txt", "two.txt", "three.md"):
        (tmp_path / "papers").mkdir(exist_ok=True)
        (tmp_path / "papers" / name).write_text("The lantern of the harbour.")
    window = open_window()
    drop(window, tmp_path / "papers")
    wait_until_idle(qtbot, window, 3)
    page = window.manners.show_settings(PageName.INDEX).index
    wait_for(qtbot, lambda: any("share" in text for text in texts(page)))
    assert any("3 passages with repeats, 1 without" in text for text in texts(page))
    assert "1 passage in 3 files" in texts(page)
    assert "3 files, 1 passage" in activity_text(window.overview)
