"""What is searched for to find passages like a passage, a selection or a file, and where?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.engine.files import FileCatalog
from app.engine.likeness import Like, LikeFile, LikePassage, LikeText
from app.errors import GoneError
from sparkbert.encoder.base import Encoding
from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.alike import (
    LikeQuery,
    Sample,
    like_query,
    outside_idf,
    spread,
    stored_samples,
)
from sparkbert.ranking.tokens import TokenReader
from sparkbert.vocabulary.lookup import SenseLookup

_FILE_GONE = "“{name}” is not indexed any more."
_PASSAGE_GONE = "This passage is not in the index any more. Search again to see it as it is now."


@dataclass(frozen=True, slots=True)
class LikeSearch:
    """A query, the key of the document that is left out (None if it is not indexed), and its rows.

    `own` is bool (n_rows,): the rows that no other document holds.
    """

    query: LikeQuery
    key: str | None
    own: NDArray[np.bool_]


def plan_like(
    like: Like,
    encoding: Encoding | None,
    snapshot: Snapshot,
    files: FileCatalog,
    tokens: TokenReader,
    lookup: SenseLookup,
    *,
    by_meaning: bool,
) -> LikeSearch:
    """Turn what others are to be like into a query.

    Parameters
    ----------
    like
        What others are to be like.
    encoding
        The vectors of a `LikeText`, as far as there are any.
    snapshot, files, tokens, lookup
        The state that is searched.
    by_meaning
        Whether the vectors that the index holds are used.

    Raises
    ------
    GoneError
        The passage or the file is not in the index.
    QueryError
        It has no words.
    """
    key = _key(files, like.path)
    nothing = np.zeros(len(snapshot.chunk_ids), np.bool_)
    own = nothing if key is None else snapshot.rows_only_in(key) & snapshot.live
    match like:
        case LikeText(text=text):
            samples = [Sample(text, encoding)]
        case LikePassage(chunk_id=chunk_id):
            at = np.flatnonzero((snapshot.chunk_ids == chunk_id) & snapshot.live)
            if not len(at):
                raise GoneError(_PASSAGE_GONE)
            samples = _stored(at, snapshot, tokens, lookup, by_meaning=by_meaning)
        case LikeFile(path=path):
            if key is None:
                raise GoneError(_FILE_GONE.format(name=path.name))
            rows = np.flatnonzero(snapshot.rows_of_documents([key]) & snapshot.live)
            samples = _stored(rows, snapshot, tokens, lookup, by_meaning=by_meaning)
    return LikeSearch(like_query(samples, outside_idf(snapshot, own)), key, own)


def _stored(
    rows: NDArray[np.int64],
    snapshot: Snapshot,
    tokens: TokenReader,
    lookup: SenseLookup,
    *,
    by_meaning: bool,
) -> list[Sample]:
    some = spread(rows)
    if by_meaning:
        return stored_samples(some, snapshot, tokens, lookup)
    return [Sample(text, None) for text in snapshot.texts(some)]


def _key(files: FileCatalog, path: Path) -> str | None:
    """Return the key of a file's document."""
    found = files.known(path).get(path)
    return None if found is None else str(found.number)
