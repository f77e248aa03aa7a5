"""What does a row of the list of results stand for?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from app.engine.search_messages import FileFacts, FoundPassage


class RowKind(IntEnum):
    """What a row shows: a document with its best passage, another passage, or a way to see more."""

    DOCUMENT = 0
    PASSAGE = 1
    MORE = 2


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A file with its passages, best first.

    `begins_less_likely` says that it, and all below it, has little to do with the query.
    """

    path: Path
    facts: FileFacts | None
    passages: tuple[FoundPassage, ...]
    begins_less_likely: bool = False

    @property
    def name_marks(self) -> tuple[tuple[int, int], ...]:
        """The characters of its name that the query matched, by the first passage that knows."""
        return next((one.name_marks for one in self.passages if one.name_marks), ())


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A row of the list; `number` counts the document's passages from 0."""

    kind: RowKind
    document: FoundDocument
    number: int

    @property
    def passage(self) -> FoundPassage:
        """The passage that the row stands for."""
        return self.document.passages[self.number]

    @property
    def twins(self) -> tuple[Path, ...]:
        """The other files that hold the same passage."""
        others = (place.path for place in self.passage.also_in)
        return tuple(dict.fromkeys(path for path in others if path != self.document.path))

    @property
    def n_more(self) -> int:
        """How many passages the document has beside its best."""
        return len(self.document.passages) - 1


def first_new(
    documents: Sequence[FoundDocument],
    known_ids: Collection[int],
    known_paths: Collection[Path] = (),
) -> tuple[Path, int] | None:
    """Return the first file that is new with all its passages, else the first new passage of any.

    Parameters
    ----------
    documents
        What is shown.
    known_ids
        The chunks of the passages that were shown before.
    known_paths
        The files that were; one of them is not new, though it has been written anew.
    """
    new = [
        (document.path, number, len(document.passages))
        for document in documents
        for number, passage in enumerate(document.passages)
        if passage.hit.chunk_id not in known_ids
    ]
    n_new = Counter(path for path, _, _ in new)
    whole = (
        (path, number) for path, number, n in new if n_new[path] == n and path not in known_paths
    )
    return next(whole, next(((path, number) for path, number, _ in new), None))
