"""What does the user want of the window alone, and where is it kept?"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal

LEAST_PERCENT, MOST_PERCENT = 80, 150


class Scheme(StrEnum):
    """By day or by night, or as the desktop is."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Notifications(StrEnum):
    """Of what the desktop tells while the window is not in front."""

    NONE = "none"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a user may choose of the window.

    Parameters
    ----------
    scheme
        By day or by night.
    font_percent
        How large type is, in hundredths of the desktop's own.
    language
        The code of a language; nothing for the desktop's own.
    remembers
        Whether searches and opened files are remembered.
    stays_in_tray
        Whether closing the window leaves the app in the tray.
    notifications
        Of what the desktop tells.
    """

    scheme: Scheme = Scheme.SYSTEM
    font_percent: int = 100
    language: str = ""
    remembers: bool = True
    stays_in_tray: bool = False
    notifications: Notifications = Notifications.TROUBLE


class PreferenceStore(QObject):
    """Keeps the preferences among the window's settings; what makes no sense there is as usual.

    Parameters
    ----------
    settings
        Where they are kept; they last as long as we do if not given.
    """

    changed = Signal(object)

    def __init__(self, settings: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        values = {one.name: self._read(one.name, one.default) for one in fields(Preferences)}
        self._now = Preferences(**values)

    @property
    def now(self) -> Preferences:
        """What is wanted."""
        return self._now

    def change(self, **values: Any) -> None:
        """Want something else, by the names of `Preferences`."""
        after = replace(self._now, **values)
        if after == self._now:
            return
        self._now = after
        if self._settings is not None:
            for name in values:
                self._settings.setValue(_key(name), str(getattr(after, name)))
        self.changed.emit(after)

    def _read(self, name: str, usual: Any) -> Any:
        text = None if self._settings is None else self._settings.value(_key(name))
        if not isinstance(text, str):
            return usual
        try:
            if isinstance(usual, bool):
                return {"True": True, "False": False}[text]
            if isinstance(usual, int):
                return min(max(int(text), LEAST_PERCENT), MOST_PERCENT)
            return type(usual)(text)
        except (KeyError, ValueError):
            return usual


def _key(name: str) -> str:
    return f"preferences/{name}"
