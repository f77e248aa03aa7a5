"""What stands where on a PDF's pages, and how do they look?"""

from __future__ import annotations

import ctypes
import re
import stat
import unicodedata
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from app.extract.pdf_messages import (
    Find,
    Found,
    Letters,
    Measure,
    Measured,
    Open,
    Opened,
    Paint,
    Painted,
    Rect,
    Refused,
    Reply,
    Request,
    Select,
    Selected,
    Trouble,
)
from app.extract.pdf_text import raw_text

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 500_000_000
_MAX_PIXELS = 24_000_000
_SCALE = 16  # PDFium gives whole numbers for places; so many of them are a point
_MAX_FOUND = 200  # on one page
_NEAR = 6.0  # points; so far from a letter a click still means it
_WORD = re.compile(r"\w+")


class Viewer:
    """Answers requests about one file at a time; it keeps the page that was last asked for."""

    def __init__(self) -> None:
        self._document: pypdfium2.PdfDocument | None = None
        self._page: _Page | None = None

    def answer(self, request: Request) -> Reply:
        """Do what is asked."""
        try:
            match request:
                case Open(path):
                    return self._open(path)
                case Measure():
                    return self._at(request.page).measure(request)
                case Paint():
                    return self._at(request.page).paint(request)
                case Select():
                    return self._at(request.page).select(request)
                case Find():
                    return self._find(request)
        except pypdfium2.PdfiumError as error:
            return Refused(Trouble.DAMAGED, str(error))

    def _open(self, path: Path) -> Reply:
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
            is_locked = error.err_code == pdfium.FPDF_ERR_PASSWORD
            return Refused(Trouble.LOCKED if is_locked else Trouble.DAMAGED)
        self._document.init_forms()
        n_pages = len(self._document)
        return Opened(n_pages) if n_pages else Refused(Trouble.DAMAGED)

    def _at(self, number: int) -> _Page:
        if self._page is None or self._page.number != number:
            if self._document is None:
                raise pypdfium2.PdfiumError("no file is open")
            if self._page is not None:
                self._page.close()
                self._page = None
            self._page = _Page(self._document, number)
        return self._page

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
        try:
            page = self._at(number)
        except pypdfium2.PdfiumError:
            return []  # a damaged page has no words, the others may
        found: list[Letters] = []
        for match in pattern.finditer(page.text):
            found.append(Letters(match.start(), match.end(), match.group()))
            if len(found) == _MAX_FOUND:
                break
        return found

    def _close(self) -> None:
        if self._page is not None:
            self._page.close()
        if self._document is not None:
            self._document.close()
        self._page = self._document = None


class _Page:
    def __init__(self, document: pypdfium2.PdfDocument, number: int) -> None:
        self.number = number
        self._forms = document.formenv
        self._page = document[number]
        self._textpage = self._page.get_textpage()
        self.width, self.height = self._page.get_size()
        self._text: str | None = None
        self._places: list[Rect] | None = None

    @property
    def text(self) -> str:
        """One character for each that PDFium counts."""
        if self._text is None:
            self._text = raw_text(self._textpage.raw)
        return self._text

    def close(self) -> None:
        self._textpage.close()
        self._page.close()

    def measure(self, request: Measure) -> Measured:
        boxes = tuple(
            self._boxes(one.start, one.end)
            if _letters(self.text[one.start : one.end]) == _letters(one.text)
            else ()
            for one in request.letters
        )
        return Measured(self.number, self.width, self.height, boxes)

    def paint(self, request: Paint) -> Painted:
        shrink = min(request.width / max(self.width, 1), request.height / max(self.height, 1))
        width, height = max(round(self.width * shrink), 1), max(round(self.height * shrink), 1)
        if width * height > _MAX_PIXELS:
            smaller = (_MAX_PIXELS / (width * height)) ** 0.5
            width, height = max(int(width * smaller), 1), max(int(height * smaller), 1)
        bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGRx)
        try:
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
            place = (bitmap.raw, self._page.raw, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
            pdfium.FPDF_RenderPageBitmap(*place)
            if self._forms is not None:
                pdfium.FPDF_FFLDraw(self._forms.raw, *place)
            return Painted(self.number, width, height, bytes(bitmap.buffer)[: 4 * width * height])
        finally:
            bitmap.close()

    def select(self, request: Select) -> Selected:
        start, end = self._character_at(request.start), self._character_at(request.end)
        if request.is_word:
            word = next(
                (one for one in _WORD.finditer(self.text) if one.start() <= end < one.end()), None
            )
            start, end = (word.start(), word.end() - 1) if word else (0, -1)
        elif start < 0 or end < 0:
            return Selected(self.number, "", ())
        start, end = min(start, end), max(start, end) + 1
        text = self.text[start:end].replace("\r\n", "\n").replace("\ufffe", "")
        return Selected(self.number, text.replace("\x00", ""), self._boxes(start, end))

    def _boxes(self, start: int, end: int) -> tuple[Rect, ...]:
        count = pdfium.FPDFText_CountRects(self._textpage.raw, start, end - start)
        sides = [ctypes.c_double() for _ in range(4)]
        found = []
        for index in range(count):
            if pdfium.FPDFText_GetRect(self._textpage.raw, index, *sides):
                left, top, right, bottom = (side.value for side in sides)
                found.append(self._shown(left, top, right, bottom))
        return tuple(found)

    def _shown(self, left: float, top: float, right: float, bottom: float) -> Rect:
        """Return a box of the page's own space as it is shown: turned, cut, from the top."""
        corners = [self._device(left, top), self._device(right, bottom)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)

    def _device(self, x: float, y: float) -> tuple[float, float]:
        wide, high = round(self.width * _SCALE), round(self.height * _SCALE)
        at_x, at_y = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(self._page.raw, 0, 0, wide, high, 0, x, y, at_x, at_y)
        return at_x.value / _SCALE, at_y.value / _SCALE

    def _character_at(self, point: tuple[float, float]) -> int:
        """Return the character that is nearest to a point, or -1; lines count more than places."""
        if self._places is None:
            self._places = self._all_places()
        x, y = point
        best, nearest = -1, float("inf")
        for index, (left, top, width, height) in enumerate(self._places):
            if not width and not height:
                continue
            aside = max(left - x, 0.0, x - left - width)
            off = max(top - y, 0.0, y - top - height)
            far = aside + 8 * max(off - _NEAR / 2, 0.0)
            if far < nearest:
                best, nearest = index, far
        return best

    def _all_places(self) -> list[Rect]:
        sides = [ctypes.c_double() for _ in range(4)]
        left, right, bottom, top = sides
        found = []
        for index in range(len(self.text)):
            if self.text[index].isspace() or not pdfium.FPDFText_GetCharBox(
                self._textpage.raw, index, left, right, bottom, top
            ):
                found.append((0.0, 0.0, 0.0, 0.0))
            else:
                found.append(self._shown(left.value, top.value, right.value, bottom.value))
        return found


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if one.isalnum())
