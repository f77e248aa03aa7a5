"""How fast is the encoder of late?"""

from __future__ import annotations

from collections import deque
from itertools import pairwise

_WINDOW_S = 30.0


class WorkClock:
    """Tells a time that stands still while there is nothing to do.

    Examples
    --------
    >>> clock = WorkClock()
    >>> clock.set_busy(10.0, busy=False)
    >>> clock.set_busy(25.0, busy=True)
    >>> clock.time(30.0)
    15.0
    """

    def __init__(self) -> None:
        self._idle_s = 0.0
        self._idle_since_s: float | None = None

    def set_busy(self, now_s: float, *, busy: bool) -> None:
        """Say whether there is something to do from now on."""
        if busy and self._idle_since_s is not None:
            self._idle_s += now_s - self._idle_since_s
            self._idle_since_s = None
        elif not busy and self._idle_since_s is None:
            self._idle_since_s = now_s

    def time(self, now_s: float) -> float:
        """Return the time without all that there was nothing to do."""
        return (now_s if self._idle_since_s is None else self._idle_since_s) - self._idle_s


class RateMeter:
    """Measures over the last half minute; the first request only starts the clock.

    (The time to the first answer holds the loading of the model.)

    Examples
    --------
    >>> meter = RateMeter()
    >>> for second in range(3):
    ...     meter.add(float(second), n_chunks=10, n_pieces=2000)
    >>> meter.chunks_per_s, meter.pieces_per_s
    (10.0, 2000.0)
    """

    def __init__(self) -> None:
        self._samples: deque[tuple[float, int, int]] = deque()

    def add(self, now_s: float, n_chunks: int, n_pieces: int) -> None:
        """Note that so much came back at a time."""
        self._samples.append((now_s, n_chunks, n_pieces))
        while len(self._samples) > 2 and now_s - self._samples[1][0] > _WINDOW_S:
            self._samples.popleft()

    @property
    def chunks_per_s(self) -> float | None:
        """Chunks per second; None before there are two answers."""
        return self._rate(1)

    @property
    def pieces_per_s(self) -> float | None:
        """Word pieces per second; None before there are two answers."""
        return self._rate(2)

    @property
    def longest_s(self) -> float:
        """The longest time from one answer to the next, of late."""
        times = [sample[0] for sample in self._samples]
        return max((new - old for old, new in pairwise(times)), default=0.0)

    def _rate(self, column: int) -> float | None:
        if len(self._samples) < 2:
            return None
        seconds = self._samples[-1][0] - self._samples[0][0]
        amount = sum(sample[column] for sample in list(self._samples)[1:])
        return amount / seconds if seconds > 0 else None
