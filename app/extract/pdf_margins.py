"""Between which lines, from top to bottom of a PDF's pages, does all stand that is on them?"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from time import monotonic
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_SAMPLE = 6  # pages
_LONGEST_S = 0.15
_MAX_OBJECTS = 5000  # of a page
_BACKGROUND = 0.95  # of the width; what is wider is not what is read
_WHOLE = (0.0, 1.0)
_UNSEEN = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP})

Handle = Any  # a pointer of PDFium's C interface


def inked_span(document: pypdfium2.PdfDocument) -> tuple[float, float]:
    """Return from which share of the pages' width to which there is something on some of them.

    Pages that are turned, or hold nothing but a picture of all of it, have no margins.
    """
    n_pages = len(document)
    until = monotonic() + _LONGEST_S
    left, right = 1.0, 0.0
    for number in range(0, n_pages, -(-n_pages // _SAMPLE)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:  # said when that page is asked for
            continue
        try:
            found = _span_of(page)
        finally:
            page.close()
        if found is not None:
            left, right = min(left, found[0]), max(right, found[1])
        if monotonic() > until:
            break
    return (left, right) if right > left else _WHOLE


def _span_of(page: pypdfium2.PdfPage) -> tuple[float, float] | None:
    """Return the span of a page; None if there is nothing on it."""
    n_objects = pdfium.FPDFPage_CountObjects(page.raw)
    if page.get_rotation() or n_objects > _MAX_OBJECTS:
        return _WHOLE
    first, _, last, _ = page.get_cropbox()
    width = last - first
    if width <= 0:
        return _WHOLE
    spans = []
    for left, right in (*_objects(page.raw, n_objects), *_annotations(page.raw)):
        start, end = max((left - first) / width, 0.0), min((right - first) / width, 1.0)
        if start < end:
            spans.append((start, end))
    if not spans:
        return None
    narrow = [(start, end) for start, end in spans if end - start < _BACKGROUND]
    if not narrow:
        return _WHOLE
    return min(start for start, _ in narrow), max(end for _, end in narrow)


def _objects(page: Handle, n_objects: int) -> Iterator[tuple[float, float]]:
    """Yield where text, lines and pictures begin and end, in points."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(n_objects):
        one = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top):
            yield left.value, right.value


def _annotations(page: Handle) -> Iterator[tuple[float, float]]:
    """Yield where fields of forms and notes begin and end, in points."""
    box = pdfium.FS_RECTF()
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MAX_OBJECTS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        is_hidden = pdfium.FPDFAnnot_GetSubtype(annotation) in _UNSEEN
        if not is_hidden and pdfium.FPDFAnnot_GetRect(annotation, box):
            yield box.left, box.right
        pdfium.FPDFPage_CloseAnnot(annotation)
