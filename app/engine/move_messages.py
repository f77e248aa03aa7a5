"""How does a client have the index moved, and what is it told?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MoveIndex:
    """Keep the index in a folder of its own within another; answered by `IndexMoved`.

    `MoveProgress` goes to the asker meanwhile. The engine ends with the answer, and the next one
    works with the index where it is then. Whatever keeps it from being moved leaves it where it is.

    Parameters
    ----------
    folder
        In which it is to be; None for the home folder.
    """

    folder: Path | None


@dataclass(frozen=True, slots=True)
class StopMoving:
    """Leave the index where it is after all. `Done`; the move that was asked for fails."""


@dataclass(frozen=True, slots=True)
class MoveProgress:
    """How many bytes of how many are copied, and whether the copy is being checked by now."""

    n_done: int
    n_bytes: int
    is_checking: bool = False


@dataclass(frozen=True, slots=True)
class IndexMoved:
    """Where the index is now."""

    place: Path
