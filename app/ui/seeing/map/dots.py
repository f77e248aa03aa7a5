"""What does a point on the map stand for, and what is told of it?"""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.look.format import place_text, tip_text
from app.ui.results.results_model import ResultRow

_START = 160  # letters of a passage that are told


@dataclass(frozen=True, slots=True)
class Dot:
    """A passage on the map, its coordinates from -1 to 1, and the number of its group."""

    row: ResultRow
    x: float
    y: float
    group: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group: what it is called, what where there is less room, and how many passages it has."""

    names: tuple[str, ...]
    n: int

    @property
    def name(self) -> str:
        """The whole name."""
        return self.names[0]


def point_text(row: ResultRow) -> str:
    """Return what is told of a point in one line: its file, its place, and how it begins."""
    where = [row.document.path.name, place_text(row.passage.place)]
    return " · ".join(part for part in (*where, _start(row)) if part)


def point_tip(row: ResultRow) -> str:
    """Return what is told where the mouse is."""
    where = [row.document.path.name, place_text(row.passage.place)]
    return tip_text(" · ".join(part for part in where if part), _start(row))


def _start(row: ResultRow) -> str:
    text = " ".join(row.passage.hit.text.split())
    return text if len(text) <= _START else text[:_START].rsplit(" ", 1)[0] + " …"
