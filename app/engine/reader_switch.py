"""What is read again when a new version of the app gets something else out of files?

Only what differs in the end costs the encoder anything: passages are known by their content.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from app.engine.workplace import OpenIndex
from app.extract.versions import FIRST, READER_VERSIONS

_KEY = "readers"


def follow_readers(
    opened: OpenIndex, versions: Mapping[frozenset[str], int] = READER_VERSIONS
) -> None:
    """Let files be read again whose reader is another than the last time."""
    now = {suffix: version for family, version in versions.items() for suffix in family}
    connection = opened.writer.connection
    row = connection.execute("SELECT value FROM app_meta WHERE key = ?", (_KEY,)).fetchone()
    before = {} if row is None else json.loads(row[0])
    if before == now:
        return
    changed = [suffix for suffix, one in now.items() if before.get(suffix, FIRST) != one]
    with opened.writer.batch():
        connection.execute(
            "INSERT INTO app_meta VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_KEY, json.dumps(now, sort_keys=True)),
        )
        connection.execute(
            "UPDATE app_files SET state = 'pending' WHERE state = 'indexed'"
            " AND app_suffix(path) IN (SELECT value FROM json_each(?))",
            (json.dumps(changed),),
        )
