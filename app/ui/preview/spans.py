"""Which characters of a section, or of a PDF's page, does a hit highlight?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.engine.search_messages import FoundPassage
from sparkbert.types import HighlightKind, Section


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start:end` that are highlighted, how, and what stands there."""

    start: int
    end: int
    kind: HighlightKind
    text: str


def stands_in(passage: FoundPassage, sections: Sequence[Section]) -> bool:
    """Whether a text still has a passage where it was found."""
    place = passage.place
    if place.section >= len(sections):
        return False
    return sections[place.section].text[place.start : place.end] == passage.hit.text


def section_spans(passage: FoundPassage) -> Iterator[Span]:
    """Yield a passage's highlights in characters of its section's text."""
    start = passage.place.start
    for one in passage.hit.highlights:
        text = passage.hit.text[one.start : one.end]
        yield Span(start + one.start, start + one.end, one.kind, text)


def page_spans(passage: FoundPassage, section: Section) -> Iterator[Span]:
    """Yield a passage's highlights in characters of its PDF page, as PDFium counts them."""
    for one in section_spans(passage):
        start, end = section.offsets.source_span(one.start, one.end)
        yield Span(start, end, one.kind, one.text)
