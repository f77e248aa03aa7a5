"""Which texts does an index hold?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sparkbert.index import catalog


def readable_texts(directory: Path) -> Iterator[str]:
    """Yield the distinct texts of an index that its encoder can read, as they are now.

    Raises
    ------
    SearchIndexError, IncompatibleIndexError, IndexCorruptError
        There is no index, or its catalog is of another version, or damaged.
    """
    with catalog.user_errors(directory), closing(catalog.connect_reader(directory)) as connection:
        for (text,) in connection.execute("SELECT text FROM chunks WHERE readable = 1"):
            yield text


def count_texts(directory: Path) -> int:
    """Return how many distinct texts an index holds; raises as `readable_texts` does."""
    with catalog.user_errors(directory), closing(catalog.connect_reader(directory)) as connection:
        return int(connection.execute("SELECT count(*) FROM chunks").fetchone()[0])
