"""What leaves the index when the user has families of files skipped?

They are told by their names; what is let in again comes with the next scan.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from app.engine.workplace import OpenIndex
from app.extract.registry import (
    DOCX_EXTENSIONS,
    MARKDOWN_EXTENSIONS,
    PDF_EXTENSIONS,
    TEXT_EXTENSIONS,
)
from app.settings import FileType

SUFFIXES = {
    FileType.PDF: PDF_EXTENSIONS,
    FileType.WORD: DOCX_EXTENSIONS,
    FileType.MARKDOWN: MARKDOWN_EXTENSIONS,
    FileType.TEXT: TEXT_EXTENSIONS,
}
_KEY = "skipped"


def skip_types(opened: OpenIndex, skipped: Collection[FileType]) -> None:
    """Have no scan take in files of these families; call it before the first one."""
    opened.sources.skipped = frozenset(suffix for one in skipped for suffix in SUFFIXES[one])


def follow_types(opened: OpenIndex) -> int:
    """Take out what is skipped and was not before, and wipe its traces; returns how many files.

    Raises
    ------
    IndexLockedError
        The files are out, but a search still reads them; the next purge wipes their traces.
    """
    now = json.dumps(sorted(opened.sources.skipped))
    connection = opened.writer.connection
    row = connection.execute("SELECT value FROM app_meta WHERE key = ?", (_KEY,)).fetchone()
    if (row[0] if row is not None else "[]") == now:
        return 0
    gone = {
        file.number
        for source in opened.files.sources()
        for path, file in opened.files.known(source.path).items()
        if path != source.path and path.suffix.lower() in opened.sources.skipped
    }
    with opened.writer.batch():
        opened.sources.take_out(gone)
        connection.execute(
            "INSERT INTO app_meta VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_KEY, now),
        )
    if gone:
        opened.writer.purge()
    return len(gone)
