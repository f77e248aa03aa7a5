"""Several commands and a window at once: each gets its answer, or is told why it does not."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from app.engine.messages import AddSources, IndexNow
from app.engine.search_messages import Search, SearchStage
from app.paths import Home
from sparkbert.index.verify import verify
from tests.support.running_engine import Watcher, start_with_pieces, write

pytestmark = [pytest.mark.integration, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
_PATIENCE_S = 180


def start(home: Home, *arguments: str | Path) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "tests.support.command_process", *map(str, arguments)]
    return subprocess.Popen(
        [*line, "--home", str(home.directory)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=_PATIENCE_S)
    if "bug" in err:  # the log says which
        home = Home(Path(str(process.args[-1])))  # type: ignore[index]
        pytest.fail(err + "".join(log.read_text("utf-8") for log in home.logs.glob("*.log")))
    assert "Traceback" not in err, err
    return process.returncode, out, err


def test_commands_at_once_share_an_engine_and_all_is_indexed(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    folders = [tmp_path / f"folder{number}" for number in range(3)]
    for number, folder in enumerate(folders):
        write(folder, "soup.txt", f"Boil the lentils of folder {number}.")
    for status, _, err in map(end, [start(home, "index", folder) for folder in folders]):
        assert status == 0, err
    assert verify(home.index) == []
    searches = [start(home, "search", f"folder {number}", "--json") for number in range(3)]
    for number, (status, out, err) in enumerate(map(end, searches)):
        assert status == 0, err
        assert f"lentils of folder {number}" in out


def test_commands_of_all_kinds_beside_a_window(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    rng = random.Random(5)
    folders = [tmp_path / f"folder{number}" for number in range(3)]
    for folder in folders:
        for number in range(4):
            write(folder, f"file{number}.txt", f"Text {number} of {folder.name}.")
    with Watcher(home, start_with_pieces) as window:
        window.ask(AddSources((folders[0],)))
        window.wait_until_done(4)
        commands: list[tuple[str | Path, ...]] = [
            ("index", folders[1]),
            ("index", folders[2]),
            ("index",),
            ("forget", folders[0]),
            ("search", "text"),
            ("status", "--json"),
            ("verify",),
            ("verify", "--repair"),
        ]
        rng.shuffle(commands)
        for command, (status, _, err) in zip(
            commands, [end(one) for one in [start(home, *each) for each in commands]], strict=True
        ):
            # One line says what is in the way: another writes, or the folder is already out.
            assert status == 0 or err.count("\n") <= 2, (command, err)
        end(start(home, "index", *folders))
        window.wait_until_done(12)
        assert window.ask(Search("text", 50, stage=SearchStage.WORDS)).passages
        assert verify(home.index) == []


def test_a_repair_is_refused_while_an_engine_writes(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    write(tmp_path / "folder", "soup.txt", "Boil the lentils.")
    with Watcher(home, start_with_pieces) as window:
        window.ask(AddSources((tmp_path / "folder",)))
        window.wait_until_done(1)
        window.ask(IndexNow())  # has all checked: what breaks now, this engine does not look for
        content = bytearray(next((home.index / "segments").iterdir()).read_bytes())
        content[-1] ^= 1
        next((home.index / "segments").iterdir()).write_bytes(content)
        status, out, err = end(start(home, "verify", "--repair"))
    assert status == 1
    assert "segment" in out
    assert "is already writing to the index" in err
