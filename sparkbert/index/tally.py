"""How many chunks are there, and how many wait, without counting them each time?

Temporary triggers on the writer's connection keep the numbers while rows change: they are true
whatever statement changes a row, are undone with a transaction that is undone, and leave nothing
in the catalog.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

_PENDING, _WORDS_ONLY = "encoded = 0 AND {}readable IS 1", "readable IS 0"


def _note(row: str, sign: str) -> str:
    return (
        f"UPDATE chunk_tally SET n = n {sign} 1,"
        f" pending = pending {sign} ({row}{_PENDING.format(row)}),"
        f" pieces = pieces {sign} ({row}{_PENDING.format(row)}) * {row}n_pieces,"
        f" words_only = words_only {sign} ({row}{_WORDS_ONLY});"
    )


_STATEMENTS = (
    "PRAGMA temp_store = MEMORY",
    "CREATE TEMP TABLE chunk_tally (n INTEGER, pending INTEGER, words_only INTEGER, pieces REAL)",
    "CREATE TEMP TABLE chunk_held (id INTEGER PRIMARY KEY)",
    # A count each, because each has an index of its own; the texts are not touched.
    """INSERT INTO chunk_tally SELECT
        (SELECT count(*) FROM chunks),
        (SELECT count(*) FROM chunks WHERE encoded = 0 AND readable = 1),
        (SELECT count(*) FROM chunks WHERE readable = 0),
        0""",
    # The length of those that wait is estimated from some: all would be read off the disk.
    """UPDATE chunk_tally SET pieces = pending * ifnull((SELECT avg(n_pieces) FROM (
        SELECT n_pieces FROM chunks WHERE encoded = 0 AND readable = 1
        ORDER BY changed_ns DESC, id LIMIT 1000)), 0)""",
    "CREATE TEMP TRIGGER chunk_tally_added AFTER INSERT ON main.chunks"
    f" BEGIN {_note('new.', '+')} END",
    "CREATE TEMP TRIGGER chunk_tally_removed AFTER DELETE ON main.chunks"
    f" BEGIN {_note('old.', '-')} DELETE FROM chunk_held WHERE id = old.id; END",
    "CREATE TEMP TRIGGER chunk_tally_changed AFTER UPDATE OF encoded, readable ON main.chunks"
    f" BEGIN {_note('old.', '-')} {_note('new.', '+')} END",
)


_HOLD = """
    INSERT INTO chunk_held SELECT id FROM chunks WHERE encoded = 0 AND readable = 1
    AND NOT EXISTS (
        SELECT 1 FROM occurrences JOIN documents ON documents.id = document_id
        WHERE chunk_id = chunks.id AND key NOT IN (SELECT value FROM json_each(?))
    )"""


class ChunkTally:
    """The numbers of `chunks`, kept on a writer's connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        for statement in _STATEMENTS:
            connection.execute(statement)

    @property
    def n_chunks(self) -> int:
        """How many chunks there are."""
        return self._read("n")

    @property
    def n_pending(self) -> int:
        """How many of them wait for the encoder, without those that are held."""
        return self._read("pending") - self.n_held

    @property
    def n_pieces(self) -> float:
        """About how many word pieces those have that wait."""
        row = self._connection.execute("SELECT pending, pieces FROM chunk_tally").fetchone()
        n_chunks, n_pieces = row
        share = self.n_pending / n_chunks if n_chunks else 0.0
        return max(float(n_pieces), float(n_chunks)) * share

    @property
    def n_held(self) -> int:
        """How many of them wait for `hold` to let them go."""
        return int(self._connection.execute("SELECT count(*) FROM chunk_held").fetchone()[0])

    @property
    def n_words_only(self) -> int:
        """How many of them the encoder can't read."""
        return self._read("words_only")

    def hold(self, document_keys: Iterable[str]) -> None:
        """Hold the chunks that wait and that only these documents have, and no others."""
        self._connection.execute("DELETE FROM chunk_held")
        self._connection.execute(_HOLD, (json.dumps(list(document_keys)),))

    def _read(self, column: str) -> int:
        return int(self._connection.execute(f"SELECT {column} FROM chunk_tally").fetchone()[0])
