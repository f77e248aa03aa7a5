"""Does the engine make way for its user: asleep, paused, on battery, beside other programs?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.engine.events import Notice
from app.engine.messages import AddSources, EncoderState, Search, SearchStage
from app.paths import Home
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
def start() -> Iterator[Callable[[Home], None]]:
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
