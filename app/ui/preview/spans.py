"""Which characters of a section, or of a PDF's page, does a hit highlight?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.engine.messages import FoundPassage
from sparkbert.types import HighlightKind, Section


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start:end` that are highlighted, and how."""

    start: int
    end: int
    kind: HighlightKind


def section_spans(passage: FoundPassage) -> Iterator[Span]:
    """Yield a passage's highlights in characters of its section's text."""
    start = passage.place.start
    for one in passage.hit.highlights:
        yield Span(start + one.start, start + one.end, one.kind)


def page_spans(passage: FoundPassage, section: Section) -> Iterator[Span]:
    """Yield a passage's highlights in characters of its PDF page, as PDFium counts them."""
    for one in section_spans(passage):
        yield Span(*section.offsets.source_span(one.start, one.end), one.kind)
