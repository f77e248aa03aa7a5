"""How is the indexing of one folder called off, and taken up again?"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

TABLE = "CREATE TABLE app_stopped (path BLOB PRIMARY KEY) WITHOUT ROWID"
"""Which sources the user has stopped."""


@dataclass(frozen=True, slots=True)
class StopSource:
    """Read no more of a folder, and follow it no more, until `ResumeSource`; over restarts too.

    What was read by then stays and can be searched; `RemoveSource` wipes it. `Done`.
    """

    path: Path


@dataclass(frozen=True, slots=True)
class ResumeSource:
    """Go on with a folder that was stopped. `Done`."""

    path: Path


def stopped_sources(connection: sqlite3.Connection) -> frozenset[Path]:
    """Return the sources that the user has stopped."""
    query = "SELECT 1 FROM sqlite_master WHERE name = 'app_stopped'"
    if connection.execute(query).fetchone() is None:
        return frozenset()  # of an older version, and nobody has written since
    # One that was forgotten meanwhile is stopped no more.
    rows = connection.execute("SELECT path FROM app_stopped JOIN app_sources USING (path)")
    return frozenset(Path(os.fsdecode(path)) for (path,) in rows)


def set_stopped(connection: sqlite3.Connection, root: Path, *, is_stopped: bool) -> None:
    """Note that a source is stopped, or not; inside a batch."""
    path = (os.fsencode(root),)
    connection.execute("DELETE FROM app_stopped WHERE path = ?", path)
    if is_stopped:
        connection.execute("INSERT INTO app_stopped VALUES (?)", path)


def give_up(connection: sqlite3.Connection, number: int, *, is_read: bool) -> None:
    """Let a file wait no more, if it does; inside a batch.

    What was read of it before stays, and to the next scan it has changed.
    """
    row = (number,)
    if is_read:
        connection.execute(
            "UPDATE app_files SET state = 'indexed', mtime_ns = mtime_ns - 1"
            " WHERE id = ? AND state = 'pending'",
            row,
        )
    else:
        connection.execute("DELETE FROM app_files WHERE id = ? AND state = 'pending'", row)
