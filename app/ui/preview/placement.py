"""Where has a text document the characters of a section?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.extract.layout import CodeLine
from sparkbert.types import Section

Mark = tuple[int, int, int]
"""Section, and the characters there."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Characters `start:end` of a section that stand at a position of the document.

    Parameters
    ----------
    section, start, end
        The characters.
    position
        Where the document has them, in UTF-16.
    line
        The line of code in which they stand otherwise than in the section's text.
    """

    section: int
    start: int
    end: int
    position: int
    line: CodeLine | None = None

    def moved(self, by: int) -> Placed:
        """Return the same after something was written before it, or taken away."""
        return replace(self, position=self.position + by)

    def find(self, character: int, text: Section) -> int:
        """Return the position of a character, or of the end of them all."""
        if self.line is not None:
            written = self.line.text[: max(text.offsets.source(character) - self.line.source, 0)]
        else:
            written = text.text[self.start : character]
        return self.position + utf16_length(written)

    def character(self, position: int, text: Section) -> int:
        """Return the character that stands at a position; of code, the first of the line."""
        if self.line is not None:
            return self.start
        own, far = text.text[self.start : self.end], max(position - self.position, 0)
        if not own.isascii():
            units = own.encode("utf-16-le", errors="surrogatepass")[: 2 * far]
            far = len(units.decode("utf-16-le", errors="ignore"))
        return self.start + min(far, max(len(own) - 1, 0))


def utf16_length(text: str) -> int:
    """Return how many units of UTF-16 a text has."""
    return len(text) + sum(one > "\uffff" for one in text) if not text.isascii() else len(text)


def span(
    placed: Sequence[Placed], mark: Mark, sections: Sequence[Section]
) -> tuple[int, int] | None:
    """Return from where to where marked characters stand; None if they are not written.

    Parameters
    ----------
    placed
        What is written, in order.
    mark
        The characters.
    sections
        The whole text.
    """
    section, start, end = mark
    number = bisect_right(placed, (section, start), key=_begin) - 1
    first = last = None
    for one in placed[max(number, 0) :]:
        if _begin(one) >= (section, end):
            break
        if one.section != section or one.end <= start:
            continue
        if first is None:
            first = one.find(max(start, one.start), sections[section])
        last = one.find(min(end, one.end), sections[section])
    if first is None or last is None or last <= first:
        return None
    return first, last


def _begin(placed: Placed) -> tuple[int, int]:
    return placed.section, placed.start
