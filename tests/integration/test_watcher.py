"""What does the watcher look at by itself, and what does it do where it may not watch?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from queue import Queue
from time import monotonic

import pytest

from app.watch import watcher as watching
from app.watch.changes import ChangeSet, Patience
from app.watch.faults import FaultKind, WatchFault
from app.watch.rules import Exclusions, Selection
from app.watch.watcher import Intervals, Watcher

pytestmark = pytest.mark.integration

_TIMEOUT_S = 20.0
_SOON = Patience(quiet_s=0.05, at_most_s=0.5, gone_s=0.2)
_NEVER = Intervals(roots_s=0.05, poll_s=0.1, reconcile_s=1e9, again_s=1e9)


class _Told:
    """A watcher and what it has told."""

    def __init__(
        self, intervals: Intervals = _NEVER, elapsed: Callable[[], float] = monotonic
    ) -> None:
        self.changes: Queue[ChangeSet] = Queue()
        self.faults: Queue[WatchFault] = Queue()
        self.watched: Queue[Path] = Queue()
        self.watcher = Watcher(
            self.changes.put,
            self.faults.put,
            self.watched.put,
            patience=_SOON,
            intervals=intervals,
            elapsed=elapsed,
        )

    def close(self) -> None:
        self.watcher.close()

    def wait_for(self, path: Path) -> None:
        """Wait until a path is said to have changed."""
        while True:
            changes = self.changes.get(timeout=_TIMEOUT_S)
            if path in changes.paths | changes.folders:
                return


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "documents"
    (root / "deep" / "er").mkdir(parents=True)
    return root


def test_all_is_looked_through_after_the_computer_was_asleep(root: Path) -> None:
    slept_s = 0.0
    with closing(_Told(elapsed=lambda: monotonic() + slept_s)) as told:
        told.watcher.watch(Selection(root))
        (root / "a.txt").write_text("alpha")
        told.wait_for(root / "a.txt")  # it runs
        slept_s = 3600.0
        told.wait_for(root)


def test_all_is_looked_through_now_and_then(root: Path) -> None:
    with closing(_Told(Intervals(roots_s=0.05, reconcile_s=0.1))) as told:
        told.watcher.watch(Selection(root))
        told.wait_for(root)
        told.wait_for(root)


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_others_are_left_their_share_of_watches(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.watch import inotify

    assert 0 < inotify.max_watches() <= 100_000
    share = 2
    monkeypatch.setattr(inotify, "max_watches", lambda: share)
    with closing(_Told(Intervals(roots_s=0.05, poll_s=0.1, again_s=3.0))) as told:
        told.watcher.watch(Selection(root))
        fault = told.faults.get(timeout=_TIMEOUT_S)
        assert fault.kind is FaultKind.LIMIT
        assert "max_user_watches" in fault.message
        told.wait_for(root)
        (root / "deep" / "er" / "a.txt").write_text("alpha")
        told.wait_for(root / "deep" / "er")
        share = 3  # somebody has raised it
        assert told.watched.get(timeout=_TIMEOUT_S) == root
        told.wait_for(root)
        (root / "deep" / "er" / "b.txt").write_text("beta")
        told.wait_for(root / "deep" / "er" / "b.txt")


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_exclusions_make_room_for_watches(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.watch import inotify

    monkeypatch.setattr(inotify, "max_watches", lambda: 2)
    with closing(_Told()) as told:
        told.watcher.watch(Selection(root))
        assert told.faults.get(timeout=_TIMEOUT_S).kind is FaultKind.LIMIT
        told.watcher.watch(Selection(root, Exclusions(("er/",))))
        assert told.watched.get(timeout=_TIMEOUT_S) == root


def test_a_watch_that_fails_is_told_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr("app.watch.native.NativeWatch.__init__", fail)
    with closing(_Told(Intervals(roots_s=0.05, poll_s=0.1, again_s=0.1))) as told:
        told.watcher.watch(Selection(root))
        fault = told.faults.get(timeout=_TIMEOUT_S)
        assert (fault.kind, fault.is_trouble) == (FaultKind.FAILED, True)
        (root / "a.txt").write_text("alpha")
        told.wait_for(root)
        told.wait_for(root)  # it has been tried again
        assert told.faults.empty()


def test_the_time_asleep_is_part_of_what_has_elapsed() -> None:
    assert watching.elapsed() >= monotonic() - 1
