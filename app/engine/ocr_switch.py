"""What is read again when the user has turned text recognition on, or changed its languages?"""

from __future__ import annotations

from app.engine.workplace import OpenIndex
from app.extract.base import FailureKind, WarningKind
from app.extract.ocr import Ocr

_KEY = "ocr"


def follow_ocr(opened: OpenIndex, ocr: Ocr) -> None:
    """Let scanned files be read again if they are read otherwise than the last time.

    Also when it is turned off or has become available, because their remedy is another one then.
    """
    now = f"{ocr.state.value} {ocr.languages}"
    connection = opened.writer.connection
    row = connection.execute("SELECT value FROM app_meta WHERE key = ?", (_KEY,)).fetchone()
    if row is not None and row[0] == now:
        return
    with opened.writer.batch():
        connection.execute(
            "INSERT INTO app_meta VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_KEY, now),
        )
        connection.execute(
            "UPDATE app_files SET state = 'pending', failure = NULL, message = NULL"
            " WHERE state = 'failed' AND failure = ? AND lower(CAST(path AS TEXT)) LIKE '%.pdf'",
            (FailureKind.NO_TEXT,),
        )
        if ocr.is_on:
            connection.execute(
                "UPDATE app_files SET state = 'pending' WHERE state = 'indexed'"
                " AND id IN (SELECT file_id FROM app_warnings WHERE kind = ?)",
                (WarningKind.PAGES_WITHOUT_TEXT,),
            )
