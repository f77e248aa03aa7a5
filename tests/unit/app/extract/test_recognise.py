from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.extract.base import (
    ExtractedDocument,
    ExtractionError,
    ExtractionWarning,
    FailureKind,
    Limits,
    WarningKind,
)
from app.extract.ocr import Ocr, OcrState, find_ocr
from app.extract.recognise import Picture, recognise
from sparkbert.types import Section
from tests.support.hostile.raw_pdf import RawPdf, shown, stream

_ON = Ocr(OcrState.ON, Path("languages"))


@dataclass
class _Scripted:
    """Answers in this order; `sizes` is what it was shown."""

    answers: list[tuple[str, int]]
    sizes: list[tuple[int, int]] = field(default_factory=list)

    def read(self, picture: Picture) -> tuple[str, int]:
        assert len(picture.pixels) == picture.bytes_per_line * picture.height
        self.sizes.append((picture.width, picture.height))
        return self.answers.pop(0)


def _scan(path: Path, pages: str, box: bytes = b"612 792") -> Path:
    """Write a PDF with a page for each letter: "p" for a picture, "t" for text, "b" for blank."""
    pdf = RawPdf()
    image = pdf.add(
        stream(
            b"\xff\x00" * 50,
            b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8"
            b" /ColorSpace /DeviceGray",
        )
    )
    contents = {"p": b"q 612 0 0 792 0 0 cm /I Do Q", "t": shown("typed"), "b": b""}
    resources = b"/XObject << /I %d 0 R >>" % image
    pdf.set_pages([pdf.add_page(stream(contents[one]), resources=resources) for one in pages])
    path.write_bytes(pdf.build().replace(b"612 792]", box + b"]"))
    return path


def _typed(*pages: int) -> ExtractedDocument:
    warning = ExtractionWarning(WarningKind.PAGES_WITHOUT_TEXT, "pages are without text", 9)
    return ExtractedDocument(
        "Title", tuple(Section("typed", page=one) for one in pages), (warning,)
    )


def test_pages_of_pictures_are_read_and_marked(tmp_path: Path) -> None:
    path = _scan(tmp_path / "a.pdf", "ptbpp")
    reader = _Scripted([("first\n\npage", 90), ("fourth", 80), ("fifth", 80)])
    pages: list[str] = []
    document = recognise(path, _typed(2), Limits(), _ON, lambda: pages.append(""), lambda _: reader)
    assert [(one.page, one.text) for one in document.sections] == [
        (1, "first\n\npage"),
        (2, "typed"),
        (4, "fourth"),
        (5, "fifth"),
    ]
    [warning] = document.warnings
    assert (warning.kind, warning.count) == (WarningKind.RECOGNISED, 3)
    assert "Pages 1, 4-5 were read by text recognition" in warning.message
    assert document.title == "Title"
    assert len(pages) == 3


def test_a_page_that_lies_wrong_is_turned(tmp_path: Path) -> None:
    reader = _Scripted([("pǝuɹnʇ", 33), ("turned", 95)])
    document = recognise(
        _scan(tmp_path / "a.pdf", "p"), None, Limits(), _ON, lambda: None, lambda _: reader
    )
    assert document.sections[0].text == "turned"
    assert document.warnings[0].message.startswith("Page 1 was read")


def test_dirt_is_no_text(tmp_path: Path) -> None:
    reader = _Scripted([("~ .,' |", 12)] * 4)
    with pytest.raises(ExtractionError) as caught:
        recognise(
            _scan(tmp_path / "a.pdf", "p"), None, Limits(), _ON, lambda: None, lambda _: reader
        )
    assert caught.value.kind is FailureKind.NO_TEXT
    assert "no text was recognised" in str(caught.value)


def test_a_page_of_kilometres_is_painted_small(tmp_path: Path) -> None:
    reader = _Scripted([("text", 90)])
    path = _scan(tmp_path / "a.pdf", "p", b"28346456 28346456")
    recognise(path, None, Limits(), _ON, lambda: None, lambda _: reader)
    [(width, height)] = reader.sizes
    assert width * height < 13_000_000


def test_when_the_time_is_over_the_rest_stays_without_text(tmp_path: Path) -> None:
    path = _scan(tmp_path / "a.pdf", "ppp")
    over = Ocr(OcrState.ON, Path("languages"), seconds=-1)
    with pytest.raises(ExtractionError) as caught:
        recognise(path, None, Limits(), over, lambda: None, lambda _: _Scripted([]))
    assert caught.value.kind is FailureKind.TIMED_OUT
    document = recognise(path, _typed(1), Limits(), over, lambda: None, lambda _: _Scripted([]))
    [warning] = document.warnings
    assert (warning.kind, warning.count) == (WarningKind.PAGES_WITHOUT_TEXT, 2)


def test_a_language_that_is_not_there_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "eng.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert find_ocr(enabled=True, languages="eng+tlh").state is OcrState.MISSING
