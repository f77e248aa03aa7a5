"""How does the window talk to the engine without ever waiting for it?

The engine's client calls back in threads of its own; everything comes to the GUI's thread by queued
signals.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from time import monotonic
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.engine.events import Committed, Event, Notice, NoticeKind, OverviewChanged
from app.engine.messages import GetOverview, Request
from app.engine.move_messages import MoveProgress
from app.engine.settings_messages import RestartEngine
from app.engine.standing import Overview
from app.engine.verify_messages import VerifyProgress
from app.errors import EngineLostError
from app.ui.engine_texts import error_text

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Client(Protocol):
    """What the window needs of a connection; `app.client.EngineClient` is one."""

    def ask(self, request: Request) -> Future[Any]:
        """Send a request."""
        ...

    def close(self) -> None:
        """Leave the engine."""
        ...


Attach = Callable[[Callable[[Event], None], Callable[[], None]], Client]
"""Connects to an engine, starting one if need be; given what to call with events and at its end."""

_MAX_RESTARTS = 2  # within
_RESTARTS_WITHIN_S = 120.0


class Bridge(QObject):
    """Stands for the engine in the GUI's thread.

    Requests that are made before the engine is there, or while it is started again, wait.

    Parameters
    ----------
    attach
        Connects to the engine; called in threads of their own, because it takes time.
    """

    overview_changed = Signal(object)
    committed = Signal(int)
    notice = Signal(object)
    attached = Signal()
    failed = Signal(str)
    verified = Signal(object)
    moving = Signal(object)

    _arrived = Signal(object)

    def __init__(self, attach: Attach, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._attach = attach
        self._client: Client | None = None
        self._waiting: list[Callable[[Client], None]] = []
        self._restarted_at: list[float] = []
        self._is_surprised = False  # by an engine that has ended of itself
        self._is_end_wanted = False
        self._ending: Client | None = None  # the line to an engine that we have asked to end
        self._closed = False
        self._lock = threading.Lock()
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Connect, beside us."""
        threading.Thread(target=self._connect, name="attach", daemon=True).start()

    def ask(
        self,
        request: Request,
        on_reply: Callable[[Any], None] = lambda reply: None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Send a request; one of the two is called later, in the GUI's thread, or neither.

        Parameters
        ----------
        request
            What is asked.
        on_reply
            Is called with the answer.
        on_error
            Is called with what went wrong; a notice is shown if not given. A search that was
            replaced by a newer one calls nothing.
        """

        def deliver(future: Future[Any]) -> None:
            if self._is_end_wanted and _is_lost(future):
                self._waiting.append(send)  # it was asked too late
            else:
                self._deliver(future, on_reply, on_error)

        def send(client: Client) -> None:
            client.ask(request).add_done_callback(
                lambda future: self._post(lambda: deliver(future))
            )

        if self._client is None:
            self._waiting.append(send)
        else:
            send(self._client)

    def restart(self, *, rebuild: bool = False) -> None:
        """Have another engine take the place of this one; what is asked meanwhile waits for it.

        Parameters
        ----------
        rebuild
            Whether it is to make the index anew.
        """
        if self._client is None:
            # There is none, or it is about to be another one anyway.
            self._waiting.insert(0, lambda client: self._end(client, rebuild=rebuild))
        else:
            self._end(self._client, rebuild=rebuild)

    def expect_end(self) -> None:
        """Know that the engine ends as it should; what is asked meanwhile waits for another."""
        self._is_end_wanted = True
        self._ending, self._client = self._client, None

    def close(self) -> None:
        """Leave the engine; nothing is called from now on."""
        with self._lock:
            self._closed = True
        self._waiting.clear()
        if self._client is not None:
            self._client.close()
            self._client = None
        if self._ending is not None:
            self._ending.close()
            self._ending = None

    # In other threads

    def _connect(self) -> None:
        try:
            client = self._attach(self._on_event, self._on_lost)
        except Exception as error:  # noqa: BLE001 - shown, whatever it is
            _log.warning("the engine can't be reached: %s", error)
            message = str(error)
            self._post(lambda: self.failed.emit(message))
            return
        self._post(lambda: self._use(client))

    def _on_event(self, event: Event) -> None:
        self._post(lambda: self._tell(event))

    def _on_lost(self) -> None:
        self._post(self._restart)

    def _post(self, call: Callable[[], None]) -> None:
        with self._lock:
            if not self._closed:
                self._arrived.emit(call)

    # In the GUI's thread

    @Slot(object)
    def _on_arrived(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()

    def _use(self, client: Client) -> None:
        self._client = client
        waiting, self._waiting = self._waiting, []
        for number, send in enumerate(waiting):
            if self._client is not client:  # that has just been asked to end
                self._waiting += waiting[number:]
                break
            send(client)
        self.ask(GetOverview(), self._on_overview)
        if self._is_surprised:
            self._is_surprised = False
            self.notice.emit(
                Notice(
                    NoticeKind.ENGINE_RESTARTED,
                    self.tr("The search engine stopped and was restarted. Nothing is lost."),
                )
            )
        self.attached.emit()

    def _end(self, client: Client, *, rebuild: bool) -> None:
        self._is_end_wanted = True
        self._client = None  # so that what is asked from now on waits
        self._ending = client
        client.ask(RestartEngine(rebuild))

    def _restart(self) -> None:
        for client in (self._client, self._ending):
            if client is not None:
                client.close()
        self._client = self._ending = None
        if self._is_end_wanted:
            self._is_end_wanted = False
            self.start()
            return
        now = monotonic()
        self._restarted_at = [at for at in self._restarted_at if now - at < _RESTARTS_WITHIN_S]
        self._restarted_at.append(now)
        self._is_surprised = True
        if len(self._restarted_at) > _MAX_RESTARTS:
            self.failed.emit(
                self.tr(
                    "The search engine keeps stopping. Quit and start SparkBERT again. If "
                    "that doesn't help, see the log in the home folder."
                )
            )
            return
        self.start()

    def _tell(self, event: Event) -> None:
        match event:
            case OverviewChanged(overview):
                self.overview_changed.emit(overview)
            case Committed(commit):
                self.committed.emit(commit)
            case Notice():
                self.notice.emit(event)
            case VerifyProgress():
                self.verified.emit(event)
            case MoveProgress():
                self.moving.emit(event)

    def _on_overview(self, overview: Overview) -> None:
        self.overview_changed.emit(overview)

    def _deliver(
        self,
        future: Future[_T],
        on_reply: Callable[[_T], None],
        on_error: Callable[[Exception], None] | None,
    ) -> None:
        try:
            reply = future.result()
        except CancelledError:
            return
        except Exception as error:  # noqa: BLE001 - shown, whatever it is
            if on_error is not None:
                on_error(error)
            else:
                self.notice.emit(Notice(NoticeKind.TROUBLE, error_text(error)))
            return
        on_reply(reply)


def _is_lost(future: Future[Any]) -> bool:
    return not future.cancelled() and isinstance(future.exception(), EngineLostError)
