from __future__ import annotations

import os
import sqlite3
import stat
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.main import main
from app.engine.standing import Overview, SourceOverview, SourceState
from app.engine.workplace import Tools
from app.logs import log_file
from app.paths import find_home
from app.settings import Settings
from sparkbert.errors import VocabularyError
from tests.support import scripted_encoder
from tests.support.command_line import Cli
from tests.support.piece_encoder import load_piece_tools

pytestmark = pytest.mark.integration


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    documents = tmp_path / "documents"
    documents.mkdir()
    return Cli(tmp_path / "home", documents)


@pytest.fixture
def filled(cli: Cli) -> Cli:
    return _fill(cli)


@pytest.fixture(scope="module")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    folder = tmp_path_factory.mktemp("shared")
    (folder / "documents").mkdir()
    return _fill(Cli(folder / "home", folder / "documents"))


@pytest.fixture
def shared(_shared: Cli) -> Cli:
    """A filled index for tests that only read it."""
    return Cli(_shared.home, _shared.documents)


def _fill(cli: Cli) -> Cli:
    cli.write("lease.md", "# Lease\n\nThe tenant pays the rent on the first day of each month.")
    cli.write("deep/soup.txt", "Boil the lentils with onions and carrots for half an hour.")
    cli.write("empty.txt", "")
    cli.write("sheet.xlsx", "not really")
    assert cli("index", cli.documents).status == 0
    return cli


def test_indexing_tells_what_it_did(cli: Cli) -> None:
    cli.write("a.txt", "Some text to be found.")
    cli.write("empty.txt", "")
    result = cli("index", cli.documents)
    assert result.status == 0
    assert "Indexed 1 file in" in result.out
    assert "1 new passage by words, 1 by meaning" in result.out
    assert "Not indexed: extraction failed 1" in result.out
    assert "Looking through" in result.err
    again = cli("index", "--json")
    assert again.json["unchanged"] == 2
    assert again.json["indexed"] == 0


