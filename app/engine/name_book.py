"""Which folders and files does a typed part of a name stand for?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import inf
from pathlib import PurePath

from app.engine.file_filter import is_in
from app.engine.hints import MissingFolder, NameKind
from sparkbert.ranking.slips import cost
from sparkbert.words import fold

_LETTERS_PER_SLIP = 4
_NUMBER = re.compile(r"(\d{1,18})")


class NameBook:
    """The names of indexed files and of the folders that hold them, at any depth.

    Parameters
    ----------
    files
        The files' paths.
    roots
        The folders that were added; names above them say nothing.
    """

    def __init__(self, files: Iterable[PurePath], roots: Sequence[PurePath]) -> None:
        tops = {root.parent for root in roots}
        folders: set[str] = set()
        names: set[str] = set()
        held: set[PurePath] = set()
        for path in files:
            names.add(path.name)
            held.add(path.parent)
        for folder in held:
            for one in (folder, *folder.parents):
                if one in tops or not one.name:
                    break
                folders.add(one.name)
        self._paths = tuple(folder / "file" for folder in held)
        self._names = {
            NameKind.FOLDER: _ordered(folders),
            NameKind.FILE: _ordered(names),
        }
        self._folded = {
            kind: [one.casefold() for one in some] for kind, some in self._names.items()
        }

    def find(self, kind: NameKind, part: str, limit: int) -> tuple[str, ...]:
        """Return names that begin with a part, then those that hold it; each as people sort them.

        Examples
        --------
        >>> book = NameBook([PurePath("/me/Taxes/2024/tax.pdf")], [PurePath("/me/Taxes")])
        >>> book.find(NameKind.FOLDER, "t", 5), book.find(NameKind.FILE, "PDF", 5)
        (('Taxes',), ('tax.pdf',))
        """
        wanted = part.casefold()
        beginning: list[str] = []
        holding: list[str] = []
        for name, folded in zip(self._names[kind], self._folded[kind], strict=True):
            if folded.startswith(wanted):
                beginning.append(name)
                if len(beginning) == limit:
                    break
            elif len(holding) < limit and wanted in folded:
                holding.append(name)
        return tuple([*beginning, *holding][:limit])

    def missing_folders(self, wanted: Iterable[str]) -> tuple[MissingFolder, ...]:
        """Return which names no folder has that holds files at any depth, with the nearest.

        Examples
        --------
        >>> book = NameBook([PurePath("/me/Taxes/2024/tax.pdf")], [PurePath("/me/Taxes")])
        >>> book.missing_folders(["taxes/2024", "Taxse"])
        (MissingFolder(name='Taxse', nearest='Taxes'),)
        """
        return tuple(
            MissingFolder(name, self._nearest(name))
            for name in wanted
            if not any(is_in(path, name) for path in self._paths)
        )

    def _nearest(self, name: str) -> str | None:
        """Return a folder's name that holds what was typed, or differs by few letters."""
        holding = self.find(NameKind.FOLDER, name, 1)
        if holding:
            return holding[0]
        typed = fold(name)
        costs = [
            (cost(typed, fold(one)), one)
            for one in self._names[NameKind.FOLDER]
            if abs(len(one) - len(name)) <= len(name) // _LETTERS_PER_SLIP + 1
        ]
        least, nearest = min(costs, default=(inf, None))
        return nearest if least <= max(len(name) / _LETTERS_PER_SLIP, 1) else None


def name_order(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Return by what names are sorted: numbers by what they are worth, case does not count.

    Examples
    --------
    >>> sorted(["Part 10", "part 9", "Annex"], key=name_order)
    ['Annex', 'part 9', 'Part 10']
    """
    return tuple(
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part)
        for part in _NUMBER.split(name.casefold())
    )


def _ordered(names: Iterable[str]) -> list[str]:
    """Return the names that can be typed, sorted."""
    fit = (one for one in names if '"' not in one and one.isprintable())
    return sorted(fit, key=lambda one: (name_order(one), one))
