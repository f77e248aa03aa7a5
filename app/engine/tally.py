"""How many files have come how far, without counting them each time?

Temporary triggers on the writer's connection keep the numbers while rows change. So they are true
whatever statement changes a row, are undone with a batch that is undone, and leave nothing on disk:
who opens the index counts once.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from app.extract.base import FailureKind
from app.settings import ExtractionSettings

_LIMITS = ExtractionSettings()
_PACKED = frozenset({".pdf", ".docx"})
"""Hold less text than their size says; in all others each sign takes its bytes."""
_MOST_BYTES_PER_SIGN = 4  # of UTF-8 and UTF-16

EVERYTHING = b""
"""The root of all files."""

_SCHEMA = (
    """CREATE TEMP TABLE app_tally (
        root BLOB PRIMARY KEY,
        low BLOB NOT NULL,
        high BLOB NOT NULL,
        pending INTEGER NOT NULL,
        indexed INTEGER NOT NULL,
        failed INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TEMP TABLE app_waiting (
        suffix TEXT PRIMARY KEY,
        n INTEGER NOT NULL,
        bytes INTEGER NOT NULL
    ) WITHOUT ROWID""",
)


def _counted(row: str) -> Mapping[str, str]:
    """Return the condition of each number for a row; of what no one can read there is none."""
    return {
        "pending": f"{row}state = 'pending'",
        "indexed": f"{row}state = 'indexed'",
        "failed": f"{row}state = 'failed' AND {row}failure != '{FailureKind.UNSUPPORTED_FORMAT}'",
    }


def _note(row: str, sign: str) -> str:
    """Return the statement that counts a row in or out, with what it takes in bytes."""
    changes = ", ".join(f"{name} = {name} {sign} ({one})" for name, one in _counted(row).items())
    return (
        f"UPDATE app_tally SET {changes}"
        f" WHERE root = {row}path OR (low < {row}path AND {row}path < high);"
    )


def _note_waiting(row: str, sign: str) -> str:
    return (
        f"INSERT INTO app_waiting"
        f" SELECT app_suffix({row}path), {sign}1, {sign}app_readable({row}path, {row}size)"
        f" WHERE {row}state = 'pending' ON CONFLICT (suffix)"
        f" DO UPDATE SET n = n + excluded.n, bytes = bytes + excluded.bytes;"
    )


def _fill(root: str) -> str:
    numbers = ", ".join(f"ifnull(sum({one}), 0)" for one in _counted("").values())
    return (
        f"INSERT INTO app_tally SELECT {root}, app_low({root}), app_high({root}), {numbers}"
        f" FROM app_files"
        f" WHERE path = {root} OR (path > app_low({root}) AND path < app_high({root}))"
    )


_TRIGGERS = (
    "CREATE TEMP TRIGGER app_tally_source AFTER INSERT ON main.app_sources"
    f" BEGIN {_fill('new.path')}; END",
    "CREATE TEMP TRIGGER app_tally_no_source AFTER DELETE ON main.app_sources"
    " BEGIN DELETE FROM app_tally WHERE root = old.path; END",
    "CREATE TEMP TRIGGER app_tally_added AFTER INSERT ON main.app_files"
    f" BEGIN {_note('new.', '+')} {_note_waiting('new.', '+')} END",
    "CREATE TEMP TRIGGER app_tally_removed AFTER DELETE ON main.app_files"
    f" BEGIN {_note('old.', '-')} {_note_waiting('old.', '-')} END",
    "CREATE TEMP TRIGGER app_tally_changed"
    " AFTER UPDATE OF path, size, state, failure ON main.app_files"
    " WHEN (old.path, old.size, old.state, old.failure)"
    " IS NOT (new.path, new.size, new.state, new.failure)"
    f" BEGIN {_note('old.', '-')} {_note('new.', '+')}"
    f" {_note_waiting('old.', '-')} {_note_waiting('new.', '+')} END",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Files of one extension that are still to be read."""

    n_files: int
    n_bytes: int


class FileTally:
    """The numbers of `app_files`, kept on a writer's connection; `create_tables` comes before.

    Formats that can't be read are not counted once a file is known to be of one.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute("PRAGMA temp_store = MEMORY")  # it holds paths
        for name, function in (("low", _low), ("high", _high), ("suffix", suffix_of)):
            connection.create_function(f"app_{name}", 1, function, deterministic=True)
        connection.create_function("app_readable", 2, readable_bytes, deterministic=True)
        for statement in _SCHEMA:
            connection.execute(statement)
        roots = connection.execute("SELECT path FROM app_sources").fetchall()
        for (root,) in [(EVERYTHING,), *roots]:
            connection.execute(_fill("?1"), (root,))
        connection.execute(
            "INSERT INTO app_waiting"
            " SELECT app_suffix(path), count(*), sum(app_readable(path, size)) FROM app_files"
            " WHERE state = 'pending' GROUP BY 1"
        )
        for statement in _TRIGGERS:
            connection.execute(statement)

    def under(self, root: bytes) -> tuple[int, int, int]:
        """Return how many files under a source, or of `EVERYTHING`, are indexed, pending, failed.

        Raises KeyError if it is not a source.
        """
        row = self._connection.execute(
            "SELECT indexed, pending, failed FROM app_tally WHERE root = ?", (root,)
        ).fetchone()
        if row is None:
            raise KeyError(root)
        return (row[0], row[1], row[2])

    def waiting(self) -> dict[str, Waiting]:
        """Return what is still to be read, by extension."""
        rows = self._connection.execute("SELECT suffix, n, bytes FROM app_waiting WHERE n > 0")
        return {suffix: Waiting(n, n_bytes) for suffix, n, n_bytes in rows}


def readable_bytes(path: bytes, size: int) -> int:
    """Return how much of a file will be read, by the usual limits: nothing of one beyond them.

    Examples
    --------
    >>> readable_bytes(b"/a/book.txt", 300_000), readable_bytes(b"/a/log.txt", 2 * 10**9)
    (300000, 0)
    """
    is_packed = suffix_of(path) in _PACKED
    most = _LIMITS.input_bytes if is_packed else _MOST_BYTES_PER_SIGN * _LIMITS.characters
    return size if size <= most else 0


def suffix_of(path: bytes) -> str:
    """Return a path's extension in small letters: ".pdf"; nothing if it is unusually long.

    Examples
    --------
    >>> [suffix_of(path) for path in (b"/a.b/Report.PDF", b"/a/.hidden", b"/x." + b"y" * 90)]
    ['.pdf', '', '']
    """
    suffix = os.path.splitext(path)[1].lower()
    return suffix.decode("utf-8", "replace") if len(suffix) <= _LONGEST_SUFFIX else ""


_LONGEST_SUFFIX = 16


def _low(root: bytes) -> bytes:
    """Return what is below all paths within a root."""
    separator = os.fsencode(os.sep)
    return root if not root or root.endswith(separator) else root + separator


def _high(root: bytes) -> bytes:
    """Return what is above all paths within a root."""
    return _low(root)[:-1] + bytes([os.fsencode(os.sep)[0] + 1]) if root else b"\xff" * 8
