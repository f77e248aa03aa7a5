"""How one PDF page is read by PDFium, and how its lines become clean text."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from enum import Flag, auto
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from app.extract.clean import Separator, TextBuilder
from app.extract.pdf_layout import Line, separators
from app.extract.pdf_text import DIVISION, raw_text
from sparkbert.types import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pypdfium2

    from app.extract.hyphens import Hyphenation
    from app.extract.pdf_running import Kept

_LINE = re.compile(rf"[^\r\n{DIVISION}]+")
_TRAILING_HYPHEN = re.compile(r"[^\W\d_][-\u00ad\u2010]\s*$")
_LAST_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]++$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_MAX_ANNOTATIONS = 2000
_MAX_OBJECTS = 5000  # of a page that are looked at for figures
_LEAST_FIGURE, _MOST_FIGURE = 40.0, 0.6  # points; of the page, or it is its background
_FOOT = 0.2  # of the text's height; a heading has text below it
_FIGURES = frozenset({pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM})
_BUTTON_STATES = frozenset({"Off", "Yes", "On"})
_COMMENTS = frozenset({
    pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_SQUIGGLY,
    pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_CARET, pdfium.FPDF_ANNOT_SQUARE,
    pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_INK, pdfium.FPDF_ANNOT_LINE,
})  # fmt: skip

Box = tuple[float, float, float, float]
Handle = Any  # a pointer of PDFium's C interface


@dataclass(frozen=True, slots=True)
class PageText:
    """The raw text of a page (`number` counts from 1), its lines, and what is noted on it.

    `notes` are comments and what was filled into forms; they are no part of the page's text.
    `figures` are the boxes of pictures and drawings that are less than the whole page.
    """

    number: int
    raw: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    figures: tuple[Box, ...] = ()


class Seat(Flag):
    """What is told by where a paragraph stands that it is no heading."""

    USUAL = 0
    RUNNING = auto()
    FIGURE = auto()
    TURNED = auto()
    FOOT = auto()
    ROW = auto()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a page's clean text: its characters, the size of its letters, its seat."""

    start: int
    end: int
    size: float
    seat: Seat = Seat.USUAL


def read_page(document: pypdfium2.PdfDocument, index: int) -> PageText:
    """Return the text of a page (`index` counts from 0).

    Raises
    ------
    PdfiumError
        The page is damaged.
    """
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            raw = raw_text(textpage.raw)
            lines = tuple(_lines(textpage.raw, raw))
        finally:
            textpage.close()
        notes = tuple(_notes(page.raw))
        figures = tuple(_figures(page)) if lines else ()
    finally:
        page.close()
    return PageText(index + 1, raw, lines, notes, figures)


def page_section(
    page: PageText, kept: Kept, hyphenation: Hyphenation
) -> tuple[Section, list[Paragraph]]:
    """Return the clean text of those lines of a page that are kept, and its paragraphs."""
    builder = TextBuilder()
    paragraphs: list[Paragraph] = []
    lines, first, begin = kept.lines, 0, 0
    before = separators(lines)
    seats = _seats(page, kept)

    def close(end: int) -> None:
        if len(builder) > begin:
            seat = seats(lines[first:end])
            paragraphs.append(Paragraph(begin, len(builder), lines[end - 1].size, seat))

    for index, line in enumerate(lines):
        separator = before[index]
        previous = lines[index - 1] if index else None
        if previous is not None and previous.hyphen:
            if separator is not Separator.SPACE or _keeps(previous, line, hyphenation):
                builder.append("-", previous.start + len(previous.text))
            if separator is Separator.SPACE:
                separator = Separator.NONE
        if separator is Separator.PARAGRAPH and previous is not None:
            close(index)
            first, begin = index, len(builder) + len(Separator.PARAGRAPH.text)
        builder.separate(separator)
        builder.append(line.text, line.start)
    if lines:
        if lines[-1].hyphen:
            builder.append("-", lines[-1].start + len(lines[-1].text))
        close(len(lines))
    for note in page.notes:
        builder.separate(Separator.PARAGRAPH)
        builder.insert(note)
    text, offsets = builder.build()
    return Section(text, page=page.number, offsets=offsets), paragraphs


def _seats(page: PageText, kept: Kept) -> Callable[[Sequence[Line]], Seat]:
    """Return what tells from its lines how a paragraph stands on its page."""
    turned = sum(line.is_turned for line in page.lines) * 2 > len(page.lines)
    lowest = min((line.bottom for line in kept.lines), default=0.0)
    highest = max((line.bottom for line in kept.lines), default=0.0)
    foot = lowest + _FOOT * (highest - lowest)

    def seat_of(lines: Sequence[Line]) -> Seat:
        seat = Seat.USUAL
        if any(line.start in kept.running for line in lines):
            seat |= Seat.RUNNING
        if all(line.is_turned for line in lines) != turned:
            seat |= Seat.TURNED
        if any(line.is_row for line in lines):
            seat |= Seat.ROW
        bottom = min(line.bottom for line in lines)
        if bottom == lowest < foot and max(line.bottom for line in lines) < foot:
            seat |= Seat.FOOT
        if not turned and any(_within(line, box) for box in page.figures for line in lines):
            seat |= Seat.FIGURE
        return seat

    return seat_of


