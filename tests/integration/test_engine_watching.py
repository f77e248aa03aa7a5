from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.engine.messages import AddSources, ReadDocument
from app.engine.standing import SourceState
from app.engine.workplace import Tools
from app.paths import Home
from app.settings import Settings
from sparkbert.encoder.base import Encoding
from tests.support.piece_encoder import PieceEncoder, load_piece_tools
from tests.support.running_engine import ThreadEngines, Watcher, write

pytestmark = pytest.mark.integration


class NotingEncoder(PieceEncoder):
    """Writes every text that it encodes into a file."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file

    def encode_batches(self, texts: Sequence[str]) -> Iterator[dict[int, Encoding]]:
        with self._file.open("a") as stream:
            stream.writelines(f"{text}\n" for text in texts)
        yield from super().encode_batches(texts)


class _Factory:
    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self) -> NotingEncoder:
        return NotingEncoder(self._file)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    write(folder, "soup.txt", "Boil the lentils with onions.")
    return folder


@pytest.fixture
def encoded(tmp_path: Path) -> Path:
    return tmp_path / "encoded"


@pytest.fixture
def engines(encoded: Path) -> Iterator[ThreadEngines]:
    def load(settings: Settings) -> Tools:
        return replace(load_piece_tools(settings), encoder=_Factory(encoded))

    one = ThreadEngines(load)
    yield one
    one.join()


@pytest.fixture
def client(tmp_path: Path, engines: ThreadEngines, folder: Path) -> Iterator[Watcher]:
    with Watcher(Home(tmp_path / "home"), engines) as one:
        one.ask(AddSources((folder,)))
        one.wait_until_done(1)
        yield one


def test_what_happens_to_files_reaches_the_index(client: Watcher, folder: Path) -> None:
    path = folder / "soup.txt"
    new = write(folder, "deep/bread.txt", "Knead the dough with lentils.")
    client.wait_until_found("lentils", path, new)
    write(folder, "deep/bread.txt", "Knead the dough with water.")
    client.wait_until_found("lentils", path)
    client.wait_until_found("water", new)
    part = write(folder, ".saved", "Roast the chickpeas.")
    part.replace(path)
    client.wait_until_found("chickpeas", path)
    client.wait_until_found("lentils")
    path.unlink()
    client.wait_until_found("chickpeas")


def test_a_rename_costs_no_model_call(client: Watcher, folder: Path, encoded: Path) -> None:
    before = encoded.read_text()
    (folder / "soup.txt").rename(folder / "stew.txt")
    client.wait_until_found("lentils", folder / "stew.txt")
    (folder / "far").mkdir()
    (folder / "stew.txt").rename(folder / "far/stew.txt")
    client.wait_until_found("lentils", folder / "far/stew.txt")
    (folder / "far").rename(folder / "near")
    client.wait_until_found("lentils", folder / "near/stew.txt")
    client.wait_until_done(1)
    assert encoded.read_text() == before


def test_what_happened_while_nobody_watched_is_caught_up(
    tmp_path: Path, engines: ThreadEngines, folder: Path
) -> None:
    home = Home(tmp_path / "home")
    with Watcher(home, engines) as client:
        client.ask(AddSources((folder,)))
        client.wait_until_done(1)
    engines.join()
    write(folder, "new.txt", "Grind the pepper.")
    (folder / "soup.txt").rename(folder / "stew.txt")
    with Watcher(home, engines) as client:
        client.wait_until_found("pepper", folder / "new.txt")
        client.wait_until_found("lentils", folder / "stew.txt")


def test_a_folder_that_vanishes_is_offline_and_keeps_its_text(
    client: Watcher, folder: Path, tmp_path: Path
) -> None:
    folder.rename(tmp_path / "elsewhere")
    client.wait_until(lambda one: one.sources[0].state is SourceState.OFFLINE)
    client.wait_until_found("lentils", folder / "soup.txt")
    (tmp_path / "elsewhere").rename(folder)
    client.wait_until(lambda one: one.sources[0].state is SourceState.LIVE)


def test_a_changed_document_is_told_stale(client: Watcher, folder: Path) -> None:
    assert not client.ask(ReadDocument(folder / "soup.txt")).is_stale
