"""Does a folder of files that try to harm us cost more than those files?"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.engine.messages import (
    GetFailures,
    IndexNow,
    IndexSummary,
    RemoveSource,
)
from app.engine.search_messages import Search, SearchStage
from app.engine.wire import published
from app.logs import log_file, not_indexed_file
from app.paths import Home
from app.printable import printable
from tests.support.command_line import Cli
from tests.support.hostile import HostileFile, Outcome, Scale, write_hostile_files
from tests.support.hostile.docx_attacks import LEAK
from tests.support.hostile.write import make_removable
from tests.support.memory import MemoryWatch
from tests.support.running_engine import Watcher, start_with_pieces

pytestmark = [
    pytest.mark.integration,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="pipes, devices and names of POSIX"),
]

_PATIENCE_S = 900.0  # on a machine that does much else
_ENGINE_BYTES = 250_000_000
_EXTRACTOR_BYTES = 1_000_000_000
_SETTINGS = "[extraction]\nseconds = 20\n"


@dataclass
class Indexed:
    """The hostile folder after it was indexed by an engine of its own."""

    home: Home
    folder: Path
    files: list[HostileFile]
    summary: IndexSummary
    memory: MemoryWatch


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Indexed]:
    folder = tmp_path_factory.mktemp("hostile") / "documents"
    home = Home(tmp_path_factory.mktemp("home") / "home")
    home.create()
    home.settings_file.write_text(_SETTINGS)
    files = write_hostile_files(folder, Scale.SMALL)
    with Watcher(home, start_with_pieces) as watcher:
        address = published(home)
        assert address is not None
        with MemoryWatch(address.pid) as memory:
            summary = watcher.client.ask(IndexNow((folder,))).result(_PATIENCE_S)
    yield Indexed(home, folder, files, summary, memory)
    make_removable(folder)
    shutil.rmtree(folder)


@pytest.fixture
def watcher(indexed: Indexed) -> Iterator[Watcher]:
    with Watcher(indexed.home, start_with_pieces) as one:
        yield one


def found(watcher: Watcher, word: str) -> set[Path]:
    """Return the files that are found by a word."""
    results = watcher.ask(Search(word, 5, stage=SearchStage.WORDS))
    return {one.place.path for one in results.passages}


def test_each_file_is_found_or_fails_as_it_must(indexed: Indexed, watcher: Watcher) -> None:
    failed = {one.path: one for one in watcher.ask(GetFailures()).files}
    surprises = []
    for file in indexed.files:
        failure = failed.get(file.path)
        paths = found(watcher, file.word) if file.word else set()
        outcome = Outcome.LEFT_OUT
        if failure is not None:
            outcome = Outcome.FAILED
        elif paths:
            outcome = Outcome.FOUND
        allowed = {file.outcome}
        if file.outcome is Outcome.EITHER:
            allowed = {Outcome.FOUND, Outcome.FAILED}
        is_right = paths <= {file.path} and outcome in allowed
        if failure is not None:
            is_right = is_right and not paths and failure.kind in file.failures
        if not is_right:
            surprises.append((file, paths, failure))
    assert not surprises
    told = {file.path for file in indexed.files}
    assert set(failed) <= told  # nothing that is not there is said to have failed
    assert found(watcher, LEAK) == set()


def test_every_failure_has_a_reason_and_a_remedy(watcher: Watcher) -> None:
    for failure in watcher.ask(GetFailures()).files:
        assert failure.message.count(".") >= 2, failure


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_stays_within_its_limits(indexed: Indexed) -> None:
    assert 0 < indexed.memory.own < _ENGINE_BYTES
    assert indexed.memory.children
    assert max(indexed.memory.children.values()) < _EXTRACTOR_BYTES


def test_another_engine_tries_nothing_again(indexed: Indexed, watcher: Watcher) -> None:
    summary = watcher.client.ask(IndexNow((indexed.folder,))).result(_PATIENCE_S)
    again = summary.n_indexed + sum(summary.failed.values())
    assert (again, summary.n_files_waiting) == (0, 0)
    assert summary.n_unchanged == indexed.summary.n_indexed + sum(indexed.summary.failed.values())


def test_the_command_line_names_each_file_by_its_very_name(indexed: Indexed) -> None:
    cli = Cli(indexed.home.directory, indexed.folder)
    status: dict[str, Any] = cli("status", "--json").json
    listed = {Path(one["path"]) for one in status["not_indexed"]}
    failed = {one.path for one in indexed.files if one.outcome is Outcome.FAILED}
    assert failed <= listed
    assert all(os.path.lexists(path) for path in listed)
    named = [one for one in indexed.files if one.path.is_relative_to(indexed.folder / "names")]
    odd = [one for one in named if printable(one.path.name) != one.path.name]
    assert len(odd) > 8
    for file in odd[::3]:
        first, *_ = cli("search", f'"{file.word}"', "--json").json["hits"]
        assert Path(first["path"]).read_bytes() == file.path.read_bytes()
    for output in (cli("status").out, cli("search", odd[0].word or "").out):
        assert "\x1b" not in output
        output.encode()


def test_the_log_names_files_and_holds_no_text(indexed: Indexed) -> None:
    lines = not_indexed_file(indexed.home).read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    logged = {Path(one["path"]) for one in entries}
    assert {one.path for one in indexed.files if one.outcome is Outcome.FAILED} <= logged
    assert all(one["reason"] and one["message"] for one in entries)
    log = "\n".join(lines)
    if log_file(indexed.home).exists():
        log += log_file(indexed.home).read_text(encoding="utf-8")
    words = [one.word for one in indexed.files if one.word] + [LEAK, "neverfound", "gardener"]
    assert not [word for word in words if word in log]


def test_nothing_of_it_is_left_when_it_is_forgotten(indexed: Indexed, watcher: Watcher) -> None:
    watcher.ask(RemoveSource(indexed.folder))
    words = [one.word.encode() for one in indexed.files if one.word]
    words += [b"gardener", b"minutes 0", os.fsencode(indexed.folder)]
    left = {
        (path.name, word)
        for path in indexed.home.directory.rglob("*")
        if path.is_file()
        for content in [path.read_bytes()]
        for word in words
        if word in content
    }
    assert left == set()
