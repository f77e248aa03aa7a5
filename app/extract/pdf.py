"""How a PDF becomes one section of text per page."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from app.extract import failures
from app.extract.base import ExtractedDocument, ExtractionWarning, WarningKind
from app.extract.hyphens import Hyphenation
from app.extract.pdf_fallback import extract_with_pypdf
from app.extract.pdf_headings import OutlineEntry, with_headings
from app.extract.pdf_page import PageText, has_picture, page_section, read_page
from app.extract.pdf_running import without_running_lines
from app.extract.titles import choose_title

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.extract.base import Limits
    from sparkbert.types import Section

_MAX_OUTLINE = 5000  # entries
_MAX_UNREADABLE = 500  # pages in a row


class PdfExtractor:
    """Reads PDFs with PDFium, and those that it can't open with pypdf.

    `Section.offsets` are character indices of PDFium's text page, which is what Qt's PDF viewer
    counts in too. Text that pypdf read maps to characters of pypdf's text.
    """

    def extract(self, path: Path, limits: Limits) -> ExtractedDocument:
        """Return the PDF's text; see `Extractor.extract`."""
        with path.open("rb") as file:
            try:
                document = pypdfium2.PdfDocument(file)
            except pypdfium2.PdfiumError as error:
                if error.err_code == pdfium.FPDF_ERR_PASSWORD:
                    raise failures.encrypted("PDF") from None
                return extract_with_pypdf(path, limits, str(error))
            with contextlib.closing(document):
                pages, unreadable = _read_pages(document, limits)
                if any(page.lines or page.notes for page in pages):
                    return _document(path, document, pages, unreadable)
                pictures = any(map(has_picture, document)) if not unreadable else False
        if unreadable or not pages:
            return extract_with_pypdf(path, limits, f"PDFium: {unreadable} pages unreadable")
        raise failures.scanned_pdf() if pictures else failures.pdf_without_text()


def _read_pages(document: pypdfium2.PdfDocument, limits: Limits) -> tuple[list[PageText], int]:
    """Return the pages that can be read, and how many can't."""
    pages: list[PageText] = []
    unreadable = in_a_row = 0
    characters = 0
    for index in range(len(document)):
        try:
            page = read_page(document, index)
        except pypdfium2.PdfiumError:
            unreadable += 1
            in_a_row += 1
            if in_a_row > _MAX_UNREADABLE:  # some files say that they have millions of pages
                break
            continue
        in_a_row = 0
        pages.append(page)
        characters += len(page.raw)
        if characters > limits.characters:
            raise failures.too_much_text(limits)
    return pages, unreadable


def _document(
    path: Path, document: pypdfium2.PdfDocument, pages: list[PageText], unreadable: int
) -> ExtractedDocument:
    hyphenation = Hyphenation(page.raw for page in pages)
    sections, paragraphs = [], []
    for page, kept in zip(pages, without_running_lines(pages), strict=True):
        section, of_page = page_section(page, kept, hyphenation)
        if section.text:
            sections.append(section)
            paragraphs.append(of_page)
    sections = with_headings(sections, paragraphs, list(_outline(document)))
    without_text = sum(not (page.lines or page.notes) for page in pages)
    title = choose_title(path, [document.get_metadata_value("Title"), _largest_heading(sections)])
    return ExtractedDocument(title, tuple(sections), tuple(_warnings(without_text, unreadable)))


def _outline(document: pypdfium2.PdfDocument) -> Iterator[OutlineEntry]:
    for count, bookmark in enumerate(document.get_toc()):
        if count >= _MAX_OUTLINE:
            return
        destination = bookmark.get_dest()
        page = destination.get_index() if destination is not None else None
        if page is not None:
            yield OutlineEntry(bookmark.level + 1, bookmark.get_title(), page + 1)


def _largest_heading(sections: list[Section]) -> str:
    """Return the first heading of the highest level in the first page's upper half."""
    half = len(sections[0].text) / 2
    headings = [heading for heading in sections[0].headings if heading.start < half]
    if not headings:
        return ""
    return min(headings, key=lambda heading: (heading.level, heading.start)).text


def _warnings(without_text: int, unreadable: int) -> Iterator[ExtractionWarning]:
    if without_text:
        yield ExtractionWarning(
            WarningKind.PAGES_WITHOUT_TEXT,
            f"{_pages(without_text)} without text, perhaps pictures of a scanner. "
            "Run text recognition (OCR) to have them indexed too.",
            without_text,
        )
    if unreadable:
        yield ExtractionWarning(
            WarningKind.PAGES_UNREADABLE,
            f"{_pages(unreadable)} damaged and left out.",
            unreadable,
        )


def _pages(count: int) -> str:
    return "1 page is" if count == 1 else f"{count} pages are"
