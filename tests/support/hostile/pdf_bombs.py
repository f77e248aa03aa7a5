"""Which PDFs are small and become enormous, or are enormous from the start?"""

from __future__ import annotations

import zlib

from app.extract.base import FailureKind
from tests.support.hostile.folder import HostileFolder
from tests.support.hostile.raw_pdf import CATALOG, RawPdf, one_page, sentence, shown, stream

_MEGABYTE = 1_000_000
_LIMITS = (
    FailureKind.TOO_LARGE,
    FailureKind.TIMED_OUT,
    FailureKind.EXTRACTION_FAILED,
    FailureKind.NO_TEXT,
)


def write_pdf_bombs(folder: HostileFolder) -> None:
    """Write PDFs that unpack to a lot, nest deeply or have many pages."""
    size = folder.share(1000)
    blanks = _deflated(b" " * _MEGABYTE, size)
    folder.either(
        "flate.pdf", lambda word: _content(word, blanks), "a page of a gigabyte of blanks", *_LIMITS
    )
    twice = zlib.compress(blanks, 9)
    folder.either(
        "flate twice.pdf",
        lambda word: _content(word, twice, 2),
        "a page of a gigabyte, packed twice",
        *_LIMITS,
    )
    thrice = zlib.compress(zlib.compress(twice, 9), 9)
    folder.either(
        "flate four times.pdf",
        lambda word: _content(word, thrice, 4),
        "a page of a gigabyte, packed four times",
        *_LIMITS,
    )
    folder.either("filters.pdf", _many_filters, "a page through a thousand filters", *_LIMITS)
    lines = _deflated(
        b"BT /F1 9 Tf 10 TL 9 9 Td\n" + b"(all work and no play makes) Tj T*\n" * 30_000, size
    )
    folder.bad(
        "text.pdf",
        _page(b"/Filter /FlateDecode", lines),
        "a page of a hundred million words",
        *_LIMITS,
    )
    folder.either(
        "object stream.pdf",
        lambda word: _object_stream(word, blanks),
        "an object stream of a gigabyte",
        *_LIMITS,
    )
    folder.either(
        "image.pdf",
        lambda word: _image(word, _deflated(b"\0" * _MEGABYTE, size)),
        "a picture of a gigabyte",
        *_LIMITS,
    )
    folder.good("huge page.pdf", _huge_page, "a page of ten kilometres")
    folder.either("arrays.pdf", _deep_arrays, "arrays nested 200,000 deep", *_LIMITS)
    folder.either("dictionaries.pdf", _deep_dictionaries, "dictionaries nested deep", *_LIMITS)
    folder.either("page tree.pdf", _deep_page_tree, "a page tree 20,000 deep", *_LIMITS)
    folder.either("states.pdf", _deep_states, "graphics states nested a million deep", *_LIMITS)
    n_pages = folder.share(10_000)
    folder.good("pages.pdf", lambda word: _many_pages(word, n_pages), f"{n_pages:,} pages")
    folder.either("count.pdf", _lying_count, "two thousand million pages, it says", *_LIMITS)
    folder.either("outline.pdf", _long_outline, "an outline of 200,000 entries", *_LIMITS)


