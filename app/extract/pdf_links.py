"""What can be clicked on a page of a PDF, and where does it lead?

Only to places in the same document, to the web, and to mailboxes: files, programs and scripts that
a PDF names are none of ours.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium

from app.extract.layout import safe_link
from app.extract.pdf_messages import Link, Rect

_MAX_LINKS = 2000  # on a page
_MAX_ADDRESS = 2000  # characters

Handle = Any  # a pointer of PDFium's C interface
Shown = Callable[[float, float, float, float], Rect]
"""Turns left, top, right and bottom of a page's own space into a box as it is shown."""


def links_of(document: Handle, page: Handle, textpage: Handle, shown: Shown) -> Iterator[Link]:
    """Yield a page's links: its own first, then addresses in its text that have none."""
    covered: list[Rect] = []
    at, handle = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(_MAX_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, at, handle):
            break
        rect = pdfium.FS_RECTF()
        if not pdfium.FPDFLink_GetAnnotRect(handle, rect):
            continue
        box = shown(rect.left, rect.top, rect.right, rect.bottom)
        covered.append(box)
        if (link := _target(document, handle, box)) is not None:
            yield link
    for link in _written(textpage, shown):
        if not any(_overlap(one, other) for one in link.boxes for other in covered):
            yield link


def _target(document: Handle, handle: Handle, box: Rect) -> Link | None:
    place = pdfium.FPDFLink_GetDest(document, handle)
    if not place:
        action = pdfium.FPDFLink_GetAction(handle)
        kind = pdfium.FPDFAction_GetType(action) if action else pdfium.PDFACTION_UNSUPPORTED
        if kind == pdfium.PDFACTION_URI:
            address = safe_link(_address(document, action))
            return Link((box,), address) if address else None
        if kind != pdfium.PDFACTION_GOTO:
            return None
        place = pdfium.FPDFAction_GetDest(document, action)
    number = pdfium.FPDFDest_GetDestPageIndex(document, place) if place else -1
    return Link((box,), page=number, spot=_spot(place)) if number >= 0 else None


def _address(document: Handle, action: Handle) -> str:
    size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < size <= _MAX_ADDRESS:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.raw[: size - 1].decode("utf-8", errors="replace")


def _spot(place: Handle) -> tuple[float | None, float | None]:
    has = [ctypes.c_int() for _ in range(3)]
    x, y, zoom = (ctypes.c_float() for _ in range(3))
    if not pdfium.FPDFDest_GetLocationInPage(place, *has, x, y, zoom):
        return None, None
    return x.value if has[0].value else None, y.value if has[1].value else None


def _written(textpage: Handle, shown: Shown) -> Iterator[Link]:
    """Yield the addresses that stand in the text."""
    found = pdfium.FPDFLink_LoadWebLinks(textpage)
    if not found:
        return
    try:
        for index in range(min(pdfium.FPDFLink_CountWebLinks(found), _MAX_LINKS)):
            address = safe_link(_written_address(found, index))
            boxes = tuple(_written_boxes(found, index, shown))
            if address and boxes:
                yield Link(boxes, address)
    finally:
        pdfium.FPDFLink_CloseWebLinks(found)


def _written_address(found: Handle, index: int) -> str:
    size = pdfium.FPDFLink_GetURL(found, index, None, 0)
    if not 1 < size <= _MAX_ADDRESS:
        return ""
    units = (ctypes.c_ushort * size)()
    pdfium.FPDFLink_GetURL(found, index, units, size)
    return bytes(units)[: 2 * (size - 1)].decode("utf-16-le", errors="replace")


def _written_boxes(found: Handle, index: int, shown: Shown) -> Iterator[Rect]:
    sides = [ctypes.c_double() for _ in range(4)]
    for number in range(pdfium.FPDFLink_CountRects(found, index)):
        if pdfium.FPDFLink_GetRect(found, index, number, *sides):
            left, top, right, bottom = (side.value for side in sides)
            yield shown(left, top, right, bottom)


def _overlap(one: Rect, other: Rect) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )
