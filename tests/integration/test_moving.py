"""Is the index whole, and in one place, whatever comes of moving it?"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine import moving
from app.engine.index_place import note_moved
from app.engine.messages import AddSources, GetOverview, RemoveSource
from app.engine.move_messages import IndexMoved, MoveIndex, MoveProgress, StopMoving
from app.engine.settings_messages import EngineFacts, GetFacts
from app.errors import HomeError, MoveError, MoveStoppedError
from app.paths import Home
from app.watch.mounts import DiskKind, Mount
from sparkbert.errors import DiskFullError, IndexCorruptError
from sparkbert.index.copying import copy_index
from sparkbert.index.verify import Problem, verify
from tests.support.running_engine import ThreadEngines, Watcher, write

pytestmark = pytest.mark.integration


@pytest.fixture
def engines() -> Iterator[ThreadEngines]:
    engines = ThreadEngines()
    yield engines
    engines.join()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    folder = tmp_path / "other disk"
    folder.mkdir()
    return folder


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    write(tmp_path / "papers", "note.md", "# Walnut\n\nThe walnut tree in the yard.")
    return write(tmp_path / "papers", "list.txt", "A walnut cake needs two eggs.").parent


def _filled(one: Watcher, papers: Path) -> None:
    one.ask(AddSources((papers,)))
    one.wait_until_done(2)


def _found(one: Watcher, papers: Path) -> None:
    one.wait_until_found("walnut", papers / "note.md", papers / "list.txt")


def _is_home_as_it_was(home: Home, disk: Path) -> None:
    assert home.index == home.own_index
    assert list(disk.iterdir()) == []
    assert verify(home.index) == []


def test_an_index_moves_and_moves_back(
    home: Home, disk: Path, papers: Path, engines: ThreadEngines
) -> None:
    place = disk / "SparkBERT index"
    with Watcher(home, engines) as one:
        _filled(one, papers)
        assert one.ask(MoveIndex(disk)) == IndexMoved(place)
        assert one.lost.wait(60)
    told = [event for event in one.events if isinstance(event, MoveProgress)]
    assert told[-1].is_checking
    assert told[-1].n_done == told[-1].n_bytes
    engines.join()
    assert home.index == place
    assert home.own_index.exists()  # the next engine deletes it, when the new one is open
    with Watcher(home, engines) as two:
        _found(two, papers)
        two.ask(GetOverview())  # answered when all is open
        facts: EngineFacts = two.ask(GetFacts())
        assert (facts.index, facts.is_index_moved) == (place, True)
        assert not home.own_index.exists()
        assert verify(place) == []
        write(papers, "more.txt", "Walnut oil")
        two.wait_until_done(3)
        assert two.ask(MoveIndex(None)) == IndexMoved(home.own_index)
        assert two.lost.wait(60)
    engines.join()
    with Watcher(home, engines) as three:
        _found_more(three, papers)
        three.ask(GetOverview())
        assert list(disk.iterdir()) == []
        assert not home.place_file.exists()
        three.ask(RemoveSource(papers))  # nothing of it is left anywhere
    engines.join()
    for file in home.directory.rglob("*"):
        assert not file.is_file() or b"two eggs" not in file.read_bytes()


def _found_more(one: Watcher, papers: Path) -> None:
    one.wait_until_found("walnut", *(papers / name for name in ("note.md", "list.txt", "more.txt")))


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_the_moved_index_is_for_its_owner_alone(
    home: Home, disk: Path, papers: Path, engines: ThreadEngines
) -> None:
    with Watcher(home, engines) as one:
        _filled(one, papers)
        place = one.ask(MoveIndex(disk)).place
        assert one.lost.wait(60)
    for path in (place, *place.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) in (0o600, 0o700)


def test_a_folder_that_will_not_do_is_named(
    home: Home,
    disk: Path,
    papers: Path,
    engines: ThreadEngines,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Watcher(home, engines) as one:
        _filled(one, papers)
        with pytest.raises(MoveError, match="can't be written to"):
            one.ask(MoveIndex(disk / "gone"))
        with pytest.raises(MoveError, match="in use"):
            one.ask(MoveIndex(home.index))
        (disk / "SparkBERT index").mkdir()
        (disk / "SparkBERT index" / "mine.txt").touch()
        with pytest.raises(MoveError, match="in use"):
            one.ask(MoveIndex(disk))
        shutil.rmtree(disk / "SparkBERT index")
        network = (Mount(disk, DiskKind.NETWORK),)
        with monkeypatch.context() as patched:
            patched.setattr(moving, "connected", lambda: network)
            with pytest.raises(MoveError, match="network drive"):
                one.ask(MoveIndex(disk))
        with monkeypatch.context() as patched:
            patched.setattr(moving, "_SPARE_BYTES", 1 << 60)
            with pytest.raises(MoveError, match="Make room"):
                one.ask(MoveIndex(disk))
        _found(one, papers)
        assert one.ask(GetOverview()).n_files == 2
    _is_home_as_it_was(home, disk)


@pytest.mark.parametrize("when", ["full", "damaged", "unwanted", "not noted"])
def test_whatever_goes_wrong_leaves_the_old_one_in_force(
    home: Home,
    disk: Path,
    papers: Path,
    engines: ThreadEngines,
    monkeypatch: pytest.MonkeyPatch,
    when: str,
) -> None:
    def full(*_: object) -> None:
        raise DiskFullError("No space is left.")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with Watcher(home, engines) as one:
        _filled(one, papers)
        with monkeypatch.context() as patched:
            if when == "full":
                patched.setattr(moving, "copy_index", full)
            elif when == "damaged":
                patched.setattr(moving, "verify", lambda *_: [Problem("segment 1", "Cut short.")])
            elif when == "unwanted":

                def stop_first(*arguments: object) -> None:
                    one.client.ask(StopMoving()).result(60)
                    copy_index(*arguments)  # type: ignore[arg-type]

                patched.setattr(moving, "copy_index", stop_first)
            else:
                patched.setattr(moving, "note_moved", refused)
            expected = {
                "damaged": IndexCorruptError,
                "unwanted": MoveStoppedError,
                "full": DiskFullError,
            }.get(when, Exception)
            with pytest.raises(expected):
                one.ask(MoveIndex(disk))
        _is_home_as_it_was(home, disk)
        write(papers, "more.txt", "Walnut oil")
        one.wait_until_done(3)  # it works on
        _found_more(one, papers)


_KILLED = """
import os, sys
from pathlib import Path
from app.engine import moving
from app.paths import Home

