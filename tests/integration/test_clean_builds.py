"""Whatever is done to watched files, the index ends up equal to one that is made from scratch."""

from __future__ import annotations

import os
import queue
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
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
from app.watch.rules import Selection
from app.watch.watcher import Intervals, Watcher
from sparkbert.index.writer import IndexWriter
from tests.support.clean_builds import content
from tests.support.engines import Bench, ParagraphCutter, PieceSenses, PlainReader

pytestmark = pytest.mark.integration

_TIMEOUT_S = 30.0
_SOON = Patience(quiet_s=0.05, at_most_s=0.5, gone_s=0.2)


@dataclass
class Follower:
    """An index that follows a folder, and one beside it that is made from scratch."""

    root: Path
    outside: Path
    bench: Bench
    writer: IndexWriter
    files: FileCatalog
    sources: SourceKeeper
    watcher: Watcher
    changes: queue.Queue[ChangeSet]
    locked: set[Path] = field(default_factory=set)
    n_clean: int = 0

    def begin(self) -> None:
        self.watcher.watch(self._selection())
        self.sources.scan(self.root)
        self._work()

    def settle(self) -> None:
        """Follow until the index is as it should be and nothing more is to come."""
        deadline = time.monotonic() + _TIMEOUT_S
        wanted = self._clean()
        while content(self.bench.directory) != wanted or self._is_more_to_come():
            if time.monotonic() > deadline:
                assert content(self.bench.directory) == wanted
            try:
                self.sources.look_at(self.changes.get(timeout=0.05))
            except queue.Empty:
                continue
            self._work()

    def _is_more_to_come(self) -> bool:
        return bool(self.watcher.n_waiting) or not self.changes.empty()

    def _selection(self) -> Selection:
        return self.sources.selection(self.files.sources()[0])

    def _work(self) -> None:
        with ReadingStage(lambda: self.bench.reader, ParagraphCutter(), 2) as reading:
            meaning = MeaningStage(self.writer, self.bench.encoder, PieceSenses(), 400)
            Indexer(
                self.writer, self.files, self.sources, reading, meaning, lambda progress: None
            ).run([])

    def _clean(self) -> str:
        self.n_clean += 1
        bench = Bench(self.bench.directory.with_name(f"clean {self.n_clean}"), self.bench.reader)
        bench.index(self.root)
        return content(bench.directory)


@pytest.fixture
def follower(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Follower]:
    root, outside = tmp_path / "documents", tmp_path / "outside"
    (root / "deep" / "er").mkdir(parents=True)
    (root / "a.txt").write_text("alpha text")
    (root / "b.txt").write_text("beta text!")
    (root / "deep" / "er" / "c.txt").write_text("gamma")
    (root / "deep" / "e.txt").write_text("epsilon")
    (outside / "sub").mkdir(parents=True)
    (outside / "sub" / "d.txt").write_text("delta")
    old = time.time() - 3600
    for path in (*root.rglob("*"), *outside.rglob("*")):
        os.utime(path, (old, old))
    locked: set[Path] = set()
    access = os.access

    def may(path: Path, mode: int) -> bool:  # whoever runs the tests may read everything
        return access(path, mode) and Path(os.fsdecode(path)) not in locked

    def read(path: Path) -> None:
        if path in locked:
            raise ExtractionError(FailureKind.PERMISSION_DENIED, "You may not read this file.")

    monkeypatch.setattr(os, "access", may)
    bench = Bench(tmp_path / "index", PlainReader(read))
    changes: queue.Queue[ChangeSet] = queue.Queue()
    watcher = Watcher(
        changes.put, lambda fault: None, patience=_SOON, intervals=Intervals(roots_s=0.1)
    )
    with ExitStack() as stack:
        stack.enter_context(closing(watcher))
        writer, files, sources = stack.enter_context(bench.open())
        sources.add(root)
        one = Follower(
            root, outside, bench, writer, files, sources, watcher, changes, locked=locked
        )
        one.begin()
        yield one


def _create_deep_down(one: Follower) -> None:
    (one.root / "x" / "y" / "z").mkdir(parents=True)
    (one.root / "x" / "y" / "z" / "new.txt").write_text("brand new")


def _append(one: Follower) -> None:
    with (one.root / "a.txt").open("a") as stream:
        stream.write(" and more")


def _append_in_pieces(one: Follower) -> None:
    with (one.root / "a.txt").open("a") as stream:
        for number in range(20):
            stream.write(f" {number}")
            stream.flush()


