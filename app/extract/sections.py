"""How a run of headings and paragraphs is cut into sections."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.extract.clean import Separator, TextBuilder, clean
from sparkbert.types import Heading, Section

_TITLE_WITHIN = 3000  # characters; a heading further down is not the document's title


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
        begin another section.
    """

    level: int = 0
    pieces: list[tuple[str, int | None]] = field(default_factory=list)
    keep_lines: bool = False
    before: Separator = Separator.PARAGRAPH
    opens_section: bool = True

    @property
    def text(self) -> str:
        """The block's clean text on one line."""
        return clean("".join(text for text, _ in self.pieces))


def assemble(blocks: list[Block]) -> tuple[Section, ...]:
    """Cut blocks into one section per top heading, and clean their text.

    Top headings are those of the smallest level; where there is only one of them, a title, those
    of the next level count too. What stands before the first of them is a section of its own.
    """
    levels = _top_levels(blocks)
    sections: list[Section] = []
    current: list[Block] = []
    for block in blocks:
        if block.level in levels and any(b.opens_section for b in current):
            sections.extend(_section(current))
            current = []
        current.append(block)
    sections.extend(_section(current))
    return tuple(sections)


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
        if block.level and block.text:
            counts[block.level] = counts.get(block.level, 0) + 1
    levels = sorted(counts)
    if len(levels) > 1 and counts[levels[0]] == 1:
        return set(levels[:2])
    return set(levels[:1])


def _section(blocks: list[Block]) -> list[Section]:
    """Return the one section that the blocks make, none if they hold no text."""
    builder = TextBuilder()
    headings: list[Heading] = []
    for block in blocks:
        builder.separate(block.before)
        builder.keep_lines = block.keep_lines
        length = len(builder)
        for text, source in block.pieces:
            if source is None:
                builder.insert(text)
            else:
                builder.append(text, source)
        if block.level and len(builder) > length:
            start = length + (len(block.before.text) if length else 0)
            headings.append(Heading(start, block.level, block.text))
    text, offsets = builder.build()
    return [Section(text, headings=tuple(headings), offsets=offsets)] if text else []
