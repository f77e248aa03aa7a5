from __future__ import annotations

import math
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sparkbert import SparkBert
from sparkbert.errors import (
    DocumentError,
    IncompatibleIndexError,
    IndexCorruptError,
    IndexLockedError,
    QueryError,
    SearchIndexError,
    VocabularyError,
)
from sparkbert.library.ids import DocumentId
from sparkbert.types import Channel
from tests.support.small_library import SmallSource

Opener = Callable[..., SparkBert]

HARBOUR = "the harbour keeps its boats"
GARDEN = "roses need rain"
LONG = " ".join(f"filler sentence number {n} tells nothing at all." for n in range(30))


def ids(index: SparkBert, query: str, top_k: int = 10) -> list[DocumentId]:
    return [hit.id for hit in index.search(query, top_k=top_k)]


def test_documents_are_found_under_their_own_ids(open_index: Opener) -> None:
    index = open_index()
    assert index.index([(1, HARBOUR), ("1", GARDEN), (-7, "mountains")]) == 3
    assert len(index) == 3
    assert ids(index, "harbour boats")[0] == 1
    assert ids(index, "roses")[0] == "1"
    assert ids(index, "mountains")[0] == -7
    assert (1 in index, "1" in index, "-7" in index, None in index) == (True, True, False, False)


def test_better_hits_come_first_and_say_what_they_owe_to_which_words(open_index: Opener) -> None:
    index = open_index()
    index.index([(1, HARBOUR), (2, GARDEN)])
    hits = index.search("boats in the harbour", search_n_neighbors=3, top_k=2)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    best = hits[0]
    assert {"harbour", "boats"} <= {HARBOUR[one.start : one.end] for one in best.highlights}
    total = math.fsum(one.weight for one in best.contributions)
    assert total == pytest.approx(best.score, abs=1e-5)
    assert math.fsum(best.channels.values()) == pytest.approx(best.score, abs=1e-5)


def test_positions_are_those_of_the_document(open_index: Opener) -> None:
    index = open_index()
    text = f"{LONG}\n\n  {HARBOUR}  \n\n{LONG}"
    index.index([("long", text), ("other", LONG)])
    (best,) = index.search("harbour boats", top_k=1)
    assert best.id == "long"
    assert best.text == text[best.start : best.end]
    assert HARBOUR in best.text
    assert len(best.text) < len(text) / 4
    words = {text[one.start : one.end] for one in best.highlights}
    assert {"harbour", "boats"} <= words
    spans = [(one.start, one.end) for one in best.contributions if one.start is not None]
    assert spans
    assert all(best.start <= start < end <= best.end for start, end in spans if end is not None)


def test_as_many_documents_are_found_as_asked_for_whatever_their_passages(
    open_index: Opener,
) -> None:
    index = open_index()
    boats = "\n\n".join(f"boats boats boats harbour number {n}. {LONG[:60]}" for n in range(40))
    index.index([("boats", boats), *((n, f"one of {n} boats") for n in range(4))])
    found = ids(index, "boats harbour", top_k=4)
    assert found[0] == "boats"
    assert len(set(found)) == len(found) == 4


def test_documents_of_one_text_are_all_found(open_index: Opener) -> None:
    index = open_index()
    index.index([("a", HARBOUR), ("b", HARBOUR), ("c", GARDEN)])
    hits = index.search("harbour")
    assert [hit.id for hit in hits[:2]] == ["a", "b"]
    assert hits[0].score == hits[1].score


def test_an_id_that_comes_again_replaces_its_document(open_index: Opener) -> None:
    index = open_index()
    index.index([(1, HARBOUR), (2, "mountains")])
    index.index([(1, "deserts"), (1, GARDEN)])
    assert len(index) == 2
    assert 1 not in ids(index, '"harbour"')
    assert ids(index, "roses")[0] == 1


def test_what_was_indexed_before_is_not_encoded_again(
    open_index: Opener, source: SmallSource
) -> None:
    index = open_index()
    index.index([(1, HARBOUR)])
    index.index([(1, HARBOUR), (2, HARBOUR)])
    assert source.texts == [HARBOUR]


def test_deleted_documents_are_gone(open_index: Opener) -> None:
    index = open_index()
    index.index([(1, HARBOUR), (2, GARDEN), ("3", "mountains")])
    assert index.delete(1, "3", 4) == 2
    assert index.delete(1) == 0
    assert (len(index), ids(index, "harbour mountains roses")) == (1, [2])


def test_a_purge_leaves_no_trace(open_index: Opener, tmp_path: Path) -> None:
    index = open_index()
    index.index([(1, "password swordfish"), (2, GARDEN)])
    assert ids(index, "swordfish")[0] == 1
    index.delete(1)
    index.purge()
    assert ids(index, "roses") == [2]
    files = [path for path in (tmp_path / "index").rglob("*") if path.is_file()]
    assert files
    assert not any(b"swordfish" in path.read_bytes() for path in files)


