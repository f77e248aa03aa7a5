"""How do the window, the command line and servers talk to the engine of a home?"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection
from typing import Any, Self, TypeAlias, overload

from app.engine.events import Event
from app.engine.exclusions import ExclusionsSet, SetExclusions
from app.engine.hints import (
    CheckFolders,
    FindNames,
    FindSpelling,
    FoldersChecked,
    NamesFound,
    SpellingFound,
)
from app.engine.likeness import SearchLike
from app.engine.messages import (
    AddSources,
    DocumentText,
    Done,
    Failures,
    GetFailures,
    GetOverview,
    IndexNow,
    IndexSummary,
    Pause,
    ReadDocument,
    RemoveSource,
    Reply,
    Request,
    Resume,
    Retry,
    SourceRemoved,
    SourcesAdded,
    StopIndexing,
    WarmUp,
)
from app.engine.process import start_engine
from app.engine.search_messages import Search, SearchResults
from app.engine.settings_messages import (
    ChangeSettings,
    EngineFacts,
    GetFacts,
    GetSettings,
    RestartEngine,
    StoredSettings,
)
from app.engine.standing import Overview
from app.engine.stopping import ResumeSource, StopSource
from app.engine.verify_messages import Verified, VerifyIndex
from app.engine.wire import (
    PROTOCOL,
    Answer,
    Ask,
    Dropped,
    Failed,
    FromEngine,
    Tell,
    Welcome,
    published,
)
from app.errors import EngineError, EngineLostError
from app.paths import Home

_log = logging.getLogger(__name__)

_N_ATTEMPTS = 5
"""An engine that is ending may turn us away; so often we start another."""

_Line: TypeAlias = "Connection[Any, Any]"


class EngineClient:
    """A line to the engine; may be used from several threads.

    `attach` makes it. Callbacks are called in a thread of the client's own, one at a time; they
    should be quick, and may ask.
    """

    def __init__(
        self, line: _Line, on_event: Callable[[Event], None], on_lost: Callable[[], None]
    ) -> None:
        self._line = line
        self._on_event = on_event
        self._on_lost = on_lost
        self._lock = threading.Lock()
        self._sending = threading.Lock()
        self._waiting: dict[int, Future[Any]] = {}
        self._next_number = 0
        self._over = False
        self._closing = False
        self._thread = threading.Thread(target=self._read, name="engine-answers", daemon=True)
        self._thread.start()

    @classmethod
    def attach(
        cls,
        home: Home,
        *,
        on_event: Callable[[Event], None] = lambda event: None,
        on_lost: Callable[[], None] = lambda: None,
        start: Callable[[Home], None] | None = start_engine,
    ) -> EngineClient:
        """Connect to the engine of a home, and start it if there is none; waits for it.

        Parameters
        ----------
        home
            Whose engine.
        on_event
            Is called with what the engine tells without being asked.
        on_lost
            Is called once if the engine is gone before `close`; attach again to start another.
        start
            Starts an engine and returns when it listens; None where none is to be started.

        Raises
        ------
        EngineError
            There is no engine, or none can be started, or it is of another version.
        """
        for _ in range(_N_ATTEMPTS):
            line = _connect(home)
            if line is None and start is not None:
                start(home)
                line = _connect(home)
            if line is not None:
                return cls(line, on_event, on_lost)
            if start is None:
                break
        raise EngineError(f"No engine answers for {home.directory}. Try again in a moment.")

    @overload
    def ask(self, request: Search | SearchLike) -> Future[SearchResults]: ...
    @overload
    def ask(self, request: AddSources) -> Future[SourcesAdded]: ...
    @overload
    def ask(self, request: IndexNow) -> Future[IndexSummary]: ...
    @overload
    def ask(self, request: RemoveSource) -> Future[SourceRemoved]: ...
    @overload
    def ask(self, request: SetExclusions) -> Future[ExclusionsSet]: ...
    @overload
    def ask(self, request: GetOverview) -> Future[Overview]: ...
    @overload
    def ask(self, request: GetFailures) -> Future[Failures]: ...
    @overload
    def ask(self, request: ReadDocument) -> Future[DocumentText]: ...
    @overload
    def ask(self, request: FindSpelling) -> Future[SpellingFound]: ...
    @overload
    def ask(self, request: FindNames) -> Future[NamesFound]: ...
    @overload
    def ask(self, request: CheckFolders) -> Future[FoldersChecked]: ...
    @overload
    def ask(self, request: GetSettings | ChangeSettings) -> Future[StoredSettings]: ...
    @overload
    def ask(self, request: GetFacts) -> Future[EngineFacts]: ...
    @overload
    def ask(self, request: VerifyIndex) -> Future[Verified]: ...
    @overload
    def ask(
        self,
        request: StopIndexing
        | StopSource
        | ResumeSource
        | Retry
        | Pause
        | Resume
        | WarmUp
        | RestartEngine,
    ) -> Future[Done]: ...
    @overload
    def ask(self, request: Request) -> Future[Reply]: ...

    def ask(self, request: Request) -> Future[Any]:
        """Send a request; returns at once.

        The future raises AppError or SparkBertError as the engine did, `EngineLostError` if the
        engine is gone. It is cancelled where a newer search has replaced it.
        """
        future: Future[Any] = Future()
        with self._lock:
            over = self._over or self._closing
            if not over:
                self._next_number += 1
                number = self._next_number
                self._waiting[number] = future
        if over:
            future.set_exception(_lost())
            return future
        with self._sending, suppress(OSError):  # a line that is cut: the reader is about to see it
            self._line.send(Ask(number, request))
        return future

    def close(self) -> None:
        """Leave; an engine without clients ends. Requests that wait fail."""
        with self._lock:
            if self._closing:
                return
            self._closing = True
        with self._sending, suppress(OSError):
            self._line.send(None)  # the engine hangs up, which ends our reader too
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self) -> None:
        try:
            while True:
                self._handle(self._line.recv())
        except (EOFError, OSError):
            pass
        with self._lock:
            self._over = True
            waiting = list(self._waiting.values())
            self._waiting.clear()
            lost = not self._closing
        with self._sending:
            self._line.close()
        for future in waiting:
            if future.set_running_or_notify_cancel():
                future.set_exception(_lost())
        if lost:
            self._on_lost()

    def _handle(self, frame: FromEngine) -> None:
        match frame:
            case Answer(number, reply):
                self._taken(number).set_result(reply)
            case Failed(number, error):
                self._taken(number).set_exception(error)
            case Dropped(number):
                with self._lock:
                    future = self._waiting.pop(number)
                future.cancel()
                future.set_running_or_notify_cancel()
            case Tell(event):
                try:
                    self._on_event(event)
                except Exception:  # noqa: BLE001 - a listener's bug must not cut the line
                    _log.exception("a bug at an event")
            case Welcome():
                pass

    def _taken(self, number: int) -> Future[Any]:
        """Return a future that nobody may cancel any more."""
        with self._lock:
            future = self._waiting.pop(number)
        if future.set_running_or_notify_cancel():
            return future
        return Future()  # the asker has lost interest


def _connect(home: Home) -> _Line | None:
    """Return a line to a home's engine, None if there is none or it is ending."""
    address = published(home)
    if address is None:
        return None
    if address.protocol != PROTOCOL:
        raise EngineError(
            f"Another version of the program (process {address.pid}) uses {home.directory}. "
            "Quit it and try again."
        )
    try:
        line = Client(address.address, address.family, authkey=address.secret)
    except (OSError, EOFError, AuthenticationError):
        return None
    try:
        if isinstance(line.recv(), Welcome):
            return line
    except (OSError, EOFError):
        pass
    line.close()
    return None


def _lost() -> EngineLostError:
    return EngineLostError("The engine has ended. What was indexed is intact; try again.")
