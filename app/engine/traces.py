"""What does the home remember of a folder beside the index, and how is it made to forget?"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.logs import forget_in_logs
from app.paths import Home

_REMEMBERED = (b"searches=", b"saved=", b"files=", b"folders_off=")
"""Keys of the window's settings: what was searched may quote what was forgotten."""


def wipe_traces(home: Home, folder: Path) -> None:
    """Wipe a forgotten folder from the logs, and from the disk what was searched and opened.

    A window that is open forgets by itself, as soon as it hears that the folder is gone.
    """
    forget_in_logs(home, folder)
    with suppress(OSError):
        file = home.window_settings
        lines = file.read_bytes().splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(_REMEMBERED)]
        if len(kept) < len(lines):
            with file.open("r+b") as stream:
                stream.writelines(kept)
                stream.truncate()
