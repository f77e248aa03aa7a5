"""Which folders are left out of searches for now?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

_KEY = "folders_off"


class SearchedFolders(QObject):
    """Remembers which folders are off; all others, and new ones, are searched.

    Parameters
    ----------
    settings
        Where they are kept; they last as long as we do if not given.
    """

    changed = Signal(object)

    def __init__(self, settings: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._off = _read(settings)

    @property
    def off(self) -> tuple[Path, ...]:
        """The folders that are left out."""
        return self._off

    def set_searched(self, folder: Path, is_searched: bool) -> None:
        """Let a folder count in searches, or not."""
        others = tuple(one for one in self._off if one != folder)
        self._set(others if is_searched else (*others, folder))

    def clear(self) -> None:
        """Let all folders count."""
        self._set(())

    def keep(self, folders: Sequence[Path]) -> None:
        """Forget folders that are no longer indexed."""
        self._set(tuple(one for one in self._off if one in folders))

    def _set(self, off: tuple[Path, ...]) -> None:
        if off == self._off:
            return
        self._off = off
        if self._settings is not None:
            self._settings.setValue(_KEY, json.dumps([str(one) for one in off]))
        self.changed.emit(off)


def _read(settings: QSettings | None) -> tuple[Path, ...]:
    try:
        found = json.loads(str(settings.value(_KEY, "[]"))) if settings is not None else []
    except ValueError:
        return ()
    if not isinstance(found, list):
        return ()
    return tuple(Path(one) for one in found if isinstance(one, str))
