from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.engine.events import Notice, NoticeKind
from app.engine.messages import AddSources, GetOverview, IndexNow
from app.engine.search_messages import Search, SearchStage
from app.engine.wire import published
from app.engine.workplace import Tools
from app.paths import Home
from app.settings import Settings
from sparkbert.encoder.weights import find_model
from sparkbert.index.dump import logical_dump
from sparkbert.index.verify import verify
from tests.support.command_line import Cli
from tests.support.piece_encoder import load_piece_tools
from tests.support.running_engine import ThreadEngines, Watcher, start_with_pieces, write

pytestmark = pytest.mark.integration


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    write(folder, "soup.txt", "Boil the lentils with onions.")
    write(folder, "bread.txt", "Knead the dough and let it rest.")
    return folder


@pytest.fixture
def engines() -> Iterator[ThreadEngines]:
    one = ThreadEngines()
    yield one
    one.join()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """An index to be copied, not to be touched."""
    folder = tmp_path_factory.mktemp("shared") / "documents"
    write(folder, "soup.txt", "Boil the lentils with onions.")
    write(folder, "bread.txt", "Knead the dough and let it rest.")
    cli = Cli(tmp_path_factory.mktemp("shared-home") / "home", folder)
    assert cli("index", folder).status == 0
    return cli


@pytest.fixture
def cli(built: Cli, home: Home) -> Cli:
    shutil.copytree(built.home, home.directory)
    return Cli(home.directory, built.documents)


def segments(home: Home) -> list[Path]:
    return sorted((home.index / "segments").iterdir())


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0x10
    path.write_bytes(content)


def spoil_catalog(home: Home) -> None:
    """Overwrite the root pages of the tables, so that nothing can be read of them."""
    path = home.index / "catalog.db"
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 12] = bytes(4096 * 11)
    path.write_bytes(content)


def mended(client: Watcher) -> str:
    note = client.wait_for(lambda one: isinstance(one, Notice) and one.kind is NoticeKind.MENDED)
    assert isinstance(note, Notice)
    return note.message


@pytest.mark.parametrize("n_kept", [-1, 40, 0], ids=["a byte", "cut short", "emptied"])
def test_damaged_segments_are_made_again_at_the_start(
    home: Home, engines: ThreadEngines, cli: Cli, n_kept: int
) -> None:
    before = logical_dump(home.index)
    for path in segments(home):
        flip(path, -1)
        path.write_bytes(path.read_bytes()[:n_kept] if n_kept >= 0 else path.read_bytes())
    with Watcher(home, engines) as client:
        client.ask(GetOverview())
        text = mended(client)
        assert "of the index had been damaged" in text
        assert str(home.index / "set-aside") in text
        client.wait_until_done(2)
        assert client.ask(Search("lentils", 5)).by_meaning
    assert verify(home.index) == []
    assert logical_dump(home.index) == before
    assert any((home.index / "set-aside").iterdir())


def test_a_search_that_meets_damage_is_answered(home: Home, engines: ThreadEngines) -> None:
    folder = home.directory.parent / "documents"
    write(folder, "soup.txt", "Boil the lentils with onions.")
    with Watcher(home, engines) as client:
        client.ask(AddSources((folder,)))
        client.wait_until_done(1)
        assert client.ask(Search("lentils", 5)).by_meaning  # the segments are mapped now
        for path in segments(home):
            os.truncate(path, 100)
        assert client.ask(Search("lentils", 5, stage=SearchStage.WORDS)).passages
        assert client.ask(Search("lentils", 5)).passages
        assert "damaged" in mended(client)
        client.wait_until_done(1)
        assert client.ask(Search("lentils", 5)).by_meaning
    assert verify(home.index) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_engine_that_dies_over_a_truncated_file_says_where_and_the_next_one_mends(
    home: Home, folder: Path
) -> None:
    with Watcher(home, start_with_pieces) as client:
        client.ask(AddSources((folder,)))
        client.wait_until_done(2)
        for path in segments(home):
            os.truncate(path, 100)
        address = published(home)
        assert address is not None
        os.kill(address.pid, signal.SIGBUS)  # what reading behind the end of a map leads to
        assert client.lost.wait(60)
    crash = (home.logs / "crash.log").read_text()
    assert "Bus error" in crash
    assert "lentils" not in crash
    with Watcher(home, start_with_pieces) as client:
        assert client.ask(Search("lentils", 5)).passages
        assert "damaged" in mended(client)
        client.wait_until_done(2)
    assert verify(home.index) == []


