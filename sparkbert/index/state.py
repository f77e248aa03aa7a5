"""How does a reader get the catalog and the segments of one and the same moment?"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sparkbert.errors import IndexCorruptError
from sparkbert.index import catalog
from sparkbert.index.catalog import IndexIdentity
from sparkbert.index.segment import Segment, SegmentKind, read_segment

_ATTEMPTS = 5  # to map the segments of a state before merges have unlinked them


@dataclass(frozen=True, slots=True)
class IndexState:
    """An open read transaction and the mapped segments that it sees; whoever has it closes it."""

    connection: sqlite3.Connection
    identity: IndexIdentity
    segments: dict[SegmentKind, list[Segment]]


def read_state(directory: Path, identity: IndexIdentity | None = None) -> IndexState:
    """Open the index for reading; without an identity nothing is compared.

    Raises
    ------
    SearchIndexError
        There is no index.
    IncompatibleIndexError
        The index was made by another version, or with another identity.
    IndexCorruptError
        A part is damaged; says which.
    """
    for attempt in range(_ATTEMPTS):
        with catalog.user_errors(directory):
            connection = catalog.connect_reader(directory)
            try:
                return _read(directory, connection, identity)
            except FileNotFoundError as error:  # a merge came between; look again
                connection.close()
                if attempt == _ATTEMPTS - 1:
                    raise IndexCorruptError(f"The segment {error.filename} is missing.") from None
            except BaseException:
                connection.close()
                raise
    raise AssertionError("unreachable")


def _read(
    directory: Path, connection: sqlite3.Connection, identity: IndexIdentity | None
) -> IndexState:
    connection.execute("BEGIN")
    found = catalog.load_identity(connection)  # the first read fixes the state we see
    segments = {
        kind: [
            read_segment(catalog.segment_path(directory, row.name), row.file)
            for row in catalog.load_segments(connection, kind)
        ]
        for kind in SegmentKind
    }
    return IndexState(connection, catalog.check_identity(directory, found, identity), segments)
