"""Draw the window's states into a folder, by day and by night: screenshots.py DIRECTORY

A real engine indexes the sample documents in a home of its own; what it tells is then shown as it
is, or changed to stand for states that are hard to bring about.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pypdf import PdfWriter
from PySide6.QtCore import QEventLoop, QLocale, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QToolTip, QWidget
from screenshots_finding import draw_copies, draw_finding, draw_narrow
from screenshots_preview import draw_previews, write_papers
from screenshots_seeing import draw_seeing
from screenshots_settings import draw_settings

from app.client import EngineClient
from app.engine.events import Notice, NoticeKind
from app.engine.pace import Pace
from app.engine.standing import (
    Activity,
    Overview,
    SourceOverview,
    SourceState,
)
from app.engine.trouble import TroubleKind
from app.paths import Home, keep_private
from app.ui.application import make_application, samples_folder
from app.ui.bridge import Bridge
from app.ui.garbage import GarbageCollection
from app.ui.look.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Theme
from app.ui.main_window import MainWindow
from app.ui.search.operators import Span
from app.ui.search.search_controller import Shown
from app.ui.translation import install_language

_PATIENCE_MS = 240_000  # encoding makes way for whatever else the computer does
_LONG = "Minutes of the extraordinary general meeting of the allotment association, final (2).docx"


def main(directory: Path) -> None:
    """Draw everything."""
    directory.mkdir(parents=True, exist_ok=True)
    keep_private()
    GarbageCollection(make_application())
    with tempfile.TemporaryDirectory(prefix="sparkbert-") as folder:
        home = Home(Path(folder) / "home")
        home.create()
        home.settings_file.write_text('[scheduling]\nyield_when_busy = false\non_battery = "run"\n')
        papers = Path(folder) / "Papers"
        _write_papers(papers)
        bridge = Bridge(
            lambda on_event, on_lost: EngineClient.attach(home, on_event=on_event, on_lost=on_lost)
        )
        window = MainWindow(bridge, LIGHT, samples_folder())
        window.show()
        studio = _Studio(window, directory)
        studio.take("01 starting")
        bridge.start()
        _wait(window.welcome.isVisible)
        studio.take("02 welcome")
        window.welcome.set_awaited(True)
        studio.take("03 welcome, dragging")
        window.welcome.set_awaited(False)
        window.welcome.samples_requested.emit()
        _wait(lambda: _is_done(window.overview))
        studio.take("04 empty box")
        _draw_searches(studio, window)
        draw_finding(studio, window, _wait)
        draw_seeing(studio, window, bridge, _wait)
        _draw_made_up(studio, window, bridge)
        _draw_papers(studio, window, papers)
        draw_previews(studio, window, _wait, papers)
        window.manners.set_home(home)
        draw_settings(studio, window, _wait)
        bridge.close()
        _draw_german(home, directory)


def _draw_german(home: Home, directory: Path) -> None:
    """Draw another window of the same home."""
    application = make_application()
    before = QLocale()
    QLocale.setDefault(QLocale("de"))
    install_language(application, QLocale("de"))
    bridge = Bridge(
        lambda on_event, on_lost: EngineClient.attach(home, on_event=on_event, on_lost=on_lost)
    )
    window = MainWindow(bridge, LIGHT, samples_folder())
    window.show()
    bridge.start()
    draw_narrow(_Studio(window, directory), window, _wait)
    bridge.close()
    QLocale.setDefault(before)
    install_language(application, before)


def _draw_searches(studio: _Studio, window: MainWindow) -> None:
    studio.search("washing mach", "05 typing")
    studio.search("who pays when the washing machine breaks", "06 results")
    studio.take("06 results, high contrast", (LIGHT_CONTRAST, DARK_CONTRAST))
    window.results.rows.toggle(1)
    studio.take("07 unfolded")
    _draw_more_like(studio, window)
    studio.search("can I get a puppy in my apartment", "08 page of a PDF")
    studio.search("train to the sea", "09 text of a Markdown file")
    window.filter_bar.set_types(("md", "markdown"))
    window.filter_bar.set_span(Span.YEAR)
    studio.settle()
    studio.take("10 filters")
    studio.search('"no such phrase anywhere"', "11 nothing found")
    window.filter_bar.clear()
    for text in ("who pays when the washing machine breaks", "train to the sea"):
        window.history.add_search(text)
    for name in ("Portugal by train.md", "Rental agreement Lindenhof Street.pdf"):
        window.history.add_file(samples_folder() / name)
    window.box.clear()
    window.box.emptied.emit()
    studio.take("12 recent searches and files")


def _draw_more_like(studio: _Studio, window: MainWindow) -> None:
    studio.search("who pays when the washing machine breaks", "")
    if (row := window.results.current_row) is None:
        raise LookupError("nothing was found")
    menu = window.result_actions.menu(row, window.results)
    studio.take("30 what can be done with a result", widget=menu)
    menu.deleteLater()
    studio.take_tip("31 why", window.results.tell_why)
    window.like.find_passage(row)
    studio.settle()
    studio.take("32 more like a passage")
    window.like.find_file(row)
    studio.settle()
    studio.take("33 more like a file")
    window.like.go_back()
    window.like.go_back()


def _draw_made_up(studio: _Studio, window: MainWindow, bridge: Bridge) -> None:
    true = window.overview
    studio.search("train to the sea", "")
    for name, overview in _made_up(true):
        bridge.overview_changed.emit(overview)
        studio.take(name)
    restarted = Notice(
        NoticeKind.ENGINE_RESTARTED,
        "The search engine stopped and was restarted. Nothing is lost.",
    )
    bridge.notice.emit(restarted)
    studio.take("17 engine restarted")
    window.notices.hide()
    bridge.overview_changed.emit(true)
    found = window.search
    results: list[Shown] = []
    found.shown.connect(results.append)
    found.submit()
    _wait(lambda: bool(results) and results[-1].is_final)
    shown = results[-1]
    many = shown.results.passages * (10_000 // len(shown.results.passages) + 1)
    results_of_many = tuple(
        replace(
            one,
            place=replace(one.place, path=one.place.path.with_name(f"{n} {_LONG}")),
            name_marks=(),
        )
        for n, one in enumerate(many[:10_000])
    )
    found.shown.emit(
        replace(shown, results=replace(shown.results, passages=results_of_many), is_all=False)
    )
    studio.take("18 ten thousand hits")


def _draw_papers(studio: _Studio, window: MainWindow, papers: Path) -> None:
    n_files = window.overview.n_files + sum(one.is_file() for one in papers.rglob("*"))
    window.add_paths([papers])
    _wait(lambda: window.overview.n_files == n_files and _is_done(window.overview))
    window.filter_bar.set_folder(papers)
    studio.search("مواعيد الحصاد", "19 right to left")
    studio.search("orchard keeper ladder", "20 one result")
    draw_copies(studio, window)
    studio.take("29 question before a cancelling", widget=window.folders.confirm_stop(papers))
    window.activity.not_indexed_requested.emit()
    _wait(window.not_indexed.isVisible)
    for name, path in (
        ("21 scanned file", papers / "Scan.pdf"),
        ("22 file with a password", papers / "Payslip.pdf"),
    ):
        window.not_indexed.choose(path)
        studio.take(name, widget=window.not_indexed)
    window.not_indexed.hide()
    studio.take("23 question before a removal", widget=window.folders.confirm_removal(papers))
    studio.take_dialog("29 what is left out", lambda: window.folders.ask_exclusions(papers))
    away = papers.with_name("Away")
    papers.rename(away)
    _wait(lambda: window.overview.sources[0].state is SourceState.OFFLINE)
    window.preview.clear()
    studio.search("orchard keeper", "24 folder gone offline")
    away.rename(papers)
    _wait(lambda: window.overview.sources[0].state is SourceState.LIVE)
    window.activity.pause_requested.emit()
    _wait(lambda: window.overview.activity is Activity.PAUSED)
    (papers / "Orchard.md").unlink()
    window.preview.clear()
    studio.search("keeper orchard", "25 file deleted since")


def _write_papers(folder: Path) -> None:
    """Write files that are hard to come by."""
    folder.mkdir()
    write_papers(folder)
    (folder / "Orchard.md").write_text(
        "# The orchard in March\n\nThe keeper leans the ladder against the oldest tree and prunes "
        "what the frost has left. The orchard is quiet until the bees come.\n"
    )
    (folder / "مواعيد الحصاد.txt").write_text(
        "مواعيد الحصاد في البستان\n\nيبدأ حصاد الزيتون في أوائل الخريف، وتنقل السلال إلى "
        "المعصرة قبل غروب الشمس. مواعيد الحصاد تعلق على باب المخزن.\n"
    )
    for keys in (folder / "Keys.txt", folder / "Copies" / "Keys.txt"):
        keys.parent.mkdir(exist_ok=True)
        keys.write_text("The spare keys of the shed hang behind the second beam.\n")
    blank = PdfWriter()
    blank.add_blank_page(300, 400)
    blank.write(folder / "Scan.pdf")
    locked = PdfWriter()
    locked.add_blank_page(300, 400)
    locked.encrypt("secret")
    locked.write(folder / "Payslip.pdf")


def _made_up(overview: Overview) -> list[tuple[str, Overview]]:
    source = overview.sources[0]
    others = (
        SourceOverview(Path("/home/me/Papers"), SourceState.WORKING, 140, 80, 57, 3),
        SourceOverview(Path("/media/USB disk"), SourceState.OFFLINE, 31, 31, 0, 0),
        SourceOverview(Path("/home/me") / _LONG, SourceState.TROUBLE, 1, 1, 0, 0, "Not watched."),
    )
    every = (
        source,
        *others,
        SourceOverview(Path("/mnt/server/Archive"), SourceState.POLLED, 1900, 1900, 0, 0),
        SourceOverview(Path("/home/me/Photos"), SourceState.STOPPED, 310, 310, 0, 0),
    )
    stopped = SourceOverview(Path("/home/me/Photos"), SourceState.STOPPED, 310, 310, 0, 0)
    busy = replace(
        overview,
        sources=(source, *others),
        n_files=182,
        n_files_by_words=122,
        n_failed=3,
        n_chunks=4300,
        n_chunks_by_meaning=1210,
        activity=Activity.READING,
        seconds_left=190.0,
    )
    full = replace(
        busy,
        activity=Activity.TROUBLE,
        message="The disk is full. Make room; the work goes on by itself.",
        trouble=TroubleKind.DISK_FULL,
    )
    return [
        ("13 indexing", busy),
        ("14 paused", replace(busy, activity=Activity.PAUSED)),
        ("15 disk full", full),
        ("16 folder offline", replace(overview, sources=(source, others[1]))),
        ("26 on battery", replace(busy, activity=Activity.PAUSED, pace=Pace.WORDS)),
        ("27 other programs are busy", replace(busy, pace=Pace.SLOW)),
        ("28 folders in each state", replace(busy, sources=every)),
        ("28 indexing cancelled", replace(overview, sources=(source, stopped))),
    ]


class _Studio:
    """Takes each picture twice."""

    def __init__(self, window: MainWindow, directory: Path) -> None:
        self._window = window
        self._directory = directory

    def search(self, text: str, name: str) -> None:
        """Type something and take what is shown at last."""
        self._window.box.take(text)
        self.settle()
        if name:
            self.take(name)

    def settle(self) -> None:
        """Wait until the last results are shown, and their preview."""
        finals: list[bool] = []
        self._window.search.shown.connect(lambda shown: finals.append(shown.is_final))
        self._window.search.submit()
        _wait(lambda: True in finals)
        _pause(800)

    def take_dialog(self, name: str, ask: Callable[[], QDialog]) -> None:
        """Write a dialog, asked anew by day and by night."""
        for theme, light in ((LIGHT, "light"), (DARK, "dark")):
            self._window.set_theme(theme)
            dialog = ask()
            _pause(300)
            dialog.grab().save(str(self._directory / f"{name}, {light}.png"))
            dialog.reject()
        self._window.set_theme(LIGHT)

    def take_tip(self, name: str, show: Callable[[], None]) -> None:
        """Write a tool tip, shown anew by day and by night."""
        for theme, light in ((LIGHT, "light"), (DARK, "dark")):
            self._window.set_theme(theme)
            show()
            _pause(300)
            tips = [one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel")]
            tips[-1].grab().save(str(self._directory / f"{name}, {light}.png"))
            QToolTip.hideText()
            _pause(500)
        self._window.set_theme(LIGHT)

    def take(
        self,
        name: str,
        themes: tuple[Theme, Theme] = (LIGHT, DARK),
        widget: QWidget | None = None,
        over: QWidget | None = None,
    ) -> None:
        """Write the window, or another one, as it is, by day and by night.

        What is `over` it, such as an open list, is a window of its own.
        """
        for theme, light in zip(themes, ("light", "dark"), strict=True):
            self._window.set_theme(theme)
            _pause(300)
            picture = (widget or self._window).grab()
            if over is not None:
                painter = QPainter(picture)
                where = self._window.mapFromGlobal(over.mapToGlobal(over.rect().topLeft()))
                painter.drawPixmap(where, over.grab())
                painter.end()
            picture.save(str(self._directory / f"{name}, {light}.png"))
        self._window.set_theme(LIGHT)
        if isinstance(widget, QMessageBox):
            widget.reject()


def _is_done(overview: Overview) -> bool:
    n_tried = overview.n_files_by_words + overview.n_failed
    is_read = n_tried == overview.n_files and overview.activity is Activity.IDLE
    return is_read and 0 < overview.n_chunks_readable == overview.n_chunks_by_meaning


def _wait(holds: Callable[[], bool]) -> None:
    loop, tick = QEventLoop(), QTimer()
    tick.timeout.connect(lambda: loop.quit() if holds() else None)
    tick.start(20)
    QTimer.singleShot(_PATIENCE_MS, lambda: loop.exit(1))
    if loop.exec():
        raise TimeoutError("the window did not get there")


def _pause(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
