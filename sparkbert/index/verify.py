"""Is everything that the index promises to itself true?"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sparkbert.errors import IncompatibleIndexError, IndexCorruptError
from sparkbert.index import catalog
from sparkbert.index.catalog import SegmentRow
from sparkbert.index.document_seal import broken_seals
from sparkbert.index.segment import Segment, SegmentKind, check_segment, read_segment
from sparkbert.index.store import load_tombstones

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be: which part, and what is wrong with it."""

    part: str
    message: str


Tell = Callable[[int, int], None]
"""Takes how many parts of the index are checked, and how many there are."""


def _silent(n_done: int, n_parts: int) -> None:
    """Tell nobody."""


def verify(directory: Path, tell: Tell = _silent) -> list[Problem]:
    """Read the whole index and return what is wrong with it; an empty list means nothing is.

    Parameters
    ----------
    directory
        The index.
    tell
        Is called as the work goes on; what it raises ends the work.

    Raises
    ------
    SearchIndexError, IncompatibleIndexError
        There is no index, or this version can't read it.
    IndexLockedError
        A writer is in the midst of a long commit; try again.
    """
    for _ in range(_ATTEMPTS):
        try:
            with (
                catalog.user_errors(directory),
                closing(catalog.connect_reader(directory)) as open_,
            ):
                return _verify(directory, open_, tell)
        except IndexCorruptError as error:
            return [Problem("catalog", str(error))]
        except (TypeError, ValueError, OverflowError) as error:  # of values that we never write
            return [Problem("catalog", f"It holds what does not belong there ({error}).")]
        except _Moved:  # a merge came between
            continue
    return [Problem("segments", "Files named by the catalog are missing.")]


def damaged_segments(directory: Path) -> list[str]:
    """Return the names of segments that are damaged or missing, after reading all of them.

    Raises
    ------
    SearchIndexError
        The catalog can't be read.
    """
    with catalog.user_errors(directory), closing(catalog.connect_reader(directory)) as open_:
        open_.execute("BEGIN")
        rows = [row for kind in SegmentKind for row in catalog.load_segments(open_, kind)]
        open_.execute("COMMIT")
    names = []
    for row in rows:
        try:
            if _check_segment(directory, row)[1]:
                names.append(row.name)
        except _Moved:
            continue
    return names


class _Moved(Exception):
    """A segment that was there when we began to read has been merged away."""


def _verify(directory: Path, connection: sqlite3.Connection, tell: Tell) -> list[Problem]:
    connection.execute("BEGIN")
    catalog.load_identity(connection)
    rows = [row for kind in SegmentKind for row in catalog.load_segments(connection, kind)]
    n_parts = len(rows) + 2  # the tables, and what FTS5 makes of them
    tell(0, n_parts)
    problems = list(_check_tables(connection))
    segments: dict[SegmentKind, list[Segment]] = {kind: [] for kind in SegmentKind}
    for number, row in enumerate(rows, 1):
        tell(number, n_parts)
        segment, found = _check_segment(directory, row)
        problems += found
        if segment is not None:
            segments[row.kind].append(segment)
    tell(n_parts - 1, n_parts)
    problems += _check_membership(connection, segments)
    connection.execute("COMMIT")
    problems += _check_fts(connection)
    tell(n_parts, n_parts)
    return problems


def _check_tables(connection: sqlite3.Connection) -> Iterator[Problem]:
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Problem("catalog", message)
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Problem("catalog", f"A row of {table} refers to a row of {parent} that is not there.")
    for chunk_id, digest, text in connection.execute(
        "SELECT id, hash, CAST(text AS BLOB) FROM chunks"
    ):
        if text is None or hashlib.sha256(text).digest() != digest:
            yield Problem("catalog", f"The text of chunk {chunk_id} is not what its hash says.")
    for key in broken_seals(connection):
        yield Problem("catalog", f"The passages of document {key} don't stand where they stood.")
    for (chunk_id,) in connection.execute(
        "SELECT id FROM chunks"
        " WHERE NOT EXISTS (SELECT 1 FROM occurrences WHERE chunk_id = chunks.id)"
    ):
        yield Problem("catalog", f"No document holds chunk {chunk_id}.")
    for (chunk_id,) in connection.execute(
        "SELECT id FROM chunks WHERE readable IS NULL OR readable = 0 AND encoded = 1"
    ):
        yield Problem("catalog", f"Chunk {chunk_id} is encoded, but was not judged readable.")
    for (chunk_id,) in connection.execute(
        "SELECT chunk_id FROM tombstones WHERE chunk_id IN (SELECT id FROM chunks)"
    ):
        yield Problem("catalog", f"Chunk {chunk_id} is live and has a tombstone.")


def _check_fts(connection: sqlite3.Connection) -> list[Problem]:
    """Let FTS5 compare its tables with the texts; which it calls writing."""
    problems = []
    connection.execute("PRAGMA query_only = OFF")
    for table in ("chunks_fts", "names_fts"):
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            problems.append(Problem(table, "The table does not agree with the texts."))
        finally:
            connection.execute("ROLLBACK")
    return problems


