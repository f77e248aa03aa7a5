"""Where the headings of a PDF are: by its outline, or else by the size of their letters."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from app.extract.clean import clean
from app.extract.heading_words import is_caption, reads_as_heading
from sparkbert.types import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.extract.pdf_page import Paragraph
    from sparkbert.types import Section

_LARGER = 1.15  # than the body's letters
_MAX_CHARACTERS = 200
_MAX_LEVELS = 4
_MANY_PAGES, _MANY_SHARE = 3, 0.1
_NUMBER = r"(?:(?:(?:chapter|section|part|§) ?)?(?:\d+(?:[.-]\d+)*|[a-z]|[ivxl]+)[.:)]* +)?"


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """An entry of a PDF's outline: depth from 1, text, page number from 1."""

    level: int
    title: str
    page: int


def with_headings(
    sections: Sequence[Section],
    paragraphs: Sequence[Sequence[Paragraph]],
    outline: Sequence[OutlineEntry],
) -> list[Section]:
    """Return the pages with their headings; `paragraphs` holds those of each section."""
    found = _outline_headings(sections, outline)
    if not any(found):
        found = _large_headings(sections, paragraphs)
    return [
        replace(section, headings=tuple(headings)) if headings else section
        for section, headings in zip(sections, found, strict=True)
    ]


def _outline_headings(
    sections: Sequence[Section], outline: Sequence[OutlineEntry]
) -> list[list[Heading]]:
    by_page: dict[int, list[OutlineEntry]] = {}
    for entry in outline:
        by_page.setdefault(entry.page, []).append(entry)
    result = []
    for section in sections:
        headings: dict[int, Heading] = {}
        at = 0
        for entry in by_page.get(section.page or 0, ()):
            match = _find(section.text, entry.title, at)
            if match is not None:
                at = match.end()
                headings.setdefault(
                    match.start(), Heading(match.start(), entry.level, clean(match.group()))
                )
        result.append([headings[start] for start in sorted(headings)])
    return result


def _find(text: str, title: str, at: int) -> re.Match[str] | None:
    """Find an outline's title at the beginning of a line, with or without its number."""
    words = title.split()
    if not words or len(title) > _MAX_CHARACTERS:
        return None
    pattern = re.compile(
        "^" + _NUMBER + r"\s+".join(re.escape(word) for word in words) + r"(?!\w)",
        re.IGNORECASE | re.MULTILINE,
    )
    return pattern.search(text, at) or pattern.search(text)


def _large_headings(
    sections: Sequence[Section], paragraphs: Sequence[Sequence[Paragraph]]
) -> list[list[Heading]]:
    body = _body_size(paragraphs)
    candidates = [
        list(_candidates(section.text, page, body))
        for section, page in zip(sections, paragraphs, strict=True)
    ]
    repeated = _repeated(sections, candidates)
    candidates = [
        [p for p in page if _key(section.text, p) not in repeated]
        for section, page in zip(sections, candidates, strict=True)
    ]
    sizes = sorted({round(p.size) for page in candidates for p in page}, reverse=True)
    levels = {size: min(level, _MAX_LEVELS) for level, size in enumerate(sizes, start=1)}
    return [
        [
            Heading(p.start, levels[round(p.size)], clean(section.text[p.start : p.end]))
            for p in page
        ]
        for section, page in zip(sections, candidates, strict=True)
    ]


def _candidates(text: str, page: Sequence[Paragraph], body: float) -> Iterator[Paragraph]:
    for paragraph, following in zip_longest(page, page[1:]):
        words = text[paragraph.start : paragraph.end]
        if paragraph.size < _LARGER * body or paragraph.seat or not reads_as_heading(words):
            continue
        if following is not None and is_caption(text[following.start : following.end]):
            continue  # a label of the figure
        yield paragraph


def _repeated(
    sections: Sequence[Section], candidates: Sequence[Sequence[Paragraph]]
) -> frozenset[str]:
    """Return what stands so on many pages: the head of each, not of what is below it."""
    counts = Counter(
        key
        for section, page in zip(sections, candidates, strict=True)
        for key in {_key(section.text, one) for one in page}
    )
    most = max(_MANY_PAGES, _MANY_SHARE * len(sections))
    return frozenset(key for key, count in counts.items() if count >= most)


def _key(text: str, paragraph: Paragraph) -> str:
    """Return what is the same on each page of a running head, whose end may be a number."""
    words = text[paragraph.start : paragraph.end].casefold()
    if words[:1].isdigit():  # "2 Results" and "5 Results" are two
        return "".join(words.split())
    return "".join(filter(str.isalpha, words))


def _body_size(paragraphs: Sequence[Sequence[Paragraph]]) -> float:
    """Return the median size of letters over all characters."""
    by_size: dict[float, int] = {}
    for page in paragraphs:
        for paragraph in page:
            size = round(paragraph.size, 1)
            by_size[size] = by_size.get(size, 0) + paragraph.end - paragraph.start
    half = sum(by_size.values()) / 2
    for size in sorted(by_size):
        half -= by_size[size]
        if half <= 0:
            return size
    return 0.0
