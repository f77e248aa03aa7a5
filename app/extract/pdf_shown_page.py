"""What stands where on a page of a PDF, and how does it look?"""

from __future__ import annotations

import ctypes
import re
import unicodedata

import pypdfium2
import pypdfium2.raw as pdfium

from app.extract.pdf_links import links_of
from app.extract.pdf_messages import Link, Located, Measure, Measured, Painted, PaintPart, Rect
from app.extract.pdf_text import raw_text

_MAX_PIXELS = 24_000_000
_SCALE = 16  # PDFium gives whole numbers for places; so many of them are a point
_NEAR = 6.0  # points; so far from a letter a click still means it
_WORD = re.compile(r"\w+")

_Taken = tuple[str, tuple[Rect, ...]]


class ShownPage:
    """A page that is open: its text, what stands where, and how it looks."""

    def __init__(self, document: pypdfium2.PdfDocument, number: int) -> None:
        self.number = number
        self._document = document
        self._forms = document.formenv
        self._page = document[number]
        self._textpage = self._page.get_textpage()
        self.width, self.height = self._page.get_size()
        self._text: str | None = None
        self._places: list[Rect] | None = None
        self._links: tuple[Link, ...] | None = None

    @property
    def text(self) -> str:
        """One character for each that PDFium counts."""
        if self._text is None:
            self._text = raw_text(self._textpage.raw)
        return self._text

    @property
    def links(self) -> tuple[Link, ...]:
        """What can be clicked on it."""
        if self._links is None:
            document, page, textpage = self._document.raw, self._page.raw, self._textpage.raw
            self._links = tuple(links_of(document, page, textpage, self._shown))
        return self._links

    def close(self) -> None:
        """Free it."""
        self._textpage.close()
        self._page.close()

    def measure(self, request: Measure) -> Measured:
        """Return its size, its links, and where some of its letters are."""
        boxes = tuple(
            self._boxes(one.start, one.end)
            if _letters(self.text[one.start : one.end]) == _letters(one.text)
            else ()
            for one in request.letters
        )
        return Measured(self.number, self.width, self.height, boxes, self.links)

    def paint(self, width: int, height: int) -> Painted:
        """Return its picture, as large as fits into so many pixels."""
        shrink = min(width / max(self.width, 1), height / max(self.height, 1))
        width, height = max(round(self.width * shrink), 1), max(round(self.height * shrink), 1)
        if width * height > _MAX_PIXELS:
            smaller = (_MAX_PIXELS / (width * height)) ** 0.5
            width, height = max(int(width * smaller), 1), max(int(height * smaller), 1)
        return self._picture((width, height), (0, 0, width, height))

    def paint_part(self, request: PaintPart) -> Painted:
        """Return a part of its picture of a size."""
        left, top, width, height = request.part
        if not 0 < width * height <= _MAX_PIXELS:
            raise pypdfium2.PdfiumError("no such part")
        return self._picture((request.width, request.height), (left, top, width, height))

    def locate(self, spot: tuple[float | None, float | None]) -> Located:
        """Return where a place of its own space is shown."""
        x, y = self._device(spot[0] or 0.0, spot[1] or 0.0)
        turned = self._page.get_rotation() in (90, 270)
        knows_x, knows_y = (one is not None for one in (reversed(spot) if turned else spot))
        return Located(self.number, x if knows_x else 0.0, y if knows_y else 0.0)

    def select(self, start: tuple[float, float] | None, end: tuple[float, float] | None) -> _Taken:
        """Return the text between two points and its boxes; None is its beginning or its end."""
        n_last = len(self.text) - 1
        first = 0 if start is None else self._character_at(start)
        last = n_last if end is None else self._character_at(end)
        if first < 0 or last < 0:
            return "", ()
        return self._taken(min(first, last), max(first, last) + 1)

    def select_word(self, at: tuple[float, float]) -> _Taken:
        """Return the word at a point and its boxes."""
        near = self._character_at(at)
        for word in _WORD.finditer(self.text):
            if word.start() <= near < word.end():
                return self._taken(word.start(), word.end())
        return "", ()

    def _taken(self, start: int, end: int) -> _Taken:
        text = self.text[start:end].replace("\r\n", "\n").replace("\ufffe", "")
        return text.replace("\x00", ""), self._boxes(start, end)

    def _picture(self, size: tuple[int, int], part: tuple[int, int, int, int]) -> Painted:
        left, top, width, height = part
        bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGRx)
        try:
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
            place = (bitmap.raw, self._page.raw, -left, -top, *size, 0, pdfium.FPDF_ANNOT)
            pdfium.FPDF_RenderPageBitmap(*place)
            if self._forms is not None:
                pdfium.FPDF_FFLDraw(self._forms.raw, *place)
            return Painted(self.number, width, height, bytes(bitmap.buffer)[: 4 * width * height])
        finally:
            bitmap.close()

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