def _check_segment(directory: Path, row: SegmentRow) -> tuple[Segment | None, list[Problem]]:
    path = catalog.segment_path(directory, row.name)
    part = f"segment {row.name}"
    try:
        check_segment(path, row.file)
        segment = read_segment(path, row.file)
    except FileNotFoundError:
        if _is_named(directory, row):
            return None, [Problem(part, f"The file {path} is missing.")]
        raise _Moved from None
    except (IndexCorruptError, IncompatibleIndexError) as error:
        return None, [Problem(part, str(error))]
    if (segment.kind, segment.n_chunks, segment.n_postings) != (
        row.kind,
        row.n_chunks,
        row.n_postings,
    ):
        return None, [Problem(part, "The catalog and the file tell different sizes.")]
    # Only the first: later ones rely on it.
    broken = (Problem(part, text) for text, holds in _INVARIANTS if not holds(segment))
    return segment, list(islice(broken, 1))


def _is_named(directory: Path, row: SegmentRow) -> bool:
    with closing(catalog.connect_reader(directory)) as fresh:
        found = fresh.execute("SELECT 1 FROM segments WHERE id = ?", (row.id,)).fetchone()
    return found is not None


def _increases(values: NDArray[np.integer[Any]]) -> bool:
    return bool(np.all(values[1:] > values[:-1]))


def _ordinals_ascend(segment: Segment) -> bool:
    rises = segment.ordinals[1:] > segment.ordinals[:-1]
    starts = segment.indptr[1:-1].astype(np.int64) - 1  # between two terms they may fall
    rises[starts] = True
    return bool(rises.all())


def _senses_are_whole(segment: Segment) -> bool:
    if segment.kind is SegmentKind.WORDS:
        return True
    return (
        len(segment.witnesses) == segment.n_postings
        and len(segment.pooled) == len(segment.pooled_scales) == segment.n_chunks
        and len(segment.code_starts) == segment.n_chunks + 1
        and segment.code_starts[0] == 0
        and segment.code_starts[-1] == len(segment.codes)
        and bool(np.all(segment.code_starts[1:] >= segment.code_starts[:-1]))
    )


_INVARIANTS: tuple[tuple[str, Callable[[Segment], bool]], ...] = (
    ("The chunks are not in order.", lambda s: s.n_chunks > 0 and _increases(s.chunk_ids)),
    ("The terms are not in order.", lambda s: _increases(s.terms)),
    (
        "The posting lists don't add up.",
        lambda s: (
            len(s.indptr) == len(s.terms) + 1
            and s.indptr[0] == 0
            and s.indptr[-1] == s.n_postings == len(s.weights)
            and _increases(s.indptr)
        ),
    ),
    ("The postings of a term are not in order.", _ordinals_ascend),
    ("A posting names no chunk.", lambda s: bool(np.all(s.ordinals < s.n_chunks))),
    ("A posting has no weight.", lambda s: bool(np.all(s.weights > 0))),
    ("Witnesses, codes or pooled vectors are missing.", _senses_are_whole),
)


def _check_membership(
    connection: sqlite3.Connection, segments: dict[SegmentKind, list[Segment]]
) -> Iterator[Problem]:
    """Every live chunk has its postings once; every posting's chunk is live or has a tombstone."""
    rows = connection.execute("SELECT id, encoded FROM chunks ORDER BY id").fetchall()
    live = np.array([chunk_id for chunk_id, _ in rows], np.int64)
    encoded = np.array([chunk_id for chunk_id, flag in rows if flag], np.int64)
    tombstones = load_tombstones(connection)
    held = {
        kind: np.concatenate([np.empty(0, np.int64), *(part.chunk_ids for part in parts)])
        for kind, parts in segments.items()
    }
    for kind, expected in ((SegmentKind.WORDS, live), (SegmentKind.SENSES, encoded)):
        unique, counts = np.unique(held[kind], return_counts=True)
        for chunk_id in unique[counts > 1].tolist():
            yield Problem("segments", f"Chunk {chunk_id} is in several segments of {kind}.")
        for chunk_id in np.setdiff1d(expected, unique).tolist():
            yield Problem("segments", f"Chunk {chunk_id} is in no segment of {kind}.")
        strays = np.setdiff1d(unique, np.concatenate([expected, tombstones]))
        for chunk_id in strays.tolist():
            yield Problem("segments", f"A segment of {kind} holds chunk {chunk_id}, not expected.")
    useless = np.setdiff1d(tombstones, np.concatenate(list(held.values())))
    for chunk_id in useless.tolist():
        yield Problem("catalog", f"Chunk {chunk_id} has a tombstone but no postings.")
    bounds = [(part.chunk_ids[0], part.chunk_ids[-1]) for part in segments[SegmentKind.WORDS]]
    if any(last >= first for (_, last), (first, _) in pairwise(bounds)):
        yield Problem("segments", "The segments of words overlap.")
