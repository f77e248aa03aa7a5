"""How late is the event loop?"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEventLoop, Qt, QTimer

_TICK_MS = 5


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late turns of the event loop were, in milliseconds."""

    p99_ms: float
    max_ms: float


class Watchdog:
    """Wants a turn every few milliseconds, and notes how late each came.

    Between two turns of a loop that is never late lie 5 ms; every further millisecond is one that a
    key or a click would have waited.
    """

    def __init__(self) -> None:
        self._late_s: list[float] = []
        self._last = time.monotonic()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TICK_MS)

    def stop(self) -> Lateness:
        """Return what was noted."""
        self._tick()  # what came after the last turn counts too
        self._timer.stop()
        late = sorted(self._late_s)
        return Lateness(1000 * late[int(0.99 * (len(late) - 1))], 1000 * late[-1])

    def _tick(self) -> None:
        now = time.monotonic()
        self._late_s.append(max(0.0, now - self._last - _TICK_MS / 1000))
        self._last = now


def wait_until(holds: Callable[[], bool], seconds: float) -> None:
    """Let the event loop run until something holds; raises TimeoutError."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("the window did not get there")
        rest(0.002)


def rest(seconds: float) -> None:
    """Let the event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()
