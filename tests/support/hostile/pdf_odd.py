"""Which PDFs are cut off, protected, misnamed, or pictures alone?"""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter

from app.extract.base import FailureKind
from tests.support.hostile.folder import HostileFolder
from tests.support.hostile.raw_pdf import RawPdf, one_page, stream

_DAMAGED = (FailureKind.EXTRACTION_FAILED, FailureKind.NO_TEXT)


def write_odd_pdfs(folder: HostileFolder) -> None:
    """Write PDFs that are not as they should be."""
    folder.good("plain.pdf", lambda word: one_page(word).build(), "nothing")
    whole = one_page("neverfound").build()
    folder.bad("header.pdf", whole[:9], "cut off after the header", *_DAMAGED)
    folder.either("half.pdf", lambda w: _cut(w, 0.5), "cut off in the middle", *_DAMAGED)
    folder.either("without end.pdf", lambda w: _cut(w, 0.9), "cut off in its table", *_DAMAGED)
    folder.good(
        "junk before.pdf", lambda w: b"HTTP/1.1 200 OK\r\n\r\n" + one_page(w).build(), "junk"
    )
    folder.good("junk after.pdf", lambda w: one_page(w).build() + b"\0" * 100_000, "zeros after it")
    folder.either("wrong table.pdf", _wrong_table, "its table points anywhere", *_DAMAGED)
    folder.either("holes.pdf", _holes, "blocks of it were lost", *_DAMAGED)
    folder.bad("zeros.pdf", b"\0" * 20_000, "zeros alone", *_DAMAGED)
    folder.bad("noise.pdf", b"%PDF-1.7\n" + _noise(50_000), "noise after the header", *_DAMAGED)
    folder.good("empty password.pdf", lambda w: _encrypted(w, ""), "an empty password")
    folder.bad("password.pdf", _encrypted("secret", "tiger"), "a password", FailureKind.ENCRYPTED)
    folder.bad("scan.pdf", _scan(), "a picture of a page", FailureKind.NO_TEXT)
    folder.bad("blank.pdf", _blank(), "a page without anything", FailureKind.NO_TEXT)
    folder.good("pdf as.txt", lambda w: one_page(w).build(), "a PDF named as text")
    folder.good("pdf as.docx", lambda w: one_page(w).build(), "a PDF named as a Word document")
    folder.good("web page.pdf", lambda w: f"<html>No {w} here</html>".encode(), "a web page")
    folder.bad("picture.pdf", b"\x89PNG\r\n\x1a\n" + _noise(5_000), "a picture's name changed",
               FailureKind.UNSUPPORTED_FORMAT)  # fmt: skip


def _cut(word: str, share: float) -> bytes:
    whole = one_page(word).build()
    return whole[: int(len(whole) * share)]


def _wrong_table(word: str) -> bytes:
    whole = one_page(word).build()
    return whole.replace(b" 00000 n", b" 00000 n").replace(b"\n00000000", b"\n00000055")


def _holes(word: str) -> bytes:
    whole = bytearray(one_page(word).build())
    for start in range(0, len(whole), 200):
        whole[start : start + 20] = b"\0" * len(whole[start : start + 20])
    return bytes(whole)


def _noise(size: int) -> bytes:
    """Return bytes without an order, the same in each run."""
    state, out = 12345, bytearray()
    for _ in range(size):
        state = (state * 1103515245 + 12345) % 2**31
        out.append(state >> 16 & 0xFF)
    return bytes(out)


def _encrypted(word: str, password: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(one_page(word).build())))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _scan() -> bytes:
    pdf = RawPdf()
    image = pdf.add(
        stream(
            b"\xff\x00" * 5000,
            b"/Type /XObject /Subtype /Image /Width 100 /Height 100 /BitsPerComponent 8"
            b" /ColorSpace /DeviceGray",
        )
    )
    content = stream(b"q 612 0 0 792 0 0 cm /I Do Q")
    pdf.set_pages([pdf.add_page(content, resources=b"/XObject << /I %d 0 R >>" % image)])
    return pdf.build()


def _blank() -> bytes:
    pdf = RawPdf()
    pdf.set_pages([pdf.add_page(stream(b""))])
    return pdf.build()
