"""Does the engine find what is like a passage, a selection or a file?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.likeness import LikeFile, LikePassage, LikeText, SearchLike
from app.engine.messages import AddSources
from app.engine.search_messages import Filters, Search, SearchResults, SearchStage
from app.errors import GoneError, SourceError
from app.paths import Home
from sparkbert.errors import QueryError
from tests.support.running_engine import ThreadEngines, Watcher, write

pytestmark = pytest.mark.integration

LEASE = "The tenant pays the rent on the first day of each month to the landlord."
NOTICE = "A tenant who leaves gives the landlord notice of three months in writing."
SOUP = "Boil the lentils with onions and carrots for half an hour."
STEW = "A stew of lentils needs carrots, an onion and patience."


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Watcher]:
    engines = ThreadEngines()
    with Watcher(Home(tmp_path / "home"), engines) as one:
        yield one
    engines.join()


@pytest.fixture
def folder(tmp_path: Path, client: Watcher) -> Path:
    folder = tmp_path / "documents"
    write(folder, "lease.md", f"# Lease\n\n{LEASE}")
    write(folder, "notice.txt", NOTICE)
    write(folder, "soup.txt", SOUP)
    write(folder, "kitchen/stew.txt", STEW)
    client.ask(AddSources((folder,)))
    client.wait_until_done(4)
    return folder


def names(results: SearchResults) -> list[str]:
    return [one.place.path.name for one in results.passages]


def passage_of(client: Watcher, words: str, path: Path) -> LikePassage:
    results = client.ask(Search(words, 10))
    found = next(one for one in results.passages if one.place.path == path)
    return LikePassage(path, found.hit.chunk_id)


@pytest.mark.parametrize("stage", list(SearchStage))
def test_a_passage_finds_its_like_in_other_files(
    client: Watcher, folder: Path, stage: SearchStage
) -> None:
    like = passage_of(client, "lentils onions", folder / "soup.txt")
    found = client.ask(SearchLike(like, 10, stage=stage))
    assert names(found)[0] == "stew.txt"
    assert "soup.txt" not in names(found)
    assert found.by_meaning is (stage is SearchStage.FULL)
    assert found.words_only_reason is None
    hit = found.passages[0].hit
    marked = {hit.text[one.start : one.end].lower() for one in hit.highlights}
    assert {"lentils", "carrots", "onion"} <= marked
    assert hit.score == pytest.approx(sum(one.weight for one in hit.contributions), abs=1e-4)


def test_a_file_finds_its_like_and_filters_count(client: Watcher, folder: Path) -> None:
    like = LikeFile(folder / "lease.md")
    assert names(client.ask(SearchLike(like, 10)))[0] == "notice.txt"
    kitchen = Filters(folders=(folder / "kitchen",))
    assert set(names(client.ask(SearchLike(like, 10, kitchen)))) <= {"stew.txt"}
    with pytest.raises(SourceError):
        client.ask(SearchLike(like, 10, Filters(types=("pdf",))))
    both = Filters(types=("md", "txt"))
    assert "lease.md" not in names(client.ask(SearchLike(like, 10, both)))
    assert "lease.md" in names(client.ask(Search("tenant", 10, both)))  # it is left out there alone


def test_a_selection_finds_its_like_but_not_its_own_file(client: Watcher, folder: Path) -> None:
    like = LikeText(folder / "notice.txt", 'leaves "gives the landlord" notice')
    found = client.ask(SearchLike(like, 10))
    assert names(found)[0] == "lease.md"
    assert found.by_meaning
    assert "notice.txt" not in names(found)


def test_the_copy_of_a_passage_in_another_file_is_like_it(client: Watcher, folder: Path) -> None:
    copy = write(folder, "copy.txt", SOUP)
    client.wait_until_found("lentils", *(folder / one for one in ("soup.txt", "kitchen/stew.txt")))
    client.wait_until_done(5)
    like = passage_of(client, "lentils onions", folder / "soup.txt")
    first = client.ask(SearchLike(like, 10)).passages[0]
    assert first.place.path == copy
    assert [one.path.name for one in first.also_in] == ["soup.txt"]


def test_what_is_gone_or_says_nothing_is_told(client: Watcher, folder: Path) -> None:
    with pytest.raises(GoneError, match=r"never\.pdf"):
        client.ask(SearchLike(LikeFile(folder / "never.pdf"), 10))
    with pytest.raises(GoneError, match="not in the index any more"):
        client.ask(SearchLike(LikePassage(folder / "soup.txt", 10**6), 10))
    with pytest.raises(QueryError, match="no words"):
        client.ask(SearchLike(LikeText(folder / "soup.txt", " ?! the of "), 10))
