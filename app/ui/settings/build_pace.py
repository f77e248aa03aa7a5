"""How much of the building of a vocabulary is done, and how long does the rest take?"""

from __future__ import annotations

import time
from collections.abc import Callable

from sparkbert.vocabulary.progress import BuildStep

_SHARES = {
    BuildStep.PIECES: (0.0, 0.15),
    BuildStep.TOKENS: (0.15, 0.85),
    BuildStep.CLUSTERING: (0.85, 0.95),
    BuildStep.NEIGHBOURS: (0.95, 0.97),
    BuildStep.COMPRESSION: (0.97, 1.0),
}
"""Where each step begins and ends, as parts of the time that all take."""
_LEAST_S = 5.0
_LEAST_SHARE = 0.01
"""So much of a step is seen before it is known how fast it goes."""


class BuildPace:
    """Counts from the first note of each step on: one step's pace is not another's.

    Parameters
    ----------
    clock
        Tells seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._step: BuildStep | None = None
        self._since = 0.0
        self._share_then = 0.0
        self._share = 0.0

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return self._share

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes if it goes on as this step does; None before that is known."""
        seconds, done = self._clock() - self._since, self._share - self._share_then
        if self._step is None or seconds < _LEAST_S or done < _LEAST_SHARE:
            return None
        return seconds / done * (1 - self._share)

    def note(self, step: BuildStep, done: int, total: int) -> None:
        """Know how far a step is."""
        first, last = _SHARES[step]
        self._share = first + (last - first) * min(done / max(total, 1), 1.0)
        if step is not self._step:
            self._step, self._since, self._share_then = step, self._clock(), self._share
