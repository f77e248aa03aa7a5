"""From what is the list of sources known if the catalog that holds it is lost?"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)

_VERSION = 1
_AS_NEW = {"is_online": 1, "scanned_ns": 0}
"""What changes with every scan, and what it is for a source that is not scanned yet."""


class SourcesCopy:
    """A small file beside the index that repeats the rows of `app_sources`.

    Columns are copied as they are, so that what is added to the table is copied too. The writer
    makes it anew whenever the rows change, and before a `forget` has its traces wiped.

    Parameters
    ----------
    path
        The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written: str | None = None

    def keep(self, connection: sqlite3.Connection) -> None:
        """Write the rows down, if they have changed; a disk that is full costs the copy alone."""
        rows = [{**row, **_AS_NEW} for row in _rows(connection)]
        text = json.dumps({"version": _VERSION, "sources": rows}, default=_storable, indent=1)
        if text == self._written or (self._written is None and text == self._on_disk()):
            self._written = text
            return
        try:
            _replace(self._path, text)
        except OSError as error:
            _log.warning("the list of sources can't be copied: %s", error.strerror)
            with suppress(OSError):  # rather none than one that names what was forgotten
                self._path.unlink(missing_ok=True)
            return
        self._written = text

    def restore(self, connection: sqlite3.Connection) -> int:
        """Enter the rows into a table that has none, within a batch; returns how many."""
        columns = {name for _, name, *_ in connection.execute("PRAGMA table_info(app_sources)")}
        n_restored = 0
        for row in self._load():
            values = {name: value for name, value in row.items() if name in columns - {"id"}}
            if "path" not in values:
                continue
            connection.execute(
                f"INSERT OR IGNORE INTO app_sources ({', '.join(values)})"
                f" VALUES ({', '.join('?' * len(values))})",
                list(values.values()),
            )
            n_restored += 1
        return n_restored

    def _load(self) -> list[dict[str, Any]]:
        text = self._on_disk()
        if text is None:
            return []
        try:
            content = json.loads(text)
            if content["version"] > _VERSION:
                return []
            return [
                {name: _loaded(value) for name, value in row.items()} for row in content["sources"]
            ]
        except (ValueError, TypeError, KeyError, AttributeError):
            _log.warning("the copy of the list of sources is damaged")
            return []

    def _on_disk(self) -> str | None:
        try:
            return self._path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None


def _rows(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    cursor = connection.execute("SELECT * FROM app_sources ORDER BY path")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _storable(value: object) -> dict[str, str]:
    """Paths are bytes, which need not be text."""
    if isinstance(value, bytes):
        return {"hex": value.hex(), "shown": value.decode("utf-8", "replace")}
    raise TypeError(type(value))


def _loaded(value: Any) -> Any:
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value


def _replace(path: Path, text: str) -> None:
    """Write a file so that a loss of power leaves the old content or the new."""
    partial = path.with_suffix(".part")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
