"""Which bins are chosen after a drag or a key? Pure functions."""

from __future__ import annotations

from enum import Enum


class Grip(Enum):
    """What a drag moves."""

    NEW = 0
    FIRST = 1
    LAST = 2
    WHOLE = 3


class Step(Enum):
    """What a key moves."""

    WHOLE = 0
    FIRST = 1
    LAST = 2


def dragged(grip: Grip, then: range | None, grabbed_at: int, at: int, n: int) -> range:
    """Return what a drag has come to.

    Parameters
    ----------
    grip, then, grabbed_at
        What it moves, what was chosen when it began, and the bin where it began.
    at, n
        The bin where it is, of how many.

    Examples
    --------
    >>> dragged(Grip.NEW, None, 5, 2, 10)
    range(2, 6)
    >>> dragged(Grip.WHOLE, range(2, 6), 3, 9, 10)
    range(6, 10)
    """
    if grip is Grip.NEW or then is None:
        first, last = sorted((grabbed_at, at))
    elif grip is Grip.FIRST:
        first, last = sorted((at, then.stop - 1))
    elif grip is Grip.LAST:
        first, last = sorted((then.start, at))
    else:
        by = max(-then.start, min(at - grabbed_at, n - then.stop))
        return range(then.start + by, then.stop + by)
    return range(first, last + 1)


def stepped(brush: range | None, step: Step, by: int, n: int) -> range:
    """Return what a key has come to: one bin at least, all within bounds.

    Examples
    --------
    >>> stepped(None, Step.WHOLE, -1, 10)
    range(9, 10)
    >>> stepped(range(4, 6), Step.FIRST, -1, 10)
    range(3, 6)
    """
    if brush is None:
        at = n - 1 if by < 0 else 0
        return range(at, at + 1)
    if step is Step.LAST:
        return range(brush.start, max(brush.start + 1, min(brush.stop + by, n)))
    if step is Step.FIRST:
        return range(min(max(brush.start + by, 0), brush.stop - 1), brush.stop)
    by = max(-brush.start, min(by, n - brush.stop))
    return range(brush.start + by, brush.stop + by)
