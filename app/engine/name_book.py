"""Which folders and files does a typed part of a name stand for?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from app.engine.hints import NameKind


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
        folders: Counter[str] = Counter()
        names: Counter[str] = Counter()
        held: Counter[PurePath] = Counter()
        for path in files:
            names[path.name] += 1
            held[path.parent] += 1
        for folder, n in held.items():
            for one in (folder, *folder.parents):
                if one in tops or not one.name:
                    break
                folders[one.name] += n
        self._names = {
            NameKind.FOLDER: _ordered(folders),
            NameKind.FILE: _ordered(names),
        }
        self._folded = {
            kind: [one.casefold() for one in some] for kind, some in self._names.items()
        }

    def find(self, kind: NameKind, part: str, limit: int) -> tuple[str, ...]:
        """Return names that begin with a part, then those that hold it; the commonest first.

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


def _ordered(counted: Counter[str]) -> list[str]:
    """Return the names that can be typed, the commonest first."""
    fit = (one for one in counted if '"' not in one and one.isprintable())
    return sorted(fit, key=lambda one: (-counted[one], one.casefold()))
