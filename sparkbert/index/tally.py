"""How many chunks are there, and how many wait, without counting them each time?

Temporary triggers on the writer's connection keep the numbers while rows change: they are true
whatever statement changes a row, are undone with a transaction that is undone, and leave nothing
in the catalog.
"""

from __future__ import annotations

import sqlite3

_PENDING, _WORDS_ONLY = "encoded = 0 AND {}readable IS 1", "readable IS 0"


def _note(row: str, sign: str) -> str:
    return (
        f"UPDATE chunk_tally SET n = n {sign} 1,"
        f" pending = pending {sign} ({row}{_PENDING.format(row)}),"
        f" words_only = words_only {sign} ({row}{_WORDS_ONLY});"
    )


_STATEMENTS = (
    "PRAGMA temp_store = MEMORY",
    "CREATE TEMP TABLE chunk_tally (n INTEGER, pending INTEGER, words_only INTEGER)",
    # A count each, because each has an index of its own; the texts are not touched.
    """INSERT INTO chunk_tally SELECT
        (SELECT count(*) FROM chunks),
        (SELECT count(*) FROM chunks WHERE encoded = 0 AND readable = 1),
        (SELECT count(*) FROM chunks WHERE readable = 0)""",
    "CREATE TEMP TRIGGER chunk_tally_added AFTER INSERT ON main.chunks"
    f" BEGIN {_note('new.', '+')} END",
    "CREATE TEMP TRIGGER chunk_tally_removed AFTER DELETE ON main.chunks"
    f" BEGIN {_note('old.', '-')} END",
    "CREATE TEMP TRIGGER chunk_tally_changed AFTER UPDATE OF encoded, readable ON main.chunks"
    f" BEGIN {_note('old.', '-')} {_note('new.', '+')} END",
)


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
        """How many of them wait for the encoder."""
        return self._read("pending")

    @property
    def n_words_only(self) -> int:
        """How many of them the encoder can't read."""
        return self._read("words_only")

    def _read(self, column: str) -> int:
        return int(self._connection.execute(f"SELECT {column} FROM chunk_tally").fetchone()[0])
