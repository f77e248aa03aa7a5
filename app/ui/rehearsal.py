"""How soon does the window answer, and how fluid is it while folders are being indexed?

A program of its own, started by `sparkbert bench --window`: opens the real window on a real engine,
types, and prints what it measured as JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from app.client import EngineClient
from app.engine.standing import Overview
from app.paths import Home, keep_private
from app.ui.application import make_application, samples_folder
from app.ui.bridge import Bridge
from app.ui.garbage import GarbageCollection
from app.ui.look.theme import LIGHT
from app.ui.main_window import MainWindow
from app.ui.search.search_controller import Shown

_TICK_MS = 5
_KEY_MS = 120
_PATIENCE_S = 120.0


def main() -> int:
    """Measure and print."""
    options = _parser().parse_args()
    keep_private()
    GarbageCollection(make_application())
    home = Home(options.home)
    clock = time.monotonic
    bridge = Bridge(
        lambda on_event, on_lost: EngineClient.attach(home, on_event=on_event, on_lost=on_lost)
    )
    window = MainWindow(bridge, LIGHT, samples_folder())
    window.show()
    _wait(lambda: window.isVisible(), 10)
    found = {"visible_s": clock() - options.since}
    shown: list[tuple[float, Shown]] = []
    window.search.shown.connect(lambda one: shown.append((clock(), one)))
    bridge.start()
    window.box.setText(options.query)
    window.search.type(options.query)
    _wait(lambda: bool(shown), _PATIENCE_S)
    found["words_s"] = shown[0][0] - options.since
    if not shown[-1][1].results.by_meaning:
        _wait(lambda: shown[-1][1].results.by_meaning, _PATIENCE_S)
    found["meaning_s"] = next(at for at, one in shown if one.results.by_meaning) - options.since
    if options.folder is not None:
        found |= _type_while_indexing(window, options.folder, options.seconds)
    print(json.dumps(found))  # noqa: T201 - the program's answer
    sys.stdout.flush()
    sys.stdin.readline()  # until our memory has been measured
    bridge.close()
    return 0


def _type_while_indexing(window: MainWindow, folder: Path, seconds: float) -> dict[str, float]:
    """Add a folder and type, letter by letter, until the time is over or all is indexed."""
    gaps: list[float] = []
    last = [time.monotonic()]

    def tick() -> None:
        now = time.monotonic()
        gaps.append(now - last[0] - _TICK_MS / 1000)
        last[0] = now

    waits: list[float] = []
    asked: dict[str, float] = {}
    text = "what is paid when a machine breaks and who mends the old bicycle in winter "

    def key() -> None:
        n = len(waits_typed) % len(text) + 1
        waits_typed.append(n)
        query = text[:n]
        asked[query] = time.monotonic()
        window.box.setText(query)
        window.search.type(query)

    def on_shown(one: Shown) -> None:
        if one.is_final and (since := asked.pop(one.text, None)) is not None:
            waits.append(time.monotonic() - since)

    waits_typed: list[int] = []
    window.search.shown.connect(on_shown)
    window.add_paths([folder])
    watchdog, keys = QTimer(), QTimer()
    watchdog.timeout.connect(tick)
    keys.timeout.connect(key)
    watchdog.start(_TICK_MS)
    keys.start(_KEY_MS * 4)
    begin = time.monotonic()
    _wait(lambda: time.monotonic() - begin > 2, 5)
    _wait(lambda: time.monotonic() - begin > seconds or _is_done(window.overview), seconds + 5)
    keys.stop()
    watchdog.stop()
    gaps.sort()
    waits.sort()
    return {
        "stall_p99_ms": 1000 * gaps[int(0.99 * (len(gaps) - 1))],
        "stall_max_ms": 1000 * gaps[-1],
        "query_p50_ms": 1000 * waits[len(waits) // 2] if waits else 0.0,
        "query_p95_ms": 1000 * waits[int(0.95 * (len(waits) - 1))] if waits else 0.0,
        "n_queries": float(len(waits)),
        "busy_s": time.monotonic() - begin,
    }


def _is_done(overview: Overview) -> bool:
    return (
        overview.n_files_by_words + overview.n_failed == overview.n_files
        and overview.n_chunks_readable == overview.n_chunks_by_meaning
    )


def _wait(holds: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("the window did not get there")
        loop = QEventLoop()
        QTimer.singleShot(2, loop.quit)
        loop.exec()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.ui.rehearsal")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--since", type=float, required=True, help="monotonic time of the start")
    parser.add_argument("--query", required=True)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--seconds", type=float, default=30.0)
    return parser


if __name__ == "__main__":
    sys.exit(main())
