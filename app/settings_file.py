"""How is a change of settings written into the user's file, and nothing else of it touched?"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from app.errors import SettingsError
from app.settings import TABLES, Settings, load_settings


def change_settings(file: Path, before: Settings, after: Settings) -> Settings:
    """Write what differs between two settings into a file, and return what it says then.

    What else the file says stays, comments and order too, and so does what somebody has written
    into it meanwhile. A key that is to be what it is without the file is taken out.

    Raises
    ------
    SettingsError
        The file can't be read or written, or what it says is wrong already.
    """
    now = load_settings(file)
    changes = list(_changes(before, after))
    if not changes:
        return now
    try:
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        document = tomlkit.parse(text)
        for table, key, value in changes:
            _put(document, table, key, value)
        _replace(file, tomlkit.dumps(document))
    except OSError as error:
        raise SettingsError(
            f"{file} can't be written ({error.strerror}). Nothing was changed."
        ) from error
    except TOMLKitError as error:
        raise SettingsError(f"{file} is not a TOML file: {error}.") from error
    return load_settings(file)


def _changes(before: Settings, after: Settings) -> Iterator[tuple[str, str, object]]:
    """Yield table, key and new value, None for what is so without a file."""
    default = Settings()
    for one in fields(Settings):
        was, new, usual = (getattr(some, one.name) for some in (before, after, default))
        if one.name not in TABLES:
            if was != new:
                yield "", one.name, None if new == usual else new
            continue
        for key in (inner.name for inner in fields(TABLES[one.name])):
            value = getattr(new, key)
            if getattr(was, key) != value:
                yield one.name, key, None if value == getattr(usual, key) else value


def _put(document: tomlkit.TOMLDocument, table: str, key: str, value: object) -> None:
    place: tomlkit.TOMLDocument | Table = document
    if table:
        if table not in document:
            if value is None:
                return
            document[table] = tomlkit.table()
        found = document[table]
        assert isinstance(found, Table)  # as reading it has made sure
        place = found
    if value is None:
        place.pop(key, None)
    else:
        place[key] = _plain(value)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [str(one) for one in value]
    if isinstance(value, bool | int | float):
        return value
    return str(value)


def _replace(file: Path, text: str) -> None:
    """Write a file so that a loss of power leaves the old content or the new."""
    file = Path(os.path.realpath(file))  # the user may keep it elsewhere, and link it
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            os.chmod(name, file.stat().st_mode & 0o777)
        os.replace(name, file)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise
