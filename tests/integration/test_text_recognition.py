"""Are scanned pages named, and read when the user wants them to be?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.engine.messages import IndexNow
from app.engine.search_messages import Search, SearchStage
from app.engine.standing import Activity
from app.extract.ocr import OcrState, find_ocr
from app.paths import Home
from tests.support.command_line import Cli
from tests.support.running_engine import ThreadEngines, Watcher, write

pytestmark = pytest.mark.integration

_FIXTURES = Path(__file__).parents[1] / "fixtures" / "documents"
_STAND_IN = Path(__file__).parents[1] / "support" / "stand_in"
_SHARED = Path(__file__).parents[3] / "shared" / "documents" / "Scans"
_ON = "[ocr]\nenabled = true\n"


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    documents = tmp_path / "documents"
    documents.mkdir()
    shutil.copy(_FIXTURES / "scan.pdf", documents)
    write(documents, "good.txt", "A plain text about lentils.")
    return Cli(tmp_path / "home", documents)


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let a script be Tesseract, in this process and in those that read files."""
    languages = tmp_path / "languages"
    languages.mkdir()
    (languages / "eng.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(languages))
    monkeypatch.setenv("SPARKBERT_TEST_OCR", "A scanned invoice about pumpkins.")
    monkeypatch.syspath_prepend(_STAND_IN)
    return monkeypatch


def not_indexed(cli: Cli) -> dict[str, str]:
    status = cli("status", "--json").json
    return {Path(one["path"]).name: one["message"] for one in status["not_indexed"]}


def paths(cli: Cli, query: str) -> list[str]:
    hits = cli("search", query, "--json").json["hits"]
    return sorted(Path(one["path"]).name for hit in hits for one in (hit, *hit["also_in"]))


def turn_on(cli: Cli, text: str = _ON) -> None:
    cli.home.mkdir(mode=0o700, exist_ok=True)
    (cli.home / "settings.toml").write_text(text)


def test_without_tesseract_it_is_told_how_to_get_it(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))  # no language lies there
    turn_on(cli)
    cli("index", cli.documents)
    assert "apt install tesseract-ocr" in not_indexed(cli)["scan.pdf"]


@pytest.mark.usefixtures("stand_in")
def test_it_is_offered_and_done_by_choice(cli: Cli) -> None:
    cli("index", cli.documents)
    assert "enabled = true in [ocr]" in not_indexed(cli)["scan.pdf"]
    assert paths(cli, "pumpkins") == []
    turn_on(cli)
    cli("index")
    assert not_indexed(cli) == {}
    assert paths(cli, "pumpkins") == ["scan.pdf"]
    [flaw] = cli("status", "--json").json["flawed"]
    assert flaw["reason"] == "recognised"
    assert "text recognition (OCR)" in flaw["message"]
    assert cli("index", "--json").json["indexed"] == 0  # not again and again


def test_a_crash_in_it_costs_its_file_alone(cli: Cli, stand_in: pytest.MonkeyPatch) -> None:
    stand_in.setenv("SPARKBERT_TEST_OCR", "crash")
    turn_on(cli)
    cli("index", cli.documents)
    assert list(not_indexed(cli)) == ["scan.pdf"]
    assert paths(cli, "lentils") == ["good.txt"]


def test_a_page_that_takes_for_ever_is_given_up(cli: Cli, stand_in: pytest.MonkeyPatch) -> None:
    stand_in.setenv("SPARKBERT_TEST_OCR", "hang")
    turn_on(cli, f"{_ON}[extraction]\nseconds = 3\n")
    cli("index", cli.documents)
    assert "longer than 3 seconds" in not_indexed(cli)["scan.pdf"]
    assert paths(cli, "lentils") == ["good.txt"]


def test_others_are_read_meanwhile_and_closing_ends_it(
    cli: Cli, stand_in: pytest.MonkeyPatch
) -> None:
    stand_in.setenv("SPARKBERT_TEST_OCR", "hang")
    turn_on(cli, f"{_ON}[extraction]\nseconds = 500\n")
    for number in range(3):
        shutil.copy(_FIXTURES / "scan.pdf", cli.documents / f"scan {number}.pdf")
    engines = ThreadEngines()
    with Watcher(Home(cli.home), engines) as watcher:
        watcher.client.ask(IndexNow((cli.documents,)))
        write(cli.documents, "late.txt", "A later text about radishes.")
        watcher.wait_until_found("lentils", cli.documents / "good.txt")
        watcher.wait_until_found("radishes", cli.documents / "late.txt")
        assert watcher.wait_until(lambda one: one.n_files == 6).activity is not Activity.IDLE
        assert watcher.ask(Search("pumpkins", 5, stage=SearchStage.WORDS)).passages == ()
    engines.join()  # in time: nobody waits for the pages


@pytest.mark.slow
@pytest.mark.skipif(
    find_ocr(enabled=True).state is not OcrState.ON, reason="Tesseract is not installed"
)
@pytest.mark.skipif(not _SHARED.exists(), reason="the shared documents are not here")
def test_real_scans_are_read(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    for name in ("ocr_test.pdf", "ocr_test_rotated_180.pdf"):
        shutil.copy(_SHARED / name, documents)
    cli = Cli(tmp_path / "home", documents)
    turn_on(cli)
    cli("index", documents)
    assert not_indexed(cli) == {}
    assert paths(cli, '"Docling bundles"') == ["ocr_test.pdf", "ocr_test_rotated_180.pdf"]
