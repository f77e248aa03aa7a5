from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.client import EngineClient
from app.engine.events import Committed
from app.engine.messages import (
    AddSources,
    GetFailures,
    GetOverview,
    IndexNow,
    Pause,
    ReadDocument,
    RemoveSource,
    Resume,
    Retry,
    WarmUp,
)
from app.engine.search_messages import Filters, Search, SearchStage
from app.engine.standing import Activity
from app.engine.wire import published
from app.errors import EngineError, GoneError, SourceError
from app.paths import Home
from sparkbert.errors import QueryError, VocabularyError
from tests.support.running_engine import ThreadEngines, Watcher, start_with_pieces, write

pytestmark = pytest.mark.integration


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    write(folder, "lease.md", "# Lease\n\nThe tenant pays the rent on the first day of each month.")
    write(folder, "deep/soup.txt", "Boil the lentils with onions and carrots for half an hour.")
    write(folder, "empty.txt", "")
    return folder


@pytest.fixture
def start() -> Iterator[Callable[[Home], None]]:
    engines = ThreadEngines()
    yield engines
    engines.join()


@pytest.fixture
def client(home: Home, start: Callable[[Home], None]) -> Iterator[Watcher]:
    with Watcher(home, start) as one:
        yield one


def test_a_folder_is_added_and_found_by_words_then_by_meaning(
    client: Watcher, documents: Path
) -> None:
    added = client.ask(AddSources((documents, documents / "no")))
    assert added.roots == (documents,)
    assert [one.path for one in added.refused] == [documents / "no"]
    done = client.wait_until_done(2)
    assert (done.n_files, done.n_failed, done.n_chunks) == (3, 1, 2)
    assert isinstance(client.wait_for(lambda one: isinstance(one, Committed)), Committed)
    for stage in SearchStage:
        found = client.ask(Search("lentils", 5, stage=stage))
        place = found.passages[0].place
        assert place.path == documents / "deep/soup.txt"
        assert (place.section, place.start) == (0, 0)
        assert found.files[place.path].size == place.path.stat().st_size
        assert found.by_meaning == (stage is SearchStage.FULL)
    assert [one.path for one in client.ask(GetFailures()).files] == [documents / "empty.txt"]


def test_filters_know_folders_types_and_times(client: Watcher, documents: Path) -> None:
    client.ask(AddSources((documents,)))
    client.wait_until_done(2)

    def names(filters: Filters) -> set[str]:
        found = client.ask(Search("the", 5, filters, SearchStage.WORDS))
        return {one.place.path.name for one in found.passages}

    text = "the tenant lentils"
    both = client.ask(Search(text, 5, Filters((documents, documents / "deep")), SearchStage.WORDS))
    assert len(both.passages) == 2
    time_ns = (documents / "lease.md").stat().st_mtime_ns
    later = Filters(modified_from_ns=time_ns + 10**15)
    with pytest.raises(SourceError):
        client.ask(Search(text, 5, later, SearchStage.WORDS))
    assert names(Filters(types=("md",))) <= {"lease.md"}


def test_what_is_typed_filters_and_excludes(client: Watcher, documents: Path) -> None:
    client.ask(AddSources((documents,)))
    client.wait_until_done(2)

    def names(typed: str, filters: Filters = Filters()) -> set[str]:  # noqa: B008 - it is frozen
        found = client.ask(Search(typed, 5, filters, SearchStage.WORDS))
        return {one.place.path.name for one in found.passages}

    both = "tenant lentils"
    assert names(both) == {"lease.md", "soup.txt"}
    assert names(f"{both} type:text") == {"soup.txt"}
    assert names(f"{both} in:DEEP") == {"soup.txt"}
    assert names(f"{both} name:lea") == {"lease.md"}
    assert names(f"{both} -tenants") == {"soup.txt"}
    assert names(f"{both} -lentil") == {"lease.md"}
    assert names(f"{both} before:2001") == set()
    assert names(f"{both} after:2001 page:1") == set()  # they have no pages
    assert names(f"{both} type:md", Filters((documents / "deep",))) == set()
    # Operators alone list files, those without an excluded word if there is one.
    assert names("type:md") == {"lease.md"}
    assert names("-lentils") == {"lease.md"}
    with pytest.raises(QueryError):
        names(" ")


def test_errors_reach_the_asker(client: Watcher, documents: Path) -> None:
    with pytest.raises(QueryError):
        client.ask(Search(" ", 5))
    with pytest.raises(SourceError):
        client.ask(RemoveSource(documents))
    with pytest.raises(GoneError):
        client.ask(ReadDocument(documents / "lease.md"))


