from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from app.extract.base import ExtractionError, FailureKind, Limits
from app.extract.registry import Format, detect_format, extract_file

DOCX_TYPES = (
    b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)


def package(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def with_a_damaged_part() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", DOCX_TYPES)
    start = 30 + len("[Content_Types].xml")  # after the local header
    return data.getvalue()[:start] + b"\xff" * 8 + data.getvalue()[start + 8 :]


DOCX = package({"[Content_Types].xml": DOCX_TYPES})


@pytest.mark.parametrize(
    ("extension", "data", "expected"),
    [
        (".pdf", b"%PDF-1.7\n...", Format.PDF),
        (".txt", b"\xef\xbb\xbf \n%PDF-1.7\n...", Format.PDF),
        ("", b"%PDF-1.7\n...", Format.PDF),
        (".pdf", b"\x00\x01\x02 damaged", Format.PDF),
        (".pdf", b"plain words", Format.TEXT),
        (".docx", DOCX, Format.DOCX),
        (".zip", DOCX, Format.DOCX),
        (".docx", b"plain words", Format.TEXT),
        (".md", b"# Words", Format.MARKDOWN),
        (".log", b"\x1b[31mred\x1b[0m words", Format.TEXT),
        (".rst", "Wörter".encode("utf-16"), Format.TEXT),
        (".txt", "Words in UTF-16".encode("utf-16-be"), Format.TEXT),
        ("", b"a README", Format.TEXT),
    ],
)
def test_content_comes_before_the_name(extension: str, data: bytes, expected: Format) -> None:
    assert detect_format(extension, io.BytesIO(data)) is expected


@pytest.mark.parametrize(
    ("extension", "data", "kind", "words"),
    [
        (".txt", bytes(range(256)), FailureKind.UNSUPPORTED_FORMAT, "not text"),
        (".py", b"print()", FailureKind.UNSUPPORTED_FORMAT, "unknown type"),
        (".png", b"\x89PNG....", FailureKind.UNSUPPORTED_FORMAT, "picture"),
        (".docx", b"{\\rtf1 words}", FailureKind.UNSUPPORTED_FORMAT, "RTF"),
        (".docx", b"\x00\x01\x02", FailureKind.EXTRACTION_FAILED, "damaged"),
        (".docx", b"PK\x03\x04 cut off", FailureKind.EXTRACTION_FAILED, "damaged"),
        (".docx", with_a_damaged_part(), FailureKind.EXTRACTION_FAILED, "damaged"),
        (".docx", package({"a.txt": b""}), FailureKind.EXTRACTION_FAILED, "damaged"),
        (".zip", package({"a.txt": b""}), FailureKind.UNSUPPORTED_FORMAT, "archive"),
        (".xlsx", package({"xl/workbook.xml": b""}), FailureKind.UNSUPPORTED_FORMAT, "spreadsheet"),
    ],
)
def test_failures_name_what_the_file_is(
    extension: str, data: bytes, kind: FailureKind, words: str
) -> None:
    with pytest.raises(ExtractionError, match=words) as caught:
        detect_format(extension, io.BytesIO(data))
    assert caught.value.kind is kind


def kind_of(path: Path, limits: Limits | None = None) -> FailureKind:
    with pytest.raises(ExtractionError) as caught:
        extract_file(path, limits or Limits())
    return caught.value.kind


def test_errors_of_the_file_system(tmp_path: Path) -> None:
    assert kind_of(tmp_path / "gone.txt") is FailureKind.VANISHED
    assert kind_of(tmp_path) is FailureKind.UNSUPPORTED_FORMAT
    empty = tmp_path / "empty.pdf"
    empty.touch()
    assert kind_of(empty) is FailureKind.EXTRACTION_FAILED
    large = tmp_path / "large.txt"
    large.write_bytes(b"words")
    assert kind_of(large, Limits(input_bytes=4)) is FailureKind.TOO_LARGE


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in the file system")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert kind_of(tmp_path / "pipe.txt") is FailureKind.UNSUPPORTED_FORMAT


def test_a_refusal_is_permission_denied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    path = tmp_path / "secret.txt"
    path.write_bytes(b"words")
    monkeypatch.setattr(Path, "open", refuse)
    assert kind_of(path) is FailureKind.PERMISSION_DENIED


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
def test_names_that_are_no_utf_8(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_bytes(b"words")
    assert extract_file(path, Limits()).sections[0].text == "words"
