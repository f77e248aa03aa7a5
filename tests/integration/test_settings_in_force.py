"""Does an engine follow what its user sets, and does what it must not know any more go?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.engine.messages import AddSources, GetOverview
from app.engine.seeing import GetStatistics
from app.engine.settings_messages import (
    ChangeSettings,
    EngineFacts,
    GetFacts,
    GetSettings,
    RestartEngine,
    StoredSettings,
)
from app.engine.standing import Overview, SourceState
from app.engine.stopping import StopSource
from app.engine.verify_messages import Verified, VerifyIndex, VerifyProgress
from app.errors import SettingsError
from app.paths import Home
from app.settings import FilesSettings, FileType, OnBattery, Settings, load_settings
from tests.support.running_engine import ThreadEngines, Watcher, write


@pytest.fixture
def engines() -> Iterator[ThreadEngines]:
    engines = ThreadEngines()
    yield engines
    engines.join()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def _restart(watcher: Watcher, *, rebuild: bool = False) -> None:
    watcher.ask(RestartEngine(rebuild))
    assert watcher.lost.wait(60)


def test_a_kind_of_file_can_be_left_out_and_let_in_again(
    tmp_path: Path, home: Home, engines: ThreadEngines
) -> None:
    folder = tmp_path / "papers"
    note = write(folder, "note.md", "# Walnut\n\nThe walnut tree in the yard.")
    text = write(folder, "list.txt", "A walnut cake needs two eggs and flour.")
    with Watcher(home, engines) as one:
        one.ask(AddSources((folder,)))
        one.wait_until_done(2)
        one.wait_until_found("walnut", note, text)
        before: StoredSettings = one.ask(GetSettings())
        assert before.is_in_force
        fewer = replace(before.settings, files=FilesSettings((FileType.TEXT,)))
        changed: StoredSettings = one.ask(ChangeSettings(before.settings, fewer))
        assert not changed.is_in_force
        _restart(one)
    with Watcher(home, engines) as two:
        assert two.ask(GetSettings()).is_in_force
        two.wait_until_found("walnut", note)
        two.wait_until_done(1)
        write(folder, "more.txt", "Walnut oil")
        write(folder, "more.md", "Hazelnut oil")
        two.wait_until_done(2)  # the watcher leaves it out, too
        for file in (home.index).rglob("*"):
            assert not file.is_file() or b"needs two eggs" not in file.read_bytes()
        two.ask(ChangeSettings(fewer, before.settings))
        _restart(two)
    with Watcher(home, engines) as three:
        three.wait_until_done(4)
        three.wait_until_found("eggs", text)


def test_making_way_is_followed_at_once(home: Home, tmp_path: Path) -> None:
    engines = ThreadEngines()
    engines.computer.is_on_battery = True
    folder = tmp_path / "papers"
    write(folder, "note.md", "The walnut tree in the yard.")
    home.create()
    home.settings_file.write_text('[scheduling]\non_battery = "pause"\n')
    with Watcher(home, engines) as one:
        one.ask(AddSources((folder,)))
        one.wait_until(lambda now: now.pace.value == "held" and now.n_files == 1)
        before = one.ask(GetSettings()).settings
        assert before.scheduling.on_battery is OnBattery.PAUSE
        after = replace(before, scheduling=replace(before.scheduling, on_battery=OnBattery.RUN))
        assert one.ask(ChangeSettings(before, after)).is_in_force
        one.wait_until_done(1)
        threads = replace(after, scheduling=replace(after.scheduling, encoder_threads=1))
        assert not one.ask(ChangeSettings(after, threads)).is_in_force
    engines.join()
    assert load_settings(home.settings_file).scheduling.encoder_threads == 1


def test_the_index_is_made_anew_with_what_was_said_of_folders(
    tmp_path: Path, home: Home, engines: ThreadEngines
) -> None:
    going = write(tmp_path / "going", "a.md", "The walnut tree in the yard.").parent
    stopped = write(tmp_path / "stopped", "b.md", "The chestnut tree.").parent
    with Watcher(home, engines) as one:
        one.ask(AddSources((going, stopped)))
        one.wait_until_done(2)
        one.ask(StopSource(stopped))
        _restart(one, rebuild=True)
    with Watcher(home, engines) as two:
        two.wait_until_done(1)
        two.wait_until_found("walnut", going / "a.md")
        now: Overview = two.ask(GetOverview())
        states = {one.path: one.state for one in now.sources}
        assert states == {going: SourceState.LIVE, stopped: SourceState.STOPPED}
        assert two.ask(GetFacts()).set_aside_bytes == 0
        two.wait_for(lambda one: "made again" in getattr(one, "message", ""))
    with Watcher(home, engines) as three:  # once is enough
        three.wait_until_done(1)
        assert not any("made again" in getattr(one, "message", "") for one in three.events)


def test_the_index_is_checked_while_it_is_in_use(
    tmp_path: Path, home: Home, engines: ThreadEngines
) -> None:
    folder = write(tmp_path / "papers", "a.md", "The walnut tree in the yard.").parent
    with Watcher(home, engines) as one:
        one.ask(AddSources((folder,)))
        one.wait_until_done(1)
        assert one.ask(VerifyIndex()) == Verified(())
        steps = [event for event in one.events if isinstance(event, VerifyProgress)]
        assert steps[0].n_done == 0
        assert steps[-1].n_done == steps[-1].n_parts
        segment = next((home.index / "segments").iterdir())
        content = bytearray(segment.read_bytes())
        content[len(content) // 2] ^= 0xFF
        segment.write_bytes(content)
        problems = one.ask(VerifyIndex()).problems
        assert problems
        assert problems[0].startswith("segment")


def test_facts_are_told_and_wrong_files_named(home: Home, engines: ThreadEngines) -> None:
    home.create()
    with Watcher(home, engines) as one:
        one.ask(GetOverview())
        facts: EngineFacts = one.ask(GetFacts())
        assert facts.model == "all-MiniLM-L6-v2"
        assert facts.model_bytes > 1_000_000
        assert len(facts.vocabulary_sha256) == 64
        # What the disk is told to hold by its parts, without the log of what was last written.
        parts = one.ask(GetStatistics()).bytes_of.values()
        assert 0 < sum(parts) <= facts.index_bytes < sum(parts) + 100_000
        home.settings_file.write_text("topk = 3\n")
        with pytest.raises(SettingsError, match="topk is not a setting"):
            one.ask(GetSettings())
        with pytest.raises(SettingsError, match="topk is not a setting"):
            one.ask(ChangeSettings(Settings(), replace(Settings(), top_k=3)))
        assert home.settings_file.read_text() == "topk = 3\n"