def test_a_document_is_read_again_and_told_stale(client: Watcher, documents: Path) -> None:
    client.ask(AddSources((documents,)))
    client.wait_until_done(2)
    path = documents / "lease.md"
    text = client.ask(ReadDocument(path))
    found = client.ask(Search("tenant", 1, stage=SearchStage.WORDS)).passages[0]
    section = text.sections[found.place.section].text
    assert section[found.place.start : found.place.end] == found.hit.text
    assert not text.is_stale


def test_a_source_leaves_without_a_trace(home: Home, client: Watcher, documents: Path) -> None:
    client.ask(AddSources((documents,)))
    client.wait_until_done(2)
    client.ask(Search("lentils", 5, stage=SearchStage.WORDS))
    assert client.ask(RemoveSource(documents)).n_files == 3
    assert client.ask(GetOverview()).sources == ()
    assert client.ask(Search("lentils", 5, stage=SearchStage.WORDS)).passages == ()
    for path in home.index.rglob("*"):
        if path.is_file():
            assert b"lentils" not in path.read_bytes(), path


def test_a_source_leaves_while_others_search(
    home: Home, start: ThreadEngines, client: Watcher, documents: Path
) -> None:
    client.ask(AddSources((documents,)))
    client.wait_until_done(2)
    over = threading.Event()

    def keep_searching() -> None:
        with Watcher(home, start) as other:
            while not over.is_set():
                other.ask(Search("lentils", 5, stage=SearchStage.WORDS))

    searching = threading.Thread(target=keep_searching)
    searching.start()
    try:
        assert client.ask(RemoveSource(documents)).n_files == 3
    finally:
        over.set()
        searching.join()


def test_runs_follow_each_other(home: Home, start: ThreadEngines, documents: Path) -> None:
    with Watcher(home, start) as first, Watcher(home, start) as second:
        runs = [one.client.ask(IndexNow((documents,))) for one in (first, second)]
        summaries = [run.result(60) for run in runs]
    assert not any(one.stopped for one in summaries)
    assert sum(one.n_indexed for one in summaries) == 2


def test_a_pause_outlives_the_engine(home: Home, start: ThreadEngines, documents: Path) -> None:
    with Watcher(home, start) as client:
        client.ask(Pause())
        client.ask(AddSources((documents,)))
        assert client.ask(GetOverview()).activity is Activity.PAUSED
    start.join()
    with Watcher(home, start) as client:
        overview = client.ask(GetOverview())
        assert (overview.activity, overview.n_chunks) == (Activity.PAUSED, 0)
        assert [one.path for one in overview.sources] == [documents]
        client.ask(Resume())
        client.wait_until_done(2)


def test_what_failed_is_tried_again(client: Watcher, documents: Path) -> None:
    client.ask(AddSources((documents,)))
    client.wait_until_done(2)
    client.ask(Retry())
    client.wait_until_done(2)
    assert len(client.ask(GetFailures()).files) == 1


def test_a_run_tells_its_asker_alone(home: Home, start: ThreadEngines, documents: Path) -> None:
    with Watcher(home, start) as client, Watcher(home, start) as other:
        summary = client.ask(IndexNow((documents,)))
        assert (summary.n_indexed, summary.n_chunks_by_meaning) == (2, 2)
        assert client.ask(IndexNow()).n_unchanged == 3
        assert any(type(one).__name__ == "Progress" for one in client.events)
        assert not any(type(one).__name__ == "Progress" for one in other.events)


def test_an_engine_ends_with_its_last_client(
    home: Home, start: ThreadEngines, documents: Path
) -> None:
    with Watcher(home, start):
        assert published(home) is not None
    start.join()
    assert published(home) is None
    with pytest.raises(EngineError):
        EngineClient.attach(home, start=None)


def test_what_keeps_an_engine_from_working_is_told(home: Home) -> None:
    def load(settings: object) -> object:
        raise VocabularyError("The vocabulary is missing.")

    engines = ThreadEngines(load)  # type: ignore[arg-type]
    with Watcher(home, engines) as client, pytest.raises(VocabularyError, match="is missing"):
        client.ask(GetOverview())
    engines.join()


def test_a_real_engine_serves_two_clients(home: Home, documents: Path) -> None:
    with Watcher(home, start_with_pieces) as first, Watcher(home, start_with_pieces) as second:
        first.ask(WarmUp())
        first.ask(AddSources((documents,)))
        second.wait_until_done(2)
        assert second.ask(Search("lentils", 5)).by_meaning
