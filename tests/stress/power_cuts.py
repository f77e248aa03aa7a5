"""Does the power fail without taking more than what was never promised?

A life of an index is lived once over a disk that keeps a log; then the disk is made as it may be
found after a cut at any entry of the log.
"""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from sparkbert.errors import SparkBertError
from sparkbert.index.dump import logical_dump
from sparkbert.index.verify import verify
from sparkbert.index.writer import IndexWriter
from tests.stress.faulty_disk import FaultyDisk, PowerCut
from tests.stress.report import Clock, Tally
from tests.support.index_workload import (
    Step,
    build_clean,
    do_step,
    held_after,
    script,
    steps_done,
)
from tests.support.indexes import IDENTITY, encode_pending

_CUTS_PER_LIFE = 40


def run(clock: Clock, seed: int, tally: Tally) -> None:
    """Live, and cut the power at random moments, until the time is over."""
    for number in clock.rounds():
        life = seed + number
        steps = script(life)
        with TemporaryDirectory(prefix="sparkbert-power-") as folder:
            disk = live_and_log(Path(folder) / "index", steps)
            rng = random.Random(life)
            for cut in range(_CUTS_PER_LIFE):
                at = rng.randint(1, len(disk.log))
                check_cut(disk, at, rng, Path(folder) / f"cut{cut}", steps, tally, life)
                if clock.is_over and cut > 5:
                    break
        tally.operations += len(steps)


def live_and_log(directory: Path, steps: list[Step]) -> FaultyDisk:
    """Do all steps over a disk that keeps a log; after each its number is promised."""
    disk = FaultyDisk(directory)
    with disk.watched(), IndexWriter.open(directory, IDENTITY) as writer:
        steps_done(writer)
        for number, step in enumerate(steps):
            do_step(writer, step, number)
            disk.mark(number + 1)
    return disk


def check_cut(
    disk: FaultyDisk,
    at: int,
    rng: random.Random,
    place: Path,
    steps: list[Step],
    tally: Tally,
    life: int,
) -> None:
    """Make the disk as it is found after a cut, and see whether the index is there and whole."""
    tally.faults += 1
    cut = PowerCut(disk.log, at, rng)
    found = place / "found"
    cut.write(disk.root, found)
    what = f"power cut of life {life} at {at}"
    try:
        with IndexWriter.open(found, IDENTITY) as writer:
            done = steps_done(writer)
            problems = verify(found)
            encode_pending(writer)
    except SparkBertError as error:
        tally.lose(f"{what}: {error}")
        return
    tally.expect(done >= cut.promised, f"{what}: {done} steps, {cut.promised} were promised")
    if not tally.expect(not problems, f"{what}: {problems[:1]}"):
        return
    build_clean(place / "clean", held_after(steps[:done]))
    tally.expect(logical_dump(found) == logical_dump(place / "clean"), f"{what}: another content")
