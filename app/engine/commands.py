"""How do requests reach the one thread that writes, and their answers come back?"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

_T = TypeVar("_T")


class CommandQueue:
    """Calls that other threads want done in the writing thread, between two steps of its work.

    Parameters
    ----------
    guard
        Returns a context for each call, which may turn its error into another.
    """

    def __init__(self, guard: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
        self._guard = guard
        self._condition = threading.Condition()
        self._calls: deque[tuple[Callable[[], Any], Future[Any]]] = deque()
        self._woken = False
        self._is_closed = False

    def submit(self, call: Callable[[], _T]) -> Future[_T]:
        """Have a call done soon; the future has what it returns or raises."""
        future: Future[_T] = Future()
        with self._condition:
            self._calls.append((call, future))
            self._condition.notify()
        return future

    def submit_last(self, call: Callable[[], _T], then: Callable[[], None]) -> Future[_T]:
        """Have a call done; if it succeeds, do nothing more: what waits is for the next engine.

        Parameters
        ----------
        call
            What is to be done.
        then
            Is called when it has succeeded.
        """

        def do_last() -> _T:
            result = call()
            self._is_closed = True
            then()
            return result

        return self.submit(do_last)

    def wake(self) -> None:
        """Let `wait` return."""
        with self._condition:
            self._woken = True
            self._condition.notify()

    def wait(self, timeout_s: float | None = None) -> None:
        """Wait until there is a call or a wake-up, or the time is over."""
        with self._condition:
            self._condition.wait_for(lambda: self._calls or self._woken, timeout_s)
            self._woken = False

    def do_all(self) -> None:
        """Do what is waiting, in order."""
        while True:
            with self._condition:
                if self._is_closed or not self._calls:
                    return
                call, future = self._calls.popleft()
            if future.set_running_or_notify_cancel():
                try:
                    with self._guard():
                        result = call()
                    future.set_result(result)
                except Exception as error:  # noqa: BLE001 - it belongs to the asker
                    future.set_exception(error)
