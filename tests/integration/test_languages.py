"""Are documents in many languages found in one folder, each as well as it can be?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.engine.messages import AddSources, IndexNow, IndexSummary
from app.engine.search_messages import Search, SearchResults
from app.engine.standing import EncoderState
from app.engine.workplace import Tools, readers_of
from app.paths import Home
from app.settings import Settings
from sparkbert.encoder.weights import find_model
from sparkbert.index.verify import verify
from tests.support.indexes import ENGLISH_IDENTITY
from tests.support.languages import ENGLISH, FOLDER, FOREIGN, passage
from tests.support.piece_encoder import load_piece_tools
from tests.support.running_engine import ThreadEngines, Watcher

pytestmark = pytest.mark.integration

N_FILES = len(FOREIGN) + len(ENGLISH)


def _english_tools(settings: Settings) -> Tools:
    tools = load_piece_tools(settings)
    sha256 = ENGLISH_IDENTITY.encoder_sha256
    return replace(
        tools,
        identity=replace(tools.identity, encoder_sha256=sha256),
        **readers_of(settings, find_model().tokenizer, sha256),
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("languages") / "home")


@pytest.fixture(scope="module")
def client(home: Home) -> Iterator[Watcher]:
    engines = ThreadEngines(_english_tools)
    with Watcher(home, engines) as one:
        one.ask(AddSources((FOLDER,)))
        one.wait_until_done(N_FILES)
        yield one
    engines.join()


def _names(results: SearchResults) -> list[str]:
    return list(dict.fromkeys(one.place.path.stem for one in results.passages))


def test_everything_is_done_without_what_cannot_be_read(client: Watcher, home: Home) -> None:
    overview = client.wait_until_done(N_FILES)
    assert overview.n_chunks_by_meaning == overview.n_chunks_readable == len(ENGLISH)
    assert overview.n_chunks_words_only == overview.n_chunks - len(ENGLISH) >= len(FOREIGN)
    assert verify(home.index) == []


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("Wann muss ich die Kündigung einreichen?", "German"),
        ("combien de temps se garde le pain", "French"),
        ("los daños causados por el agua", "Spanish"),
        ("правила библиотеки", "Russian"),
        ("图书馆", "Chinese"),
        ("自転車の修理", "Japanese"),
        ("موسم الزيتون", "Arabic"),
        ("배추 절이기", "Korean"),
        ("หนังสือ", "Thai"),
    ],
)
def test_a_query_the_model_cannot_read_goes_by_words(
    client: Watcher, query: str, language: str
) -> None:
    results = client.ask(Search(query, 5))
    assert _names(results)[0] == language
    assert results.passages[0].hit.by_words_only
    assert not results.by_meaning
    assert "language" in (results.words_only_reason or "")


def test_an_english_query_goes_by_meaning(client: Watcher) -> None:
    results = client.ask(Search("when do the library's reading rooms close", 5))
    assert _names(results)[0] == "English about Japan"
    assert not results.passages[0].hit.by_words_only
    assert results.by_meaning
    assert results.words_only_reason is None
    assert results.n_chunks_waiting == 0


def test_a_name_in_other_letters_is_found_in_english_text(client: Watcher) -> None:
    assert _names(client.ask(Search("国会図書館", 5)))[0] == "English about Japan"


def test_a_folder_that_cannot_be_read_loads_no_model(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "only.txt").write_text(passage("Russian"), encoding="utf-8")
    engines = ThreadEngines(_english_tools)
    with Watcher(Home(tmp_path / "home"), engines) as one:
        one.ask(IndexNow((folder,)))
        overview = one.wait_until_done(1)
        assert overview.encoder is EncoderState.ASLEEP
        results = one.ask(Search("библиотека", 5))
        assert (results.by_meaning, len(results.passages)) == (False, 1)
    engines.join()


def test_a_run_tells_what_stays_by_words(client: Watcher, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text("Завтра в городе будет дождь.", encoding="utf-8")
    summary = client.ask(IndexNow((tmp_path,)))
    assert isinstance(summary, IndexSummary)
    told = (summary.n_chunks_by_words, summary.n_chunks_by_meaning, summary.n_chunks_words_only)
    assert told == (1, 0, 1)
    assert summary.n_chunks_waiting == 0
