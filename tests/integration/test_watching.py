"""Whatever happens in a watched folder, the index ends up as a clean scan would have made it."""

from __future__ import annotations

import ctypes
import errno
import os
import queue
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.engine.files import FileCatalog
from app.engine.indexer import Indexer
from app.engine.meaning import MeaningStage
from app.engine.reading import ReadingStage
from app.engine.sources import SourceKeeper
from app.extract.base import ExtractionError, FailureKind
from app.watch.changes import ChangeSet, Patience
from app.watch.faults import FaultKind, WatchFault
from app.watch.rules import Exclusions
from app.watch.watcher import Intervals, Watcher
from sparkbert.index.writer import IndexWriter
from tests.support.engines import Bench, ParagraphCutter, PieceSenses

pytestmark = pytest.mark.integration

_TIMEOUT_S = 20.0
_SOON = Patience(quiet_s=0.05, at_most_s=0.5, gone_s=0.3)
_OFTEN = Intervals(roots_s=0.1, poll_s=0.1)


@dataclass
class Live:
    """An index that follows its folders."""

    bench: Bench
    writer: IndexWriter
    files: FileCatalog
    sources: SourceKeeper
    changes: queue.Queue[ChangeSet] = field(default_factory=queue.Queue)
    faults: list[WatchFault] = field(default_factory=list)

    def work(self) -> None:
        """Read and encode what is pending."""
        with ReadingStage(lambda: self.bench.reader, ParagraphCutter(), 2) as reading:
            meaning = MeaningStage(self.writer, self.bench.encoder, PieceSenses(), 400)
            Indexer(
                self.writer, self.files, self.sources, reading, meaning, lambda progress: None
            ).run([])

    def follow(self, is_reached: Callable[[], bool]) -> None:
        """Apply changes until something is so."""
        deadline = time.monotonic() + _TIMEOUT_S
        while not is_reached():
            self.sources.look_at(self.changes.get(timeout=max(deadline - time.monotonic(), 0.01)))
            self.work()

    def texts(self, root: Path) -> dict[str, str]:
        """Return what is indexed under a root: text by path."""
        rows = self.writer.connection.execute(
            "SELECT path, group_concat(text, '|') FROM app_files"
            " JOIN documents ON key = CAST(app_files.id AS TEXT)"
            " JOIN occurrences ON document_id = documents.id JOIN chunks ON chunks.id = chunk_id"
            " WHERE state = 'indexed' GROUP BY app_files.id"
        )
        return {
            str(Path(path.decode()).relative_to(root)): text
            for path, text in rows
            if Path(path.decode()).is_relative_to(root)
        }


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    bench = Bench(tmp_path / "index")
    with bench.open() as (writer, files, sources):
        yield Live(bench, writer, files, sources)


@pytest.fixture
def watcher(live: Live) -> Iterator[Watcher]:
    watcher = Watcher(live.changes.put, live.faults.append, patience=_SOON, intervals=_OFTEN)
    with closing(watcher):
        yield watcher


def _watch(live: Live, watcher: Watcher, root: Path, exclusions: Exclusions | None = None) -> None:
    live.sources.add(root, exclusions)
    source = next(one for one in live.files.sources() if one.path == root)
    watcher.watch(live.sources.selection(source))


def _start(live: Live, watcher: Watcher, *roots: Path) -> None:
    for root in roots:
        _watch(live, watcher, root)
        live.sources.scan(root)
    live.work()


def _disk(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): path.read_text()
        for path in root.rglob("*.txt")
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
    }


def _save_atomically(root: Path) -> None:
    (root / ".a.txt.swp").write_text("replaced at once")
    (root / ".a.txt.swp").rename(root / "a.txt")


def _append(root: Path) -> None:
    with (root / "a.txt").open("a") as stream:
        stream.write(" and more")


def _swap(root: Path) -> None:
    (root / "a.txt").rename(root / "c.txt")
    (root / "b.txt").rename(root / "a.txt")
    (root / "c.txt").rename(root / "b.txt")


def _delete_and_restore(root: Path) -> None:
    text = (root / "a.txt").read_text()
    (root / "a.txt").unlink()
    (root / "a.txt").write_text(text)


