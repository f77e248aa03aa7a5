"""Does a line give way to the window, and say what it left out?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.engine.pace import Pace
from app.engine.standing import Activity, Overview
from app.ui.look.elided_label import ElidedLabel
from app.ui.look.theme import LIGHT
from app.ui.manners.activity_bar import ActivityBar

LONG = "122 of 182 files searchable by words · 1,210 of 4,300 passages by meaning"


def shown_tip(qtbot: QtBot, label: ElidedLabel) -> str:
    where = label.rect().center()
    asked = QHelpEvent(QEvent.Type.ToolTip, where, label.mapToGlobal(QPoint(where)))
    QApplication.sendEvent(label, asked)
    text = QToolTip.text()
    QToolTip.hideText()
    return text


def test_a_line_that_fits_is_shown_whole(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("Paused")
    label.setToolTip("report.pdf")
    label.resize(400, 24)
    label.show()
    assert label.shown_text == "Paused"
    assert "Paused" not in shown_tip(qtbot, label)


def test_a_line_without_room_is_told_in_the_tool_tip(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText(f"<b>{LONG}")
    label.setToolTip("report.pdf")
    label.resize(160, 24)
    label.show()
    assert label.is_elided
    assert label.shown_text.endswith("…")
    assert label.text() == f"<b>{LONG}"  # as a screen reader has it
    tip = shown_tip(qtbot, label)
    assert "&lt;b&gt;122 of 182" in tip
    assert "report.pdf" in tip


def test_the_state_of_the_work_makes_no_window_wider(qtbot: QtBot) -> None:
    bar = ActivityBar(LIGHT)
    qtbot.addWidget(bar)
    short = Overview(n_files=1, n_files_by_words=1, n_chunks=1, n_chunks_by_meaning=1)
    bar.set_overview(short)
    least = bar.minimumSizeHint().width()
    held = replace(short, n_files=182, n_chunks=4300, pace=Pace.WORDS, file=Path("/a.pdf"))
    bar.set_overview(replace(held, activity=Activity.TROUBLE, message=LONG * 3))
    assert bar.minimumSizeHint().width() <= least
