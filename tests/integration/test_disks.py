"""What lies on a disk that is away is kept, and network and removable disks are polled."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from queue import Queue

import pytest

from app.engine import disks
from app.engine.files import FileCatalog
from app.engine.sources import SourceKeeper
from app.watch import polling
from app.watch.changes import ChangeSet, Patience
from app.watch.faults import FaultKind, WatchFault
from app.watch.mounts import DiskKind, Mount
from app.watch.rules import Selection
from app.watch.scanner import FoundFile, RootOfflineError
from app.watch.stalls import collect
from app.watch.watcher import Intervals, Watcher
from tests.support.engines import Bench

pytestmark = pytest.mark.integration

_TIMEOUT_S = 20.0
_SYSTEM = Mount(Path("/"), DiskKind.FIXED)


class Table:
    """Stands for the system's table of mounts."""

    def __init__(self) -> None:
        self.mounts: tuple[Mount, ...] = (_SYSTEM,)

    def __call__(self) -> tuple[Mount, ...]:
        return self.mounts

    def connect(self, path: Path, kind: DiskKind = DiskKind.REMOVABLE) -> None:
        self.mounts = (*self.mounts, Mount(path, kind))

    def disconnect(self, path: Path) -> None:
        self.mounts = tuple(one for one in self.mounts if one.path != path)


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Table:
    table = Table()
    for module in ("app.engine.disks", "app.watch.watcher"):
        monkeypatch.setattr(f"{module}.connected", table)
    return table


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "documents"
    (root / "stick" / "deep").mkdir(parents=True)
    (root / "a.txt").write_text("alpha")
    (root / "stick" / "b.txt").write_text("beta")
    (root / "stick" / "deep" / "c.txt").write_text("gamma")
    return root


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "index")


def _unplug(mount: Path, table: Table, *, with_folder: bool) -> None:
    table.disconnect(mount)
    mount.rename(mount.parent.parent / "pulled out")
    if not with_folder:
        mount.mkdir()


def _plug_in(mount: Path, table: Table) -> None:
    if mount.exists():
        mount.rmdir()
    (mount.parent.parent / "pulled out").rename(mount)
    table.connect(mount)


@pytest.mark.parametrize("with_folder", [True, False])
@pytest.mark.parametrize("is_told", [True, False])
def test_a_disk_within_a_folder_is_kept_while_it_is_away(
    bench: Bench, table: Table, root: Path, with_folder: bool, is_told: bool
) -> None:
    mount = root / "stick"
    table.connect(mount)
    bench.index(root)
    before = list(bench.encoder.texts)
    _unplug(mount, table, with_folder=with_folder)
    (root / "a.txt").unlink()
    with bench.open() as (_, files, sources):
        if is_told:
            sources.look_at(ChangeSet(folders=frozenset({mount})))
            assert files.away() == {mount}
            sources.look_at(ChangeSet(frozenset({root / "a.txt"})))
        else:
            sources.scan(root)
        assert sources.disks.away(root) == {mount}
        assert files.facts([mount / "b.txt"])[mount / "b.txt"].is_away
        assert {path.name for path in files.known(root)} == {"b.txt", "c.txt"}
    _plug_in(mount, table)
    (mount / "b.txt").unlink()
    summary = bench.index(root)
    assert (summary.n_unchanged, summary.n_removed, summary.n_indexed) == (1, 1, 0)
    assert bench.encoder.texts == before


def test_a_source_on_a_disk_that_is_away_is_offline(bench: Bench, table: Table, root: Path) -> None:
    mount = root / "stick"
    table.connect(mount)
    bench.index(mount / "deep")
    _unplug(mount, table, with_folder=False)
    (mount / "deep").mkdir()
    (mount / "deep" / "other.txt").write_text("beneath the mount point")
    assert bench.index(mount / "deep").offline == (mount / "deep",)
    with bench.open() as (_, files, sources):
        assert not sources.scan(mount / "deep").online
        assert [file.name for file in files.known(mount)] == ["c.txt"]
        assert not files.sources()[0].is_online
        assert files.away() == {mount / "deep"}


def test_a_disk_that_is_away_is_no_excuse_for_others(
    bench: Bench, table: Table, root: Path
) -> None:
    table.connect(root / "stick")
    bench.index(root)
    (root / "stick" / "b.txt").unlink()
    with bench.open() as (_, files, sources):
        sources.scan(root)
        assert {path.name for path in files.known(root)} == {"a.txt", "c.txt"}


