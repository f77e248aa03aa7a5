"""How are PDF files written object by object, so that they can be wrong in one place alone?"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOG, PAGES, FONT_NUMBER = 1, 2, 3


def stream(content: bytes, entries: bytes = b"", length: bytes | None = None) -> bytes:
    """Return a stream object; `length` may lie."""
    told = str(len(content)).encode() if length is None else length
    return b"<< /Length %s %s >>\nstream\n%s\nendstream" % (told, entries, content)


def flate(content: bytes, entries: bytes = b"") -> bytes:
    """Return a compressed stream object."""
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + entries)


def shown(text: str) -> bytes:
    """Return the operators that show a line of text."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("latin-1")
    return b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % escaped


def sentence(word: str) -> str:
    """Return a plain sentence with a word in it."""
    return f"This page is about {word} and says so in plain words."


@dataclass
class RawPdf:
    """A PDF of numbered objects: 1 is the catalog, 2 the page tree, 3 a font."""

    objects: dict[int, bytes] = field(default_factory=dict)
    trailer: bytes = b""

    def __post_init__(self) -> None:
        self.objects.setdefault(CATALOG, b"<< /Type /Catalog /Pages 2 0 R >>")
        self.objects.setdefault(FONT_NUMBER, FONT)

    def add(self, content: bytes) -> int:
        """Add an object and return its number."""
        number = max(self.objects, default=FONT_NUMBER) + 1
        self.objects[number] = content
        return number

    def add_page(self, content: bytes, entries: bytes = b"", resources: bytes = b"") -> int:
        """Add a page whose content is a stream object; it is not in the page tree yet."""
        number = self.add(content)
        return self.add(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> %s >> %s >>" % (number, resources, entries)
        )

    def set_pages(self, numbers: list[int], count: int | None = None) -> None:
        """Make the page tree."""
        kids = b" ".join(b"%d 0 R" % number for number in numbers)
        total = len(numbers) if count is None else count
        self.objects[PAGES] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, total)

    def build(self) -> bytes:
        """Return the file."""
        body, offsets = self.body()
        size = max(self.objects) + 1
        table = [b"0000000000 65535 f \n"] + [
            b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 00000 f \n"
            for number in range(1, size)
        ]
        entries = b"<< /Size %d /Root 1 0 R %s >>" % (size, self.trailer)
        end = b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (entries, len(body))
        return body + b"xref\n0 %d\n" % size + b"".join(table) + end

    def body(self) -> tuple[bytes, dict[int, int]]:
        """Return the file up to its table of objects, and where each begins."""
        parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        at = len(parts[0])
        offsets: dict[int, int] = {}
        for number, content in sorted(self.objects.items()):
            part = b"%d 0 obj\n%s\nendobj\n" % (number, content)
            offsets[number] = at
            at += len(part)
            parts.append(part)
        return b"".join(parts), offsets


def one_page(word: str) -> RawPdf:
    """Return a PDF of one plain page, to be spoilt."""
    pdf = RawPdf()
    pdf.set_pages([pdf.add_page(stream(shown(sentence(word))))])
    return pdf
