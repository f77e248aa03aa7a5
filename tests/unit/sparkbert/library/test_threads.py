from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from sparkbert import SparkBert
from sparkbert.errors import SearchIndexError
from tests.support.small_library import SmallSource

Opener = Callable[..., SparkBert]
_PATIENCE_S = 30


class Gate:
    """Holds back who encodes passages, and tells that somebody is there."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.opened = threading.Event()

    def __call__(self, texts: object) -> None:
        if threading.current_thread().name == "indexing":
            self.reached.set()
            assert self.opened.wait(_PATIENCE_S)


class Indexing(threading.Thread):
    """Indexes in a thread of its own; `error` is what it met."""

    def __init__(self, index: SparkBert, documents: list[tuple[int, str]]) -> None:
        super().__init__(name="indexing")
        self._arguments = index, documents
        self.error: Exception | None = None

    def run(self) -> None:
        index, documents = self._arguments
        try:
            index.index(documents)
        except Exception as error:  # noqa: BLE001 - the test looks at it
            self.error = error


@pytest.fixture
def gate(source: SmallSource) -> Gate:
    source.before = Gate()
    return source.before


def test_others_search_and_delete_while_one_encodes(open_index: Opener, gate: Gate) -> None:
    index = open_index()
    index.index([(1, "boats in the harbour"), (2, "mountains")])
    indexing = Indexing(index, [(3, "boats on rivers")])
    indexing.start()
    try:
        assert gate.reached.wait(_PATIENCE_S)
        assert {hit.id for hit in index.search("boats")} >= {1, 3}  # 3 by its words
        assert index.delete(1) == 1
        assert len(index) == 2
        assert 1 not in {hit.id for hit in index.search("boats")}
    finally:
        gate.opened.set()
        indexing.join()
    assert indexing.error is None
    assert index.search("boats")[0].id == 3


def test_closing_ends_what_is_under_way_and_loses_nothing(
    open_index: Opener, gate: Gate, source: SmallSource
) -> None:
    index = open_index()
    indexing = Indexing(index, [(1, "boats in the harbour")])
    indexing.start()
    assert gate.reached.wait(_PATIENCE_S)
    index.close()
    gate.opened.set()
    indexing.join()
    assert isinstance(indexing.error, SearchIndexError)
    again = open_index()
    assert again.search('"harbour"')[0].id == 1
    source.texts.clear()
    again.index([])
    assert source.texts == ["boats in the harbour"]


def test_many_search_change_and_purge_at_once(open_index: Opener) -> None:
    index = open_index()
    index.index([("all", "boats")])
    n_threads, n_rounds = 8, 6

    def work(number: int) -> None:
        for turn in range(n_rounds):
            id_ = f"{number} {turn}"
            index.index([(id_, f"boats of {number} in turn {turn}")])
            assert id_ in index
            hits = index.search("boats", top_k=1000)
            assert {"all", id_} <= {hit.id for hit in hits}
            if turn % 2:
                assert index.delete(id_) == 1
                assert id_ not in {hit.id for hit in index.search("boats", top_k=1000)}
            if turn == number % n_rounds:
                index.purge()

    with ThreadPoolExecutor(n_threads) as pool:
        for done in [pool.submit(work, number) for number in range(n_threads)]:
            done.result(_PATIENCE_S)
    assert len(index) == 1 + n_threads * n_rounds // 2


def test_of_two_that_index_first_one_trains_the_vocabulary(
    tmp_path_factory: pytest.TempPathFactory, source: SmallSource
) -> None:
    with SparkBert.open(tmp_path_factory.mktemp("own"), encoder=source) as index:
        both = [Indexing(index, [(n, f"boats of number {n}")]) for n in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert [one.error for one in both] == [None, None]
        assert len(index) == 2
