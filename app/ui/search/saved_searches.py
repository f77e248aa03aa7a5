"""Which searches has the user saved, and under which names?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

from app.ui.search.filter_bar import Choice
from app.ui.search.operators import Span

_KEY = "saved"
_MOST = 100


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with its filters; `name` is what the user calls it, its text at first."""

    name: str
    text: str
    choice: Choice

    def is_of(self, text: str, choice: Choice) -> bool:
        """Whether it searches for the same."""
        return (self.text, self.choice) == (_plain(text), choice)


class SavedSearches(QObject):
    """Searches that are kept until the user takes them away, in the order of their saving.

    Parameters
    ----------
    settings
        Where they are kept; they last as long as we do if not given.
    """

    changed = Signal()

    def __init__(self, settings: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._searches = _read(settings)
        self._roots: list[Path] = []

    @property
    def searches(self) -> Sequence[SavedSearch]:
        """What is saved, the latest first."""
        return self._searches

    def find(self, text: str, choice: Choice) -> SavedSearch | None:
        """Return the saved search for the same, if there is one."""
        return next((one for one in self._searches if one.is_of(text, choice)), None)

    def toggle(self, text: str, choice: Choice) -> None:
        """Save a search, or take it away if it is saved."""
        text = _plain(text)
        if (known := self.find(text, choice)) is not None:
            self.remove(known)
        elif text:
            self._set([SavedSearch(text, text, choice), *self._searches][:_MOST])

    def rename(self, search: SavedSearch, name: str) -> None:
        """Give a search another name; an empty one changes nothing."""
        if name := _plain(name):
            self._set([replace(one, name=name) if one == search else one for one in self._searches])

    def remove(self, search: SavedSearch) -> None:
        """Take a search away."""
        self._set([one for one in self._searches if one != search])

    def keep_under(self, roots: Sequence[Path]) -> None:
        """Forget all searches when a folder has left: they may quote what is to be forgotten."""
        gone = [one for one in self._roots if not any(one.is_relative_to(root) for root in roots)]
        self._roots = list(roots)
        if gone:
            self._set([])

    def clear(self) -> None:
        """Forget everything."""
        self._set([])

    def _set(self, searches: list[SavedSearch]) -> None:
        if searches == self._searches:
            return
        self._searches = searches
        if self._settings is not None:
            self._settings.setValue(_KEY, json.dumps([_as_plain(one) for one in searches]))
        self.changed.emit()


def _plain(text: str) -> str:
    return " ".join(text.split())


def _as_plain(search: SavedSearch) -> dict[str, object]:
    choice = search.choice
    return asdict(search) | {
        "choice": {
            "folder": None if choice.folder is None else str(choice.folder),
            "types": list(choice.types),
            "span": None if choice.span is None else choice.span.name,
            "between": list(choice.between),
        }
    }


def _read(settings: QSettings | None) -> list[SavedSearch]:
    """Return what is saved; what can't be understood, of another version, is left out."""
    try:
        found = json.loads(str(settings.value(_KEY, "[]"))) if settings is not None else []
    except ValueError:
        return []
    read = (_from_plain(one) for one in found) if isinstance(found, list) else ()
    return [one for one in read if one is not None]


def _from_plain(value: object) -> SavedSearch | None:
    try:
        name, text, choice = value["name"], value["text"], value["choice"]  # type: ignore[index]
        folder, types, span = choice["folder"], choice["types"], choice["span"]
        from_ns, until_ns = (None if one is None else int(one) for one in choice["between"])
        return SavedSearch(
            str(name),
            str(text),
            Choice(
                None if folder is None else Path(folder),
                tuple(str(one) for one in types),
                None if span is None else Span[span],
                (from_ns, until_ns),
            ),
        )
    except (TypeError, KeyError, IndexError, ValueError):
        return None
