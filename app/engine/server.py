"""How does the engine listen, and how do answers and news reach each client without delay?"""

from __future__ import annotations

import logging
import socket
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import (
    Client,
    Connection,
    Listener,
    answer_challenge,
    deliver_challenge,
)
from typing import Any, Protocol

from app.engine.events import Event, OverviewChanged
from app.engine.interrupts import block_interrupts
from app.engine.messages import Progress, Reply, Request
from app.engine.move_messages import MoveProgress
from app.engine.wire import Address, Answer, Ask, Dropped, Failed, FromEngine, Tell, Welcome
from app.errors import AppError, EngineBugError
from sparkbert.errors import SparkBertError

_log = logging.getLogger(__name__)

_MAX_WAITING = 10_000
"""Frames that may wait for a client; one that lets more pile up reads no more and is let go."""


class Service(Protocol):
    """What answers requests; may be called from any thread and never blocks."""

    def handle(self, client: int, request: Request) -> Future[Reply]:
        """Answer a client's request; a future that is cancelled tells it that nothing came."""
        ...

    def left(self, client: int) -> None:
        """Note that a client is gone."""
        ...


class Server:
    """Accepts clients, passes their requests to a service, and tells them what it has to tell.

    Parameters
    ----------
    address
        Where to listen.
    on_empty
        Is called when the last client has left and none has come for `linger_s` seconds, and also
        if none has come at all.
    bug_text
        What a client is told where a request has met a bug.
    linger_s
        How long to wait for another client.
    first_client_s
        How long to wait for the first one.
    """

    def __init__(
        self,
        address: Address,
        on_empty: Callable[[], None],
        bug_text: str,
        *,
        linger_s: float = 1.0,
        first_client_s: float = 30.0,
    ) -> None:
        self._address = address
        self._on_empty = on_empty
        self._bug_text = bug_text
        self._linger_s = linger_s
        self._first_client_s = first_client_s
        self._lock = threading.Lock()
        self._links: dict[int, _Link] = {}
        self._next_client = 0
        self._closed = False
        self._timer: threading.Timer | None = None
        self._thread: threading.Thread | None = None

    def start(self, service: Service) -> None:
        """Listen from now on; returns when clients may connect.

        Raises
        ------
        OSError
            The address can't be listened at.
        """
        address = self._address
        listener = Listener(address.address, address.family, backlog=16)
        self._thread = threading.Thread(
            target=self._accept, args=(listener, service), name="listener", daemon=True
        )
        self._thread.start()
        with self._lock:
            self._wait_for_clients(self._first_client_s)

    def tell(self, event: Event, client: int | None = None) -> None:
        """Tell one client something, or all of them; never waits."""
        with self._lock:
            links = [
                link for number, link in self._links.items() if client is None or number == client
            ]
        for link in links:
            link.send(Tell(event))

    def close(self) -> None:
        """Stop listening and end all lines, after what was answered so far has gone out."""
        with self._lock:
            self._closed = True
            links = list(self._links.values())
            if self._timer is not None:
                self._timer.cancel()
        if self._thread is not None:
            with suppress(OSError, EOFError, AuthenticationError):
                # Nothing else wakes a thread that waits for clients.
                Client(self._address.address, self._address.family).close()
            self._thread.join()
        for link in links:
            link.close()

    def _accept(self, listener: Listener, service: Service) -> None:
        block_interrupts()
        with listener:
            while not self._closed:
                try:
                    connection = listener.accept()
                except (OSError, EOFError):
                    continue
                # In a thread: one that connects and says nothing must keep nobody else out.
                threading.Thread(
                    target=self._greet, args=(connection, service), name="greeter", daemon=True
                ).start()

    def _greet(self, connection: Connection[Any, Any], service: Service) -> None:
        """Admit a client that can prove that it may read the home, and hear the same proof."""
        block_interrupts()
        try:
            deliver_challenge(connection, self._address.secret)
            answer_challenge(connection, self._address.secret)
        except (OSError, EOFError, AuthenticationError) as error:
            connection.close()
            if not self._closed:
                _log.info("a client did not get in: %s", type(error).__name__)
            return
        self._admit(connection, service)

    def _admit(self, connection: Connection[Any, Any], service: Service) -> None:
        with self._lock:
            if self._closed:
                connection.close()
                return
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            self._next_client += 1
            number = self._next_client
            link = self._links[number] = _Link(
                number, connection, service, self._gone, self._bug_text
            )
        link.start()

    def _gone(self, number: int) -> None:
        with self._lock:
            self._links.pop(number, None)
            if not self._links and not self._closed:
                self._wait_for_clients(self._linger_s)

    def _wait_for_clients(self, seconds: float) -> None:
        """Have `on_empty` called unless a client comes; needs the lock."""
        if self._links:
            return
        self._timer = threading.Timer(seconds, self._give_up)
        self._timer.daemon = True
        self._timer.start()

    def _give_up(self) -> None:
        with self._lock:
            if self._links or self._closed:
                return
            self._closed = True  # who comes now is turned away, and starts another engine
        self._on_empty()


