"""Where is the index kept, and what is left behind where it was?

`<home>/index.place` names the folder, if the user has had the index moved, and copies of it that
are still to be deleted. It is replaced in one step, which is when an index has moved.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from app.errors import HomeError
from app.paths import Home


def require_place(home: Home) -> None:
    """Raise HomeError, with the remedy, if the index was moved to a folder that isn't there."""
    if home.index != home.own_index and not home.index.is_dir():
        raise HomeError(
            f"The index is kept in {home.index}, which is not there. Connect its disk and start "
            f"again; or delete {home.place_file}, and a new one is made in the home folder."
        )


def note_copies(home: Home, *folders: Path) -> None:
    """Note folders that are about to hold copies of the index, to be deleted if we are killed.

    Raises
    ------
    OSError
        Nothing was noted.
    """
    _write(home, _moved_to(home), [*_left(home), *folders])


def note_moved(home: Home, place: Path) -> None:
    """Have the index be in another folder from now on; the one where it was is to be deleted.

    Raises
    ------
    OSError
        Nothing was changed.
    """
    left = [one for one in (*_left(home), home.index) if one != place]
    _write(home, None if place == home.own_index else place, left)


def delete_left(home: Home) -> None:
    """Delete copies of the index that it has left; those on disks that are away wait for these."""
    left = [one for one in _left(home) if one != home.index]
    if not left:
        return
    for one in left:
        shutil.rmtree(one, ignore_errors=True)
    kept = [one for one in left if one.exists() or not one.parent.exists()]
    if kept != left:
        with suppress(OSError):  # the next engine tries again
            _write(home, _moved_to(home), kept)


def _moved_to(home: Home) -> Path | None:
    return None if home.index == home.own_index else home.index


def _left(home: Home) -> list[Path]:
    try:
        found = json.loads(home.place_file.read_text(encoding="utf-8"))
        return [Path(one) for one in found["left"]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError):
        return []  # who asks where the index is hears of it


def _write(home: Home, place: Path | None, left: list[Path]) -> None:
    """Replace the file, so that a loss of power leaves the old one or the new."""
    file = home.place_file
    if place is None and not left:
        file.unlink(missing_ok=True)
        return
    text = json.dumps({"index": place and str(place), "left": [str(one) for one in left]})
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, file)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise
    with suppress(OSError):  # it is replaced, be that safe from a loss of power yet or not
        _sync(file.parent)


def _sync(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
