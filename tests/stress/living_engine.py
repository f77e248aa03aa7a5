"""How does the stress test hold on to an engine that may die at any moment?"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from app.bench.processes import child_pids
from app.client import EngineClient
from app.engine.events import Committed, Event, Notice
from app.engine.messages import GetOverview
from app.engine.search_messages import Search, SearchResults, SearchStage
from app.engine.standing import Activity, Overview
from app.engine.wire import published
from app.errors import AppError, EngineError, EngineLostError
from app.paths import Home
from sparkbert.errors import SparkBertError
from tests.support.running_engine import start_with_pieces

_PATIENCE_S = 120.0
_LOOK_EVERY_S = 0.05
_CHILD_S = 4.0
_N_TRIES = 20
_T = TypeVar("_T")


class Role(StrEnum):
    """Which of the engine's processes."""

    ENGINE = "engine"
    ENCODER = "encoder"
    EXTRACTOR = "extractor"


class LivingEngine:
    """A client that attaches again, as the window does, whenever the engine is gone.

    Parameters
    ----------
    home
        Whose engine; a real process, with the tests' encoder.
    """

    def __init__(self, home: Home, start: Callable[[Home], None] = start_with_pieces) -> None:
        self.home = home
        self.notices: list[Notice] = []
        self.n_starts = 0
        self._start = start
        self._committed = threading.Condition()
        self._client: EngineClient | None = None

    def __enter__(self) -> LivingEngine:
        self.attach()
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._client.close()
        self.wait_for_end()

    @property
    def pid(self) -> int | None:
        """The engine's process, if it is there."""
        address = published(self.home)
        return address.pid if address is not None else None

    def attach(self) -> None:
        """Connect, and start an engine if there is none."""
        if self._client is not None:
            self._client.close()
        self.n_starts += 1
        for _ in range(_N_TRIES):
            with suppress(EngineError):
                self._client = EngineClient.attach(
                    self.home, on_event=self._on_event, start=self._start
                )
                return
            time.sleep(_LOOK_EVERY_S)  # one that was killed is still on its way out
        raise EngineError("no engine could be started")

    def ask(self, request: Any) -> Any:
        """Ask, as often as it takes to find an engine that lives long enough to answer."""
        for _ in range(_N_TRIES):
            try:
                assert self._client is not None
                return self._client.ask(request).result(_PATIENCE_S)
            except EngineLostError:
                self.attach()
        raise EngineError("no engine lives long enough to answer")

    def find(self, text: str, *, stage: SearchStage = SearchStage.WORDS) -> set[Path]:
        """Return the files in which a word is found."""
        results: SearchResults = self.ask(Search(text, 100, stage=stage))
        return {place.path for one in results.passages for place in (one.place, *one.also_in)}

    def wait_until_found(self, text: str, path: Path) -> float:
        """Wait until a word is found in a file; returns for how many seconds."""
        start = time.monotonic()
        while path not in self.find(text):
            if time.monotonic() - start > _PATIENCE_S:
                raise TimeoutError(f"{path.name} is not found")
            with self._committed:
                self._committed.wait(_LOOK_EVERY_S)
        return time.monotonic() - start

    def wait_until_idle(self) -> Overview:
        """Wait until the engine has had nothing to do for a moment, and all is encoded."""
        start, calm = time.monotonic(), 0
        while calm < 8:
            overview: Overview = self.ask(GetOverview())
            is_calm = (
                overview.activity is Activity.IDLE
                and overview.n_chunks_by_meaning == overview.n_chunks_readable
            )
            calm = calm + 1 if is_calm else 0
            if time.monotonic() - start > _PATIENCE_S:
                raise TimeoutError(f"the engine does not come to rest: {overview}")
            time.sleep(_LOOK_EVERY_S)
        return overview

    def children(self) -> dict[int, Role]:
        """Return the engine's children that can be told apart."""
        pid = self.pid
        found = {}
        for child in child_pids(pid) if pid is not None else []:
            role = _role(child)
            if role is not None:
                found[child] = role
        return found

    def wait_for_child(self, role: Role) -> dict[int, Role]:
        """Return the children as soon as one of a role is among them, or after a while."""
        deadline = time.monotonic() + _CHILD_S
        while True:
            found = self.children()
            if role in found.values() or time.monotonic() > deadline:
                return found
            time.sleep(_LOOK_EVERY_S)

    def kill(self, pid: int) -> bool:
        """Kill a process at once; tells whether it was still there."""
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def wait_for_end(self) -> None:
        """Wait until the engine's process is gone."""
        deadline = time.monotonic() + _PATIENCE_S
        pid = self.pid
        while pid is not None and _is_alive(pid):
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGABRT)  # so that its log says where it is
                time.sleep(1)
                log = self.home.logs / "crash.log"
                raise TimeoutError(f"the engine does not end: {log.read_text()[-6000:]}")
            time.sleep(_LOOK_EVERY_S)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Committed):
            with self._committed:
                self._committed.notify_all()
        elif isinstance(event, Notice):
            self.notices.append(event)


def patiently(call: Callable[[], _T]) -> _T:
    """Try a call until it succeeds, where another process may be in the midst of a commit."""
    for _ in range(_N_TRIES - 1):
        with suppress(AppError, SparkBertError):
            return call()
        time.sleep(_LOOK_EVERY_S)
    return call()


def _role(pid: int) -> Role | None:
    """Tell the encoder, which draws its vectors by numpy.random, from the extractors."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        maps = Path(f"/proc/{pid}/maps").read_text()
    except OSError:
        return None
    if b"spawn_main" not in command:
        return None  # Python's resource tracker
    if "_multiarray_umath" not in maps:
        return None  # it has only just started
    return Role.ENCODER if "numpy/random/_pcg64" in maps else Role.EXTRACTOR


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