def _save_atomically(one: Follower) -> None:
    (one.root / ".a.txt.swp").write_text("replaced at once")
    (one.root / ".a.txt.swp").replace(one.root / "a.txt")


def _save_as_office_does(one: Follower) -> None:
    (one.root / "~$a.txt").write_text("owner")
    (one.root / "0F3C.tmp").write_text("replaced at once")
    (one.root / "a.txt").rename(one.root / "7E21.tmp")
    (one.root / "0F3C.tmp").rename(one.root / "a.txt")
    (one.root / "7E21.tmp").unlink()
    (one.root / "~$a.txt").unlink()


def _save_unchanged(one: Follower) -> None:
    text = (one.root / "a.txt").read_text()
    (one.root / "a.txt").write_text(text)


def _swap(one: Follower) -> None:
    (one.root / "a.txt").rename(one.root / "c.txt")
    (one.root / "b.txt").rename(one.root / "a.txt")
    (one.root / "c.txt").rename(one.root / "b.txt")


def _rename_and_write(one: Follower) -> None:
    (one.root / "a.txt").rename(one.root / "z.txt")
    (one.root / "a.txt").write_text("a new one in its place")


def _restore_an_older_one(one: Follower) -> None:
    (one.root / "a.txt").write_text("an old text")
    os.utime(one.root / "a.txt", (1_000_000_000, 1_000_000_000))


def _delete_and_restore(one: Follower) -> None:
    kept = shutil.copy2(one.root / "a.txt", one.outside / "kept.txt")
    (one.root / "a.txt").unlink()
    shutil.copy2(kept, one.root / "a.txt")


def _move_in_and_change(one: Follower) -> None:
    (one.outside / "sub").rename(one.root / "inside")
    (one.root / "inside" / "d.txt").write_text("changed at once")
    (one.root / "inside" / "new").mkdir()
    (one.root / "inside" / "new" / "f.txt").write_text("phi")


def _move_out_and_in(one: Follower) -> None:
    (one.root / "deep").rename(one.outside / "away")
    (one.outside / "away" / "er" / "c.txt").write_text("changed while it was away")
    (one.outside / "away").rename(one.root / "back")


def _write_and_set_the_time_back(one: Follower) -> None:
    before = (one.root / "a.txt").stat()
    (one.root / "a.txt").write_text("alpha next")
    os.utime(one.root / "a.txt", ns=(before.st_atime_ns, before.st_mtime_ns))


def _rename_write_and_set_the_time_back(one: Follower) -> None:
    before = (one.root / "a.txt").stat()
    (one.root / "a.txt").rename(one.root / "z.txt")
    (one.root / "z.txt").write_text("alpha next")
    os.utime(one.root / "z.txt", ns=(before.st_atime_ns, before.st_mtime_ns))


def _rename_a_folder_twice(one: Follower) -> None:
    (one.root / "deep").rename(one.root / "down")
    (one.root / "down" / "er").rename(one.root / "down" / "under")
    (one.root / "down").rename(one.root / "below")


def _rename_a_folder_over_another(one: Follower) -> None:
    (one.root / "empty").mkdir()
    (one.root / "deep" / "er").rename(one.root / "empty")


def _folder_in_the_place_of_a_file(one: Follower) -> None:
    (one.root / "a.txt").unlink()
    (one.root / "a.txt").mkdir()
    (one.root / "a.txt" / "inner.txt").write_text("inner")


def _file_in_the_place_of_a_folder(one: Follower) -> None:
    shutil.rmtree(one.root / "deep")
    (one.root / "deep").write_text("no extension")
    (one.root / "deep").rename(one.root / "deep.txt")


def _delete_and_make_again(one: Follower) -> None:
    shutil.rmtree(one.root / "deep")
    (one.root / "deep" / "er").mkdir(parents=True)
    (one.root / "deep" / "er" / "new.txt").write_text("made again")


def _make_loops(one: Follower) -> None:
    (one.root / "loop").symlink_to(one.root, target_is_directory=True)
    (one.root / "deep" / "up").symlink_to("..", target_is_directory=True)
    (one.root / "itself.txt").symlink_to("itself.txt")
    (one.root / "link.txt").symlink_to("a.txt")
    (one.root / "out").symlink_to(one.outside, target_is_directory=True)
    (one.outside / "sub" / "seen.txt").write_text("not to be seen through a link")


def _link_in_the_place_of_a_folder(one: Follower) -> None:
    (one.root / "deep").rename(one.outside / "deep")
    (one.root / "deep").symlink_to(one.outside / "deep", target_is_directory=True)


def _empty_a_file(one: Follower) -> None:
    (one.root / "a.txt").write_text("")


