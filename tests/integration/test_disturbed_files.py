"""Are files read that others hold, lengthen or delete at the same time?"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from app.engine.messages import GetFailures, IndexNow
from app.extract.base import FailureKind
from app.paths import Home
from app.watch.scanner import digest_of
from tests.support.hostile.disturbances import coming_and_going, growing, leased, locked
from tests.support.running_engine import ThreadEngines, Watcher, write

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX"),
]

_PATIENCE_S = 120.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "documents", "good.txt", "A plain text about lentils.")
    return tmp_path / "documents"


def test_a_locked_file_is_read(tmp_path: Path, folder: Path) -> None:
    path = write(folder, "locked.txt", "A locked text about pumpkins.")
    engines = ThreadEngines()
    with locked(path), Watcher(Home(tmp_path / "home"), engines) as watcher:
        watcher.client.ask(IndexNow((folder,))).result(_PATIENCE_S)
        watcher.wait_until_found("pumpkins", path)
    engines.join()


@pytest.mark.skipif(sys.platform != "linux", reason="leases are Linux's")
def test_a_hash_waits_for_no_lease_and_no_pipe(folder: Path) -> None:
    import os

    path = write(folder, "leased.txt", "text")
    os.mkfifo(folder / "pipe.txt")
    answers: list[bytes | None] = []
    with leased(path):
        hashing = threading.Thread(
            target=lambda: answers.extend(
                digest_of(folder / one) for one in ("leased.txt", "pipe.txt")
            )
        )
        hashing.start()
        hashing.join(20)
        assert not hashing.is_alive()
    assert answers == [None, None]
    assert digest_of(path) is not None


def test_a_file_that_grows_and_grows_ends_nothing(tmp_path: Path, folder: Path) -> None:
    path = write(folder, "growing.txt", "It begins with pumpkins.\n")
    home = Home(tmp_path / "home")
    engines = ThreadEngines()
    with Watcher(home, engines) as watcher:
        with growing(path, b"another line of the very same text\n"):
            watcher.client.ask(IndexNow((folder,))).result(_PATIENCE_S)
            watcher.wait_until_found("lentils", folder / "good.txt")
        write(folder, "growing.txt", "It ends with radishes.\n")
        watcher.wait_until_found("radishes", path)
        watcher.wait_until_found("pumpkins")
    engines.join()


def test_a_file_that_comes_and_goes_is_found_in_the_end(tmp_path: Path, folder: Path) -> None:
    path = folder / "restless.txt"
    engines = ThreadEngines()
    with Watcher(Home(tmp_path / "home"), engines) as watcher:
        with coming_and_going(path, b"A restless text about pumpkins."):
            watcher.client.ask(IndexNow((folder,))).result(_PATIENCE_S)
            watcher.wait_until_found("lentils", folder / "good.txt")
        watcher.wait_until_found("pumpkins", path)
        failures = watcher.ask(GetFailures()).files
        assert {one.kind for one in failures} <= {FailureKind.VANISHED}
    engines.join()
