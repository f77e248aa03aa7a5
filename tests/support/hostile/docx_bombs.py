"""Which Word documents are small and unpack to something enormous?"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from app.extract.base import FailureKind
from tests.support.hostile.folder import HostileFolder
from tests.support.hostile.packages import (
    DOCUMENT,
    document_xml,
    packed,
    paragraph,
    parts,
    word_document,
)

_MEGABYTE = 1_000_000
_LIMITS = (FailureKind.TOO_LARGE, FailureKind.EXTRACTION_FAILED, FailureKind.TIMED_OUT)


def write_docx_bombs(folder: HostileFolder) -> None:
    """Write zip bombs that are Word documents."""
    size = folder.share(1000)
    folder.either("blanks.docx", lambda w: _blanks(w, size), "a part of a gigabyte", *_LIMITS)
    folder.either(
        "picture.docx", lambda w: _extra_part(w, "media/image1.png", size), "a picture of 1 GB",
        *_LIMITS,
    )  # fmt: skip
    folder.either("lie.docx", lambda w: _lying(w, size), "a part that says it is small", *_LIMITS)
    n = folder.share(200_000)
    folder.either("parts.docx", lambda w: _many_parts(w, n), f"{n:,} parts", *_LIMITS)
    n = folder.share(20_000)
    folder.either("overlap.docx", lambda w: _overlapping(w, n), "parts that are the same", *_LIMITS)
    n = folder.share(3_000_000)
    folder.either("paragraphs.docx", lambda w: _elements(w, n), "elements by the million", *_LIMITS)
    folder.either("attributes.docx", _attributes, "an element of 200,000 attributes", *_LIMITS)
    folder.either("long text.docx", lambda w: _long_text(w, folder.share(40)), "one text of 40 MB",
                  *_LIMITS)  # fmt: skip


def _blanks(word: str, megabytes: int) -> bytes:
    first, last = document_xml(paragraph(word) + "SPLIT").split("SPLIT")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts("").items():
            if name != DOCUMENT:
                archive.writestr(name, data)
        with archive.open(DOCUMENT, "w", force_zip64=True) as part:
            part.write(first.encode())
            for _ in range(megabytes):
                part.write(b" " * _MEGABYTE)
            part.write(last.encode())
    return out.getvalue()


def _extra_part(word: str, name: str, megabytes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for own, data in parts(document_xml(paragraph(word))).items():
            archive.writestr(own, data)
        with archive.open(f"word/{name}", "w", force_zip64=True) as part:
            for _ in range(megabytes):
                part.write(b"\0" * _MEGABYTE)
    return out.getvalue()


def _lying(word: str, megabytes: int) -> bytes:
    """Return a bomb whose headers say that its part has a thousand bytes."""
    whole = bytearray(_blanks(word, megabytes))
    end = whole.rindex(b"PK\x05\x06")
    at = struct.unpack_from("<I", whole, end + 16)[0]
    while whole[at : at + 4] == b"PK\x01\x02":
        n_name, n_extra, n_comment = struct.unpack_from("<HHH", whole, at + 28)
        name = bytes(whole[at + 46 : at + 46 + n_name])
        if name == DOCUMENT.encode():
            struct.pack_into("<I", whole, at + 24, 1000)
        at += 46 + n_name + n_extra + n_comment
    return bytes(whole)


def _many_parts(word: str, n: int) -> bytes:
    content: dict[str, str | bytes] = dict(parts(document_xml(paragraph(word))))
    content.update((f"word/media/{number}.png", b"") for number in range(n))
    return packed(content)


def _overlapping(word: str, n: int) -> bytes:
    """Return a package whose directory names one packed megabyte many times over."""
    plain = packed(parts(document_xml(paragraph(word))))
    end = plain.rindex(b"PK\x05\x06")
    n_entries = struct.unpack_from("<H", plain, end + 10)[0]
    directory_at = struct.unpack_from("<I", plain, end + 16)[0]
    block = b"x" * _MEGABYTE
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(block) + packer.flush()
    crc = zlib.crc32(block)
    name = b"word/media/kernel.png"
    local = struct.pack(
        "<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0x21, crc, len(data), len(block), len(name), 0
    )
    kernel = local + name + data
    entry = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 0x21, crc, len(data), len(block),
        len(name), 0, 0, 0, 0, 0, directory_at,
    ) + name  # fmt: skip
    n = min(n, 65_000)
    directory = plain[directory_at:end] + entry * n
    tail = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, n_entries + n, n_entries + n, len(directory),
        directory_at + len(kernel), 0,
    )  # fmt: skip
    return plain[:directory_at] + kernel + directory + tail


def _elements(word: str, n: int) -> bytes:
    return word_document(paragraph(word) + "<w:p/>" * n)


def _attributes(word: str) -> bytes:
    many = " ".join(f'a{number}="1"' for number in range(200_000))
    return word_document(f"<w:p {many}><w:r><w:t>{word}</w:t></w:r></w:p>")


def _long_text(word: str, megabytes: int) -> bytes:
    return word_document(paragraph(word) + paragraph("lorem ipsum " * (megabytes * 83_000)))
