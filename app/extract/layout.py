"""How does a document look to a reader, beside what it says?

All positions are characters of a section's text, so what is shown is what was indexed, and a hit's
words are marked where they stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Flag, StrEnum, auto

MAX_BLOCKS, MAX_RUNS = 40_000, 200_000
"""A document that has more is shown as plain text."""


class BlockKind(StrEnum):
    """What a stretch of text is.

    A line is one of plain text; a note says something about the document, such as its author.
    """

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CODE = "code"
    CELL = "cell"
    LINE = "line"
    NOTE = "note"


class Align(StrEnum):
    """To which side the text of a cell goes."""

    USUAL = "usual"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Look(Flag):
    """How letters look."""

    PLAIN = 0
    BOLD = auto()
    ITALIC = auto()
    UNDERLINE = auto()
    STRIKE = auto()
    CODE = auto()
    RAISED = auto()
    LOWERED = auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """What a block is.

    Parameters
    ----------
    kind
        What stands there.
    level
        How deep a heading or an item of a list is, from 1.
    quotes
        In how many quotations it stands.
    table, row, column, span
        Which table a cell is of, from 1, its place, and over how many columns it goes.
    is_head
        Whether a cell says what its column holds.
    align
        To which side its text goes.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    quotes: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    span: int = 1
    is_head: bool = False
    align: Align = Align.USUAL


PARAGRAPH = Shape()


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of code as it was written, with its blanks.

    Its character `i` is what `Section.offsets` map to `source + i`.
    """

    start: int
    end: int
    source: int
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Characters `start:end` that look alike.

    Parameters
    ----------
    start, end
        The same for a picture without words.
    look
        How they look.
    link
        Where they lead, if to the web or to a mailbox.
    picture
        The key of a picture that stands before them, whether there is such a picture or not.
    """

    start: int
    end: int
    look: Look = Look.PLAIN
    link: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class LaidBlock:
    """Characters `start:end` that are one block.

    Parameters
    ----------
    start, end
        Its text, without what only stands there in a list or a table of plain text.
    shape
        What it is.
    mark, mark_start
        What stands before an item of a list, empty where it goes on; and where in the text.
    lines
        How code was written.
    runs
        What of it looks otherwise than the rest, by position.
    """

    start: int
    end: int
    shape: Shape = PARAGRAPH
    mark: str = ""
    lines: tuple[CodeLine, ...] = ()
    runs: tuple[Run, ...] = ()
    mark_start: int = 0

    @property
    def outer_start(self) -> int:
        """Where it starts with its mark."""
        return self.mark_start if self.mark else self.start


@dataclass(frozen=True, slots=True)
class SectionLayout:
    """The blocks of a section, by position."""

    blocks: tuple[LaidBlock, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is small enough to be shown: four bytes for each pixel, RGBA."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document looks: a `SectionLayout` for each section, and the pictures by key."""

    sections: tuple[SectionLayout, ...]
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    @property
    def picture_keys(self) -> list[str]:
        """The keys of all pictures that are in it, each once."""
        keys = (run.picture for one in self.sections for block in one.blocks for run in block.runs)
        return list(dict.fromkeys(key for key in keys if key))

    @property
    def is_moderate(self) -> bool:
        """Whether it is small enough to be passed on."""
        n_blocks = sum(len(one.blocks) for one in self.sections)
        n_runs = sum(len(block.runs) for one in self.sections for block in one.blocks)
        return n_blocks <= MAX_BLOCKS and n_runs <= MAX_RUNS


def safe_link(address: str) -> str:
    """Return an address that a reader may be led to, or nothing."""
    address = address.strip()
    is_safe = address.lower().startswith(("https://", "http://", "mailto:"))
    return address if is_safe and len(address) < 2000 else ""
