"""How soon does the window answer, how fluid is it while indexing, and what does it all take?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from app.bench.processes import child_pids, memory_bytes
from app.bench.texts import TextMaker, copy_samples, samples
from app.client import EngineClient
from app.engine.messages import IndexNow
from app.engine.wire import published
from app.errors import AppError
from app.paths import Home
from sparkbert.evaluation.report import aligned

_QUERY = "who pays when the washing machine breaks"
_N_BEFORE, _N_WHILE = 20, 120
_N_PAGES = 1_000
_MB = 1_000_000
_FULL_PACE = '[scheduling]\non_battery = "run"\nyield_when_busy = false\n'
"""So that what is measured does not depend on the power and on other programs."""


@dataclass(frozen=True, slots=True)
class WindowReport:
    """What a person waits for, and what the processes hold.

    Parameters
    ----------
    visible_s, words_s, meaning_s
        From the start of the program to the window, to the first results by words and to the first
        by meaning, with no engine running before.
    scenes
        How late the window's event loop was, by what was done: `p99_ms` and `max_ms`.
    query_p50_ms, query_p95_ms, n_queries
        From a key to the final results while a folder was indexed; keys come twice a second.
    busy_s
        How long that went on.
    window_bytes, engine_bytes, encoder_bytes
        PSS at its end; None where the system does not tell. The encoder is the largest child.
    """

    visible_s: float
    words_s: float
    meaning_s: float
    scenes: dict[str, dict[str, float]]
    query_p50_ms: float
    query_p95_ms: float
    n_queries: float
    busy_s: float
    window_bytes: int | None
    engine_bytes: int | None
    encoder_bytes: int | None


def measure_window(work: Path, seconds: float = 30.0) -> WindowReport:
    """Index some documents, open the window on them, and type while more are indexed.

    Parameters
    ----------
    work
        An empty folder of ours.
    seconds
        How long to type at most.

    Raises
    ------
    AppError
        The window did not come up.
    """
    home = Home(work / "home")
    home.create()
    home.settings_file.write_text(_FULL_PACE, encoding="utf-8")
    before, meanwhile = work / "before", work / "meanwhile"
    copy_samples(samples(), before)
    TextMaker(samples()).write_documents(before, _N_BEFORE)
    _write_long_pdf(samples(), before / "Long.pdf")
    TextMaker(samples(), seed=1).write_documents(meanwhile, _N_WHILE)
    with EngineClient.attach(home) as client:
        client.ask(IndexNow((before,))).result()
    _wait_for_end(home)
    environment = {**os.environ}
    if sys.platform.startswith("linux"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "app.ui.rehearsal", "--home", str(home.directory)]
    command += ["--query", _QUERY, "--folder", str(meanwhile), "--seconds", str(seconds)]
    with subprocess.Popen(
        [*command, "--since", str(time.monotonic())],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise AppError("The window did not come up; what it said stands above.")
        address = published(home)
        engine = address.pid if address is not None else None
        children = [memory_bytes(pid) or 0 for pid in child_pids(engine)] if engine else []
        report = WindowReport(
            **json.loads(line),
            window_bytes=memory_bytes(process.pid),
            engine_bytes=memory_bytes(engine) if engine is not None else None,
            encoder_bytes=max(children, default=None),
        )
        process.stdin.write("\n")
        process.stdin.flush()
    _wait_for_end(home)
    return report


def as_window_table(report: WindowReport) -> str:
    """Return a report as lines of text."""
    memory = {
        "the window": report.window_bytes,
        "the engine": report.engine_bytes,
        "the encoder": report.encoder_bytes,
    }
    return aligned(
        [
            ("Window, from the start of the program", ""),
            ("visible", f"{report.visible_s:.2f} s"),
            ("first results by words", f"{report.words_s:.2f} s"),
            ("first results by meaning", f"{report.meaning_s:.2f} s"),
            (f"While indexing, {report.busy_s:.0f} s", ""),
            ("a key to final results, median", f"{report.query_p50_ms:.0f} ms"),
            (f"the same, 95 % of {report.n_queries:.0f}", f"{report.query_p95_ms:.0f} ms"),
            ("The event loop is late, 99 % and at most", ""),
            *(
                (scene, f"{late['p99_ms']:.0f} ms, {late['max_ms']:.0f} ms")
                for scene, late in report.scenes.items()
            ),
            ("Memory (PSS)", ""),
            *(
                (name, "-" if size is None else f"{size / _MB:,.0f} MB")
                for name, size in memory.items()
            ),
        ]
    )


def _write_long_pdf(folder: Path, path: Path) -> None:
    """Write a PDF of many pages, those of a folder's PDFs over and over."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    pages = [page for one in sorted(folder.glob("*.pdf")) for page in PdfReader(one).pages]
    for number in range(_N_PAGES):
        writer.add_page(pages[number % len(pages)])
    writer.write(path)


def _wait_for_end(home: Home) -> None:
    """Wait until the engine of a home has ended, so that the next start is a cold one."""
    address = published(home)
    while address is not None and published(home) == address:
        time.sleep(0.05)
