from __future__ import annotations

import json
from pathlib import Path

import pytest

from sparkbert.errors import CollectionError
from sparkbert.evaluation.collections import CollectionDocument, load_collection, splits

CORPUS = [
    {"_id": "d1", "title": "First", "text": "one"},
    {"_id": "d2", "text": "two", "metadata": {}},
]
QUERIES = [{"_id": "q1", "text": "uno"}, {"_id": "q2", "text": "due"}, {"_id": "q3", "text": "x"}]
QRELS = "query-id\tcorpus-id\tscore\nq2\td1\t2\nq2\td2\t0\nq1\td9\t1\nq3\td1\t0\n"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    where = tmp_path / "small"
    (where / "qrels").mkdir(parents=True)
    (where / "corpus.jsonl").write_text("\n".join(map(json.dumps, CORPUS)) + "\n\n")
    (where / "queries.jsonl").write_text("\n".join(map(json.dumps, QUERIES)))
    (where / "qrels" / "test.tsv").write_text(QRELS)
    return where


def test_a_collection_is_read_whole(directory: Path) -> None:
    collection = load_collection(directory)
    assert (collection.name, collection.split) == ("small", "test")
    assert collection.documents == (
        CollectionDocument("d1", "First", "one"),
        CollectionDocument("d2", "", "two"),
    )
    assert [one.whole for one in collection.documents] == ["First one", "two"]


def test_only_queries_with_a_relevant_document_count(directory: Path) -> None:
    collection = load_collection(directory)
    assert list(collection.queries.items()) == [("q2", "due"), ("q1", "uno")]
    assert collection.judgements == {"q2": {"d1": 2, "d2": 0}, "q1": {"d9": 1}}


def test_splits_are_named_and_chosen(directory: Path) -> None:
    (directory / "qrels" / "dev.tsv").write_text("q1\td1\t1\r\n")  # no heading, other line ends
    assert splits(directory) == ("dev", "test")
    assert load_collection(directory, "dev").judgements == {"q1": {"d1": 1}}


def test_ids_may_hold_spaces(directory: Path) -> None:
    (directory / "qrels" / "test.tsv").write_text("q1\tGeneva Durben\t1\n")
    assert load_collection(directory).judgements == {"q1": {"Geneva Durben": 1}}


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_is_named_with_the_layout(directory: Path, name: str) -> None:
    (directory / name).unlink()
    with pytest.raises(CollectionError) as caught:
        load_collection(directory)
    assert str(caught.value).startswith(f"{directory / name} is missing")
    assert "qrels/<split>.tsv" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "line", "complaint"),
    [
        ("corpus.jsonl", "{", "not a line of JSON"),
        ("corpus.jsonl", "[]", "not a JSON object"),
        ("corpus.jsonl", '{"text": "x"}', '"_id" must be a string'),
        ("corpus.jsonl", '{"_id": 7, "text": "x"}', '"_id" must be a string'),
        ("corpus.jsonl", '{"_id": "", "text": "x"}', '"_id" must be a string'),
        ("corpus.jsonl", '{"_id": "d1", "text": "x"}', "'d1' was given before"),
        ("corpus.jsonl", '{"_id": "d3"}', '"text" must be a string'),
        ("corpus.jsonl", '{"_id": "d3", "text": "x", "title": null}', '"title" must be a string'),
        ("queries.jsonl", '{"_id": "q4", "text": 5}', '"text" must be a string'),
        ("qrels/test.tsv", "q1 d1 1", "found 1 field"),
        ("qrels/test.tsv", "q1\td1\t1\t1", "found 4 field"),
        ("qrels/test.tsv", "q7\td1\t1", "has no query 'q7'"),
        ("qrels/test.tsv", "q1\td1\thigh", "'high' is not a whole number"),
    ],
)
def test_a_wrong_line_is_named(directory: Path, name: str, line: str, complaint: str) -> None:
    path = directory / name
    lines = path.read_text().rstrip("\n").split("\n")
    path.write_text("\n".join([*lines, line]))
    with pytest.raises(CollectionError) as caught:
        load_collection(directory)
    assert f"{path}, line {len(lines) + 1}: " in str(caught.value)
    assert complaint in str(caught.value)


def test_what_is_no_text_is_named(directory: Path) -> None:
    (directory / "queries.jsonl").write_bytes(b'{"_id": "q1", "text": "\xe9"}')
    with pytest.raises(CollectionError, match=r"queries\.jsonl can't be read as UTF-8"):
        load_collection(directory)


def test_a_collection_without_documents_or_judgements_is_refused(directory: Path) -> None:
    (directory / "qrels" / "test.tsv").write_text("q1\td1\t0\n")
    with pytest.raises(CollectionError, match="judges no document as relevant"):
        load_collection(directory)
    (directory / "corpus.jsonl").write_text("")
    with pytest.raises(CollectionError, match="holds no document"):
        load_collection(directory)
