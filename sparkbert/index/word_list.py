"""Which words do the texts hold, as they are written and not as stems?"""

from __future__ import annotations

import sqlite3
import sys

_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.chunk_words"
    " USING fts5vocab('main', 'chunks_fts', 'row')"
)


def read_words(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return every word of the texts with the number of chunks that hold it, in order of words.

    Words are runs of letters and digits, without case and accents, and not stemmed.
    """
    _attach(connection)
    return connection.execute("SELECT term, doc FROM temp.chunk_words").fetchall()


def words_beginning(connection: sqlite3.Connection, prefix: str, limit: int) -> list[str]:
    """Return the words that begin with a folded prefix, the most frequent first."""
    _attach(connection)
    rows = connection.execute(
        "SELECT term FROM temp.chunk_words WHERE term >= ? AND term < ?"
        " ORDER BY doc DESC, term LIMIT ?",
        (prefix, prefix + chr(sys.maxunicode), limit),
    )
    return [term for (term,) in rows]


def texts_with_word(connection: sqlite3.Connection, word: str, limit: int) -> list[str]:
    """Return some texts that hold a word in this very form."""
    rows = connection.execute(
        "SELECT chunks.text FROM chunks_fts JOIN chunks ON chunks.id = chunks_fts.rowid"
        " WHERE chunks_fts MATCH ? LIMIT ?",
        (f'"{word}"', limit),
    )
    return [text for (text,) in rows]


def _attach(connection: sqlite3.Connection) -> None:
    """Make the table of words, which is one of the connection's own, on a reader's too."""
    connection.execute("PRAGMA query_only = OFF")  # of the files nothing changes
    try:
        connection.execute(_TABLE)
    finally:
        connection.execute("PRAGMA query_only = ON")
