from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.client import EngineClient
from app.engine.encoder_link import PROCESS_NAME
from app.engine.events import Notice, NoticeKind
from app.engine.indexer import Indexer
from app.engine.messages import (
    AddSources,
    GetOverview,
    IndexNow,
    Retry,
)
from app.engine.search_messages import Search, SearchStage
from app.engine.standing import Activity
from app.engine.trouble import TroubleKind
from app.engine.wire import published
from app.engine.workplace import Tools
from app.errors import EngineLostError
from app.paths import Home
from app.settings import Settings
from sparkbert.errors import DiskFullError
from tests.support import scripted_encoder
from tests.support.piece_encoder import load_piece_tools
from tests.support.running_engine import ThreadEngines, Watcher, start_with_pieces, write

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "documents", "soup.txt", "Boil the lentils with onions.")
    return tmp_path / "documents"


@pytest.fixture
def engines() -> Iterator[ThreadEngines]:
    one = ThreadEngines()
    yield one
    one.join()


def _encoder_pid() -> int:
    import multiprocessing

    return next(
        child.pid
        for child in multiprocessing.active_children()
        if child.name == PROCESS_NAME and child.pid is not None
    )


def test_an_encoder_that_is_killed_is_replaced_with_a_note(
    home: Home, engines: ThreadEngines, folder: Path
) -> None:
    with Watcher(home, engines) as client:
        client.ask(AddSources((folder,)))
        client.wait_until_done(1)
        os.kill(_encoder_pid(), signal.SIGKILL)
        write(folder, "bread.txt", "Knead the dough.")
        client.wait_until_done(2)
        note = client.wait_for(lambda one: isinstance(one, Notice))
        assert isinstance(note, Notice)
        assert note.kind is NoticeKind.ENCODER_RESTARTED
        assert client.ask(Search("dough", 5)).by_meaning


def test_words_are_searched_without_a_model(home: Home, folder: Path) -> None:
    def load(settings: Settings) -> Tools:
        return replace(load_piece_tools(settings), encoder=scripted_encoder.without_model)

    engines = ThreadEngines(load)
    with Watcher(home, engines) as client:
        client.ask(AddSources((folder,)))
        note = client.wait_for(lambda one: isinstance(one, Notice))
        assert isinstance(note, Notice)
        assert note.kind is NoticeKind.ENCODER_FAILED
        overview = client.wait_until(lambda one: one.message is not None)
        assert "lacks everything" in (overview.message or "")
        assert overview.trouble is note.trouble is TroubleKind.MODEL
        found = client.ask(Search("lentils", 5, stage=SearchStage.WORDS))
        assert len(found.passages) == 1
    engines.join()


def test_an_engine_that_is_killed_is_told_and_another_goes_on(home: Home, folder: Path) -> None:
    with Watcher(home, start_with_pieces) as client:
        client.ask(IndexNow((folder,)))
        first = published(home)
        assert first is not None
        os.kill(first.pid, signal.SIGKILL)
        assert client.lost.wait(30)
        with pytest.raises(EngineLostError):
            client.ask(GetOverview())
    with Watcher(home, start_with_pieces) as client:
        second = published(home)
        assert second is not None
        assert second.pid != first.pid
        assert len(client.ask(Search("lentils", 5)).passages) == 1


def test_an_engine_that_is_told_to_end_ends_in_good_order(home: Home, folder: Path) -> None:
    with Watcher(home, start_with_pieces) as client:
        client.ask(IndexNow((folder,)))
        address = published(home)
        assert address is not None
        os.kill(address.pid, signal.SIGTERM)
        assert client.lost.wait(30)
    assert published(home) is None


def test_those_who_come_at_once_share_one_engine(home: Home) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def attach(_: int) -> EngineClient:
        return EngineClient.attach(home, start=start_with_pieces)

    with ThreadPoolExecutor(4) as pool:
        clients = list(pool.map(attach, range(4)))
    assert published(home) is not None
    for client in clients:
        assert client.ask(GetOverview()).result(60).sources == ()
    for client in clients:
        client.close()


def test_a_full_disk_is_told_and_work_goes_on_when_there_is_room(
    home: Home, engines: ThreadEngines, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_out_of_space(self: Indexer, *arguments: object, **options: object) -> None:
        raise DiskFullError("No space is left. Make room and go on.")

    with Watcher(home, engines) as client:
        with monkeypatch.context() as patch:
            patch.setattr(Indexer, "run", run_out_of_space)
            client.ask(AddSources((folder,)))
            note = client.wait_for(lambda one: isinstance(one, Notice))
            assert isinstance(note, Notice)
            assert note.kind is NoticeKind.TROUBLE
            trouble = client.wait_until(lambda one: one.activity is Activity.TROUBLE)
            assert trouble.message == "No space is left. Make room and go on."
            assert trouble.trouble is note.trouble is TroubleKind.DISK_FULL
        client.ask(Retry())
        client.wait_until_done(1)