def test_the_index_is_there_again(open_index: Opener, source: SmallSource) -> None:
    with open_index() as index:
        index.index([(1, HARBOUR), ("x", GARDEN)])
    again = open_index()
    assert len(again) == 2
    assert ids(again, "roses")[0] == "x"


def test_a_closed_index_says_so(open_index: Opener) -> None:
    index = open_index()
    index.index([(1, HARBOUR)])
    index.close()
    index.close()
    for use in (
        lambda: len(index),
        lambda: index.search("boats"),
        lambda: index.index([(2, GARDEN)]),
        lambda: index.delete(1),
        index.purge,
    ):
        with pytest.raises(SearchIndexError, match="closed"):
            use()


def test_several_queries_at_once_find_what_each_finds_alone(open_index: Opener) -> None:
    index = open_index()
    index.index([(1, HARBOUR), (2, GARDEN), (3, LONG)])
    queries = ["boats", "rain on roses", "boats", f"a long one {LONG}"]
    together = index.search_many(queries, 3, 2)
    for query, hits in zip(queries, together, strict=True):
        alone = index.search(query, 3, 2)
        assert [hit.id for hit in hits] == [hit.id for hit in alone]
        assert [hit.score for hit in hits] == pytest.approx([hit.score for hit in alone], abs=1e-4)
    assert index.search_many([]) == []


def test_an_empty_index_finds_nothing_and_loads_nothing(
    open_index: Opener, source: SmallSource
) -> None:
    index = open_index()
    assert (len(index), index.search("boats"), index.delete(1)) == (0, [], 0)
    assert index.index([]) == 0
    assert source.loads == 0
    index.warm_up()
    index.warm_up()
    assert source.loads == 1


def test_texts_without_words_are_documents_too(open_index: Opener) -> None:
    index = open_index()
    index.index([(1, ""), (2, " \n"), (3, "\ud800 boats")])
    assert len(index) == 3
    assert [(hit.id, hit.text) for hit in index.search("boats\ud800")] == [(3, "? boats")]


def test_damaged_indexes_say_so(open_index: Opener, tmp_path: Path) -> None:
    open_index().close()
    catalog = tmp_path / "index" / "catalog.db"
    catalog.write_bytes(b"nothing of the kind" * 1000)
    for companion in ("catalog.db-wal", "catalog.db-shm"):
        (tmp_path / "index" / companion).unlink(missing_ok=True)
    with pytest.raises(IndexCorruptError, match="damaged"):
        open_index()


def test_damaged_parts_are_made_anew(
    open_index: Opener, source: SmallSource, tmp_path: Path
) -> None:
    with open_index() as index:
        index.index([(1, HARBOUR), (2, GARDEN)])
    for path in (tmp_path / "index" / "segments").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexCorruptError):
        open_index()
    source.texts.clear()
    with open_index(repair=True) as index:
        assert ids(index, '"harbour"') == [1]
        index.index([])
        assert set(source.texts) >= {HARBOUR, GARDEN}
        assert index.search("boats")[0].channels[Channel.SEMANTIC] > 0
    assert ids(open_index(), "roses")[0] == 2


def test_an_unfinished_purge_is_finished(open_index: Opener, tmp_path: Path) -> None:
    with open_index() as index:
        index.index([(1, "password swordfish"), (2, GARDEN)])
        index.delete(1)
    with closing(sqlite3.connect(tmp_path / "index" / "catalog.db")) as catalog, catalog:
        catalog.execute("INSERT INTO meta (key, value) VALUES ('purge', '')")
    open_index()
    files = [path for path in (tmp_path / "index").rglob("*") if path.is_file()]
    assert not any(b"swordfish" in path.read_bytes() for path in files)


@pytest.mark.parametrize("query", ["", "  ", '""'])
def test_an_empty_query_is_refused(open_index: Opener, query: str) -> None:
    with pytest.raises(QueryError, match="empty"):
        open_index().search(query)


def test_numbers_below_one_are_refused(open_index: Opener) -> None:
    index = open_index()
    with pytest.raises(QueryError, match="top_k"):
        index.search("boats", top_k=0)
    with pytest.raises(QueryError, match="search_n_neighbors"):
        index.search("boats", search_n_neighbors=0)
    with pytest.raises(ValueError, match="index_n_neighbors"):
        open_index(index_n_neighbors=0)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ((True, "text"), "not bool"),
        ((1.5, "text"), "not float"),
        (("\ud800", "text"), "surrogate"),
        ((1, None), "document 1 .*NoneType"),
        ((1, b"text"), "bytes"),
        ((1,), "tuple"),
        ("ab", "str"),
    ],
)
def test_what_is_no_document_is_refused(open_index: Opener, document: object, reason: str) -> None:
    index = open_index()
    with pytest.raises(DocumentError, match=reason):
        index.index([(1, HARBOUR), document])  # type: ignore[list-item]
    assert len(index) == 0


