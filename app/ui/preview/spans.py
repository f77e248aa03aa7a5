"""Which characters of a section, or of a PDF's page, does a hit highlight?"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.engine.search_messages import FoundPassage
from sparkbert.types import HighlightKind, Section

_DRIFT = 8  # characters; 5 is the most that was seen


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


def settled(span: Span, text_at: Callable[[int, int], str]) -> Span | None:
    """Return where a span's text really stands, a few characters off at most; None if nowhere.

    Two builds of PDFium may disagree about where a page has spaces, so that counts drift.

    Parameters
    ----------
    span
        Where the text should be.
    text_at
        Gives so many characters of the page from a position on.
    """
    wanted = _letters(span.text)
    for by in sorted(range(-_DRIFT, _DRIFT + 1), key=abs):
        start = span.start + by
        if start >= 0 and _letters(text_at(start, span.end - span.start)) == wanted:
            return replace(span, start=start, end=span.end + by)
    return None


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if one.isalnum())
