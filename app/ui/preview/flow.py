"""Which stretches does a document consist of, before and after any place in it?

Of a long document only what is near a place is ever shown, so stretches are found from there on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from app.extract.layout import BlockKind, LaidBlock, Layout, Shape
from sparkbert.types import Section

_LONG = 2000  # characters; a longer line of plain text is shown in parts
_NEXT_BLANK = re.compile(r"\s")
_ROWS = 40  # of a table in one stretch


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start:end` of a section, and the blocks in them: one, or a table's cells."""

    section: int
    start: int
    end: int
    blocks: tuple[LaidBlock, ...]


class Flow(Protocol):
    """A document as stretches in order."""

    @property
    def sections(self) -> Sequence[Section]:
        """The text."""
        ...

    def at(self, section: int, position: int) -> Stretch | None:
        """Return the stretch that holds a character, or the last one before it."""
        ...

    def after(self, stretch: Stretch) -> Stretch | None:
        """Return the next stretch."""
        ...

    def before(self, stretch: Stretch) -> Stretch | None:
        """Return the stretch before."""
        ...


class LaidFlow:
    """A document as it was written."""

    def __init__(self, sections: Sequence[Section], layout: Layout) -> None:
        self.sections = sections
        self._layout = layout
        self._stretches: dict[int, list[Stretch]] = {}

    def at(self, section: int, position: int) -> Stretch | None:
        """Return a stretch; see `Flow.at`."""
        if not 0 <= section < len(self.sections):
            return None
        own = self._of(section)
        if not own:
            return None
        number = bisect_right(own, position, key=lambda one: one.start) - 1
        return own[max(number, 0)]

    def after(self, stretch: Stretch) -> Stretch | None:
        """Return a stretch; see `Flow.after`."""
        return self._beside(stretch, 1)

    def before(self, stretch: Stretch) -> Stretch | None:
        """Return a stretch; see `Flow.before`."""
        return self._beside(stretch, -1)

    def _beside(self, stretch: Stretch, by: int) -> Stretch | None:
        own = self._of(stretch.section)
        number = own.index(stretch, self._first_at(own, stretch.start)) + by
        if 0 <= number < len(own):
            return own[number]
        section = stretch.section + by
        while 0 <= section < len(self.sections):
            if other := self._of(section):
                return other[0 if by > 0 else -1]
            section += by
        return None

    @staticmethod
    def _first_at(own: list[Stretch], start: int) -> int:
        number = bisect_right(own, start, key=lambda one: one.start) - 1
        while number > 0 and own[number - 1].start == start:
            number -= 1
        return max(number, 0)

    def _of(self, section: int) -> list[Stretch]:
        if section not in self._stretches:
            blocks = self._layout.sections[section].blocks
            self._stretches[section] = [
                Stretch(section, group[0].outer_start, max(one.end for one in group), group)
                for group in _groups(blocks)
            ]
        return self._stretches[section]


def _groups(blocks: Sequence[LaidBlock]) -> list[tuple[LaidBlock, ...]]:
    """Put the cells of a table together, of a long one some rows at a time."""
    groups: list[tuple[LaidBlock, ...]] = []
    for (kind, _, _), some in groupby(
        blocks, key=lambda one: (one.shape.kind, one.shape.table, one.shape.row // _ROWS)
    ):
        if kind is BlockKind.CELL:
            groups.append(tuple(some))
        else:
            groups.extend((one,) for one in some)
    return groups


class PlainFlow:
    """A document as plain text: its lines, and its headings."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = sections

    def at(self, section: int, position: int) -> Stretch | None:
        """Return a stretch; see `Flow.at`."""
        if not 0 <= section < len(self.sections):
            return None
        text = self.sections[section].text
        position = min(max(position, 0), max(len(text) - 1, 0))
        first = text.rfind("\n", 0, position) + 1
        end = text.find("\n", position)
        return self._part(section, first, len(text) if end < 0 else end, position)

    def after(self, stretch: Stretch) -> Stretch | None:
        """Return a stretch; see `Flow.after`."""
        text = self.sections[stretch.section].text
        if stretch.end < len(text):
            at = stretch.end + 1 if text[stretch.end] == "\n" else stretch.end
            if at < len(text):
                return self.at(stretch.section, at)
        return self.at(stretch.section + 1, 0)

    def before(self, stretch: Stretch) -> Stretch | None:
        """Return a stretch; see `Flow.before`."""
        if stretch.start:
            return self.at(stretch.section, stretch.start - 1)
        if not stretch.section:
            return None
        return self.at(stretch.section - 1, len(self.sections[stretch.section - 1].text))

    def _part(self, section: int, first: int, end: int, position: int) -> Stretch:
        """Return the part of a line that holds a position: of a long one, it is cut at blanks."""
        text = self.sections[section].text
        number = max(position - first, 0) // _LONG
        start = self._cut(text, first, number, end)
        if start > position:
            number -= 1
            start = self._cut(text, first, number, end)
        stop = self._cut(text, first, number + 1, end)
        return Stretch(section, start, stop, (LaidBlock(start, stop, self._shape(section, start)),))

    @staticmethod
    def _cut(text: str, first: int, number: int, end: int) -> int:
        if number <= 0:
            return first
        at = first + number * _LONG
        if at >= end:
            return end
        found = _NEXT_BLANK.search(text, at, min(at + _LONG // 4, end))
        return found.end() if found else at

    def _shape(self, section: int, start: int) -> Shape:
        headings = self.sections[section].headings
        number = bisect_right(headings, start, key=lambda one: one.start) - 1
        if number >= 0 and headings[number].start == start:
            return Shape(BlockKind.HEADING, headings[number].level)
        return Shape(BlockKind.LINE)