def test_an_iterator_that_fails_leaves_whole_groups(open_index: Opener) -> None:
    def documents() -> Iterator[tuple[int, str]]:
        yield from ((n, f"boats {n}") for n in range(300))
        raise OSError("the disk of the caller")

    index = open_index()
    with pytest.raises(OSError, match="caller"):
        index.index(documents())
    assert len(index) == 256
    assert index.search('"boats 255"')[0].id == 255


def test_progress_counts_passages(open_index: Opener) -> None:
    told: list[tuple[int, int]] = []
    texts = [(n, f"passage {n}") for n in range(100)]
    open_index().index(texts, progress=lambda done, n: told.append((done, n)))
    assert told == [(64, 100), (100, 100)]


def test_what_an_interruption_left_is_encoded_later(
    open_index: Opener, source: SmallSource
) -> None:
    def interrupt(texts: object) -> None:
        raise KeyboardInterrupt

    index = open_index()
    index.index([(0, "rivers")])
    source.before = interrupt
    with pytest.raises(KeyboardInterrupt):
        index.index([(1, HARBOUR)])
    source.before = lambda texts: None
    assert ids(index, '"harbour"') == [1]
    source.texts.clear()
    index.index([])
    assert source.texts == [HARBOUR]


def test_there_is_one_writer(open_index: Opener) -> None:
    open_index()
    with pytest.raises(IndexLockedError, match="already writing"):
        open_index()


def test_readers_see_what_the_writer_commits(open_index: Opener) -> None:
    writer = open_index()
    reader = open_index(read_only=True)
    assert ids(reader, "boats") == []
    writer.index([(1, HARBOUR)])
    assert (ids(reader, "boats"), len(reader)) == ([1], 1)
    writer.delete(1)
    assert ids(reader, "boats") == []
    for use in (lambda: reader.index([(1, HARBOUR)]), lambda: reader.delete(1), reader.purge):
        with pytest.raises(SearchIndexError, match="reading only"):
            use()


def test_a_reader_needs_an_index(open_index: Opener, tmp_path: Path, source: SmallSource) -> None:
    with pytest.raises(SearchIndexError, match="no index"):
        open_index(read_only=True)
    with pytest.raises(SearchIndexError, match="no index"):
        SparkBert.open(tmp_path / "other", encoder=source, read_only=True)
    assert not (tmp_path / "other").exists()


def test_the_number_of_senses_is_remembered(open_index: Opener) -> None:
    open_index(index_n_neighbors=2).close()
    open_index().close()
    with pytest.raises(IncompatibleIndexError, match="index n neighbors 2"):
        open_index(index_n_neighbors=3)


def test_an_index_trains_a_vocabulary_from_its_first_documents(
    tmp_path: Path, source: SmallSource
) -> None:
    with SparkBert.open(tmp_path, encoder=source) as index:
        assert (len(index), 1 in index, index.search("boats"), index.delete(1)) == (0, False, [], 0)
        index.purge()
        assert index.index([]) == 0
        with pytest.raises(VocabularyError, match="empty"):
            index.index([(1, " ")])
        with pytest.raises(DocumentError, match="float"):
            index.index([(0.5, "boats")])  # type: ignore[list-item]
        assert index.index([(1, HARBOUR), (2, LONG)]) == 2
        assert ids(index, "boats")[0] == 1
    assert (tmp_path / "own.vocabulary").stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("vocabulary-*"))
    with SparkBert.open(tmp_path, encoder=source) as again:
        assert ids(again, "boats")[0] == 1


def test_an_index_trains_a_vocabulary_from_texts(tmp_path: Path, source: SmallSource) -> None:
    with SparkBert.open(tmp_path, encoder=source, own_vocabulary=True) as index:
        index.train_vocabulary([HARBOUR, LONG, GARDEN], n_tokens=20)
        with pytest.raises(SearchIndexError, match="already"):
            index.train_vocabulary([HARBOUR])
        index.index([(1, HARBOUR)])
        assert ids(index, "boats") == [1]


def test_a_vocabulary_of_another_encoder_is_refused(tmp_path: Path, vocabulary: Path) -> None:
    with pytest.raises(VocabularyError, match="of its own"):
        SparkBert.open(tmp_path, vocabulary=vocabulary)


def test_importing_the_library_loads_nothing_heavy() -> None:
    program = (
        "import sys, sparkbert;"
        "light = not {'numpy', 'sqlite3'} & set(sys.modules);"
        "from sparkbert import SparkBert;"
        "print(light, not {'torch', 'transformers', 'faiss'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[4],
        check=True,
        capture_output=True,
        text=True,
    )
    assert run.stdout.split() == ["True", "True"]


def test_the_package_names_what_it_has_not() -> None:
    import sparkbert

    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        sparkbert.Nothing  # noqa: B018
