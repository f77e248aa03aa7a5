"""What is left when a run with the real model is killed, and finished later?"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.paths import Home
from sparkbert.errors import SearchIndexError
from sparkbert.index.dump import logical_dump
from sparkbert.index.snapshot import Snapshot
from sparkbert.index.verify import verify

pytestmark = [
    pytest.mark.integration,
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL"),
]

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "resources" / "samples"
POLL_S = 0.02


def start_index(home: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "app.cli.main", *map(str, ("index", SAMPLES, "--home", home))]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_once(home: Path, is_reached: Callable[[Snapshot], bool]) -> None:
    """Run the index command until the index shows a state, and kill it there."""
    with start_index(home) as process:
        while process.poll() is None and not shows(home, is_reached):
            try:
                process.wait(POLL_S)
            except subprocess.TimeoutExpired:
                continue
        process.send_signal(signal.SIGKILL)


def shows(home: Path, is_reached: Callable[[Snapshot], bool]) -> bool:
    try:
        with Snapshot.open(Home(home).index) as snapshot:
            return is_reached(snapshot)
    except SearchIndexError:
        return False  # not made yet


def without_senses(dump: str) -> str:
    """Leave out what depends, in its last bits, on which texts shared a batch."""
    return re.sub(r"^  senses .*\n", "", dump, flags=re.MULTILINE)


def pooled_by_text(index: Path) -> dict[str, np.ndarray]:
    with Snapshot.open(index) as snapshot:
        rows = np.flatnonzero(snapshot.live)
        return dict(zip(snapshot.texts(rows), snapshot.pooled(rows), strict=True))


def test_a_killed_run_ends_like_one_that_was_not(tmp_path: Path) -> None:
    clean, killed = tmp_path / "clean", tmp_path / "killed"
    with start_index(clean) as process:
        assert process.wait() == 0
    kill_once(killed, lambda snapshot: snapshot.n_live > 0)
    kill_once(killed, lambda snapshot: bool(snapshot.encoded.any()))
    assert verify(Home(killed).index) == []
    with start_index(killed) as process:
        assert process.wait() == 0

    assert verify(Home(killed).index) == []
    dumps = [logical_dump(Home(home).index) for home in (clean, killed)]
    assert " encoded 0 " not in dumps[1]
    assert without_senses(dumps[0]) == without_senses(dumps[1])
    expected, found = (pooled_by_text(Home(home).index) for home in (clean, killed))
    assert expected.keys() == found.keys()
    assert max(np.abs(expected[text] - found[text]).max() for text in expected) < 0.005
