"""Does the engine make way for its user: asleep, paused, on battery, beside other programs?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.events import Notice
from app.engine.messages import (
    AddSources,
    GetOverview,
    IndexNow,
    Pause,
    RemoveSource,
    Resume,
)
from app.engine.pace import Pace
from app.engine.search_messages import Search, SearchStage
from app.engine.standing import (
    Activity,
    EncoderState,
    Overview,
    SourceState,
)
from app.engine.stopping import ResumeSource, StopSource
from app.errors import SourceError
from app.paths import Home
from tests.support.command_line import Cli
from tests.support.running_engine import ThreadEngines, Watcher, write

pytestmark = pytest.mark.integration


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    write(folder, "lease.md", "# Lease\n\nThe tenant pays the rent on the first day of each month.")
    write(folder, "deep/soup.txt", "Boil the lentils with onions and carrots for half an hour.")
    return folder


@pytest.fixture
def start() -> Iterator[ThreadEngines]:
    engines = ThreadEngines()
    yield engines
    engines.join()


def test_an_idle_encoder_sleeps_and_a_search_wakes_it(
    home: Home, start: ThreadEngines, documents: Path
) -> None:
    home.settings_file.write_text("[scheduling]\nencoder_sleep_seconds = 0.2\n")
    with Watcher(home, start) as client:
        client.ask(AddSources((documents,)))
        done = client.wait_until_done(2)
        for _ in range(2):
            client.wait_until(lambda one: one.encoder is EncoderState.ASLEEP)
            assert client.ask(Search("lentils", 5, stage=SearchStage.WORDS)).passages
            assert client.ask(Search("lentils", 5)).by_meaning
        asleep = client.wait_until(lambda one: one.encoder is EncoderState.ASLEEP)
        assert (asleep.activity, asleep.message) == (done.activity, None)
        assert not [one for one in client.events if isinstance(one, Notice)]


def _waits_for_power(overview: Overview) -> bool:
    return overview.activity is Activity.PAUSED and bool(overview.n_files)


def test_on_battery_words_go_on_and_meaning_waits_until_somebody_insists(
    home: Home, start: ThreadEngines, documents: Path
) -> None:
    start.computer.is_on_battery = True
    with Watcher(home, start) as client:
        client.ask(AddSources((documents,)))
        waiting = client.wait_until(lambda one: _waits_for_power(one) and one.n_files_by_words == 2)
        assert (waiting.pace, waiting.n_chunks_by_meaning) == (Pace.WORDS, 0)
        assert waiting.encoder is EncoderState.ASLEEP  # it is not even loaded
        client.wait_until_found("lentils", documents / "deep/soup.txt")
        new = write(documents, "new.txt", "A ladder against the oldest tree.")
        client.wait_until_found("ladder", new)
        client.ask(Resume())
        assert client.wait_until_done(3).pace is Pace.FULL


def test_a_setting_leaves_everything_for_later(
    home: Home, start: ThreadEngines, documents: Path
) -> None:
    home.settings_file.write_text("[scheduling]\non_battery = 'pause'\n")
    start.computer.is_on_battery = True
    with Watcher(home, start) as client:
        client.ask(AddSources((documents,)))
        waiting = client.wait_until(_waits_for_power)
        assert (waiting.pace, waiting.n_files_by_words) == (Pace.HELD, 0)
        client.ask(Resume())
        client.wait_until_done(2)


def test_what_is_asked_for_is_done_on_battery_too(
    home: Home, start: ThreadEngines, documents: Path
) -> None:
    start.computer.is_on_battery = True
    with Watcher(home, start) as client:
        assert client.ask(IndexNow((documents,))).n_chunks_by_meaning == 2


def test_the_power_goes_while_work_is_under_way_and_comes_back(
    home: Home, start: ThreadEngines, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.engine.governor._BATTERY_EVERY_S", 0.0)
    monkeypatch.setattr("app.engine.loop.LOOK_AGAIN_S", 0.05)
    with Watcher(home, start) as client:
        client.ask(AddSources((documents,)))
        client.wait_until_done(2)
        start.computer.is_on_battery = True
        write(documents, "new.txt", "\n\n".join(f"Paragraph {n} of a tale." for n in range(50)))
        client.wait_until(lambda one: _waits_for_power(one) and one.n_files_by_words == 3)
        start.computer.is_on_battery = False
        client.wait_until_done(3)


def _state(overview: Overview, root: Path) -> SourceState:
    return next(one.state for one in overview.sources if one.path == root)


def test_a_folder_is_stopped_and_keeps_what_was_read(
    home: Home, start: ThreadEngines, documents: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    write(other, "orchard.md", "A ladder against the oldest tree.")
    with Watcher(home, start) as client:
        client.ask(AddSources((documents, other)))
        client.wait_until_done(3)
        client.ask(StopSource(documents))
        assert _state(client.ask(GetOverview()), documents) is SourceState.STOPPED
        write(documents, "new.txt", "Nobody is to know of the marmalade.")
        jam = write(other, "jam.txt", "More of the marmalade.")
        client.wait_until_found("marmalade", jam)
    start.join()
    with Watcher(home, start) as client:  # over a restart, too
        late = write(other, "late.txt", "The last marmalade.")
        client.wait_until_found("marmalade", jam, late)
        overview = client.wait_until_done(5)
        assert _state(overview, documents) is SourceState.STOPPED
        client.wait_until_found("lentils", documents / "deep/soup.txt")
        assert client.ask(IndexNow()).n_indexed == 0
        client.ask(ResumeSource(documents))
        client.wait_until_found("marmalade", jam, late, documents / "new.txt")
        assert _state(client.wait_until_done(6), documents) is SourceState.LIVE


def test_a_folder_stopped_at_once_leaves_no_work_behind(
    home: Home, start: ThreadEngines, documents: Path
) -> None:
    with Watcher(home, start) as client:
        client.ask(Pause())  # nothing is read meanwhile
        client.ask(AddSources((documents,)))
        client.wait_until(lambda one: one.n_files == 2)
        client.ask(StopSource(documents))
        client.ask(Resume())
        overview = client.wait_until(lambda one: one.activity is Activity.IDLE)
        assert (overview.n_files, overview.n_chunks) == (0, 0)
        client.ask(AddSources((documents,)))  # who adds it again wants it
        client.wait_until_done(2)


def test_what_waited_for_the_encoder_waits_for_its_folder(
    home: Home, start: ThreadEngines, documents: Path
) -> None:
    start.computer.is_on_battery = True
    with Watcher(home, start) as client:
        client.ask(AddSources((documents,)))
        client.wait_until(lambda one: _waits_for_power(one) and one.n_files_by_words == 2)
        client.ask(StopSource(documents))
        start.computer.is_on_battery = False
        stopped = client.wait_until(lambda one: one.activity is Activity.IDLE)
        assert (stopped.n_chunks_held, stopped.n_chunks_by_meaning) == (2, 0)
    start.join()
    with Watcher(home, start) as client:
        assert client.ask(GetOverview()).n_chunks_held == 2
        client.wait_until_found("lentils", documents / "deep/soup.txt")
        client.ask(RemoveSource(documents))  # or it is wiped
        assert client.ask(GetOverview()).n_chunks_held == 0
        client.ask(AddSources((documents,)))
        client.wait_until_done(2)


def test_only_an_indexed_folder_can_be_stopped(
    home: Home, start: ThreadEngines, documents: Path
) -> None:
    with Watcher(home, start) as client, pytest.raises(SourceError):
        client.ask(StopSource(documents))


def test_commands_pause_cancel_and_go_on(home: Home, documents: Path) -> None:
    cli = Cli(home.directory, documents)
    assert cli("index", documents).status == 0
    assert "sparkbert resume" in cli("pause").out
    assert cli("status", "--json").json["paused"]
    assert "Paused" in cli("status").out
    assert cli("resume").status == 0
    assert not cli("status", "--json").json["paused"]
    assert "2 files of it can be searched" in cli("cancel", documents).out
    assert cli("status", "--json").json["sources"][0]["cancelled"]
    assert "cancelled" in cli("status").out
    assert cli("search", "lentils", "--json").json["hits"]
    assert cli("resume", documents).status == 0
    assert cli("resume", documents).status == 1  # it is not cancelled any more
    assert not cli("status", "--json").json["sources"][0]["cancelled"]
    assert "2 files" in cli("cancel", documents, "--drop").out
    assert cli("status", "--json").json["sources"] == []
    assert cli("cancel", documents).status == 1


def test_status_tells_what_a_running_engine_does(
    home: Home, start: ThreadEngines, documents: Path
) -> None:
    cli = Cli(home.directory, documents)
    start.computer.is_on_battery = True
    with Watcher(home, start) as client:
        client.ask(AddSources((documents,)))
        client.wait_until(lambda one: _waits_for_power(one) and one.n_files_by_words == 2)
        assert "on battery" in cli("status").out
        now = cli("status", "--json").json["now"]
        assert (now["activity"], now["pace"], now["encoder"]) == ("paused", "words", "asleep")
        assert (now["passages"], now["passages_by_meaning"]) == (2, 0)
        client.ask(Resume())
        client.wait_until_done(2)
        assert "everything is up to date" in cli("status").out


def test_a_stopped_folder_is_forgotten_without_a_trace(
    home: Home, start: ThreadEngines, documents: Path
) -> None:
    secret = documents.rename(documents.with_name("marzipan"))
    with Watcher(home, start) as client:
        client.ask(AddSources((secret,)))
        client.wait_until_done(2)
        client.ask(StopSource(secret))
        client.ask(RemoveSource(secret))
        for path in home.index.rglob("*"):
            assert not path.is_file() or b"marzipan" not in path.read_bytes(), path
        client.ask(AddSources((secret,)))
        assert _state(client.wait_until_done(2), secret) is SourceState.LIVE
