"""Which lines of a PDF are page headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.extract.pdf_layout import Line
    from app.extract.pdf_page import PageText

_MIN_PAGES = 3  # on which the same line must stand
_MIN_SHARE = 0.3  # of the pages: left and right pages may differ
_EDGE_LINES = 3  # at the top and at the bottom of a page
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_PAGE_WORDS = frozenset({"page", "of", "p", "pg", "seite", "von"})


def without_running_lines(pages: Sequence[PageText]) -> list[list[Line]]:
    """Return each page's lines without what repeats at the edges of pages.

    A header or footer stays where it first stands, so that its words can be found once; page
    numbers go everywhere. Numbers in them may differ from page to page.
    """
    edges = [_edge_keys(page) for page in pages]
    counts = Counter(key for keys in edges for key in set(keys.values()))
    needed = max(_MIN_PAGES, _MIN_SHARE * len(pages))
    running = {key for key, count in counts.items() if count >= needed}
    seen: set[str] = set()
    result = []
    for page, keys in zip(pages, edges, strict=True):
        kept = []
        for line in page.lines:
            key = keys.get(line.start, "")
            if key in running and (key in seen or _is_page_number(line.text)):
                continue
            kept.append(line)
        seen.update(keys.values())
        result.append(kept)
    return result


def _edge_keys(page: PageText) -> dict[int, str]:
    """Return for the lines at the page's edges (by their starts) what they would repeat as."""
    by_height = sorted(page.lines, key=lambda line: -line.bottom)
    edge = by_height[:_EDGE_LINES] + by_height[_EDGE_LINES:][-_EDGE_LINES:]
    return {line.start: _DIGITS.sub("#", " ".join(line.text.casefold().split())) for line in edge}


def _is_page_number(text: str) -> bool:
    words = _LETTERS.findall(text.casefold())
    return len(text) <= 20 and all(word in _PAGE_WORDS for word in words)
