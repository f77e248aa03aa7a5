"""Of which files does the timeline tell?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimelineFiles:
    """When the files were changed that are counted, in nanoseconds since the epoch.

    Parameters
    ----------
    times_ns
        Of the files that have bars.
    others_ns
        Of those found that have none, as one group of the results is chosen.
    n_best
        How many passages stand in all these files, if they are the best and there are more.
    n_listed
        How many files there are, if these are the newest of them.
    """

    times_ns: tuple[int, ...] = ()
    others_ns: tuple[int, ...] = ()
    n_best: int | None = None
    n_listed: int | None = None

    @property
    def n_all(self) -> int:
        """How many files were found, with bars or without."""
        return len(self.times_ns) + len(self.others_ns)

    def n_within(self, first_ns: int | None, end_ns: int | None) -> int:
        """Return how many files with bars were changed from a time on and before another."""
        return sum(
            (first_ns is None or first_ns <= time) and (end_ns is None or time < end_ns)
            for time in self.times_ns
        )
