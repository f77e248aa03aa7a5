"""How do tests run an engine, within their own process or as a real one?"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from app.client import EngineClient
from app.engine.events import Committed, Event, OverviewChanged
from app.engine.messages import GetOverview
from app.engine.process import main, only_engine, start_engine
from app.engine.search_messages import Search, SearchResults, SearchStage
from app.engine.service import Engine
from app.engine.standing import Activity, Overview
from app.engine.workplace import ToolsLoader
from app.paths import Home
from app.watch.changes import Patience
from tests.support.piece_encoder import load_piece_tools

_PATIENCE_S = 60.0
_SOON = Patience(quiet_s=0.05, at_most_s=0.5, gone_s=0.2)


@dataclass
class Computer:
    """Where an engine runs: on mains, beside nothing, unless a test wants it otherwise."""

    is_on_battery: bool = False
    others: float = 0.0

    def on_battery(self) -> bool:
        return self.is_on_battery

    def others_share(self) -> float:
        return self.others


@dataclass
class ThreadEngines:
    """Starts engines in threads of this process; `join` waits for their end."""

    load_tools: ToolsLoader = load_piece_tools
    linger_s: float = 0.0
    computer: Computer = field(default_factory=Computer)
    threads: list[threading.Thread] = field(default_factory=list)

    def __call__(self, home: Home) -> None:
        """Take the place of `app.engine.process.start_engine`."""
        listening = threading.Event()
        failed: list[Exception] = []

        def run() -> None:
            try:
                with only_engine(home) as is_ours:
                    if is_ours:
                        Engine(
                            home,
                            self.load_tools,
                            linger_s=self.linger_s,
                            patience=_SOON,
                            sensors=self.computer,
                        ).run(listening.set)
            except Exception as error:  # noqa: BLE001 - the starter raises it
                failed.append(error)
            listening.set()

        thread = threading.Thread(target=run, name="engine")
        thread.start()
        self.threads.append(thread)
        assert listening.wait(_PATIENCE_S)
        if failed:
            raise failed[0]

    def join(self) -> None:
        for thread in self.threads:
            thread.join(_PATIENCE_S)
            assert not thread.is_alive()
        self.threads.clear()


def start_with_pieces(home: Home) -> None:
    """Start a real engine process that needs no torch."""
    start_engine(home, [sys.executable, "-m", "tests.support.running_engine"])


@dataclass
class Watcher:
    """A client that remembers what it was told, and waits for what it wants to hear."""

    home: Home
    start: Callable[[Home], None]
    events: list[Event] = field(default_factory=list)
    heard: threading.Condition = field(default_factory=threading.Condition)
    lost: threading.Event = field(default_factory=threading.Event)
    client: EngineClient = field(init=False)

    def __enter__(self) -> Watcher:
        self.client = EngineClient.attach(
            self.home, on_event=self._on_event, on_lost=self.lost.set, start=self.start
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def ask(self, request: Any) -> Any:
        return self.client.ask(request).result(_PATIENCE_S)

    def wait_for(self, wanted: Callable[[Event], bool]) -> Event:
        """Return the first event, told by now or to come, that is wanted."""
        with self.heard:
            found = self.heard.wait_for(
                lambda: next(filter(wanted, self.events), None), _PATIENCE_S
            )
        assert found is not None, self.events[-3:]
        return found

    def wait_until(self, wanted: Callable[[Overview], bool]) -> Overview:
        """Return the first overview, now or to come, that is wanted."""
        with self.heard:
            self.events = [one for one in self.events if not isinstance(one, OverviewChanged)]
        now: Overview = self.ask(GetOverview())
        if wanted(now):
            return now
        event = self.wait_for(lambda one: isinstance(one, OverviewChanged) and wanted(one.overview))
        assert isinstance(event, OverviewChanged)
        return event.overview

    def wait_until_found(self, text: str, *paths: Path) -> SearchResults:
        """Wait until a word is found in these files and no others."""
        while True:
            n_commits = self._n_commits
            results: SearchResults = self.ask(Search(text, 50, stage=SearchStage.WORDS))
            if {one.place.path for one in results.passages} == set(paths):
                return results
            with self.heard:
                while self._n_commits == n_commits:
                    assert self.heard.wait(_PATIENCE_S), results

    @property
    def _n_commits(self) -> int:
        return sum(isinstance(one, Committed) for one in self.events)

    def wait_until_done(self, n_files: int) -> Overview:
        """Wait until so many files are searchable in every way."""
        return self.wait_until(
            lambda one: (
                one.activity is Activity.IDLE
                and one.n_files_by_words == n_files
                and one.n_chunks_by_meaning == one.n_chunks_readable
            )
        )

    def _on_event(self, event: Event) -> None:
        with self.heard:
            self.events.append(event)
            self.heard.notify_all()


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(partial(main, load_tools=load_piece_tools, sensors=Computer())())
