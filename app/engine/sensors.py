"""Does the computer run on its battery, and how busy are its other programs?"""

from __future__ import annotations

from contextlib import suppress
from typing import Protocol

import psutil


class Sensors(Protocol):
    """What the governor asks; `MachineSensors` knows."""

    def on_battery(self) -> bool:
        """Whether the computer runs on its battery now."""
        ...

    def others_share(self) -> float:
        """Return the share of all processors that other programs have had since the last call."""
        ...


class MachineSensors:
    """The computer we are on, as psutil sees it; of one thread."""

    def __init__(self) -> None:
        self._last = (0.0, 0.0, 0.0)

    def on_battery(self) -> bool:
        """Whether there is a battery, and no power."""
        battery = None
        if hasattr(psutil, "sensors_battery"):
            with suppress(OSError, RuntimeError, NotImplementedError):
                battery = psutil.sensors_battery()
        return battery is not None and battery.power_plugged is False

    def others_share(self) -> float:
        """Return what is neither idle nor ours; ours are this process and its children."""
        times = psutil.cpu_times()
        total = sum(times) - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
        idle = times.idle + getattr(times, "iowait", 0.0)
        now = (total, idle, _own_seconds())
        total, idle, own = (new - old for new, old in zip(now, self._last, strict=True))
        self._last = now
        return min(max((total - idle - own) / total, 0.0), 1.0) if total > 0 else 0.0


def _own_seconds() -> float:
    own = psutil.Process().cpu_times()
    # Children that have ended are in our own times (where the system has those at all).
    seconds = own.user + own.system + own.children_user + own.children_system
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            times = child.cpu_times()
            seconds += times.user + times.system
    return seconds
