"""Draw what helps to find: spellings, completions, saved searches, folders that are off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.application import samples_folder
from app.ui.main_window import MainWindow
from app.ui.search.filter_bar import Choice
from app.ui.search.operators import Span

NARROW = 900


class Studio(Protocol):
    """Takes pictures of the window."""

    def search(self, text: str, name: str) -> None:
        """Type something and take what is shown at last."""

    def take(
        self, name: str, *, over: QWidget | None = None, widget: QWidget | None = None
    ) -> None:
        """Take the window as it is, with a list that lies over it, or another widget."""


def draw_finding(
    studio: Studio, window: MainWindow, wait: Callable[[Callable[[], bool]], None]
) -> None:
    """Draw the states; the samples are indexed."""
    studio.search("who pays when the washng machine braeks", "")
    wait(window.filter_bar.spelling.isVisible)
    studio.take("40 did you mean")
    studio.search('"washng machine"', "")
    wait(window.middle.nothing.spelling.isVisible)
    studio.take("41 did you mean, nothing found")
    studio.search("a giraffe plays the trombone on mars", "42 no good match")
    studio.search("oven temperature for bread", "43 less likely held back")
    window.middle.less_likely.click()
    wait(lambda: any(one.begins_less_likely for one in window.results.rows.documents))
    studio.take("43 less likely shown")
    studio.search("type:markdown", "44 operators alone")
    studio.search("rent in:Smaples ", "")
    wait(lambda: "Smaples" in window.middle.nothing.lines)
    studio.take("44 folder that is none of yours")
    _draw_completions(studio, window, wait)
    _draw_saved(studio, window)
    studio.search("train to the sea", "")
    QTest.keyClick(window.box, Qt.Key.Key_Down)
    window.filter_bar.set_new(3)
    studio.take("48 new results")
    window.filter_bar.set_new(0)
    window.searched.set_searched(samples_folder(), False)
    studio.take("49 folder that is off")
    window.searched.set_searched(samples_folder(), True)


def _draw_completions(
    studio: Studio, window: MainWindow, wait: Callable[[Callable[[], bool]], None]
) -> None:
    offers = window.box.operators
    popup = offers.popup()
    assert popup is not None
    for name, typed in (
        ("45 completions of a name", "rent name:"),
        ("45 of a type", "rent type:"),
        ("45 of a folder", "rent in:"),
    ):
        window.box.clear()
        window.box.setFocus()
        QTest.keyClicks(window.box, typed)
        wait(lambda: bool(offers.offered))
        QTest.keyClick(popup, Qt.Key.Key_Down)
        studio.take(name, over=popup)
        QTest.keyClick(popup, Qt.Key.Key_Escape)


def draw_copies(studio: Studio, window: MainWindow) -> None:
    """Draw a result whose text stands in another file, too, and the way to that."""
    studio.search("spare keys of the shed", "50 text of two files")
    row = window.results.current_row
    assert row is not None
    menu = window.result_actions.menu(row, window.results)
    copies = next(one.menu() for one in menu.actions() if one.menu() is not None)
    assert isinstance(copies, QMenu)
    studio.take("50 also in", widget=copies)
    menu.deleteLater()


def draw_narrow(
    studio: Studio, window: MainWindow, wait: Callable[[Callable[[], bool]], None]
) -> None:
    """Draw a narrow window that speaks another language, in which words are longer."""
    window.resize(NARROW, 700)
    wait(lambda: window.overview.n_chunks > 0)
    studio.search("who pays when the washing machine breaks", "70 narrow, results")
    studio.search("who pays when the washng machine braeks in my apartment", "")
    wait(window.filter_bar.spelling.isVisible)
    studio.take("71 narrow, did you mean")
    studio.search(
        "rent type:pdf after:2019 before:2099 page:1-9 name:agreement ", "72 narrow, filters"
    )
    studio.search('"no such phrase anywhere" type:pdf', "73 narrow, nothing found")
    studio.search("a giraffe plays the trombone on mars", "74 narrow, no good match")


def _draw_saved(studio: Studio, window: MainWindow) -> None:
    window.saved.toggle("notice period", Choice(types=("pdf",), span=Span.YEAR))
    window.saved.toggle("who pays for repairs", Choice(folder=Path("/home/me/Contracts")))
    window.saved.rename(window.saved.searches[0], "Repairs")
    window.history.add_search("train to the sea")
    window.box.clear()
    window.box.emptied.emit()
    studio.take("46 saved searches")
    window.box.take("who pays for repairs")
    window.saved.toggle("who pays for repairs", Choice())
    studio.search("who pays for repairs", "47 a saved search")
    window.saved.clear()
    window.history.clear()
