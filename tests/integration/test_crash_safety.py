from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sparkbert.index.dump import logical_dump
from sparkbert.index.verify import verify
from sparkbert.index.writer import IndexWriter
from tests.support.index_workload import (
    N_STEPS,
    build_clean,
    held_after,
    live,
    script,
    steps_done,
    without_senses,
)
from tests.support.indexes import IDENTITY

pytestmark = [
    pytest.mark.integration,
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL"),
]

ROOT = Path(__file__).parents[2]
FAILPOINTS = (
    "segment.file",
    "segment.written",
    "segment.synced",
    "segment.row",
    "commit.before",
    "commit.after",
    "commit.unlink",
    "merge.added",
    "merge.retired",
    "purge.rebuilt",
    "purge.vacuumed",
)
N_KILLS = 20
LONGEST_LIFE_S = 0.25


def start(directory: Path, seed: int, *failpoint: str) -> subprocess.Popen[bytes]:
    """Start a child on the workload and return once its imports are done."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.support.index_workload", directory, str(seed), *failpoint],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    return child


def assert_between_two_steps(directory: Path, clean: Path, seed: int) -> int:
    """Check an index that nobody cleaned up, and return how many steps it has seen."""
    if not (directory / "catalog.db").exists():
        return 0
    with IndexWriter.open(directory, IDENTITY) as writer:
        done = steps_done(writer)
    assert verify(directory) == []
    build_clean(clean, held_after(script(seed)[:done]))
    assert without_senses(logical_dump(directory)) == without_senses(logical_dump(clean))
    return done


def assert_finishes(directory: Path, clean: Path, seed: int) -> None:
    live(directory, seed, lambda _: None)
    assert verify(directory) == []
    build_clean(clean, held_after(script(seed)))
    assert logical_dump(directory) == logical_dump(clean)


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The failpoints of an undisturbed life, in order."""
    names: list[str] = []
    directory = tmp_path_factory.mktemp("undisturbed")
    live(directory / "index", 1, names.append)
    assert verify(directory / "index") == []
    build_clean(directory / "clean", held_after(script(1)))
    assert logical_dump(directory / "index") == logical_dump(directory / "clean")
    return names


def test_every_failpoint_is_tried(reached: list[str]) -> None:
    assert set(reached) == set(FAILPOINTS)


@pytest.mark.parametrize("name", FAILPOINTS)
def test_death_at_each_step_of_a_commit(name: str, reached: list[str], tmp_path: Path) -> None:
    times = random.Random(name).randint(1, reached.count(name))
    child = start(tmp_path / "index", 1, name, str(times))
    with child:
        assert child.wait() == -signal.SIGKILL
    assert_between_two_steps(tmp_path / "index", tmp_path / "half", 1)
    assert_finishes(tmp_path / "index", tmp_path / "clean", 1)


def test_death_at_random_moments(tmp_path: Path) -> None:
    rng = random.Random(20)
    seed, n_kills, in_midst = 2, 0, 0
    while n_kills < N_KILLS:
        directory = tmp_path / f"index{seed}"
        child = start(directory, seed)
        with child:
            try:
                child.wait(timeout=rng.uniform(0, LONGEST_LIFE_S))
            except subprocess.TimeoutExpired:
                child.kill()
        if child.returncode == -signal.SIGKILL:
            n_kills += 1
            done = assert_between_two_steps(directory, tmp_path / f"clean{seed}-{n_kills}", seed)
            in_midst += 0 < done < N_STEPS
        else:  # the workload came to its end first: begin another
            assert child.returncode == 0
            assert_finishes(directory, tmp_path / f"clean{seed}", seed)
            seed += 1
    assert_finishes(directory, tmp_path / "clean", seed)
    assert in_midst >= N_KILLS // 2
