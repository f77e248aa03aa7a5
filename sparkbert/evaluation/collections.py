"""How is a test collection in the BEIR layout read, and what is wrong with one that can't be?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sparkbert.errors import CollectionError

CORPUS_FILE = "corpus.jsonl"
QUERIES_FILE = "queries.jsonl"


@dataclass(frozen=True, slots=True)
class CollectionDocument:
    """A document of a test collection; `title` may be empty."""

    id: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        """The title and the text as one, as BEIR's baselines read them."""
        return f"{self.title} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Collection:
    """A test collection: what is searched, what is asked, and what answers it.

    Parameters
    ----------
    name
        The name of its directory.
    split
        Which judgements these are: "test", "dev" or "train".
    documents
        All documents, in the file's order.
    queries
        Text by id of each query that has a relevant document, in the judgements' order.
    judgements
        By query id, each judged document's relevance: 0 for none, higher for more. A judged
        document may be missing from the corpus; then nobody can find it.
    """

    name: str
    split: str
    documents: tuple[CollectionDocument, ...]
    queries: Mapping[str, str]
    judgements: Mapping[str, Mapping[str, int]]


def load_collection(directory: Path, split: str = "test") -> Collection:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels/<split>.tsv` from a directory.

    Raises
    ------
    CollectionError
        A file is missing or can't be read, or holds a line that is not what it should be; the
        message names the file and the line.
    """
    documents = tuple(
        CollectionDocument(id_, _text(entry, "title", place), _text(entry, "text", place))
        for id_, entry, place in _entries(directory / CORPUS_FILE)
    )
    if not documents:
        raise CollectionError(f"{directory / CORPUS_FILE} holds no document")
    queries = {
        id_: _text(entry, "text", place) for id_, entry, place in _entries(directory / QUERIES_FILE)
    }
    judgements = _judgements(directory / "qrels" / f"{split}.tsv", queries)
    return Collection(
        name=directory.resolve().name,
        split=split,
        documents=documents,
        queries={id_: queries[id_] for id_ in judgements},
        judgements=judgements,
    )


def splits(directory: Path) -> tuple[str, ...]:
    """Return the names of the splits that a collection has judgements for."""
    return tuple(sorted(path.stem for path in (directory / "qrels").glob("*.tsv")))


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each line that is not blank, with its place for messages."""
    try:
        with path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield line.rstrip("\r\n"), f"{path}, line {number}"
    except FileNotFoundError:
        raise CollectionError(
            f"{path} is missing: a test collection is a directory with {CORPUS_FILE}, "
            f"{QUERIES_FILE} and qrels/<split>.tsv, as BEIR lays it out"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise CollectionError(f"{path} can't be read as UTF-8 text: {error}") from error


def _entries(path: Path) -> Iterator[tuple[str, dict[str, object], str]]:
    """Yield id, JSON object and place of each line; an id must come once."""
    seen: set[str] = set()
    for line, place in _lines(path):
        try:
            entry = json.loads(line)
        except ValueError as error:
            raise CollectionError(f"{place}: not a line of JSON ({error})") from error
        if not isinstance(entry, dict):
            raise CollectionError(f"{place}: not a JSON object")
        id_ = entry.get("_id")
        if not isinstance(id_, str) or not id_:
            raise CollectionError(f'{place}: "_id" must be a string that is not empty')
        if id_ in seen:
            raise CollectionError(f'{place}: the "_id" {id_!r} was given before')
        seen.add(id_)
        yield id_, entry, place


def _text(entry: Mapping[str, object], field: str, place: str) -> str:
    value = entry.get(field, "" if field == "title" else None)
    if not isinstance(value, str):
        raise CollectionError(f'{place}: "{field}" must be a string')
    return value


def _judgements(path: Path, queries: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Return relevance by document and query, for queries with a relevant document."""
    judgements: dict[str, dict[str, int]] = {}
    for number, (line, place) in enumerate(_lines(path)):
        fields = line.split("\t")
        if number == 0 and fields[0] == "query-id":
            continue
        if len(fields) != 3:
            raise CollectionError(
                f"{place}: expected query id, document id and relevance with tabs between, "
                f"found {len(fields)} field(s)"
            )
        query_id, document_id, relevance = fields
        if query_id not in queries:
            raise CollectionError(f"{place}: {QUERIES_FILE} has no query {query_id!r}")
        try:
            judgements.setdefault(query_id, {})[document_id] = int(relevance)
        except ValueError:
            raise CollectionError(
                f"{place}: the relevance {relevance!r} is not a whole number"
            ) from None
    relevant = {id_: one for id_, one in judgements.items() if max(one.values()) > 0}
    if not relevant:
        raise CollectionError(f"{path} judges no document as relevant")
    return relevant
