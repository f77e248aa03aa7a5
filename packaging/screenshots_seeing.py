"""What do map, timeline and plots of the index look like in all their states?"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.engine.seeing import DayCount, GetStatistics, IndexPart, Statistics, TypeCount
from app.ui.bridge import Bridge
from app.ui.look.theme import DARK, LIGHT, Theme
from app.ui.main_window import MainWindow
from app.ui.results.results_model import ResultRow, RowKind, group_by_document
from app.ui.search.search_controller import Shown
from app.ui.seeing.map.dots import Dot, Group
from app.ui.settings.index_plots import IndexPlots

_DAY_NS = 86_400 * 10**9
_NAMES = (
    "solar, panel, roof",
    "termination, notice, landlord",
    "Kraftfahrzeughaftpflichtversicherung, Deckungssumme",
    "butter, flour, eggs",
    "الزيتون, الحصاد",
    "invoice",
    "train, sea, Lisbon",
    "Other passages",
)


class Studio(Protocol):
    """Takes pictures by day and by night."""

    def search(self, text: str, name: str) -> None:
        """Type something and take what is shown at last."""
        ...

    def take(
        self, name: str, themes: tuple[Theme, Theme] = ..., widget: QWidget | None = None
    ) -> None:
        """Write the window, or another one, as it is."""
        ...


def draw_seeing(
    studio: Studio, window: MainWindow, bridge: Bridge, wait: Callable[[Callable[[], bool]], None]
) -> None:
    """Draw everything; the window has found something before."""
    shown: list[Shown] = []
    window.search.shown.connect(shown.append)
    studio.search("who pays when the washing machine breaks", "")
    wait(lambda: bool(shown) and shown[-1].is_final)
    last = shown[-1]
    _draw_timeline(studio, window, last)
    window.seeing.switch.toggle_view()
    canvas = window.seeing.map.canvas
    wait(lambda: bool(canvas.dots))
    studio.take("32 map")
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    if canvas.group_buttons:
        canvas.group_buttons[0].click()
        studio.take("33 map with one group")
        canvas.group_buttons[0].click()
    rows = [
        ResultRow(RowKind.DOCUMENT, document, 0) for document in group_by_document(last.results)
    ]
    page = window.seeing.map
    page.show_dots(_made_up_dots(rows, 960), [Group((one,), 120) for one in _NAMES], 37)
    studio.take("34 map of many passages")
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.show_dots(_made_up_dots(rows, 60), [Group((one,), 8) for one in _NAMES], 0)
    studio.take("35 map, right to left")
    window.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    page.show_dots(_made_up_dots(rows, 1), [Group(("solar",), 1)], 0)
    studio.take("36 map of one passage")
    page.show_dots((), (), 12)
    studio.take("37 map of passages without a place")
    window.seeing.switch.toggle_view()
    _draw_plots(studio, bridge, wait)


def _draw_timeline(studio: Studio, window: MainWindow, last: Shown) -> None:
    rng = random.Random(7)
    now = int(datetime(2026, 11, 20).timestamp()) * 10**9
    base = next(iter(last.results.files.values()))
    many = {
        Path(f"/home/me/file {n}.pdf"): replace(
            base, mtime_ns=now - int(min(rng.expovariate(1 / 300), 1500) * _DAY_NS)
        )
        for n in range(80)
    }
    files = {**last.results.files, **many}
    window.search.shown.emit(replace(last, results=replace(last.results, files=files)))
    studio.take("30 timeline")
    timeline = window.seeing.timeline
    n = len(timeline.bins or ())
    window.search.blockSignals(True)  # it would search; what is shown is made up
    ends = [timeline.bar_of(at).center().toPoint() for at in (n // 2, 3 * n // 4)]
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=ends[0])
    QTest.mouseMove(timeline, ends[1])
    studio.take("31 timeline with a span")
    QTest.mouseDClick(timeline, Qt.MouseButton.LeftButton, pos=ends[0])
    window.filter_bar.clear()
    window.search.blockSignals(False)
    window.search.shown.emit(last)


def _made_up_dots(rows: list[ResultRow], n: int) -> list[Dot]:
    rng = random.Random(3)
    dots = []
    for at in range(n):
        group = at % len(_NAMES) if n > 1 else 0
        angle = group * 2 * math.pi / len(_NAMES)
        x = 0.6 * math.cos(angle) + rng.gauss(0, 0.16)
        y = 0.6 * math.sin(angle) + rng.gauss(0, 0.16)
        dots.append(Dot(rows[at % len(rows)], x, y, group))
    return dots


def _draw_plots(studio: Studio, bridge: Bridge, wait: Callable[[Callable[[], bool]], None]) -> None:
    plots = IndexPlots(LIGHT)
    plots.setContentsMargins(16, 16, 16, 16)
    plots.setAutoFillBackground(True)
    plots.resize(560, 520)
    plots.show()
    QGuiApplication.instance().installEventFilter(keeper := _Keeper(plots))
    for name, held in (("39 plots, large", _made_up_statistics()), ("40 plots, empty", None)):
        plots.set_statistics(held or Statistics((), (), dict.fromkeys(IndexPart, 0), 0))
        studio.take(name, widget=plots)
    bridge.ask(GetStatistics(), plots.set_statistics)
    wait(lambda: bool(plots.rows))
    studio.take("38 plots", widget=plots)
    QGuiApplication.instance().removeEventFilter(keeper)
    plots.close()


class _Keeper(QObject):
    """Shows plots in the window's colours when these change."""

    def __init__(self, plots: IndexPlots) -> None:
        super().__init__(plots)
        self._plots = plots

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what befalls the application."""
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            is_dark = QGuiApplication.palette().window().color().lightnessF() < 0.5
            self._plots.set_theme(DARK if is_dark else LIGHT)
        return False


def _made_up_statistics() -> Statistics:
    rng = random.Random(5)
    now = int(datetime(2026, 11, 20).timestamp()) * 10**9
    days = sorted({now - int(rng.expovariate(1 / 900) * _DAY_NS) for _ in range(600)})
    return Statistics(
        types=(
            TypeCount("pdf", 12_400, 840_000),
            TypeCount("docx", 6_100, 91_000),
            TypeCount("md", 2_020, 30_100),
            TypeCount("txt", 1_900, 8_400),
            TypeCount("rst", 80, 1_100),
            TypeCount("csv", 12, 300),
            TypeCount("", 3, 5),
        ),
        days=tuple(DayCount(day, rng.randrange(1, 900)) for day in days),
        bytes_of={
            IndexPart.TEXTS: 1_310_000_000,
            IndexPart.CATALOG: 1_120_000_000,
            IndexPart.WORDS: 410_000_000,
            IndexPart.SENSES: 690_000_000,
            IndexPart.CODES: 110_000_000,
            IndexPart.VECTORS: 380_000_000,
        },
        n_passages=912_480,
    )
