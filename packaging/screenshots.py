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

from PySide6.QtCore import QEventLoop, QTimer

from app.client import EngineClient
from app.engine.events import Notice, NoticeKind
from app.engine.messages import Activity, Overview, SourceOverview, SourceState
from app.paths import Home, keep_private
from app.ui.application import make_application, samples_folder
from app.ui.bridge import Bridge
from app.ui.main_window import MainWindow
from app.ui.theme import DARK, LIGHT

_PATIENCE_MS = 60_000
_LONG = "Minutes of the extraordinary general meeting of the allotment association, final (2).docx"


def main(directory: Path) -> None:
    """Draw everything."""
    directory.mkdir(parents=True, exist_ok=True)
    keep_private()
    make_application()
    with tempfile.TemporaryDirectory(prefix="sparkbert-") as folder:
        home = Home(Path(folder) / "home")
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
        window.welcome.samples_requested.emit()
        _wait(lambda: _is_done(window.overview))
        studio.take("03 empty box")
        studio.search("washing mach", "04 typing")
        studio.search("who pays when the washing machine breaks", "05 results")
        window.model.toggle(1)
        studio.take("06 unfolded")
        studio.search("can I get a puppy in my apartment", "07 page of a PDF")
        studio.search("train to the sea", "08 text of a Markdown file")
        window.filter_bar.set_types(("md", "markdown"))
        window.filter_bar.set_span("Last year")
        studio.settle()
        studio.take("09 filters")
        window.filter_bar.set_types(("md", "markdown"))
        studio.search('"no such phrase anywhere"', "10 nothing found")
        window.filter_bar.clear()
        studio.settle()
        for name, overview in _made_up(window.overview):
            bridge.overview_changed.emit(overview)
            studio.take(name)
        restarted = Notice(
            NoticeKind.ENGINE_RESTARTED,
            "The search engine had stopped and was started again. Nothing is lost.",
        )
        bridge.notice.emit(restarted)
        studio.take("14 engine restarted")
        bridge.close()


def _made_up(overview: Overview) -> list[tuple[str, Overview]]:
    source = overview.sources[0]
    others = (
        SourceOverview(Path("/home/me/Papers"), SourceState.WORKING, 140, 80, 57, 3),
        SourceOverview(Path("/media/USB disk"), SourceState.OFFLINE, 31, 31, 0, 0),
        SourceOverview(Path("/home/me") / _LONG, SourceState.TROUBLE, 1, 1, 0, 0, "Not watched."),
    )
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
    )
    return [
        ("11 indexing", busy),
        ("12 paused", replace(busy, activity=Activity.PAUSED)),
        ("13 disk full", full),
    ]


class _Studio:
    """Takes each picture twice."""

    def __init__(self, window: MainWindow, directory: Path) -> None:
        self._window = window
        self._directory = directory

    def search(self, text: str, name: str) -> None:
        """Type something and take what is shown at last."""
        self._window.box.setText(text)
        self._window.search.type(text)
        self.settle()
        self.take(name)

    def settle(self) -> None:
        """Wait until the last results are shown, and their preview."""
        finals: list[bool] = []
        self._window.search.shown.connect(lambda shown: finals.append(shown.is_final))
        self._window.search.submit()
        _wait(lambda: True in finals)
        _pause(800)

    def take(self, name: str) -> None:
        """Write the window as it is, by day and by night."""
        for theme, light in ((LIGHT, "light"), (DARK, "dark")):
            self._window.set_theme(theme)
            _pause(300)
            self._window.grab().save(str(self._directory / f"{name}, {light}.png"))
        self._window.set_theme(LIGHT)


def _is_done(overview: Overview) -> bool:
    return 0 < overview.n_chunks == overview.n_chunks_by_meaning


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
