"""A short, fixed piece of what `make stress` does with the disk, and whether it would notice."""

from __future__ import annotations

import random
import re
from pathlib import Path
from unittest.mock import patch

import pytest

from sparkbert.index.verify import verify
from tests.stress.faulty_disk import Entry, FaultyDisk, Kind, PowerCut, Refusal
from tests.stress.power_cuts import check_cut, live_and_log
from tests.stress.refused_writes import check_lock, live
from tests.stress.report import Tally
from tests.stress.sqlite_layer import is_possible
from tests.support.index_workload import script

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not is_possible(), reason="Python has its SQLite built in"),
]

STEPS = script(1)[:15]
N_CUTS = 12


def cut_often(directory: Path) -> Tally:
    tally, rng = Tally(), random.Random(3)
    disk = live_and_log(directory / "index", STEPS)
    for number in range(N_CUTS):
        at = rng.randint(len(disk.log) // 2, len(disk.log))
        check_cut(disk, at, rng, directory / str(number), STEPS, tally, 1)
    return tally


def test_a_loss_of_power_costs_nothing_that_was_promised(tmp_path: Path) -> None:
    tally = cut_often(tmp_path)
    assert tally.faults == N_CUTS
    assert tally.lost == []


def test_a_missing_sync_would_be_noticed(tmp_path: Path) -> None:
    with patch("sparkbert.index.segment.sync_directory"):
        assert any("missing" in one for one in cut_often(tmp_path).lost)


@pytest.mark.parametrize("refusal", list(Refusal))
def test_refused_writes_cost_nothing(tmp_path: Path, refusal: Refusal) -> None:
    tally, rng = Tally(), random.Random(4)
    n_changes = live(tmp_path / "whole", STEPS, None, rng, tally).n_changes
    for number in range(6):
        place = tmp_path / str(number)
        live(place, STEPS, (refusal, rng.randint(1, n_changes)), rng, tally)
        assert verify(place / "index") == []
    assert tally.faults
    assert tally.lost == []


def test_a_locked_catalog_costs_time_alone() -> None:
    tally = Tally()
    check_lock(tally)
    assert tally.faults
    assert tally.lost == []


def test_what_was_not_synced_may_be_there_or_not(tmp_path: Path) -> None:
    path = tmp_path / "index" / "catalog.db"
    log = [
        Entry(Kind.CREATE, path),
        Entry(Kind.WRITE, path, data=b"a" * 1024),
        Entry(Kind.SYNC, path),
        Entry(Kind.SYNC_FOLDER, path.parent),
        Entry(Kind.WRITE, path, offset=512, data=b"b" * 1024),
    ]
    seen = set()
    for number in range(60):
        target = tmp_path / str(number)
        PowerCut(log, len(log), random.Random(number)).write(path.parent, target)
        seen.add(re.sub(rb"(.)\1*", rb"\1", (target / "catalog.db").read_bytes()))
    assert seen == {b"a", b"ab"}
    sizes = {(tmp_path / str(number) / "catalog.db").stat().st_size for number in range(60)}
    assert sizes == {1024, 1536}  # dropped, or torn within what was there; or all of it


def test_the_log_knows_of_every_file(tmp_path: Path) -> None:
    disk = live_and_log(tmp_path / "index", STEPS)
    kinds = {entry.kind for entry in disk.log}
    assert kinds == set(Kind) - {Kind.RENAME}
    found = {one.name for one in (tmp_path / "index").rglob("*") if one.is_file()}
    cut = PowerCut(disk.log, len(disk.log), random.Random(0))
    cut.write(disk.root, tmp_path / "copy")
    assert found - {"writer.lock"} == {
        one.name for one in (tmp_path / "copy").rglob("*") if one.is_file()
    }
    assert isinstance(disk, FaultyDisk)
