"""How is something put away when nobody has needed it for a while?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic

from app.engine.interrupts import block_interrupts


class IdleTimer:
    """Calls back, in a thread of its own, once so much time has gone by since the last `touch`.

    The thread sleeps until then: touches that follow each other closely do not wake it.

    Parameters
    ----------
    seconds
        How long nothing must have happened.
    on_idle
        Is called once; again only after another `touch`.
    """

    def __init__(self, seconds: float, on_idle: Callable[[], None]) -> None:
        self._seconds = seconds
        self._on_idle = on_idle
        self._condition = threading.Condition()
        self._due: float | None = None
        self._is_sleeping = False  # without knowing when to wake up
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="idle timer", daemon=True)
        self._thread.start()

    def touch(self) -> None:
        """Note that something has happened."""
        with self._condition:
            self._due = monotonic() + self._seconds
            if self._is_sleeping:
                self._condition.notify()

    def set_seconds(self, seconds: float) -> None:
        """Wait for another time, from the last touch on as well."""
        with self._condition:
            if self._due is not None:
                self._due += seconds - self._seconds
            self._seconds = seconds
            self._condition.notify()

    def close(self) -> None:
        """Call back no more; waits for a call that is under way."""
        with self._condition:
            self._closed = True
            self._condition.notify()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self) -> None:
        block_interrupts()
        while self._wait():
            self._on_idle()

    def _wait(self) -> bool:
        """Wait until it is time; False at the end."""
        with self._condition:
            while not self._closed:
                left = None if self._due is None else self._due - monotonic()
                if left is not None and left <= 0:
                    self._due = None
                    return True
                self._is_sleeping = left is None
                self._condition.wait(left)
                self._is_sleeping = False
            return False
