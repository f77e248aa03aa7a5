"""Which lines of a PDF are page headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.extract.pdf_layout import Line
    from app.extract.pdf_page import PageText

_MIN_PAGES = 3  # on which the same line must stand; 2 if it counts something, like the pages
_MIN_SHARE = 0.3  # of the pages: left and right pages may differ
_EDGE_LINES = 3  # at the top and at the bottom of a page
_APART = 1.8  # line heights between a running line and the text
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_PAGE_WORDS = frozenset({"page", "of", "p", "pg", "seite", "von"})


@dataclass(frozen=True, slots=True)
class Kept:
    """The lines of a page that are kept, and where those begin that run on other pages too."""

    lines: list[Line]
    running: frozenset[int]


def without_running_lines(pages: Sequence[PageText]) -> list[Kept]:
    """Return each page's lines without what repeats at the edges of pages.

    A header or footer stays where it first stands, so that its words can be found once; page
    numbers go everywhere. Numbers in them may differ from page to page.
    """
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    share = _MIN_SHARE * len(pages)
    repeated = {
        key for key, count in counts.items() if count >= max(_MIN_PAGES - ("#" in key), share)
    }
    seen: set[str] = set()
    result = []
    for page in pages:
        running = {line.start: _key(line) for line in _running(page, repeated)}
        lines = [
            line
            for line in page.lines
            if line.start not in running
            or not (running[line.start] in seen or _is_page_number(line.text))
        ]
        result.append(Kept(lines, frozenset(running)))
        seen.update(running.values())
    return result


def _by_height(page: PageText) -> list[Line]:
    return sorted(page.lines, key=lambda line: -line.bottom)


def _edges(page: PageText) -> list[Line]:
    lines = _by_height(page)
    return lines[:_EDGE_LINES] + lines[_EDGE_LINES:][-_EDGE_LINES:]


def _running(page: PageText, repeated: set[str]) -> list[Line]:
    """Return the lines, from the edges inwards, that repeat and stand apart from the text."""
    lines = _by_height(page)
    found: list[Line] = []
    for inwards in (lines, lines[::-1]):
        edge = list(takewhile(lambda line: _key(line) in repeated, inwards[:_EDGE_LINES]))
        if not edge:
            continue
        last, rest = edge[-1], inwards[len(edge) :]
        if not rest or abs(rest[0].bottom - last.bottom) > _APART * last.size:
            found.extend(edge)
    return found


def _key(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.casefold().split()))


def _is_page_number(text: str) -> bool:
    words = _LETTERS.findall(text.casefold())
    return len(text) <= 20 and all(word in _PAGE_WORDS for word in words)
