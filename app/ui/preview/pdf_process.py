"""How does the window have a PDF's pages read and painted without ever waiting for it?"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import IntEnum
from time import monotonic

from app.extract.pdf_messages import MAX_SECONDS, Open, Opened, Refused, Reply, Request, Trouble
from app.extract.pdf_pipe import PipeBrokenError, receive, send

_REST_AFTER_S = 120.0
_MAX_WAITING_ASIDE = 24  # pictures of pages that have been scrolled past are given up


class Urgency(IntEnum):
    """What is done first."""

    OPEN = 0
    PLACE = 1
    PAGE = 2
    AHEAD = 3
    FIND = 4
    ASIDE = 5


@dataclass(frozen=True, slots=True)
class _Order:
    request: Request
    urgency: Urgency
    on_reply: Callable[[Reply], None]


class PdfProcess:
    """A child process that shows PDFs, and the thread that talks with it.

    Requests are answered one at a time, the urgent ones first; one with the key of another that
    still waits takes its place. A child that hangs or dies is replaced. It ends when nobody has
    asked for a while, and the next request starts another.

    Parameters
    ----------
    post
        Is called, in the thread, with a call that is to be made in the GUI's.
    """

    def __init__(self, post: Callable[[Callable[[], None]], None]) -> None:
        self._post = post
        self._wake = threading.Condition()
        self._waiting: dict[object, _Order] = {}
        self._generation = 0
        self._closed = False
        self._thread: threading.Thread | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._opened: Open | None = None

    def open(self, request: Open, on_reply: Callable[[Reply], None]) -> None:
        """Show another file; all that was asked about the last one is given up."""
        with self._wake:
            self._generation += 1
            self._waiting.clear()
        self.ask(Urgency.OPEN, request, Urgency.OPEN, on_reply)

    def ask(
        self,
        key: object,
        request: Request,
        urgency: Urgency,
        on_reply: Callable[[Reply], None],
    ) -> None:
        """Ask something about the file; `on_reply` is called in the GUI's thread, or never."""
        with self._wake:
            if self._closed:
                return
            self._waiting.pop(key, None)  # to the end, where the newest are
            self._waiting[key] = _Order(request, urgency, on_reply)
            aside = [k for k, one in self._waiting.items() if one.urgency is Urgency.ASIDE]
            for old in aside[:-_MAX_WAITING_ASIDE]:
                del self._waiting[old]
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="pdf pages", daemon=True)
                self._thread.start()
            self._wake.notify()

    def forget(self, key: object) -> None:
        """Give up a request that still waits."""
        with self._wake:
            self._waiting.pop(key, None)

    def close(self) -> None:
        """End the child and the thread; nothing is called from now on."""
        with self._wake:
            self._closed = True
            self._generation += 1
            self._waiting.clear()
            self._wake.notify()
            child = self._child
        if child is not None:
            child.kill()

    # In the thread

    def _run(self) -> None:
        while True:
            with self._wake:
                rest_at = monotonic() + _REST_AFTER_S
                while not self._waiting and not self._closed:
                    if not self._wake.wait(None if self._child is None else _REST_AFTER_S) and (
                        monotonic() >= rest_at
                    ):
                        self._end_child()
                if self._closed:
                    break
                order = self._next()
                generation = self._generation
            reply = self._answer(order.request)
            self._post(lambda g=generation, o=order, r=reply: self._deliver(g, o, r))  # type: ignore[misc]
        self._end_child()

    def _next(self) -> _Order:
        """Take the most urgent; of what is aside the newest, which is in sight."""
        urgency = min(one.urgency for one in self._waiting.values())
        keys = [key for key, one in self._waiting.items() if one.urgency is urgency]
        return self._waiting.pop(keys[-1] if urgency is Urgency.ASIDE else keys[0])

    def _deliver(self, generation: int, order: _Order, reply: Reply) -> None:
        if generation == self._generation:
            order.on_reply(reply)

    def _answer(self, request: Request) -> Reply:
        for _ in range(2):  # one that has died over another request is not this one's fault
            fresh = self._child is None
            reply = self._try(request)
            if reply is not None:
                return reply
            self._end_child()
            if isinstance(request, Open) and request.samples:
                request = replace(request, samples=False)  # only some page may be the fault
            elif fresh:
                break
        return Refused(Trouble.DIED)

    def _try(self, request: Request) -> Reply | None:
        if isinstance(request, Open):
            self._opened = replace(request, samples=False)
        if self._child is None:
            self._start_child()
            if not isinstance(request, Open) and self._opened is not None:
                opened = self._exchange(self._opened)
                if not isinstance(opened, Opened):
                    return opened
        return self._exchange(request)

    def _exchange(self, request: Request) -> Reply | None:
        """Send a request and wait for its answer; None if the child has died or had to."""
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            return None
        timer = threading.Timer(MAX_SECONDS, child.kill)
        timer.daemon = True
        timer.start()
        try:
            send(child.stdin, request)
            reply: Reply = receive(child.stdout)
        except PipeBrokenError:
            return None
        finally:
            timer.cancel()
        return reply

    def _start_child(self) -> None:
        child = subprocess.Popen(
            [sys.executable, "-m", "app.extract.pdf_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._child = child
        if self._closed:
            child.kill()

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        child.wait()
