"""How is the text of scanned pages recognised, page by page, within a time?"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

import pypdfium2

from app.extract import failures
from app.extract.base import ExtractedDocument, ExtractionWarning, Limits, WarningKind
from app.extract.clean import TextBuilder
from app.extract.ocr import Ocr
from app.extract.pdf_page import has_picture
from app.extract.titles import choose_title
from sparkbert.types import Section

_DPI = 300
_POINTS = 72  # per inch
_MAX_PIXELS = 12_000_000  # an A4 page at that has nine million
_SURE = 60  # in percent; below, the page may lie on its side or upside down
_LEAST = 30  # below, what was recognised is dirt and drawings
_TURNS = (180, 90, 270)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page, painted in shades of grey, one byte for each pixel."""

    pixels: bytes
    width: int
    height: int
    bytes_per_line: int
    dpi: int


class PageReader(Protocol):
    """Recognises text in pictures."""

    def read(self, picture: Picture) -> tuple[str, int]:
        """Return the text in a picture, and how sure it is, in percent."""
        ...


class Tesseract:
    """Tesseract, in this process."""

    def __init__(self, ocr: Ocr) -> None:
        os.environ["OMP_THREAD_LIMIT"] = "1"  # one page does not gain from more
        import tesserocr

        self._api: Any = tesserocr.PyTessBaseAPI(
            path=str(ocr.data), lang=ocr.languages, psm=tesserocr.PSM.AUTO
        )

    def read(self, picture: Picture) -> tuple[str, int]:
        """Return the text in a picture; see `PageReader.read`."""
        self._api.SetImageBytes(
            picture.pixels, picture.width, picture.height, 1, picture.bytes_per_line
        )
        self._api.SetSourceResolution(picture.dpi)
        text: str = self._api.GetUTF8Text()
        return text, int(self._api.MeanTextConf())


def recognise(
    path: Path,
    document: ExtractedDocument | None,
    limits: Limits,
    ocr: Ocr,
    alive: Callable[[], None],
    make_reader: Callable[[Ocr], PageReader] = Tesseract,
) -> ExtractedDocument:
    """Return a PDF's text with that of its scanned pages.

    Parameters
    ----------
    path
        The file.
    document
        What was read of it; None if none of its pages has text.
    limits
        What it may cost; its seconds are for each page.
    ocr
        How it is done; its seconds are for all pages.
    alive
        Is called before each page.
    make_reader
        Makes what recognises text.

    Raises
    ------
    ExtractionError
        No text was recognised, and there was none.
    """
    sections = {one.page: one for one in document.sections} if document is not None else {}
    recognised: list[int] = []
    left = 0
    characters = sum(len(one.text) for one in sections.values())
    deadline = monotonic() + ocr.seconds
    reader = make_reader(ocr)
    with path.open("rb") as file, contextlib.closing(pypdfium2.PdfDocument(file)) as pdf:
        for number in _scanned(pdf, set(sections)):
            if monotonic() > deadline:
                left += 1
                continue
            alive()
            builder = TextBuilder(keep_lines=True)
            builder.append(_read_page(pdf, number, reader), 0)
            text, _ = builder.build()
            characters += len(text)
            if characters > limits.characters:
                raise failures.too_much_text(limits)
            if text:
                recognised.append(number)
                sections[number] = Section(text, page=number)
    if not sections:
        raise failures.nothing_recognised(left)
    in_order = tuple(sections[page] for page in sorted(sections, key=lambda page: page or 0))
    title = document.title if document is not None else choose_title(path, [])
    return ExtractedDocument(title, in_order, tuple(_warnings(document, recognised, left)))


def _scanned(pdf: pypdfium2.PdfDocument, with_text: set[int | None]) -> Iterator[int]:
    """Yield the numbers of pages, from 1, that have no text but a picture."""
    for index in range(len(pdf)):
        if index + 1 not in with_text:
            with contextlib.suppress(pypdfium2.PdfiumError):
                if has_picture(pdf[index]):
                    yield index + 1


def _read_page(pdf: pypdfium2.PdfDocument, number: int, reader: PageReader) -> str:
    """Return a page's text, turned until it can be read."""
    page = pdf[number - 1]
    try:
        best, sure = _read_turned(page, 0, reader)
        for turn in _TURNS:
            if sure >= _SURE or not best.strip():
                break
            text, how_sure = _read_turned(page, turn, reader)
            if how_sure > sure:
                best, sure = text, how_sure
    finally:
        page.close()
    return best if sure >= _LEAST else ""


def _read_turned(page: Any, turn: int, reader: PageReader) -> tuple[str, int]:
    width, height = page.get_size()
    scale = min(_DPI / _POINTS, (_MAX_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, rotation=turn, grayscale=True)
    try:
        dpi = max(round(scale * _POINTS), 1)
        return reader.read(
            Picture(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, dpi)
        )
    finally:
        bitmap.close()


def _warnings(
    document: ExtractedDocument | None, recognised: list[int], left: int
) -> Iterator[ExtractionWarning]:
    for one in document.warnings if document is not None else ():
        if one.kind is not WarningKind.PAGES_WITHOUT_TEXT:
            yield one
    if recognised:
        n = len(recognised)
        yield ExtractionWarning(
            WarningKind.RECOGNISED,
            f"{'Page' if n == 1 else 'Pages'} {_ranges(recognised)} {'was' if n == 1 else 'were'} "
            "read by text recognition (OCR); some words may be wrong.",
            n,
        )
    if left:
        yield ExtractionWarning(
            WarningKind.PAGES_WITHOUT_TEXT,
            f"The time for text recognition was over before {left} more "
            f"{'page' if left == 1 else 'pages'}. Give it more in settings.toml: seconds in [ocr].",
            left,
        )


def _ranges(numbers: list[int]) -> str:
    """Return numbers as a reader writes them: "1-3, 7"."""
    parts = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        some = [number for _, number in run]
        parts.append(str(some[0]) if len(some) == 1 else f"{some[0]}-{some[-1]}")
    return ", ".join(parts)