class _Link:
    """The line to one client: a thread that reads requests, and one that writes frames."""

    def __init__(
        self,
        number: int,
        connection: Connection[Any, Any],
        service: Service,
        on_gone: Callable[[int], None],
        bug_text: str,
    ) -> None:
        self._number = number
        self._connection = connection
        self._service = service
        self._on_gone = on_gone
        self._bug_text = bug_text
        self._condition = threading.Condition()
        self._frames: deque[FromEngine] = deque([Welcome()])
        self._closed = False
        self._reader = threading.Thread(
            target=self._read, name=f"client-{number}-requests", daemon=True
        )
        self._writer = threading.Thread(
            target=self._write, name=f"client-{number}-answers", daemon=True
        )

    def start(self) -> None:
        self._reader.start()
        self._writer.start()

    def send(self, frame: FromEngine) -> None:
        with self._condition:
            if isinstance(frame, Tell):
                self._drop_older(frame.event)
            self._frames.append(frame)
            if len(self._frames) > _MAX_WAITING:
                self._frames.clear()
                self._closed = True
                _hang_up(self._connection)
            self._condition.notify()

    def close(self) -> None:
        """Write what waits, then hang up."""
        with self._condition:
            self._closed = True
            self._condition.notify()
        self._writer.join()
        self._reader.join()

    def _drop_older(self, event: Event) -> None:
        """Forget what waits and says no more than a newer event does."""
        for frame in self._frames:
            if isinstance(frame, Tell) and _replaces(event, frame.event):
                self._frames.remove(frame)
                return

    def _read(self) -> None:
        block_interrupts()
        try:
            while True:
                ask = self._connection.recv()
                if ask is None:  # it takes its leave
                    break
                assert isinstance(ask, Ask)
                self._handle(ask)
        except (EOFError, OSError):
            pass  # it has left, or we hang up
        except Exception:  # noqa: BLE001 - what can't be understood ends this client's line alone
            _log.exception("a client has sent what can't be read")
        with self._condition:
            self._closed = True
            self._frames.clear()
            self._condition.notify()
        self._writer.join()
        self._connection.close()
        self._service.left(self._number)
        self._on_gone(self._number)

    def _handle(self, ask: Ask) -> None:
        try:
            future = self._service.handle(self._number, ask.request)
        except Exception as error:  # noqa: BLE001 - a bug costs this request alone
            self.send(self._failed(ask.number, error))
            return
        future.add_done_callback(lambda done: self.send(self._frame(ask.number, done)))

    def _frame(self, number: int, done: Future[Reply]) -> FromEngine:
        try:
            return Answer(number, done.result())
        except CancelledError:
            return Dropped(number)
        except Exception as error:  # noqa: BLE001 - it belongs to the asker
            return self._failed(number, error)

    def _failed(self, number: int, error: Exception) -> Failed:
        """Return an error as clients may know it: what is a bug stays in our log."""
        if isinstance(error, AppError | SparkBertError):
            return Failed(number, type(error)(str(error)))
        _log.error("a bug in a request", exc_info=error)
        return Failed(number, EngineBugError(self._bug_text))

    def _write(self) -> None:
        block_interrupts()
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._frames or self._closed)
                if not self._frames:
                    break
                frame = self._frames.popleft()
            try:
                self._connection.send(frame)
            except (OSError, ValueError):
                break
        _hang_up(self._connection)


def _replaces(new: Event, old: Event) -> bool:
    """Whether a client that is slow needs the newer of two events alone."""
    if isinstance(new, Progress) and isinstance(old, Progress):
        return new.phase is old.phase
    if isinstance(new, MoveProgress) and isinstance(old, MoveProgress):
        return True
    return isinstance(new, OverviewChanged) and isinstance(old, OverviewChanged)


def _hang_up(connection: Connection[Any, Any]) -> None:
    """Let the thread that reads from a line see its end."""
    with suppress(OSError):
        if sys.platform == "win32":
            connection.close()
        else:
            # To close what another thread reads from would not wake it.
            line = socket.socket(fileno=connection.fileno())
            try:
                line.shutdown(socket.SHUT_RDWR)
            finally:
                line.detach()
