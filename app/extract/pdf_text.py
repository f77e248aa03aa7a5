"""Which characters does PDFium count on a page?"""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium

DIVISION = "\ufffe"
"""What PDFium puts for a hyphen and the line end after it."""
_SURROGATES = re.compile(r"[\ud800-\udfff]")

Handle = Any  # a pointer of PDFium's C interface


def raw_text(handle: Handle) -> str:
    """Return the page's text, one character per character index of PDFium."""
    count = pdfium.FPDFText_CountChars(handle)
    if count <= 0:
        return ""
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(handle, 0, count, units) - 1
    text = bytes(units)[: 2 * written].decode("utf-16-le", errors="surrogatepass")
    if written == count == len(text) and not _SURROGATES.search(text):
        return text
    # PDFium leaves characters out of the text that it counts, or some take two units.
    return "".join(_character(handle, index) for index in range(count))


def _character(handle: Handle, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(handle, index)
    if code == 2 and pdfium.FPDFText_IsHyphen(handle, index) == 1:
        return DIVISION
    return chr(code) if code <= 0x10FFFF else "\ufffd"
