"""How are requests about the pages of a PDF answered?"""

from __future__ import annotations

import re
import stat
from array import array
from collections import OrderedDict
from time import monotonic
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from app.extract.freshness import is_being_written
from app.extract.pdf_margins import inked_span
from app.extract.pdf_messages import (
    Find,
    Found,
    Letters,
    Locate,
    Measure,
    Open,
    Opened,
    Paint,
    PaintPart,
    Rect,
    Refused,
    Reply,
    Request,
    Select,
    Selected,
    Trouble,
)
from app.extract.pdf_shown_page import ShownPage

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 500_000_000
_OPEN_PAGES = 6  # as many as are in sight, and the next
_MAX_FOUND = 200  # on one page
_MAX_SELECTED = 100  # pages
_SIZES_S = 1.0  # so long pages are asked for their sizes before the first is shown


class Viewer:
    """Answers requests about one file at a time; it keeps the pages that were last asked for."""

    def __init__(self) -> None:
        self._document: pypdfium2.PdfDocument | None = None
        self._pages: OrderedDict[int, ShownPage] = OrderedDict()

    def answer(self, request: Request) -> Reply:
        """Do what is asked."""
        try:
            match request:
                case Open():
                    return self._open(request.path, samples=request.samples)
                case Measure():
                    return self._at(request.page).measure(request)
                case Paint():
                    return self._at(request.page).paint(request.width, request.height)
                case PaintPart():
                    return self._at(request.page).paint_part(request)
                case Locate():
                    return self._at(request.page).locate(request.spot)
                case Select():
                    return self._select(request)
                case Find():
                    return self._find(request)
        except pypdfium2.PdfiumError as error:
            return Refused(Trouble.DAMAGED, str(error))

    def _open(self, path: Path, *, samples: bool) -> Reply:
        self._close()
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):  # opening a pipe or a device could wait for ever
                return Refused(Trouble.UNREADABLE, "not an ordinary file")
            if status.st_size > MAX_BYTES:
                return Refused(Trouble.TOO_LARGE)
            # All of it, so that the file may be replaced or deleted while it is looked at.
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return Refused(Trouble.GONE)
        except OSError as error:
            return Refused(Trouble.UNREADABLE, error.strerror or "")
        try:
            self._document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            if error.err_code == pdfium.FPDF_ERR_PASSWORD:
                return Refused(Trouble.LOCKED)
            return Refused(_damage(path))
        self._document.init_forms()
        n_pages = len(self._document)
        if not n_pages:
            return Refused(_damage(path))
        sizes = _sizes(self._document, n_pages)
        if not samples:
            return Opened(n_pages, sizes)
        return Opened(n_pages, sizes, inked_span(self._document))

    def _at(self, number: int) -> ShownPage:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        if self._document is None:
            raise pypdfium2.PdfiumError("no file is open")
        page = ShownPage(self._document, number)
        self._pages[number] = page
        while len(self._pages) > _OPEN_PAGES:
            self._pages.popitem(last=False)[1].close()
        return page

    def _select(self, request: Select) -> Selected:
        start, end = request.start, request.end
        if request.is_word:
            text, boxes = self._at(end.page).select_word((end.x, end.y))
            return Selected(text, ((end.page, boxes),))
        if start.page > end.page:
            start, end = end, start
        texts: list[str] = []
        boxes_of: list[tuple[int, tuple[Rect, ...]]] = []
        for number in range(start.page, min(end.page, start.page + _MAX_SELECTED) + 1):
            first = (start.x, start.y) if number == start.page else None
            last = (end.x, end.y) if number == end.page else None
            text, boxes = self._at(number).select(first, last)
            texts.append(text)
            boxes_of.append((number, boxes))
        return Selected("\n".join(filter(None, texts)), tuple(boxes_of))

    def _find(self, request: Find) -> Found:
        words = request.text.split()
        assert self._document is not None
        end = min(request.first + request.n_pages, len(self._document))
        places: list[tuple[int, Letters]] = []
        if words:
            pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
            for number in range(request.first, end):
                places += [(number, one) for one in self._matches(number, pattern)]
        return Found(tuple(places), end if end < len(self._document) else None)

    def _matches(self, number: int, pattern: re.Pattern[str]) -> list[Letters]:
        if number in self._pages:
            return _matches(self._pages[number], pattern)
        assert self._document is not None
        try:
            page = ShownPage(self._document, number)
        except pypdfium2.PdfiumError:
            return []  # a damaged page has no words, the others may
        try:
            return _matches(page, pattern)
        finally:
            page.close()

    def _close(self) -> None:
        while self._pages:
            self._pages.popitem()[1].close()
        if self._document is not None:
            self._document.close()
        self._document = None


def _damage(path: Path) -> Trouble:
    return Trouble.UNFINISHED if is_being_written(path) else Trouble.DAMAGED


def _matches(page: ShownPage, pattern: re.Pattern[str]) -> list[Letters]:
    found: list[Letters] = []
    for match in pattern.finditer(page.text):
        found.append(Letters(match.start(), match.end(), match.group()))
        if len(found) == _MAX_FOUND:
            break
    return found


def _sizes(document: pypdfium2.PdfDocument, n_pages: int) -> bytes:
    """Return the sizes of the pages, as far as one gets in a while."""
    sizes = array("f")
    size = pdfium.FS_SIZEF()
    until = monotonic() + _SIZES_S
    for number in range(n_pages):
        if number % 256 == 0 and monotonic() > until:
            break
        known = pdfium.FPDF_GetPageSizeByIndexF(document.raw, number, size)
        sizes.extend((size.width, size.height) if known else (0.0, 0.0))
    return sizes.tobytes()