def _deflated(block: bytes, times: int) -> bytes:
    """Return a block, many times over, as zlib packs it."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(block) for _ in range(times)) + packer.flush()


def _page(entries: bytes, content: bytes) -> bytes:
    pdf = RawPdf()
    pdf.set_pages([pdf.add_page(stream(content, entries))])
    return pdf.build()


def _content(word: str, packed: bytes, times: int = 1) -> bytes:
    pdf = RawPdf()
    plain = pdf.add(stream(shown(sentence(word))))
    filters = b"/FlateDecode " * times
    bomb = pdf.add(stream(packed, b"/Filter [%s]" % filters))
    page = pdf.add(
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents [%d 0 R %d 0 R]"
        b" /Resources << /Font << /F1 3 0 R >> >> >>" % (plain, bomb)
    )
    pdf.set_pages([page])
    return pdf.build()


def _many_filters(word: str) -> bytes:
    content = shown(sentence(word))
    for _ in range(6):
        content = content.hex().encode() + b">"
    pdf = RawPdf()
    filters = b"/ASCIIHexDecode " * 6 + b"/RunLengthDecode " * 1000
    pdf.set_pages([pdf.add_page(stream(content, b"/Filter [%s]" % filters))])
    return pdf.build()


def _object_stream(word: str, blanks: bytes) -> bytes:
    pdf = one_page(word)
    bomb = pdf.add(stream(blanks, b"/Type /ObjStm /N 100000000 /First 5 /Filter /FlateDecode"))
    pdf.objects[CATALOG] = b"<< /Type /Catalog /Pages 2 0 R /Extensions %d 0 R >>" % bomb
    return pdf.build()


def _image(word: str, zeros: bytes) -> bytes:
    pdf = RawPdf()
    image = pdf.add(
        stream(
            zeros,
            b"/Type /XObject /Subtype /Image /Width 50000 /Height 50000 /BitsPerComponent 8"
            b" /ColorSpace /DeviceRGB /Filter /FlateDecode",
        )
    )
    content = stream(shown(sentence(word)) + b" q 612 0 0 792 0 0 cm /I Do Q")
    pdf.set_pages([pdf.add_page(content, resources=b"/XObject << /I %d 0 R >>" % image)])
    return pdf.build()


def _huge_page(word: str) -> bytes:
    pdf = RawPdf()
    page = pdf.add_page(stream(shown(sentence(word))))
    pdf.objects[page] = pdf.objects[page].replace(b"612 792", b"28346456 28346456")
    pdf.set_pages([page])
    return pdf.build()


def _deep_arrays(word: str) -> bytes:
    pdf = one_page(word)
    pdf.objects[CATALOG] = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction " + b"[" * 200_000 + b"]" * 200_000 + b" >>"
    )
    return pdf.build()


def _deep_dictionaries(word: str) -> bytes:
    pdf = one_page(word)
    deep = b"<< /A " * 50_000 + b"1" + b" >>" * 50_000
    pdf.objects[CATALOG] = b"<< /Type /Catalog /Pages 2 0 R /PieceInfo " + deep + b" >>"
    return pdf.build()


def _deep_page_tree(word: str) -> bytes:
    pdf = one_page(word)
    page = max(pdf.objects)
    depth = 20_000
    first = page + 1
    for level in range(depth):
        child = first + level + 1 if level + 1 < depth else page
        parent = first + level - 1 if level else 2
        pdf.objects[first + level] = (
            b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (parent, child)
        )
    pdf.objects[2] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % first
    return pdf.build()


def _deep_states(word: str) -> bytes:
    pdf = RawPdf()
    content = shown(sentence(word)) + b" " + b"q " * 1_000_000
    pdf.set_pages([pdf.add_page(stream(zlib.compress(content), b"/Filter /FlateDecode"))])
    return pdf.build()


def _many_pages(word: str, n: int) -> bytes:
    pdf = RawPdf()
    pages = []
    for number in range(n):
        text = sentence(word) if number == n - 1 else f"Page {number} of a very long report."
        pages.append(pdf.add_page(stream(shown(text))))
    pdf.set_pages(pages)
    return pdf.build()


def _lying_count(word: str) -> bytes:
    pdf = one_page(word)
    pdf.set_pages([max(pdf.objects)], count=2_147_483_647)
    return pdf.build()


def _long_outline(word: str) -> bytes:
    pdf = one_page(word)
    page = max(pdf.objects)
    n = 200_000
    outlines = page + 1
    for index in range(n):
        own = outlines + 1 + index
        following = b"/Next %d 0 R" % (own + 1) if index < n - 1 else b""
        pdf.objects[own] = b"<< /Title (Entry %d) /Parent %d 0 R /Dest [%d 0 R /Fit] %s >>" % (
            index, outlines, page, following,
        )  # fmt: skip
    pdf.objects[outlines] = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (
        outlines + 1, outlines + n, n,
    )  # fmt: skip
    pdf.objects[CATALOG] = b"<< /Type /Catalog /Pages 2 0 R /Outlines %d 0 R >>" % outlines
    return pdf.build()
