"""When does work that nobody waits for make way for the user's?"""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic

from app.engine.pace import Pace
from app.engine.sensors import Sensors
from app.settings import OnBattery, SchedulingSettings

_log = logging.getLogger(__name__)

LOOK_AGAIN_S = 15.0
"""So long the loop waits before it looks whether the power is back."""

REST = 1.0
"""At a slow pace encoding rests as long as it has worked."""

_BATTERY_EVERY_S = 5.0
_LOAD_EVERY_S = 2.0
_STALE_S = 10.0
_BUSY, _CALM = 0.6, 0.35
_N_LOOKS = 2  # in a row, so that a moment changes nothing
_PACE_ON_BATTERY = {
    OnBattery.PAUSE: Pace.HELD,
    OnBattery.WORDS: Pace.WORDS,
    OnBattery.RUN: Pace.FULL,
}


class Governor:
    """Finds the pace; of one thread. It looks at the computer only when it is asked.

    Parameters
    ----------
    settings
        What the user wants.
    sensors
        Tell how the computer stands.
    clock
        Tells the time in seconds.
    """

    def __init__(
        self,
        settings: SchedulingSettings,
        sensors: Sensors,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._settings = settings
        self._sensors = sensors
        self._clock = clock
        self._pace = Pace.FULL
        self._on_battery = False
        self._is_insisted = False
        self._is_busy = False
        self._n_against = 0  # looks in a row that contradict `_is_busy`
        self._battery_looked = self._load_looked = -_STALE_S

    def look(self) -> Pace:
        """Return the pace that fits; cheap enough to be asked all the time."""
        now = self._clock()
        if now - self._battery_looked >= _BATTERY_EVERY_S:
            self._battery_looked = now
            self._on_battery = self._sensors.on_battery()
            self._is_insisted &= self._on_battery  # the next time asks anew
        if self._settings.yield_when_busy and now - self._load_looked >= _LOAD_EVERY_S:
            self._look_at_load(now)
        pace = self._pace_now()
        if pace is not self._pace:
            _log.info("the pace of work is %s", pace.value)
        self._pace = pace
        return pace

    def follow(self, settings: SchedulingSettings) -> None:
        """Go by what the user wants now."""
        self._settings = settings
        self._is_busy &= settings.yield_when_busy

    def insist(self) -> None:
        """Go on although the computer runs on its battery, until it has had power again."""
        self._is_insisted = self._on_battery

    def _look_at_load(self, now: float) -> None:
        share = self._sensors.others_share()
        is_stale = now - self._load_looked >= _STALE_S
        self._load_looked = now
        if is_stale:  # it speaks of a time in which there was no work
            self._is_busy, self._n_against = False, 0
            return
        contradicts = share < _CALM if self._is_busy else share > _BUSY
        self._n_against = self._n_against + 1 if contradicts else 0
        if self._n_against == _N_LOOKS:
            self._is_busy, self._n_against = not self._is_busy, 0

    def _pace_now(self) -> Pace:
        pace = Pace.FULL
        if self._on_battery and not self._is_insisted:
            pace = _PACE_ON_BATTERY[self._settings.on_battery]
        return Pace.SLOW if pace is Pace.FULL and self._is_busy else pace