@pytest.mark.parametrize("command", [["index"], ["search", "lentils"]], ids=["index", "search"])
def test_a_damaged_catalog_is_set_aside_and_the_index_made_again(
    home: Home, cli: Cli, command: list[str]
) -> None:
    before = logical_dump(home.index)
    spoil_catalog(home)
    result = cli(*command)
    assert result.status == 0, result.err
    assert "damaged beyond mending" in result.err
    (place,) = (home.index / "set-aside").glob("index-*")
    assert (place / "catalog.db").stat().st_size > 4096
    assert str(place) in result.err
    assert cli("index").status == 0
    assert cli("verify").out == "The index is whole.\n"
    assert cli("status", "--json").json["bytes_set_aside"] > 4096
    assert f"until a folder is forgotten: {place.parent}" in cli("status").out
    assert _without_keys(logical_dump(home.index)) == _without_keys(before)
    assert cli("search", "lentils", "--json").json["hits"]
    assert cli("forget", cli.documents).status == 0
    assert not place.exists()


def test_a_catalog_that_breaks_while_it_is_open_is_made_again(home: Home, folder: Path) -> None:
    with Watcher(home, start_with_pieces) as client:
        client.ask(IndexNow((folder,)))
        first = published(home)
    with Watcher(home, start_with_pieces) as client:
        client.ask(GetOverview())
        with closing(sqlite3.connect(home.index / "catalog.db")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("UPDATE sqlite_schema SET sql = 'nonsense' WHERE name = 'chunks'")
            connection.execute("PRAGMA schema_version = 999")  # has others read the schema again
            connection.commit()
        write(folder, "cake.txt", "Whip the cream.")
        assert client.lost.wait(60)
    with Watcher(home, start_with_pieces) as client:
        client.ask(GetOverview())
        assert "made again from your folders" in mended(client)
        client.wait_until_done(3)
    assert first is not None
    assert verify(home.index) == []


def test_a_missing_index_is_made_again_from_the_copy_of_the_sources(home: Home, cli: Cli) -> None:
    for path in sorted(home.index.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    result = cli("index")
    assert result.status == 0
    assert "list of your folders was restored" in result.err
    assert cli("search", "lentils", "--json").json["hits"]


def test_what_was_forgotten_is_not_in_the_copy(home: Home, cli: Cli) -> None:
    copy = home.directory / "sources.json"
    assert str(cli.documents) in copy.read_text()
    assert cli("forget", cli.documents).status == 0
    assert str(cli.documents) not in copy.read_text()
    if sys.platform != "win32":
        assert copy.stat().st_mode & 0o777 == 0o600


def test_verify_mends_what_the_catalog_holds_twice(home: Home, cli: Cli) -> None:
    before = logical_dump(home.index)
    with closing(sqlite3.connect(home.index / "catalog.db")) as connection:
        connection.execute("INSERT INTO chunks_fts (chunks_fts) VALUES ('delete-all')")
        connection.commit()
    result = cli("verify")
    assert result.status == 1
    assert "chunks_fts" in result.out
    result = cli("verify", "--repair")
    assert result.status == 0, result.out
    assert "has been mended. Nothing is lost" in result.out
    assert logical_dump(home.index) == before


def test_verify_sets_a_damaged_catalog_aside(home: Home, cli: Cli) -> None:
    spoil_catalog(home)
    result = cli("verify")
    assert result.status == 1
    assert "catalog" in result.out
    result = cli("verify", "--repair")
    assert result.status == 0, result.out + result.err
    assert "1 folder must be read again: sparkbert index" in result.out
    assert cli("index").status == 0
    assert cli("search", "lentils", "--json").json["hits"]


def test_a_text_that_is_damaged_is_read_again(home: Home, cli: Cli) -> None:
    before = logical_dump(home.index)
    with closing(sqlite3.connect(home.index / "catalog.db")) as connection:
        connection.execute("UPDATE chunks SET text = 'Boil the lintels' WHERE text LIKE 'Boil%'")
        connection.commit()
    result = cli("verify", "--repair")
    assert result.status == 0, result.out
    assert "1 file must be read again: sparkbert index" in result.out
    assert cli("index").status == 0
    assert logical_dump(home.index) == before


def test_files_and_documents_that_do_not_agree_are_named_and_put_right(
    home: Home, cli: Cli
) -> None:
    with closing(sqlite3.connect(home.index / "catalog.db")) as connection:
        connection.execute(
            "UPDATE app_files SET id = id + 100 WHERE CAST(path AS TEXT) LIKE '%soup.txt'"
        )
        connection.commit()
    result = cli("verify")
    assert result.status == 1
    assert "is said to be indexed" in result.out
    assert "which is not known" in result.out
    assert cli("verify", "--repair").status == 0
    assert cli("index").status == 0
    assert cli("verify").status == 0
    assert cli("search", "lentils", "--json").json["hits"]


def test_a_file_whose_path_is_damaged_goes_and_comes_back(home: Home, cli: Cli) -> None:
    before = logical_dump(home.index)
    with closing(sqlite3.connect(home.index / "catalog.db")) as catalog, catalog:
        changed = catalog.execute(
            "UPDATE app_files SET path = CAST('/nowhere' || CAST(path AS TEXT) AS BLOB)"
            " WHERE id = (SELECT min(id) FROM app_files WHERE is_folder = 0)"
        )
        assert changed.rowcount == 1
    assert "is in none of the folders" in cli("verify").out
    assert cli("verify", "--repair").status == 0
    assert cli("index").status == 0
    assert cli("verify").status == 0
    assert "/nowhere" not in cli("status").out
    assert len(logical_dump(home.index)) == len(before)
    assert cli("search", "lentils", "--json").json["hits"]


@pytest.mark.parametrize("encoder", ["a" * 64, "d" * 64], ids=["senses", "all"])
def test_an_index_of_another_vocabulary_or_model_is_made_anew_when_asked(
    home: Home, cli: Cli, encoder: str
) -> None:
    before = logical_dump(home.index)

    def load(settings: Settings) -> Tools:
        tools = load_piece_tools(settings)
        identity = replace(tools.identity, vocabulary_sha256="c" * 64, encoder_sha256=encoder)
        return replace(tools, identity=identity)

    other = Cli(home.directory, cli.documents, load_tools=load)
    assert "was made with" in other("index").err
    result = other("verify")
    assert result.status == 1
    assert "identity: The index" in result.out
    assert "sparkbert verify --repair" in result.err
    assert logical_dump(home.index) == before
    result = other("verify", "--repair")
    assert result.status == 0, result.out + result.err
    assert other("index").status == 0
    assert other("verify").out == "The index is whole.\n"
    assert other("search", "lentils", "--json").json["hits"]
    assert any((home.index / "set-aside").iterdir())
    assert "was made with" in cli("index").err


def test_a_model_or_vocabulary_that_was_swapped_is_named(
    home: Home, cli: Cli, tmp_path: Path
) -> None:
    model = tmp_path / "model"
    model.mkdir()
    for path in find_model().directory.iterdir():
        (model / path.name).symlink_to(path)
    (model / "tokenizer.json").unlink()
    shutil.copy(find_model().tokenizer, model)
    flip(model / "tokenizer.json", -5)
    home.settings_file.write_text(f"model_directory = '{model}'\n")
    result = cli("verify")
    assert result.status == 1, result.err
    assert f"model: {model / 'tokenizer.json'} is not the file it should be" in result.out


def _without_keys(dump: str) -> list[str]:
    """Documents are numbered anew in an index that is made again."""
    return sorted(line.partition(" name ")[2] or line for line in dump.splitlines())
