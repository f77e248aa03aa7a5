"""Which extractor reads a file: decided by what it holds first, by its name second."""

from __future__ import annotations

import stat
import zipfile
import zlib
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from app.extract import failures, nuls
from app.extract.base import ExtractionError, Illustrator

if TYPE_CHECKING:
    from app.extract.base import ExtractedDocument, Extractor, Limits

_HEAD_BYTES = 4096
_PDF_HEADER_WITHIN = 1024  # readers accept a header this far into the file

PDF_EXTENSIONS = frozenset({".pdf"})
DOCX_EXTENSIONS = frozenset({".docx", ".docm", ".dotx", ".dotm"})
MARKDOWN_EXTENSIONS = frozenset({".md", ".markdown", ".mdown", ".mkd"})
TEXT_EXTENSIONS = frozenset(
    {".txt", ".text", ".log", ".rst", ".adoc", ".asciidoc", ".org", ".textile"}
)
SUPPORTED_EXTENSIONS = PDF_EXTENSIONS | DOCX_EXTENSIONS | MARKDOWN_EXTENSIONS | TEXT_EXTENSIONS
"""What a scan of a folder picks up; a file handed over by itself may be named otherwise."""


class Format(StrEnum):
    """The formats that can be read."""

    PDF = "PDF"
    DOCX = "Word document"
    MARKDOWN = "Markdown file"
    TEXT = "text file"


# Zip packages that are something else than a Word document, by a name they hold.
_OTHER_PACKAGES = {
    "xl/": "a spreadsheet",
    "ppt/": "a presentation",
    "META-INF/container.xml": "an e-book (EPUB)",
    "content.xml": "an OpenDocument file",
    "META-INF/MANIFEST.MF": "a Java archive",
}
_OTHER_MAGIC = {
    b"{\\rtf": "a rich text (RTF) file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"II*\x00": "a picture",
    b"MM\x00*": "a picture",
    b"Rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"\x1f\x8b": "an archive",
    b"%!PS": "a PostScript file",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGIC = b"PK\x03\x04"
_DAMAGED_ZIP = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError,
)  # fmt: skip
_UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x00\x00\xfe\xff")


def extract_file(path: Path, limits: Limits) -> ExtractedDocument:
    """Return the text of the file at `path`, whatever its format.

    Raises
    ------
    ExtractionError
        With the kind, the reason and the remedy, also for errors of the file system.
    """
    return _read(path, limits)[1]


def lay_out_file(path: Path, limits: Limits) -> ExtractedDocument:
    """Return the same with pictures, for those who look at it; raises the same."""
    extractor, document = _read(path, limits)
    layout = document.layout
    if layout is None:
        return document
    if not layout.is_moderate:
        return replace(document, layout=None)
    if isinstance(extractor, Illustrator):
        layout = extractor.pictures(path, layout)
    return replace(document, layout=layout)


def _read(path: Path, limits: Limits) -> tuple[Extractor, ExtractedDocument]:
    try:
        extractor = _extractor(_recognise(path, limits))
        return extractor, extractor.extract(path, limits)
    except (FileNotFoundError, NotADirectoryError):
        raise failures.vanished() from None
    except PermissionError:
        raise failures.permission_denied() from None
    except OSError as error:
        raise failures.unreadable(error.strerror or str(error)) from error


def _recognise(path: Path, limits: Limits) -> Format:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # opening a pipe or a device could wait for ever
        raise failures.not_ordinary(status.st_mode)
    if status.st_size == 0:
        raise failures.empty_file()
    if status.st_size > limits.input_bytes:
        raise failures.too_large_file(status.st_size, limits)
    with path.open("rb") as file:
        return detect_format(path.suffix.lower(), file)


def detect_format(extension: str, file: BinaryIO) -> Format:
    """Return the format of an open file, by its first bytes and then by its extension.

    Raises
    ------
    ExtractionError
        Nothing here reads such a file.
    """
    head = file.read(_HEAD_BYTES)
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN]:
        return Format.PDF
    if head.startswith(_ZIP_MAGIC):
        return _packed_format(extension, file)
    if head.startswith(_OLE_MAGIC):
        raise _ole_failure(file)
    for magic, what in _OTHER_MAGIC.items():
        if head.startswith(magic):
            raise failures.unsupported(what)
    textual = _looks_like_text(head)
    if extension in PDF_EXTENSIONS and not (textual and b"obj" not in head):
        return Format.PDF  # damaged; the extractor may still repair it
    if textual and extension in MARKDOWN_EXTENSIONS:
        return Format.MARKDOWN
    if textual and (extension in SUPPORTED_EXTENSIONS or not extension):
        return Format.TEXT
    if extension in DOCX_EXTENSIONS:
        raise failures.damaged(Format.DOCX, "not a zip archive")
    if extension in TEXT_EXTENSIONS | MARKDOWN_EXTENSIONS:
        raise failures.unsupported("not text, although its name says so")
    raise failures.unsupported(
        "of an unknown type", "PDF, Word (.docx), Markdown and plain text can be."
    )


def _packed_format(extension: str, file: BinaryIO) -> Format:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            types = b""
            if "[Content_Types].xml" in names:
                with archive.open("[Content_Types].xml") as part:
                    types = part.read(1_000_000)
    except _DAMAGED_ZIP as error:
        what = Format.DOCX if extension in DOCX_EXTENSIONS else "archive"
        raise failures.damaged(what, failures.trace_of(error)) from error
    if b"wordprocessingml" in types or b"ms-word.document.macroEnabled" in types:
        return Format.DOCX
    for mark, what in _OTHER_PACKAGES.items():
        if any(name.startswith(mark) for name in names):
            raise failures.unsupported(what)
    if extension in DOCX_EXTENSIONS:
        raise failures.damaged(Format.DOCX, "no Word document among its parts")
    raise failures.unsupported("an archive", "Unpack it, and the files in it will be indexed.")


def _ole_failure(file: BinaryIO) -> ExtractionError:
    """Old Office formats share a container with password-protected new ones."""
    file.seek(0)
    while block := file.read(1 << 20):
        if "EncryptedPackage".encode("utf-16-le") in block:
            return failures.encrypted("Office document")
    return failures.unsupported(
        "an Office file of the old kind (.doc, .xls, .ppt)", "Save it as .docx or PDF."
    )


def _looks_like_text(head: bytes) -> bool:
    """Tell text of any encoding from data: by control characters, of which text has few."""
    if head.startswith(_UNICODE_MARKS):
        return True
    head = nuls.without_padding(head)
    if not head or not (nuls.utf_16(head) or nuls.are_few(head)):
        return False
    controls = sum(1 for byte in head if 0 < byte < 32 and byte not in b"\t\n\v\f\r\x1b")
    return controls <= 0.005 * len(head)


def _extractor(kind: Format) -> Extractor:
    """Import the format's parser only when a file needs it: children start faster."""
    if kind is Format.PDF:
        from app.extract.pdf import PdfExtractor

        return PdfExtractor()
    if kind is Format.DOCX:
        from app.extract.docx import DocxExtractor

        return DocxExtractor()
    if kind is Format.MARKDOWN:
        from app.extract.markdown import MarkdownExtractor

        return MarkdownExtractor()
    from app.extract.text import TextExtractor

    return TextExtractor()
