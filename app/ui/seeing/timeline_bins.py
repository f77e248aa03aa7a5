"""Into which days, weeks, months or years do some times fall, and how many into each?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

_S = 10**9
_MOST = {"days": 45, "weeks": 60, "months": 84}  # bins; what takes more is cut more coarsely
_WEEK_NS = 6 * 86_400 * _S  # from its first day to its last
_EARLIEST, _LATEST = datetime(1971, 1, 1), datetime(2200, 1, 1)  # what is beyond is no date

WIDEST_BAR = 24.0  # pixels of a bar, however few there are


class Unit(Enum):
    """How long a bin is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Bins:
    """Stretches of time that follow each other, by the calendar of this computer.

    Parameters
    ----------
    unit
        How long each is.
    starts
        When each begins, and at last when the last one ends.
    counts
        How many times fall into each.
    """

    unit: Unit
    starts: tuple[datetime, ...]
    counts: tuple[int, ...]

    @property
    def edges_ns(self) -> tuple[int, ...]:
        """The starts in nanoseconds since the epoch."""
        return tuple(int(one.timestamp()) * _S for one in self.starts)

    def __len__(self) -> int:
        return len(self.counts)


def bins_of(times_ns: Iterable[int], weights: Iterable[int] | None = None) -> Bins | None:
    """Put times into bins, as short as their number allows; None if there are no times.

    Parameters
    ----------
    times_ns
        Nanoseconds since the epoch.
    weights
        How often each counts; once if not given.
    """
    times = list(times_ns)
    if not times:
        return None
    first, last = (_datetime(pick(times)) for pick in (min, max))
    unit = _unit_for(first, last)
    starts = [_start(first, unit)]
    while starts[-1] <= last:
        starts.append(_next(starts[-1], unit))
    counts = [0] * (len(starts) - 1)
    for time, weight in zip(times, weights or [1] * len(times), strict=True):
        at = bisect_right(starts, _datetime(time)) - 1
        counts[at] += weight
    return Bins(unit, tuple(starts), tuple(counts))


def week_before(times_ns: Iterable[int]) -> list[int]:
    """Return a time to be shown beside others that are of a few days: one bar alone tells no time.

    Examples
    --------
    >>> day = 86_400 * 10**9
    >>> week_before([20 * day]) == [14 * day], week_before([day, 9 * day]), week_before([])
    (True, [], [])
    """
    times = list(times_ns)
    if not times or max(times) - min(times) >= _WEEK_NS:
        return []
    return [max(times) - _WEEK_NS]


def bins_between(edges_ns: Sequence[int], from_ns: int | None, until_ns: int | None) -> range:
    """Return which bins a span touches, or is next to, by their starts and the last one's end."""
    n = len(edges_ns) - 1
    first = 0 if from_ns is None else max(bisect_right(edges_ns, from_ns) - 1, 0)
    end = n if until_ns is None else max(bisect_right(edges_ns, until_ns - 1), 0)
    first = min(first, n - 1)
    return range(first, min(max(end, first + 1), n))


def _unit_for(first: datetime, last: datetime) -> Unit:
    days = (last.date() - first.date()).days + 1
    if days <= _MOST["days"]:
        return Unit.DAY
    if days <= 7 * _MOST["weeks"]:
        return Unit.WEEK
    if days <= 30 * _MOST["months"]:
        return Unit.MONTH
    return Unit.YEAR


def _start(moment: datetime, unit: Unit) -> datetime:
    day = datetime(moment.year, moment.month, moment.day)
    match unit:
        case Unit.DAY:
            return day
        case Unit.WEEK:
            return day - timedelta(days=day.weekday())
        case Unit.MONTH:
            return day.replace(day=1)
        case Unit.YEAR:
            return day.replace(month=1, day=1)


def _next(start: datetime, unit: Unit) -> datetime:
    match unit:
        case Unit.DAY:
            return start + timedelta(days=1)
        case Unit.WEEK:
            return start + timedelta(days=7)
        case Unit.MONTH:
            after = start + timedelta(days=31)
            return after.replace(day=1)
        case Unit.YEAR:
            return start.replace(year=start.year + 1)


def _datetime(time_ns: int) -> datetime:
    seconds = min(max(time_ns / _S, _EARLIEST.timestamp()), _LATEST.timestamp())
    return datetime.fromtimestamp(seconds)