def _lose_permission(one: Follower) -> None:
    one.locked.add(one.root / "a.txt")
    (one.root / "a.txt").chmod(0o000)


def _change_the_extension(one: Follower) -> None:
    (one.root / "a.txt").rename(one.root / "a.md")


def _hide_and_show(one: Follower) -> None:
    (one.root / "deep").rename(one.root / ".deep")
    (one.root / ".deep" / "er" / "c.txt").write_text("changed in hiding")
    (one.root / ".deep").rename(one.root / "deep")


_DEEDS: dict[str, tuple[Callable[[Follower], object], int]] = {
    # what is done, and how many texts the model may be asked for
    "create": (lambda one: (one.root / "new.txt").write_text("brand new"), 1),
    "create deep down": (_create_deep_down, 1),
    "edit": (lambda one: (one.root / "a.txt").write_text("other words"), 1),
    "append": (_append, 1),
    "append in pieces": (_append_in_pieces, 1),
    "save atomically": (_save_atomically, 1),
    "save as Office does": (_save_as_office_does, 1),
    "save unchanged": (_save_unchanged, 0),
    "touch": (lambda one: (one.root / "a.txt").touch(), 0),
    "rename": (lambda one: (one.root / "a.txt").rename(one.root / "z.txt"), 0),
    "rename in case alone": (lambda one: (one.root / "a.txt").rename(one.root / "A.txt"), 0),
    "rename over another": (lambda one: (one.root / "a.txt").replace(one.root / "b.txt"), 0),
    "rename and write": (_rename_and_write, 1),
    "change the extension": (_change_the_extension, 0),
    "swap": (_swap, 0),
    "copy": (lambda one: shutil.copy(one.root / "a.txt", one.root / "copy.txt"), 0),
    "copy with its time": (lambda one: shutil.copy2(one.root / "a.txt", one.root / "c.txt"), 0),
    "copy a folder": (lambda one: shutil.copytree(one.root / "deep", one.root / "twin"), 0),
    "link hard": (lambda one: (one.root / "hard.txt").hardlink_to(one.root / "a.txt"), 0),
    "restore an older one": (_restore_an_older_one, 1),
    "write and set the time back": (_write_and_set_the_time_back, 1),
    "rename, write and set the time back": (_rename_write_and_set_the_time_back, 1),
    "delete and restore": (_delete_and_restore, 0),
    "empty": (_empty_a_file, 0),
    "rename a folder": (lambda one: (one.root / "deep").rename(one.root / "down"), 0),
    "rename a folder twice": (_rename_a_folder_twice, 0),
    "rename a folder over another": (_rename_a_folder_over_another, 0),
    "move a folder out": (lambda one: (one.root / "deep").rename(one.outside / "deep"), 0),
    "move a folder in": (lambda one: (one.outside / "sub").rename(one.root / "inside"), 1),
    "move a folder in and change it": (_move_in_and_change, 2),
    "move a folder out and in": (_move_out_and_in, 1),
    "hide": (lambda one: (one.root / "a.txt").rename(one.root / ".a.txt"), 0),
    "hide and show a folder": (_hide_and_show, 1),
    "delete": (lambda one: (one.root / "a.txt").unlink(), 0),
    "delete a folder": (lambda one: shutil.rmtree(one.root / "deep"), 0),
    "delete and make again": (_delete_and_make_again, 1),
    "a folder in the place of a file": (_folder_in_the_place_of_a_file, 1),
    "a file in the place of a folder": (_file_in_the_place_of_a_folder, 1),
    "links and loops": (_make_loops, 0),
    "a link in the place of a folder": (_link_in_the_place_of_a_folder, 0),
    "lose permission": (_lose_permission, 0),
    "a name that is no text": (
        lambda one: (one.root / os.fsdecode(b"caf\xe9\n.txt")).write_text("odd name"),
        1,
    ),
}


@pytest.mark.parametrize("name", _DEEDS)
def test_the_index_equals_a_clean_build(follower: Follower, name: str) -> None:
    do, n_texts = _DEEDS[name]
    before = len(follower.bench.encoder.texts)
    do(follower)
    follower.settle()
    assert len(follower.bench.encoder.texts) - before == n_texts


def test_permission_that_comes_back_costs_nothing(follower: Follower) -> None:
    before = len(follower.bench.encoder.texts)
    _lose_permission(follower)
    follower.settle()
    follower.locked.clear()
    (follower.root / "a.txt").chmod(0o600)
    follower.settle()
    assert len(follower.bench.encoder.texts) - before <= 1  # its text was wiped meanwhile
