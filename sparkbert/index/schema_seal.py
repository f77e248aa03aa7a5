"""Are a catalog's tables still as they were made?

What SQLite knows of them is text in the catalog itself, which a flipped bit turns into another
table. SQLite then speaks of a mistake in our statements, or takes it as it is.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3

_KEY = "schema"
_DIGITS = 16


def seal_schema(connection: sqlite3.Connection) -> None:
    """Write down, within the caller's transaction, how all tables of now are made."""
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (_KEY, json.dumps(_made(connection))),
    )


def has_schema_seal(connection: sqlite3.Connection) -> bool:
    """Whether it is written down; earlier versions did not."""
    has_meta = "SELECT 1 FROM sqlite_master WHERE name = 'meta'"
    return connection.execute(has_meta).fetchone() is not None and _sealed(connection) is not None


def is_schema_whole(connection: sqlite3.Connection) -> bool:
    """Whether the tables are as it is written down, or nothing is; others may have come since.

    Raises
    ------
    sqlite3.Error
        The catalog can't be read at all.
    """
    try:
        sealed = _sealed(connection)
        return sealed is None or json.loads(sealed).items() <= _made(connection).items()
    except (ValueError, AttributeError):  # what is written down is damaged itself
        return False
    except sqlite3.OperationalError as error:
        # "No such column: value", or text that is none, of which Python gives no code.
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR:
            return False
        raise


def _sealed(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_KEY,)).fetchone()
    return None if row is None else str(row[0])


def _made(connection: sqlite3.Connection) -> dict[str, str]:
    """Return a digest of how each table and index is made, by its name."""
    rows = connection.execute(
        "SELECT CAST(name AS BLOB), CAST(type AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB)"
        " FROM sqlite_master"  # as bytes: damaged text may be none
    ).fetchall()
    return {
        name.decode(errors="replace"): hashlib.sha256(repr(parts).encode()).hexdigest()[:_DIGITS]
        for name, *parts in rows
    }