def _within(line: Line, box: Box) -> bool:
    x, y = (line.left + line.right) / 2, (line.bottom + line.top) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _keeps(previous: Line, line: Line, hyphenation: Hyphenation) -> bool:
    left, right = _LAST_WORD.search(previous.text), _FIRST_WORD.match(line.text)
    if left is None or right is None:
        return True
    return hyphenation.keeps_hyphen(left.group(), right.group())


def has_picture(page: pypdfium2.PdfPage) -> bool:
    """Tell whether a page shows a picture; closes the page."""
    try:
        return any(
            pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page.raw, index))
            in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
            for index in range(pdfium.FPDFPage_CountObjects(page.raw))
        )
    finally:
        page.close()


def _figures(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """Yield where pictures and drawings are that hold a part of the page."""
    width, height = page.get_size()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)):
        one = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(one) not in _FIGURES:
            continue
        if not pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top):
            continue
        wide, high = right.value - left.value, top.value - bottom.value
        if min(wide, high) > _LEAST_FIGURE and wide * high < _MOST_FIGURE * width * height:
            yield left.value, bottom.value, right.value, top.value


def _notes(page: Handle) -> list[str]:
    """Return the comments on a page and what is filled into its form fields."""
    notes: list[str] = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MAX_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind in _COMMENTS:
                notes.append(_string(annotation, b"Contents"))
            elif kind == pdfium.FPDF_ANNOT_WIDGET:
                notes.append(_string(annotation, b"V"))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return [note for note in notes if any(map(str.isalnum, note)) and note not in _BUTTON_STATES]


def _string(annotation: Handle, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2:  # the final NUL alone
        return ""
    units = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key, units, size)
    return bytes(units)[: size - 2].decode("utf-16-le", errors="replace")


def _lines(handle: Handle, raw: str) -> list[Line]:
    lines: list[Line] = []
    for match in _LINE.finditer(raw):
        text = match.group().rstrip()
        start = match.start() + len(text) - len(text.lstrip())
        text = text.lstrip()
        if not text:
            continue
        hyphen = raw[match.end() : match.end() + 1] == DIVISION
        if _TRAILING_HYPHEN.search(text):
            text, hyphen = text[:-1], True
        lines.append(_measured(handle, start, text, hyphen=hyphen))
    return lines


def _measured(handle: Handle, start: int, text: str, *, hyphen: bool) -> Line:
    sample = next((i for i, character in enumerate(text) if character.isalnum()), 0)
    turn = _turn(handle, start + sample)
    size_box = turn(_loose_box(handle, start + sample))
    boxes = [turn(box) for box in _boxes(handle, start, len(text))] or [size_box]
    size = size_box[3] - size_box[1]
    gaps = (after[0] - box[2] for box, after in pairwise(boxes))
    return Line(
        start,
        text,
        left=min(box[0] for box in boxes),
        bottom=min(box[1] for box in boxes),
        right=max(box[2] for box in boxes),
        top=max(box[3] for box in boxes),
        size=size if size > 0 else 1.0,
        gap=max(gaps, default=0.0),
        hyphen=hyphen,
        is_turned=turn is not _upright,
    )


def _boxes(handle: Handle, start: int, count: int) -> list[Box]:
    """Return the boxes of the text objects in a range of characters: left, bottom, right, top."""
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    return [
        (left.value, bottom.value, right.value, top.value)
        for index in range(pdfium.FPDFText_CountRects(handle, start, count))
        if pdfium.FPDFText_GetRect(handle, index, left, top, right, bottom)
    ]


def _loose_box(handle: Handle, index: int) -> Box:
    """Return the box of a character that all letters of its font would have."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(handle, index, rect)
    return rect.left, rect.bottom, rect.right, rect.top


def _turn(handle: Handle, index: int) -> Callable[[Box], Box]:
    """Return how to turn boxes so that the text at a character runs to the right."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(handle, index, matrix):
        return _upright
    if abs(matrix.a) >= abs(matrix.b):
        return _upright if matrix.a >= 0 else _upside_down
    return _from_upwards if matrix.b > 0 else _from_downwards


def _upright(box: Box) -> Box:
    return box


def _upside_down(box: Box) -> Box:
    left, bottom, right, top = box
    return -right, -top, -left, -bottom


def _from_upwards(box: Box) -> Box:
    left, bottom, right, top = box
    return bottom, -right, top, -left


def _from_downwards(box: Box) -> Box:
    left, bottom, right, top = box
    return -top, left, -bottom, right
