"""`python -m tests.stress`: does the index survive everything that can be thought of?

Parts work one after the other, each for its share of the time, and print what they find as they
find it. What they count stands at the end; the exit status is 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import time
from functools import partial

from tests.stress import (
    damage,
    file_machine,
    hostile_set,
    kills,
    live_files,
    power_cuts,
    refused_writes,
    soak,
    storm,
)
from tests.stress.report import Clock, Part, Tally, caught, say
from tests.stress.sqlite_layer import is_possible

_LONG_S = 240.0
"""From this time on the numbers are those that we want to be judged by."""


def parts(seconds: float) -> list[Part]:
    """Return the parts of a run of some length."""
    is_long = seconds >= _LONG_S
    faults = [Part("power cuts", 0.13, power_cuts.run), Part("refused", 0.1, refused_writes.run)]
    hostile = [Part("hostile set", 0.1, partial(hostile_set.run, is_long=is_long))]
    return [
        Part("state machine", 0.1, file_machine.run),
        *(faults if is_possible() else []),
        Part("damage", 0.12, damage.run),
        Part("files", 0.15, live_files.run),
        Part("kills", 0.25, partial(kills.run, at_least=200 if is_long else 5)),
        *(hostile if hostile_set.is_possible() else []),
        Part("storm", 0.05, partial(storm.run, n_events=50_000 if is_long else 4_000)),
        Part("soak", 0.1, soak.run),
    ]


def main() -> int:
    """Run the parts; returns the exit status."""
    options = _parser().parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    say(
        f"seed {seed}; again with: python -m tests.stress --seconds {options.seconds} --seed {seed}"
    )
    tally = Tally()
    for part in parts(options.seconds):
        if options.only and part.name not in options.only:
            continue
        say(f"{part.name} ...")
        start = time.monotonic()
        with caught(tally, part.name):
            part.run(Clock.of(part.share * options.seconds), seed, tally)
        say(f"{part.name}: {time.monotonic() - start:.0f} s, {len(tally.lost)} lost so far")
    say(tally.table())
    return 1 if tally.lost else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tests.stress", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="about how long to go on")
    parser.add_argument("--seed", type=int, help="of all that is random; printed if not given")
    parser.add_argument("--only", action="append", help="a part's name; may be given several times")
    return parser


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
