"""What was searched and opened of late?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

_N_SEARCHES, _N_FILES = 8, 6
_LEAST_LETTERS = 3


class History(QObject):
    """The last searches and files, newest first, kept among the window's settings.

    Parameters
    ----------
    settings
        Where they are kept; they last as long as we do if not given.
    """

    changed = Signal()

    def __init__(self, settings: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._searches = self._read("searches")
        self._files = self._read("files")
        self._roots: list[Path] = []
        self._is_remembering = True

    @property
    def searches(self) -> Sequence[str]:
        """What was searched."""
        return self._searches

    @property
    def files(self) -> Sequence[Path]:
        """What was opened."""
        return [Path(one) for one in self._files]

    def set_remembering(self, is_remembering: bool) -> None:
        """Remember what comes from now on, or forget everything and go on so."""
        self._is_remembering = is_remembering
        if not is_remembering and (self._searches or self._files):
            self.clear()

    def add_search(self, text: str) -> None:
        """Remember a search; one that it goes on from is forgotten."""
        text = " ".join(text.split())
        if not self._is_remembering or len(text) < _LEAST_LETTERS:
            return
        kept = [one for one in self._searches if not text.casefold().startswith(one.casefold())]
        self._searches = [text, *kept][:_N_SEARCHES]
        self._write("searches", self._searches)

    def add_file(self, path: Path) -> None:
        """Remember a file that was opened."""
        if not self._is_remembering:
            return
        kept = [one for one in self._files if one != str(path)]
        self._files = [str(path), *kept][:_N_FILES]
        self._write("files", self._files)

    def keep_under(self, roots: Sequence[Path]) -> None:
        """Forget files that belong to none of these folders, and searches when one has left.

        What was searched may quote what the user wants to be forgotten.
        """
        gone = [one for one in self._roots if not any(one.is_relative_to(root) for root in roots)]
        self._roots = list(roots)
        if gone and self._searches:
            self._searches = []
            self._write("searches", [])
        kept = [one for one in self._files if any(Path(one).is_relative_to(root) for root in roots)]
        if kept != self._files:
            self._files = kept
            self._write("files", kept)

    def clear(self) -> None:
        """Forget everything."""
        self._searches, self._files = [], []
        self._write("searches", [])
        self._write("files", [])

    def _read(self, name: str) -> list[str]:
        try:
            found = json.loads(str(self._settings.value(name, "[]"))) if self._settings else []
        except ValueError:
            return []
        return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []

    def _write(self, name: str, values: list[str]) -> None:
        if self._settings is not None:
            self._settings.setValue(name, json.dumps(values))
        self.changed.emit()
