"""How soon is found what was just written, and is a storm of changes survived?"""

from __future__ import annotations

import os
import random
import string
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from app.bench.processes import peak_memory_bytes
from app.bench.texts import TextMaker, copy_samples, samples
from app.client import EngineClient
from app.engine.events import Committed, Event, OverviewChanged
from app.engine.files import reading
from app.engine.messages import AddSources, GetOverview, IndexNow
from app.engine.process import start_engine
from app.engine.search_messages import Search, SearchStage
from app.engine.standing import Overview
from app.engine.wire import published
from app.errors import AppError
from app.paths import Home
from app.watch.rules import Selection
from app.watch.scanner import walk
from sparkbert.evaluation.report import aligned

_PATIENCE_S = 300.0
_TICK_S = 0.02
_N_BEFORE = 20
_FILES_PER_FOLDER = 250
_OPERATIONS = 5  # with each file of a storm
_SEED = 17
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class WatchingReport:
    """What was measured; all times are wall-clock time.

    Parameters
    ----------
    n_changes
        Files that were made, edited, appended to and replaced, one after the other.
    words_p50_s, words_p95_s
        From the last write until a search by words found a word of it.
    meaning_p50_s, meaning_p95_s
        From the last write until all was found by meaning, the encoder being awake.
    meaning_first_s
        The same of the first change, the encoder being asleep.
    n_operations, n_left
        Of the storm: what was done to files, and how many were left.
    storm_s, settled_s
        How long it went on, and how long it took then until the catalog agreed with the disk and
        all was read.
    n_wrong
        Files that the catalog did not have as they were on disk.
    engine_peak_bytes
        The most memory (RSS) that the engine had; None where the system does not tell.
    """

    n_changes: int
    words_p50_s: float
    words_p95_s: float
    meaning_p50_s: float
    meaning_p95_s: float
    meaning_first_s: float
    n_operations: int
    n_left: int
    storm_s: float
    settled_s: float
    n_wrong: int
    engine_peak_bytes: int | None


def measure_watching(
    work: Path,
    n_changes: int = 40,
    n_operations: int = 50_000,
    tell: Callable[[str], None] = lambda text: None,
    start: Callable[[Home], None] = start_engine,
) -> WatchingReport:
    """Change files in a watched folder, one by one and then all at once.

    Parameters
    ----------
    work
        An empty folder of ours.
    n_changes
        How many changes are timed.
    n_operations
        Of how many operations the storm consists.
    tell
        Is called with what is going on.
    start
        Starts an engine.

    Raises
    ------
    AppError
        Something that was written was not found for minutes.
    """
    home, folder = Home(work / "home"), work / "documents"
    maker = TextMaker(samples(), seed=_SEED)
    copy_samples(samples(), folder)
    maker.write_documents(folder, _N_BEFORE)
    tell("indexing")
    with _listening(home, start) as ear:
        ear.client.ask(IndexNow((folder,))).result()
    with _listening(home, start) as ear:  # an encoder that is asleep
        ear.client.ask(AddSources((folder,))).result()
        ear.wait_until(_is_done)
        tell("changing files")
        times = list(_changes(ear, folder, maker, n_changes))
        tell(f"a storm of {n_operations:,} operations")
        storm = _Storm(folder / "storm", n_operations)
        storm_s, settled_s, n_wrong = _measure_storm(ear, home, folder, storm)
        address = published(home)
        peak = peak_memory_bytes(address.pid) if address is not None else None
    words = [one for one, _ in times]
    meaning = [one for _, one in times[1:]] or [times[0][1]]
    return WatchingReport(
        n_changes=n_changes,
        words_p50_s=_percentile(words, 50),
        words_p95_s=_percentile(words, 95),
        meaning_p50_s=_percentile(meaning, 50),
        meaning_p95_s=_percentile(meaning, 95),
        meaning_first_s=round(times[0][1], 3),
        n_operations=storm.n_done,
        n_left=storm.n_left,
        storm_s=round(storm_s, 1),
        settled_s=round(settled_s, 1),
        n_wrong=n_wrong,
        engine_peak_bytes=peak,
    )


def as_watching_table(report: WatchingReport) -> str:
    """Return a report as lines of text."""
    peak = report.engine_peak_bytes
    return aligned(
        [
            (f"From the last write, {report.n_changes} changes", ""),
            ("found by words, median", f"{report.words_p50_s:.2f} s"),
            ("found by words, 95 %", f"{report.words_p95_s:.2f} s"),
            ("found by meaning, median", f"{report.meaning_p50_s:.2f} s"),
            ("found by meaning, 95 %", f"{report.meaning_p95_s:.2f} s"),
            ("found by meaning, the model not loaded", f"{report.meaning_first_s:.2f} s"),
            (f"A storm of {report.n_operations:,} operations", ""),
            ("it went on for", f"{report.storm_s:.1f} s"),
            ("then all was as on disk after", f"{report.settled_s:.1f} s"),
            ("files left, and wrong", f"{report.n_left:,}, {report.n_wrong:,}"),
            ("the engine's memory at most", "-" if peak is None else f"{peak / _MB:,.0f} MB"),
        ]
    )