_DEEDS: dict[str, tuple[Callable[[Path], object], int]] = {
    # what is done, and how many texts the model may be asked for
    "create": (lambda root: (root / "new.txt").write_text("brand new"), 1),
    "edit": (lambda root: (root / "a.txt").write_text("other words"), 1),
    "append": (_append, 1),
    "save atomically": (_save_atomically, 1),
    "rename": (lambda root: (root / "a.txt").rename(root / "z.txt"), 0),
    "rename over another": (lambda root: (root / "a.txt").rename(root / "b.txt"), 0),
    "swap": (_swap, 0),
    "copy": (lambda root: shutil.copy(root / "a.txt", root / "copy.txt"), 0),
    "rename a folder": (lambda root: (root / "deep").rename(root / "down"), 0),
    "move a folder out": (lambda root: (root / "deep").rename(root.parent / "out"), 0),
    "move a folder in": (lambda root: (root.parent / "outside").rename(root / "inside"), 1),
    "hide": (lambda root: (root / "a.txt").rename(root / ".a.txt"), 0),
    "delete": (lambda root: (root / "a.txt").unlink(), 0),
    "delete a folder": (lambda root: shutil.rmtree(root / "deep"), 0),
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "documents"
    (root / "deep" / "er").mkdir(parents=True)
    (root / "a.txt").write_text("alpha text")
    (root / "b.txt").write_text("beta text!")
    (root / "deep" / "er" / "c.txt").write_text("gamma")
    (tmp_path / "outside" / "sub").mkdir(parents=True)
    (tmp_path / "outside" / "sub" / "d.txt").write_text("delta")
    return root


@pytest.mark.parametrize("name", _DEEDS)
def test_the_index_follows(live: Live, watcher: Watcher, root: Path, name: str) -> None:
    _start(live, watcher, root)
    do, n_texts = _DEEDS[name]
    before = len(live.bench.encoder.texts)
    do(root)
    live.follow(lambda: live.texts(root) == _disk(root))
    assert len(live.bench.encoder.texts) - before == n_texts
    assert live.sources.scan(root).n_removed == 0
    assert live.files.count_pending() == (0, 0)


def test_a_file_that_is_deleted_and_restored_stays(
    live: Live, watcher: Watcher, root: Path
) -> None:
    _start(live, watcher, root)
    before = len(live.bench.encoder.texts)
    _delete_and_restore(root)
    (root / "last.txt").write_text("omega")
    live.follow(lambda: "last.txt" in live.texts(root))
    assert live.texts(root) == _disk(root)
    assert len(live.bench.encoder.texts) - before == 1


@pytest.mark.parametrize("reverse", [False, True])
def test_a_file_that_moves_between_sources_is_not_encoded_again(
    live: Live, watcher: Watcher, root: Path, tmp_path: Path, reverse: bool
) -> None:
    other = tmp_path / "outside"
    _start(live, watcher, root, other)
    before = list(live.bench.encoder.texts)
    if reverse:
        (other / "sub" / "d.txt").rename(root / "d.txt")
    else:
        (root / "a.txt").rename(other / "a.txt")
    live.follow(lambda: live.texts(root) == _disk(root) and live.texts(other) == _disk(other))
    assert live.bench.encoder.texts == before


def test_both_halves_of_a_move_may_come_apart(live: Live, root: Path, tmp_path: Path) -> None:
    live.sources.add(root)
    live.sources.add(tmp_path / "outside")
    live.sources.scan(root)
    live.sources.scan(tmp_path / "outside")
    live.work()
    before = list(live.bench.encoder.texts)
    old, new = root / "a.txt", tmp_path / "outside" / "a.txt"
    shutil.copy(old, new)  # a copy that is waiting to be read when its origin goes
    live.sources.look_at(ChangeSet(frozenset({new})))
    old.unlink()
    live.sources.look_at(ChangeSet(frozenset({old})))
    assert live.files.count_pending() == (0, 0)
    live.work()
    assert live.texts(tmp_path / "outside") == _disk(tmp_path / "outside")
    new.rename(old)
    live.sources.look_at(ChangeSet(frozenset({old})))
    live.sources.look_at(ChangeSet(frozenset({new})))
    live.work()
    assert live.texts(root) == _disk(root)
    assert live.bench.encoder.texts == before


def test_a_root_that_vanishes_keeps_its_texts_and_is_watched_again(
    live: Live, watcher: Watcher, root: Path
) -> None:
    _start(live, watcher, root)
    texts = live.texts(root)
    root.rename(root.parent / "away")
    live.follow(lambda: not live.files.sources()[0].is_online)
    assert live.texts(root) == texts
    (root.parent / "away").rename(root)
    live.follow(lambda: live.files.sources()[0].is_online)
    (root / "new.txt").write_text("brand new")
    live.follow(lambda: live.texts(root) == _disk(root))
    assert live.faults == []


def test_a_single_file_is_followed_over_an_atomic_save(
    live: Live, watcher: Watcher, root: Path
) -> None:
    _start(live, watcher, root / "a.txt")
    (root / "b.txt").write_text("not of interest")
    _save_atomically(root)
    live.follow(lambda: live.texts(root) == {"a.txt": "replaced at once"})


def test_a_root_that_can_not_be_watched_is_polled(
    live: Live, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("app.watch.native.NativeWatch.__init__", no_more)
    watcher = Watcher(live.changes.put, live.faults.append, patience=_SOON, intervals=_OFTEN)
    with closing(watcher):
        _start(live, watcher, root)
        assert [(fault.root, fault.kind) for fault in live.faults] == [(root, "limit")]
        (root / "new.txt").write_text("brand new")
        live.follow(lambda: live.texts(root) == _disk(root))


def test_a_file_that_may_not_be_read_any_more_is_not_found(
    live: Live, watcher: Watcher, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _start(live, watcher, root)
    file, access = root / "a.txt", os.access
    open_to_us = False

    def read(path: Path) -> None:
        if path == file and not open_to_us:
            raise ExtractionError(FailureKind.PERMISSION_DENIED, "You may not read this file.")

    def may(path: Path, mode: int) -> bool:  # whoever runs the tests may read everything
        return access(path, mode) and (path != file or open_to_us)

    live.bench.reader.before = read
    monkeypatch.setattr(os, "access", may)
    file.chmod(0o000)
    live.follow(lambda: "a.txt" not in live.texts(root))
    assert [one.kind for one in live.files.failures()] == [FailureKind.PERMISSION_DENIED]
    open_to_us = True
    file.chmod(0o600)
    live.follow(lambda: live.texts(root) == _disk(root))


def test_a_file_that_changes_while_it_is_read_is_read_again(live: Live, root: Path) -> None:
    live.sources.add(root)
    live.sources.scan(root)
    file = root / "a.txt"

    def write_meanwhile(path: Path) -> None:
        if path == file and file.read_text() == "alpha text":
            file.write_text("written while it was read")

    live.bench.reader.before = write_meanwhile
    with ReadingStage(lambda: live.bench.reader, ParagraphCutter(), 1) as reading:
        meaning = MeaningStage(live.writer, live.bench.encoder, PieceSenses(), 400)
        indexer = Indexer(
            live.writer,
            live.files,
            live.sources,
            reading,
            meaning,
            lambda progress: None,
        )
        indexer.run([])
    live.sources.look_at(ChangeSet(frozenset({file})))
    live.work()
    assert live.texts(root) == _disk(root)


def test_a_file_that_is_gone_before_its_text_comes_leaves_none(live: Live, root: Path) -> None:
    live.sources.add(root)
    live.sources.scan(root)
    pending = live.files.pending(10)
    file = next(one for one in pending if one.path.name == "a.txt")
    assert live.files.is_awaited(file)
    file.path.unlink()
    live.sources.look_at(ChangeSet(frozenset({file.path})))
    assert not live.files.is_awaited(file)


def test_a_storm_of_events_is_survived(live: Live, watcher: Watcher, root: Path) -> None:
    _watch(live, watcher, root)
    live.sources.scan(root)
    for folder in range(20):
        (root / f"folder {folder}").mkdir()
        for number in range(300):
            (root / f"folder {folder}" / f"{number}.txt").touch()
    shutil.rmtree(root / "folder 7")
    deadline = time.monotonic() + _TIMEOUT_S
    while {str(path.relative_to(root)) for path in live.files.known(root)} != set(_disk(root)):
        live.sources.look_at(live.changes.get(timeout=max(deadline - time.monotonic(), 0.01)))


@pytest.mark.parametrize("reverse", [False, True])
def test_a_move_between_sources_while_no_one_watched_costs_nothing(
    tmp_path: Path, root: Path, reverse: bool
) -> None:
    bench, other = Bench(tmp_path / "index"), tmp_path / "outside"
    bench.index(root, other)
    before = list(bench.encoder.texts)
    (root / "a.txt").rename(other / "a.txt")
    (root / "b.txt").unlink()
    summary = bench.index(*((other, root) if reverse else (root, other)))
    assert (summary.n_moved, summary.n_removed, summary.n_indexed) == (1, 1, 0)
    assert bench.encoder.texts == before


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_a_folder_that_is_one_too_many_has_its_root_polled(
    live: Live, watcher: Watcher, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers import inotify_c

    add_watch = inotify_c.inotify_add_watch

    def one_too_many(descriptor: int, path: bytes, mask: int) -> int:
        if path.endswith(b"er"):
            ctypes.set_errno(errno.ENOSPC)
            return -1
        return int(add_watch(descriptor, path, mask))

    monkeypatch.setattr(inotify_c, "inotify_add_watch", one_too_many)
    _start(live, watcher, root)
    live.follow(lambda: bool(live.faults))
    assert [(fault.root, fault.kind) for fault in live.faults] == [(root, FaultKind.LIMIT)]
    (root / "deep" / "er" / "new.txt").write_text("brand new")
    live.follow(lambda: live.texts(root) == _disk(root))


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_lost_events_lead_to_a_look_through_all(
    live: Live, watcher: Watcher, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers.inotify_c import (
        InotifyConstants,
        InotifyEvent,
        InotifyFD,
        Mask,
        WatchDescriptor,
    )

    _start(live, watcher, root)
    read_events = InotifyFD.read_events

    def overflow(descriptor: InotifyFD) -> list[InotifyEvent]:
        lost = InotifyEvent(WatchDescriptor(-1), Mask(InotifyConstants.IN_Q_OVERFLOW), 0, b"")
        return [lost] if read_events(descriptor) else []

    monkeypatch.setattr(InotifyFD, "read_events", overflow)
    (root / "deep" / "new.txt").write_text("brand new")
    (root / "a.txt").unlink()
    (root / "a.txt").with_name("again.txt").write_text("again")
    live.follow(lambda: live.texts(root) == _disk(root))
