"""Does a disk that is full, or broken, or a catalog that is locked, cost anything but time?"""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from sparkbert.errors import DiskError, DiskFullError, IndexLockedError
from sparkbert.index import catalog
from sparkbert.index.dump import logical_dump
from sparkbert.index.verify import verify
from sparkbert.index.writer import IndexWriter
from tests.stress.faulty_disk import FaultyDisk, Refusal
from tests.stress.report import Clock, Tally
from tests.support.index_workload import Step, build_clean, do_step, held_after, script, steps_done
from tests.support.indexes import IDENTITY, encode_pending

_MAX_TRIES = 40
_STEPS = 25
_LONGEST_REFUSAL = 30


def run(clock: Clock, seed: int, tally: Tally) -> None:
    """Refuse writes at random moments of a life until the time is over."""
    with TemporaryDirectory(prefix="sparkbert-full-") as folder:
        n_changes = 0
        for number in clock.rounds():
            rng = random.Random(seed + number)
            steps = script(seed)[:_STEPS]
            place = Path(folder) / str(number)
            if not n_changes:  # an undisturbed life, to know how much there is to disturb
                n_changes = live(place, steps, None, rng, tally).n_changes
                clean = place
            else:
                refusal = rng.choice(list(Refusal))
                live(place, steps, (refusal, rng.randint(1, n_changes)), rng, tally)
            what = f"refused writes of {seed + number}"
            tally.expect(verify(place / "index") == [], f"{what}: {verify(place / 'index')[:1]}")
            tally.expect(
                logical_dump(place / "index") == logical_dump(clean / "index"),
                f"{what}: another content",
            )
        build_clean(Path(folder) / "clean", held_after(steps))
        tally.expect(
            logical_dump(Path(folder) / "clean") == logical_dump(clean / "index"),
            "an undisturbed life has another content than a clean build",
        )
    check_lock(tally)


def live(
    place: Path,
    steps: list[Step],
    refusal: tuple[Refusal, int] | None,
    rng: random.Random,
    tally: Tally,
) -> FaultyDisk:
    """Do all steps, each again until the disk lets it."""
    disk = FaultyDisk(place / "index")
    if refusal is not None:
        disk.refuse(*refusal, n_times=rng.randint(1, _LONGEST_REFUSAL))
    writer: IndexWriter | None = None
    with disk.watched():
        for _ in range(_MAX_TRIES):
            try:
                if writer is None:
                    writer = IndexWriter.open(place / "index", IDENTITY)
                with catalog.user_errors(place / "index"):
                    todo = range(steps_done(writer), len(steps))
                for at in todo:
                    with catalog.user_errors(place / "index"):
                        do_step(writer, steps[at], at)
                    tally.operations += 1
                encode_pending(writer)
                writer.merge()
                break
            except (DiskFullError, DiskError):
                # Nothing is promised but what was; often the same writer goes on, as the engine's.
                if writer is not None and rng.random() < 0.3:
                    writer.close()
                    writer = None
            except sqlite3.Error as error:
                tally.lose(f"a refused write came out as {error!r}")
        else:
            tally.lose(f"nothing could be written any more after {_MAX_TRIES} tries")
        if writer is not None:
            writer.close()
    tally.faults += disk.n_refused
    return disk


def check_lock(tally: Tally) -> None:
    """Hold the catalog from another connection while the index is written and read."""
    with (
        TemporaryDirectory(prefix="sparkbert-busy-") as folder,
        patch.object(catalog, "_BUSY_TIMEOUT_S", 0.05),
    ):
        directory = Path(folder) / "index"
        steps = script(1)[:10]
        with IndexWriter.open(directory, IDENTITY) as writer:
            done = steps_done(writer)
            with closing(sqlite3.connect(directory / catalog.CATALOG_NAME)) as other:
                for at in range(done, len(steps)):
                    other.execute("BEGIN IMMEDIATE")
                    tally.faults += 1
                    try:
                        with catalog.user_errors(directory):
                            do_step(writer, steps[at], at)
                        tally.lose("a catalog that is locked was written to")
                    except IndexLockedError:
                        pass
                    other.rollback()
                    tally.expect(steps_done(writer) == at, "a locked catalog lost a step")
                    do_step(writer, steps[at], at)
                    tally.operations += 1
            encode_pending(writer)
        build_clean(Path(folder) / "clean", held_after(steps))
        tally.expect(
            logical_dump(directory) == logical_dump(Path(folder) / "clean"),
            "a catalog that was locked now and then has another content",
        )