class _Ear:
    """A client that waits for what it wants to hear."""

    def __init__(self) -> None:
        self.client: EngineClient
        self._heard = threading.Condition()
        self._n_events = 0

    def on_event(self, event: Event) -> None:
        if isinstance(event, OverviewChanged | Committed):
            with self._heard:
                self._n_events += 1
                self._heard.notify_all()

    def wait(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds that events announce."""
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            n_events = self._n_events
            if holds():
                return
            if time.monotonic() > deadline:
                raise AppError("A change was not noticed for minutes; see the engine's log.")
            with self._heard:
                if self._n_events == n_events:
                    self._heard.wait(1.0)

    def wait_until(self, wanted: Callable[[Overview], bool]) -> None:
        """Wait until an overview is as wanted."""
        self.wait(lambda: wanted(self.client.ask(GetOverview()).result()))

    def finds(self, word: str, path: Path) -> bool:
        """Whether a search by words finds a word in a file."""
        results = self.client.ask(Search(word, 5, stage=SearchStage.WORDS)).result()
        return any(one.place.path == path for one in results.passages)


@contextmanager
def _listening(home: Home, start: Callable[[Home], None]) -> Iterator[_Ear]:
    ear = _Ear()
    with EngineClient.attach(home, on_event=ear.on_event, start=start) as client:
        ear.client = client
        yield ear
    address = published(home)
    while address is not None and published(home) == address:
        time.sleep(_TICK_S)


def _changes(
    ear: _Ear, folder: Path, maker: TextMaker, n_changes: int
) -> Iterator[tuple[float, float]]:
    """Change a file at a time; yield how long it took to be found by words, and by meaning."""
    letters = random.Random(_SEED)
    for number, change in enumerate(islice(cycle((_make, _edit, _append, _replace)), n_changes)):
        word = "".join(letters.choices(string.ascii_lowercase, k=12))
        text = f"{maker.text()} They spoke of the {word} for a long time afterwards."
        path = folder / f"changed {number // 4}.md"
        change(path, text)
        written = time.monotonic()
        ear.wait(lambda word=word, path=path: ear.finds(word, path))  # type: ignore[misc]
        words_s = time.monotonic() - written
        ear.wait_until(_is_done)
        yield words_s, time.monotonic() - written


def _make(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _edit(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\nEdited. {text}", encoding="utf-8")


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"\n\n{text}")


def _replace(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _is_done(overview: Overview) -> bool:
    is_read = not any(one.n_pending for one in overview.sources)
    return is_read and overview.n_chunks_by_meaning == overview.n_chunks_readable


class _Storm:
    """Makes files, writes to them, renames them, appends to them, and deletes every other one."""

    def __init__(self, folder: Path, n_operations: int) -> None:
        self._folder = folder
        self._n_files = n_operations // _OPERATIONS
        self.n_done = self._n_files * _OPERATIONS
        self.n_left = self._n_files - self._n_files // 2

    def rage(self) -> None:
        for number in range(self._n_files):
            part = self._folder / f"part {number // _FILES_PER_FOLDER}"
            if number % _FILES_PER_FOLDER == 0:
                part.mkdir(parents=True)
            (part / f"{number} new.txt").touch()
            (part / f"{number} new.txt").write_text("The storm has blown over the harbour.\n")
            (part / f"{number} new.txt").rename(part / f"{number}.txt")
            with (part / f"{number}.txt").open("a") as stream:
                stream.write("Then the ships left, one after the other.\n")
            if number % 2:
                (part / f"{number}.txt").unlink()
            else:
                os.utime(part / f"{number}.txt")


def _measure_storm(ear: _Ear, home: Home, folder: Path, storm: _Storm) -> tuple[float, float, int]:
    begun = time.monotonic()
    storm.rage()
    over = time.monotonic()
    on_disk = {
        one.path: (one.size, one.mtime_ns)
        for one in walk(Selection(Path(os.path.realpath(folder))))
    }

    def is_settled(overview: Overview) -> bool:
        return _is_done(overview) and sum(one.n_files for one in overview.sources) == len(on_disk)

    ear.wait_until(is_settled)
    settled = time.monotonic()
    with reading(home.index) as files:
        known = {
            path: (one.size, one.mtime_ns)
            for path, one in files.known(Path(os.path.realpath(folder))).items()
        }
    wrong = dict(known.items() ^ on_disk.items())
    return over - begun, settled - over, len(wrong)


def _percentile(values: list[float], percent: float) -> float:
    return round(float(np.percentile(values, percent)), 3)
