"""What `sparkbert bench --window` runs: see the package."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from app.client import EngineClient
from app.engine.standing import Overview
from app.paths import Home, keep_private
from app.ui.application import make_application, samples_folder
from app.ui.bridge import Bridge
from app.ui.garbage import GarbageCollection
from app.ui.look.theme import LIGHT
from app.ui.main_window import MainWindow
from app.ui.rehearsal.lateness import Lateness, wait_until
from app.ui.rehearsal.scenes import Scene, play, watched
from app.ui.search.search_controller import Shown

_KEY_EVERY_MS = 480
_LEAST_S = 2.0
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
    wait_until(lambda: window.isVisible(), 10)
    found: dict[str, Any] = {"visible_s": clock() - options.since}
    shown: list[tuple[float, Shown]] = []
    window.search.shown.connect(lambda one: shown.append((clock(), one)))
    bridge.start()
    window.box.setText(options.query)
    window.search.type(options.query)
    wait_until(lambda: bool(shown), _PATIENCE_S)
    found["words_s"] = shown[0][0] - options.since
    if not shown[-1][1].results.by_meaning:
        wait_until(lambda: shown[-1][1].results.by_meaning, _PATIENCE_S)
    found["meaning_s"] = next(at for at, one in shown if one.results.by_meaning) - options.since
    scenes: dict[Scene, Lateness] = {}
    found |= _type_while_indexing(window, options.folder, options.seconds, scenes)
    wait_until(lambda: _is_done(window.overview), _PATIENCE_S)
    play(window, scenes)
    found["scenes"] = {scene.value: asdict(lateness) for scene, lateness in scenes.items()}
    print(json.dumps(found))  # noqa: T201 - the program's answer
    sys.stdout.flush()
    sys.stdin.readline()  # until our memory has been measured
    bridge.close()
    return 0


def _type_while_indexing(
    window: MainWindow, folder: Path, seconds: float, scenes: dict[Scene, Lateness]
) -> dict[str, float]:
    """Add a folder and type, letter by letter, until the time is over or all is indexed."""
    waits: list[float] = []
    asked: dict[str, float] = {}
    text = "what is paid when a machine breaks and who mends the old bicycle in winter "
    n_keys = 0

    def key() -> None:
        nonlocal n_keys
        query = text[: n_keys % len(text) + 1]
        n_keys += 1
        asked[query] = time.monotonic()
        window.box.setText(query)
        window.search.type(query)

    def on_shown(one: Shown) -> None:
        if one.is_final and (since := asked.pop(one.text, None)) is not None:
            waits.append(time.monotonic() - since)

    listening = window.search.shown.connect(on_shown)
    window.add_paths([folder])
    keys = QTimer()
    keys.timeout.connect(key)
    begin = time.monotonic()
    with watched(scenes, Scene.TYPING):
        keys.start(_KEY_EVERY_MS)
        wait_until(lambda: time.monotonic() - begin > _LEAST_S, 2 * _LEAST_S)
        wait_until(
            lambda: time.monotonic() - begin > seconds or _is_done(window.overview), 2 * seconds
        )
        keys.stop()
    window.search.shown.disconnect(listening)
    waits.sort()
    return {
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.ui.rehearsal")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--since", type=float, required=True, help="monotonic time of the start")
    parser.add_argument("--query", required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=30.0)
    return parser


if __name__ == "__main__":
    sys.exit(main())