def test_the_index_is_for_its_owner_alone(shared: Cli) -> None:
    for path in [shared.home, *shared.home.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_terminal_sees_one_line_of_progress(cli: Cli) -> None:
    cli.live = True
    cli.write("a.txt", "text")
    assert "\r\x1b[K" in cli("index", cli.documents).err


def test_a_search_finds_and_explains(shared: Cli) -> None:
    result = shared("search", "when must the tenant pay the rent", "--json")
    assert result.status == 0
    best = result.json["hits"][0]
    assert best["path"] == str(shared.documents / "lease.md")
    assert best["heading"] == "Lease"
    assert best["page"] is None
    assert sum(best["channels"].values()) == pytest.approx(best["score"], abs=1e-4)
    assert sum(one["weight"] for one in best["contributions"]) == pytest.approx(
        best["score"], abs=1e-4
    )
    words = {best["text"][one["start"] : one["end"]] for one in best["highlights"]}
    assert {"tenant", "rent"} <= words
    whole = [one for one in best["contributions"] if one["channel"] == "pooled"]
    assert [(one["start"], one["end"]) for one in whole] == [(None, None)]


def test_a_terminal_sees_exact_words_in_their_style(shared: Cli) -> None:
    plain = shared("search", "lentils").out
    assert "\x1b" not in plain
    assert "soup.txt" in plain
    shared.coloured = True
    assert "\x1b[1;33mlentils\x1b[0m" in shared("search", "lentils").out


def test_filters_keep_others_out(shared: Cli) -> None:
    paths = [
        [Path(hit["path"]).name for hit in shared("search", "the", *options, "--json").json["hits"]]
        for options in (["--type", "txt"], ["--in", str(shared.documents / "deep")])
    ]
    assert all(name == "soup.txt" for found in paths for name in found)
    result = shared("search", "soup", "--type", "pdf")
    assert (result.status, result.out) == (1, "")
    assert "Nothing of type pdf is indexed" in result.err


def test_a_filter_that_nothing_passes_is_told_before_the_model_is_loaded(shared: Cli) -> None:
    def load(settings: Settings) -> Tools:
        return replace(load_piece_tools(settings), encoder=scripted_encoder.without_model)

    shared.load_tools = load
    result = shared("search", "soup", "--in", "/nowhere")
    assert result.status == 1
    assert result.err == "sparkbert: Nothing is indexed under /nowhere. See: sparkbert status\n"


def test_a_text_that_a_place_holds_twice_is_there_once(cli: Cli) -> None:
    cli.write("twice.md", "# Soup\n\nBoil the lentils.\n\n" * 2)
    cli("index", cli.documents)
    assert cli("search", "lentils", "--json").json["hits"][0]["also_in"] == []


def test_a_text_in_two_files_is_one_hit_with_both_places(filled: Cli) -> None:
    filled.write("copy.txt", (filled.documents / "deep/soup.txt").read_text())
    filled("index")
    hits = filled("search", "lentils", "--json").json["hits"]
    assert len([hit for hit in hits if "lentils" in hit["text"]]) == 1
    assert len(hits[0]["also_in"]) == 1
    only = filled("search", "lentils", "--in", filled.documents / "copy.txt", "--json")
    assert only.json["hits"][0]["path"].endswith("copy.txt")


def test_searching_nothing_says_how_to_begin(cli: Cli) -> None:
    result = cli("search", "anything")
    assert (result.status, result.out) == (1, "")
    assert "sparkbert index FOLDER" in result.err
    assert not cli.home.exists()
    assert cli("index", cli.documents).status == 0
    assert "The index is empty" in cli("search", "anything").err


def test_passages_like_a_file_are_found_in_others(filled: Cli) -> None:
    filled.write("stew.txt", "A stew of lentils needs carrots, an onion and half an hour.")
    filled("index")
    soup = filled.documents / "deep/soup.txt"
    result = filled("search", "--like", soup, "--json")
    assert result.status == 0
    assert (result.json["query"], result.json["like"]) == (None, str(soup))
    names = [Path(hit["path"]).name for hit in result.json["hits"]]
    assert names[0] == "stew.txt"
    assert "soup.txt" not in names  # it is like itself
    assert "stew.txt" in filled("search", "--like", soup, "--top-k", "1").out
    only = filled("search", "--like", soup, "--in", filled.documents / "deep")
    assert (only.status, "stew.txt" in only.out) == (0, False)


def test_a_file_whose_like_can_not_be_found_is_named(shared: Cli) -> None:
    gone = shared("search", "--like", shared.documents / "gone.txt")
    assert (gone.status, gone.err) == (
        1,
        f"sparkbert: There is no file {shared.documents / 'gone.txt'}\n",
    )
    odd = shared("search", "--like", shared.documents / "sheet.xlsx")
    assert odd.status == 1
    assert "sheet.xlsx is not indexed, or without words" in odd.err
    assert "sparkbert index" in odd.err


def test_an_empty_query_is_refused_before_any_work(shared: Cli) -> None:
    result = shared("search", " ")
    assert result.status == 1
    assert "empty" in result.err


def test_a_query_is_never_logged(shared: Cli) -> None:
    shared("search", "confidential lentils")
    file = log_file(find_home(shared.home))
    assert not file.exists() or "confidential" not in file.read_text()


def test_status_lists_every_file_that_is_not_indexed(shared: Cli) -> None:
    result = shared("status")
    assert "2 files, 2 passages" in result.out
    assert "empty.txt" in result.out
    assert "0 bytes" in result.out
    assert "sheet.xlsx" in result.out
    state = shared("status", "--json").json
    assert state["files"] == {"pending": 0, "indexed": 2, "failed": 2}
    assert state["passages"] == state["passages_by_meaning"] == 2
    assert {Path(one["path"]).name for one in state["not_indexed"]} == {"empty.txt", "sheet.xlsx"}
    assert all(one["message"] for one in state["not_indexed"])
    (source,) = state["sources"]
    assert (source["path"], source["online"]) == (str(shared.documents), True)
    assert (state["paused"], state["now"]) == (False, None)
    assert not source["cancelled"]


def test_status_says_which_folder_is_looked_through_at_intervals(
    shared: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(shared("status", "--json").json["sources"][0]["path"])
    why = "On a network drive: looked through every half minute."
    folder = SourceOverview(root, SourceState.POLLED, 2, 2, 0, 0, why)
    monkeypatch.setattr("app.cli.status.overview_now", lambda home: Overview(sources=(folder,)))
    assert f"{root}  ({why})" in shared("status").out
    assert shared("status", "--json").json["sources"][0]["state"] == "polled"


def test_forgetting_wipes_a_folder_out(filled: Cli) -> None:
    result = filled("forget", filled.documents)
    assert (result.status, result.err) == (0, "")
    assert "4 files" in result.out
    for path in filled.home.rglob("*"):
        if path.is_file() and path.suffix != ".log":
            assert b"lentils" not in path.read_bytes(), path
    assert filled("status", "--json").json["files"]["indexed"] == 0
    assert filled("forget", filled.documents).status == 1


def test_verify_tells_whether_the_index_is_whole(filled: Cli) -> None:
    assert filled("verify").out == "The index is whole.\n"
    segment = next((filled.home / "index" / "segments").iterdir())
    content = bytearray(segment.read_bytes())
    content[-1] ^= 1
    segment.write_bytes(content)
    result = filled("verify")
    assert result.status == 1
    assert segment.name.split(".")[0] in result.out
    assert "verify --repair" in result.err


@pytest.mark.parametrize("n_kept", [-1, 40, 0], ids=["a byte", "cut short", "emptied"])
def test_verify_repairs_what_it_can(filled: Cli, n_kept: int) -> None:
    for segment in (filled.home / "index" / "segments").iterdir():
        content = bytearray(segment.read_bytes())
        content[-1] ^= 1
        segment.write_bytes(content[:n_kept] if n_kept >= 0 else content)
    result = filled("verify", "--repair")
    assert (result.status, result.err) == (0, "")
    assert "must be encoded again: sparkbert index" in result.out
    assert result.out.endswith("The index is whole.\n")
    assert filled("index").status == 0
    assert filled("search", "lentils", "--json").json["hits"]


def test_verify_brings_an_older_index_up_to_date_if_it_may(filled: Cli) -> None:
    with closing(sqlite3.connect(filled.home / "index" / "catalog.db")) as connection:
        for statement in (
            "DROP INDEX chunks_not_judged",
            "DROP INDEX chunks_by_words_only",
            "DROP INDEX chunks_pending",
            "ALTER TABLE chunks DROP COLUMN readable",
            "DROP TABLE document_seals",
            "DELETE FROM meta WHERE key = 'schema'",
            "PRAGMA user_version = 1",
            "CREATE INDEX chunks_pending ON chunks (changed_ns DESC, id) WHERE encoded = 0",
        ):
            connection.execute(statement)
        connection.commit()
    result = filled("verify")
    assert result.status == 1
    assert "version 1" in result.err
    result = filled("verify", "--repair")
    assert (result.status, result.err) == (0, "")
    assert result.out.endswith("The index is whole.\n")
    assert filled("search", "lentils", "--json").json["hits"]


def test_bench_measures_what_there_is(shared: Cli) -> None:
    result = shared("bench", "--here", "--queries", "5", "--json")
    assert (result.status, result.err) == (0, "")
    report = result.json
    assert (report["passages"], report["queries"], report["encoded_passages"]) == (2, 5, 2)
    assert 0 < report["search"]["p50_ms"] <= report["search"]["p95_ms"]
    assert report["encoder_tokens_per_s"] > 0
    assert "2 passages, 5 queries" in shared("bench", "--here", "--queries", "5").out


def test_bench_needs_an_index_with_text(cli: Cli) -> None:
    assert "Nothing is indexed" in cli("bench", "--here").err
    cli("index", cli.documents)
    assert "The index is empty" in cli("bench", "--here").err


def test_another_writer_is_named(shared: Cli) -> None:
    from app.engine.workplace import identity_of, open_index

    home = find_home(shared.home)
    with open_index(home, identity_of(home)):
        result = shared("index")
    assert result.status == 1
    assert str(os.getpid()) in result.err


def test_a_wrong_setting_is_one_line_with_file_and_key(filled: Cli) -> None:
    (filled.home / "settings.toml").write_text("topk = 3")
    result = filled("search", "soup")
    assert result.status == 1
    assert "settings.toml" in result.err
    assert "topk" in result.err
    assert result.err.count("\n") == 1


def test_a_missing_vocabulary_is_one_line(cli: Cli) -> None:
    def load(settings: Settings) -> Tools:
        raise VocabularyError(f"The vocabulary {settings.vocabulary} can't be read.")

    cli.load_tools = load
    result = cli("index", cli.documents)
    assert result.status == 1
    assert result.err.startswith("sparkbert: The vocabulary")
    assert "Traceback" not in result.err


def test_a_missing_model_leaves_words(cli: Cli) -> None:
    def load(settings: Settings) -> Tools:
        return replace(load_piece_tools(settings), encoder=scripted_encoder.without_model)

    cli.write("a.txt", "Some text to be found.")
    cli.load_tools = load
    result = cli("index", cli.documents)
    assert result.status == 1
    assert "lacks everything" in result.err
    found = cli("search", "text found")
    assert found.status == 0
    assert "a.txt" in found.out
    assert "1 of 1 passages are found by their words only" in found.err
    cli.load_tools = load_piece_tools
    assert cli("index", "--json").json["passages_by_meaning"] == 1


def test_a_bug_is_logged_and_says_where(shared: Cli) -> None:
    def load(settings: Settings) -> Tools:
        raise ZeroDivisionError("oops")

    shared.load_tools = load
    result = shared("search", "soup")
    assert result.status == 1
    assert "Traceback" not in result.err
    file = log_file(find_home(shared.home))
    assert str(file) in result.err
    assert "ZeroDivisionError: oops" in file.read_text()


def test_a_damaged_catalog_is_one_line(filled: Cli) -> None:
    catalog = filled.home / "index" / "catalog.db"
    catalog.write_bytes(b"this is not a database, whatever its name may say" * 100)
    result = filled("status")
    assert result.status == 1
    assert "damaged" in result.err


def test_a_newer_version_of_our_tables_is_refused(filled: Cli) -> None:
    with sqlite3.connect(filled.home / "index" / "catalog.db") as connection:
        connection.execute("UPDATE app_meta SET value = '99' WHERE key = 'version'")
    connection.close()
    for command in (["index"], ["status"], ["search", "soup"]):
        result = filled(*command)
        assert result.status == 1
        assert "newer version" in result.err


def test_names_of_strangers_do_not_steer_the_terminal(cli: Cli) -> None:
    cli.write("evil\x1b[2J.txt", "lentils \x1b[2J and more")
    cli("index", cli.documents)
    for result in (cli("search", "lentils"), cli("status"), cli("index")):
        assert "\x1b" not in result.out + result.err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_not_utf8_is_found(cli: Cli) -> None:
    (Path(os.fsdecode(os.fsencode(cli.documents) + b"/caf\xe9.txt"))).write_text("lentil soup")
    assert cli("index", cli.documents).status == 0
    hits = cli("search", "lentil", "--json").json["hits"]
    assert os.fsencode(hits[0]["path"]).endswith(b"caf\xe9.txt")
    assert "caf" in cli("search", "lentil").out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["search"],
        ["search", "x", "--top-k", "0"],
        ["search", "x", "--like", "y"],
        ["index", "--no"],
    ],
)
def test_wrong_usage_has_a_status_of_its_own(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    assert "usage: sparkbert" in capsys.readouterr().err


def test_indexing_nothing_is_wrong_usage(cli: Cli) -> None:
    result = cli("index")
    assert result.status == 2
    assert "name a folder" in result.err