setattr(moving, sys.argv[3], lambda *_: os._exit(9))
mover = moving.Mover(Home(Path(sys.argv[1])), lambda call: call())
mover.answer(moving.MoveIndex(Path(sys.argv[2])), lambda _: None)
"""


@pytest.mark.parametrize("at", ["verify", "sync_directory", "note_moved"])
def test_a_kill_halfway_leaves_the_old_one_and_no_copy(
    home: Home, disk: Path, papers: Path, engines: ThreadEngines, at: str
) -> None:
    with Watcher(home, engines) as one:
        _filled(one, papers)
    engines.join()
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(home.directory), str(disk), at], check=False
    )
    assert killed.returncode == 9
    assert list(disk.iterdir()) != []
    assert home.index == home.own_index
    with Watcher(home, engines) as two:
        two.ask(GetOverview())
        _found(two, papers)
        _is_home_as_it_was(home, disk)
        assert not home.place_file.exists()


def test_an_index_whose_disk_is_away_is_not_made_anew(
    home: Home, disk: Path, papers: Path, engines: ThreadEngines
) -> None:
    with Watcher(home, engines) as one:
        _filled(one, papers)
        one.ask(MoveIndex(disk))
        assert one.lost.wait(60)
    engines.join()
    away = disk.with_name("unplugged")
    disk.rename(away)
    with Watcher(home, engines) as two, pytest.raises(HomeError, match="Connect its disk"):
        two.ask(GetOverview())
    engines.join()
    assert not disk.exists()
    away.rename(disk)
    with Watcher(home, engines) as three:
        _found(three, papers)


def test_what_is_left_on_a_disk_that_is_away_waits_for_it(home: Home, disk: Path) -> None:
    from app.engine.index_place import delete_left

    home.create()
    first = disk / "SparkBERT index"
    first.mkdir()
    note_moved(home, first)
    note_moved(home, home.own_index)
    away = disk.with_name("unplugged")
    disk.rename(away)
    delete_left(home)
    assert home.place_file.exists()
    away.rename(disk)
    delete_left(home)
    assert not first.exists()
    assert not home.place_file.exists()


def test_a_place_file_that_says_nothing_is_named(home: Home) -> None:
    home.create()
    home.place_file.write_text("{")
    with pytest.raises(HomeError, match=r"index\.place"):
        _ = home.index
