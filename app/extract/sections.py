"""How a run of headings and paragraphs is cut into sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.extract.clean import Separator, TextBuilder, clean
from app.extract.laying_out import Bounds, section_layout
from app.extract.layout import PARAGRAPH, Align, Look, SectionLayout, Shape
from sparkbert.types import Heading, Section

_TITLE_WITHIN = 3000  # characters; a heading further down is not the document's title


@dataclass(frozen=True, slots=True)
class Style:
    """How characters `start:end` of a block's piece look; see `layout.Run`.

    The piece of a picture without words may be the one after the last.
    """

    piece: int
    start: int
    end: int
    look: Look = Look.PLAIN
    link: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """From which piece of a table's row a cell goes, its place in the row, and its side."""

    piece: int
    column: int
    span: int = 1
    is_head: bool = False
    align: Align = Align.USUAL


@dataclass(slots=True)
class Block:
    """A heading or another stretch of text with where it comes from.

    Parameters
    ----------
    level
        A heading's depth from 1; 0 for all else.
    pieces
        Raw text with the source position of its first character, or None for text that the
        source does not hold (a list mark).
    keep_lines
        Whether line ends within the pieces are kept (code).
    before
        What separates the block from the one before.
    opens_section
        False for what stands above the text, like a page header: the next heading then does not
        begin another section. A heading there does not tell which others do.
    begins_section
        Whether a section begins with it though it is no heading: it is no part of the text.
    shape, styles, cells
        How it looks; nothing of that changes the text.
    has_mark
        Whether the first piece is an item's mark.
    """

    level: int = 0
    pieces: list[tuple[str, int | None]] = field(default_factory=list)
    keep_lines: bool = False
    before: Separator = Separator.PARAGRAPH
    opens_section: bool = True
    begins_section: bool = False
    shape: Shape = PARAGRAPH
    styles: list[Style] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    has_mark: bool = False

    @property
    def text(self) -> str:
        """The block's clean text on one line."""
        return clean("".join(text for text, _ in self.pieces))


def assemble(blocks: list[Block]) -> tuple[Section, ...]:
    """Cut blocks into one section per top heading, and clean their text.

    Top headings are those of the smallest level; where there is only one of them, a title, those
    of the next level count too. What stands before the first of them is a section of its own.
    """
    return tuple(section for section, _ in _sections(blocks))


def assemble_laid_out(
    blocks: list[Block],
) -> tuple[tuple[Section, ...], tuple[SectionLayout, ...]]:
    """Return the same sections, and how each of them looks."""
    sections, layouts = [], []
    for section, placed in _sections(blocks):
        sections.append(section)
        layouts.append(section_layout(section.text, section.offsets, placed))
    return tuple(sections), tuple(layouts)


def first_heading(blocks: list[Block]) -> str:
    """Return the first heading, if it stands near the beginning; else an empty string."""
    length = 0
    for block in blocks:
        if block.level and (text := block.text):
            return text
        length += sum(len(text) for text, _ in block.pieces)
        if length > _TITLE_WITHIN:
            break
    return ""


def _top_levels(blocks: list[Block]) -> set[int]:
    counts: dict[int, int] = {}
    for block in blocks:
        if block.level and block.opens_section and block.text:
            counts[block.level] = counts.get(block.level, 0) + 1
    levels = sorted(counts)
    if len(levels) > 1 and counts[levels[0]] == 1:
        return set(levels[:2])
    return set(levels[:1])


_Placed = list[tuple[Block, Bounds]]


def _sections(blocks: list[Block]) -> Iterator[tuple[Section, _Placed]]:
    levels = _top_levels(blocks)
    current: list[Block] = []
    for block in blocks:
        is_next = block.level in levels and any(b.opens_section for b in current)
        if is_next or block.begins_section:
            yield from _section(current)
            current = []
        current.append(block)
    yield from _section(current)


def _section(blocks: list[Block]) -> Iterator[tuple[Section, _Placed]]:
    """Yield the one section that the blocks make, none if they hold no text."""
    builder = TextBuilder()
    headings: list[Heading] = []
    placed: _Placed = []
    for block in blocks:
        builder.separate(block.before)
        builder.keep_lines = block.keep_lines
        length = len(builder)
        bounds: list[tuple[int, int]] = []
        for text, source in block.pieces:
            before = len(builder)
            if source is None:
                builder.insert(text)
            else:
                builder.append(text, source)
            bounds.append((before, len(builder)))
        placed.append((block, bounds or [(length, length)]))
        if block.level and len(builder) > length:
            start = length + (len(block.before.text) if length else 0)
            headings.append(Heading(start, block.level, block.text))
    text, offsets = builder.build()
    if text:
        yield Section(text, headings=tuple(headings), offsets=offsets), placed
