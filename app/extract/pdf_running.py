"""Which lines of a PDF are page headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.extract.pdf_layout import Line
    from app.extract.pdf_page import PageText

_MIN_PAGES = 3  # on which the same line must stand; 2 if it counts something, like the pages
_MIN_SHARE = 0.3  # of the pages: left and right pages may differ
_EDGE_LINES = 3  # at the top and at the bottom of a page
_APART = 1.8  # line heights between a running line and the text
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")
_PAGE_WORDS = frozenset({"page", "of", "p", "pg", "seite", "von"})
_COUNT = re.compile(r"(\d{1,5})\b|.*?\b(\d{1,5})\Z", re.S)  # at either end of a line
_SAME_HEIGHT = 3.0  # points


@dataclass(frozen=True, slots=True)
class Kept:
    """The lines of a page that are kept, and where those begin that run on other pages too."""

    lines: list[Line]
    running: frozenset[int]


def without_running_lines(pages: Sequence[PageText]) -> list[Kept]:
    """Return each page's lines without what runs along the edges of pages.

    Page numbers go, and headers and footers whose words the text has too; another stays where it
    first stands, so that its words can be found. Numbers in them may differ from page to page.
    """
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    share = _MIN_SHARE * len(pages)
    repeated = {
        key for key, count in counts.items() if count >= max(_MIN_PAGES - ("#" in key), share)
    }
    counting = _counting(pages)
    running = [
        {line.start: line for line in _running(page, repeated, on_page)}
        for page, on_page in zip(pages, counting, strict=True)
    ]
    lonely = _words_of_none(pages, running)
    seen: set[str] = set()
    result = []
    for page, lines in zip(pages, running, strict=True):
        kept = []
        for line in page.lines:
            key = _key(line)
            is_new = key not in seen and not _is_page_number(line.text)
            if line.start not in lines or (is_new and not lonely.isdisjoint(_words(line))):
                kept.append(line)
        result.append(Kept(kept, frozenset(lines)))
        seen.update(map(_key, lines.values()))
    return result


def _counting(pages: Sequence[PageText]) -> list[set[int]]:
    """Return where on each page the outermost lines begin that count pages, whatever they say.

    A chapter's footer may stand on one page alone, but at the height of the other footers, and its
    number lies between theirs.
    """
    found: list[set[int]] = [set() for _ in pages]
    for outermost in (0, -1):
        lines = [(at, _by_height(page)[outermost]) for at, page in enumerate(pages) if page.lines]
        for same in _at_one_height(lines):
            counted = [(at, line, _number(line.text)) for at, line in same]
            numbers = [number for *_, number in counted if number is not None]
            is_usual = len(numbers) >= _MIN_PAGES and 2 * len(numbers) > len(same)
            if is_usual and all(one < other for one, other in pairwise(numbers)):
                for at, line, number in counted:
                    if number is not None:
                        found[at].add(line.start)
    return found


def _at_one_height(lines: Sequence[tuple[int, Line]]) -> Iterator[list[tuple[int, Line]]]:
    """Yield the lines that stand equally high on their pages, in the order of these."""
    group: list[tuple[int, Line]] = []
    for one in sorted(lines, key=lambda pair: pair[1].bottom):
        if group and one[1].bottom - group[-1][1].bottom > _SAME_HEIGHT:
            yield sorted(group, key=itemgetter(0))
            group = []
        group.append(one)
    if group:
        yield sorted(group, key=itemgetter(0))


def _number(text: str) -> int | None:
    match = _COUNT.match(text.strip())
    return int(match[1] or match[2]) if match else None


def _words_of_none(pages: Sequence[PageText], running: Sequence[dict[int, Line]]) -> set[str]:
    """Return the words of running lines that stand nowhere else."""
    alike = Counter(line.text for lines in running for line in lines.values())
    words = {
        word
        for lines in running
        for line in lines.values()
        for word in _words(line, counts=alike[line.text] == 1)
    }
    for page, lines in zip(pages, running, strict=True):
        for line in page.lines:
            if words and line.start not in lines:
                words -= _words(line)
    return words


def _words(line: Line, *, counts: bool = False) -> set[str]:
    """Return a line's words and numbers, without that of the page if it counts pages."""
    text = line.text.casefold().strip()
    number = _COUNT.match(text) if counts else None
    if number is not None:
        group = 1 if number[1] else 2
        text = text[: number.start(group)] + text[number.end(group) :]
    return set(_WORDS.findall(text))


def _by_height(page: PageText) -> list[Line]:
    return sorted(page.lines, key=lambda line: -line.bottom)


def _edges(page: PageText) -> list[Line]:
    lines = _by_height(page)
    return lines[:_EDGE_LINES] + lines[_EDGE_LINES:][-_EDGE_LINES:]


def _running(page: PageText, repeated: set[str], counting: set[int]) -> list[Line]:
    """Return the lines, from the edges inwards, that run and stand apart from the text."""
    lines = _by_height(page)
    found: list[Line] = []
    for inwards in (lines, lines[::-1]):
        edge = list(
            takewhile(
                lambda line: line.start in counting or _key(line) in repeated,
                inwards[:_EDGE_LINES],
            )
        )
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