def test_where_no_mounts_are_told_nothing_is_away(bench: Bench, table: Table, root: Path) -> None:
    table.connect(root / "stick")
    bench.index(root)
    table.mounts = ()
    with bench.open() as (_, files, sources):
        sources.scan(root)
        assert sources.disks.away(root) == frozenset()
        assert len(files.known(root)) == 3


class Watched:
    """A watcher and what it has told."""

    def __init__(self) -> None:
        self.changes: Queue[ChangeSet] = Queue()
        self.faults: Queue[WatchFault] = Queue()
        self.watched: Queue[Path] = Queue()
        self.watcher = Watcher(
            self.changes.put,
            self.faults.put,
            self.watched.put,
            patience=Patience(quiet_s=0.05, at_most_s=0.5, gone_s=0.2),
            intervals=Intervals(roots_s=0.05, poll_s=0.1, stalled_s=0.3, again_s=0.2),
        )

    def wait_for(self, path: Path) -> None:
        """Wait until a path is said to have changed."""
        while True:
            changes = self.changes.get(timeout=_TIMEOUT_S)
            if path in changes.paths | changes.folders:
                return


@pytest.fixture
def watched() -> Iterator[Watched]:
    one = Watched()
    with closing(one.watcher):
        yield one


@pytest.mark.parametrize(
    ("kind", "fault"),
    [(DiskKind.NETWORK, FaultKind.NETWORK), (DiskKind.REMOVABLE, FaultKind.REMOVABLE)],
)
def test_such_disks_are_polled(
    watched: Watched, table: Table, root: Path, kind: DiskKind, fault: FaultKind
) -> None:
    table.connect(root, kind)
    watched.watcher.watch(Selection(root))
    assert watched.faults.get(timeout=_TIMEOUT_S).kind is fault
    watched.wait_for(root)  # nobody knows what was before
    (root / "stick" / "new.txt").write_text("new")
    watched.wait_for(root / "stick")
    table.disconnect(root)
    watched.wait_for(root)
    assert watched.watched.get(timeout=_TIMEOUT_S) == root


def test_a_network_drive_within_a_folder_is_polled_alone(
    watched: Watched, table: Table, root: Path
) -> None:
    table.connect(root / "stick", DiskKind.NETWORK)
    watched.watcher.watch(Selection(root))
    watched.wait_for(root / "stick")
    (root / "stick" / "deep" / "new.txt").write_text("new")
    watched.wait_for(root / "stick" / "deep")
    (root / "new.txt").write_text("new")
    watched.wait_for(root / "new.txt")
    assert watched.faults.empty()


def test_a_disk_that_comes_and_goes_has_its_folder_looked_through(
    watched: Watched, table: Table, root: Path
) -> None:
    watched.watcher.watch(Selection(root))
    table.connect(root / "stick")
    watched.wait_for(root)
    table.disconnect(root / "stick")
    watched.wait_for(root)


def test_a_disk_that_does_not_answer_is_looked_at_and_keeps_nobody_waiting(
    watched: Watched, table: Table, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()

    def hang(selection: Selection, start: Path) -> Iterator[FoundFile]:
        assert answers.wait(_TIMEOUT_S)
        yield FoundFile(start / "a.txt", 5, 5)

    monkeypatch.setattr(polling, "walk", hang)
    table.connect(root, DiskKind.NETWORK)
    watched.watcher.watch(Selection(root))
    watched.wait_for(root)
    answers.set()
    watched.wait_for(root)  # it has answered


def test_a_scan_of_a_disk_that_does_not_answer_ends(
    bench: Bench, table: Table, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.index(root)
    table.connect(root, DiskKind.NETWORK)
    answers = threading.Event()

    def hang(selection: Selection, start: Path) -> Iterator[FoundFile]:
        assert answers.wait(_TIMEOUT_S)
        yield FoundFile(start / "a.txt", 5, 5)

    monkeypatch.setattr(disks, "_STALL_S", 0.1)
    with bench.open() as (_, files, sources):
        with monkeypatch.context() as patch:
            patch.setattr("app.engine.sources.walk", hang)
            assert not sources.scan(root).online
            assert not sources.look_at(ChangeSet(frozenset({root / "a.txt"}))).online
            answers.set()
        assert len(files.known(root)) == 3
        _answer(sources, files, root)


def _answer(sources: SourceKeeper, files: FileCatalog, root: Path) -> None:
    assert sources.scan(root).online
    assert files.sources()[0].is_online


def test_collecting_waits_as_long_as_something_comes() -> None:
    assert collect(iter(range(3)), 5.0) == [0, 1, 2]

    def fail() -> Iterator[int]:
        yield 1
        raise RootOfflineError("gone")

    with pytest.raises(RootOfflineError, match="gone"):
        collect(fail(), 5.0)
