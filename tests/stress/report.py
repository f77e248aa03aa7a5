"""What do the parts of the stress test count, and how is it told?"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MAX_SHOWN = 20


@dataclass
class Tally:
    """What was done so far, and what was lost by it.

    Parameters
    ----------
    operations
        Changes of files, documents or the index, and searches.
    kills
        Processes that were killed.
    hostile_files
        Files made to break a parser that were indexed.
    faults
        Writes that were refused, power cuts, damaged bytes.
    latencies_s
        From the last write of a file to the commit that makes it searchable.
    lost
        What is not as it should be, in words; nothing should be.
    notes
        What else was measured.
    """

    operations: int = 0
    kills: int = 0
    hostile_files: int = 0
    faults: int = 0
    latencies_s: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lose(self, what: str) -> None:
        """Note that something is lost or wrong."""
        self.lost.append(what)
        say(f"LOST: {what}")

    def expect(self, holds: bool, what: str) -> bool:
        """Note a loss unless a condition holds, which is returned."""
        if not holds:
            self.lose(what)
        return holds

    def latency(self, share: float) -> float | None:
        """Return a percentile of the latencies."""
        ordered = sorted(self.latencies_s)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None

    def table(self) -> str:
        """Return the lines that are printed at the end."""
        p50, p95 = self.latency(0.5), self.latency(0.95)
        lines = [
            f"operations      {self.operations:,}",
            f"kills           {self.kills:,}",
            f"hostile files   {self.hostile_files:,}",
            f"faults          {self.faults:,}",
            f"p50/p95 latency {_seconds(p50)} / {_seconds(p95)}",
            f"lost            {len(self.lost):,}",
        ]
        return "\n".join([*self.notes, *lines, *(f"  {one}" for one in self.lost[:MAX_SHOWN])])


@dataclass(frozen=True)
class Clock:
    """How long a part may go on."""

    deadline: float

    @classmethod
    def of(cls, seconds: float) -> Clock:
        """Return a clock that runs from now on."""
        return cls(time.monotonic() + seconds)

    @property
    def is_over(self) -> bool:
        """Whether no new work is to be begun."""
        return time.monotonic() >= self.deadline

    def rounds(self, at_least: int = 1) -> Iterator[int]:
        """Count until the time is over, but to some number at least."""
        number = 0
        while number < at_least or not self.is_over:
            yield number
            number += 1


@dataclass(frozen=True)
class Part:
    """One of the parts: its share of the time, and the work, given a clock, a seed and a tally."""

    name: str
    share: float
    run: Callable[[Clock, int, Tally], None]


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def caught(tally: Tally, what: str) -> Iterator[None]:
    """Count whatever is raised as a loss, so that the other parts go on."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - that is what we are after
        import traceback

        traceback.print_exc(file=sys.stdout)
        tally.lose(f"{what}: {type(error).__name__}: {error}")


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f} s"
