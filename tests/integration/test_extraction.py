from __future__ import annotations

import csv
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from app.extract.base import ExtractedDocument, ExtractionError, FailureKind, WarningKind
from app.extract.sandbox import Sandbox

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests/fixtures/documents"
SAMPLES = sorted((ROOT / "resources/samples").iterdir())
SHARED = ROOT.parent / "shared/documents"

EXPECTED_FAILURES = {
    "password.pdf": FailureKind.ENCRYPTED,
    "encrypted.docx": FailureKind.ENCRYPTED,
    "scan.pdf": FailureKind.NO_TEXT,
    "truncated.pdf": FailureKind.EXTRACTION_FAILED,
    "not_a_pdf.pdf": FailureKind.EXTRACTION_FAILED,
    "truncated.docx": FailureKind.EXTRACTION_FAILED,
    "old.doc": FailureKind.UNSUPPORTED_FORMAT,
}
# Where our outcome is another one than the collection's list foretells, and why.
KNOWN_DIFFERENCES: dict[str, FailureKind | None] = {
    "Damaged/issue15590.pdf": FailureKind.NO_TEXT,  # PDFium repairs it; its page is empty
    "Damaged/poppler-85140-0.pdf": FailureKind.NO_TEXT,  # likewise
    "Damaged/poppler-67295-0.pdf": None,  # PDFium repairs it: one word
    "Damaged/poppler-91414-0-53.pdf": None,  # likewise
    "Damaged/poppler-91414-0-54.pdf": None,  # likewise
    "Protected/encrypted_doc_no_id.pdf": FailureKind.NO_TEXT,  # the pages are empty
    "Protected/pdfminer-encrypted_doc_no_id.pdf": FailureKind.NO_TEXT,  # the same file
    "Protected/pr6531_2.pdf": FailureKind.ENCRYPTED,  # PDFium takes no empty password here
    "Protected/secHandler.pdf": FailureKind.NO_TEXT,  # PDFium decrypts it to nothing
    "Scans/inline-image.pdf": None,  # one typed word
    "Scans/link.pdf": None,  # a typed line beside the picture
}
CLASSES = {
    "scan": FailureKind.NO_TEXT,
    "password": FailureKind.ENCRYPTED,
    "broken (poppler cannot open it)": FailureKind.EXTRACTION_FAILED,
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def check_invariants(document: ExtractedDocument) -> None:
    assert document.sections
    for section in document.sections:
        text = section.text
        assert text == text.strip() != ""
        assert not any(unicodedata.category(c) in ("Cs", "Co") or c == "\x00" for c in text)
        assert all(0 <= h.start < len(text) and h.text for h in section.headings)
        starts = [heading.start for heading in section.headings]
        assert starts == sorted(starts)
        sources = [section.offsets.source(start) for start in section.offsets.starts]
        assert all(source >= 0 for source in sources)
        assert sources == sorted(sources)


def text_of(document: ExtractedDocument) -> str:
    return "\f".join(section.text for section in document.sections)


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
def test_each_fixture_is_read_or_fails_as_foretold(sandbox: Sandbox, name: str) -> None:
    expected = EXPECTED_FAILURES.get(name)
    if expected is None:
        check_invariants(sandbox.extract(FIXTURES / name))
        return
    with pytest.raises(ExtractionError) as caught:
        sandbox.extract(FIXTURES / name)
    assert caught.value.kind is expected
    assert str(caught.value).count(".") >= 2  # the reason and the remedy


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_each_sample_reads_well(sandbox: Sandbox, path: Path) -> None:
    document = sandbox.extract(path)
    check_invariants(document)
    assert 300 <= len(text_of(document).split()) <= 1200
    assert document.title
    assert any(section.headings for section in document.sections)
    assert not document.warnings


def test_columns_hyphens_and_running_lines(sandbox: Sandbox) -> None:
    document = sandbox.extract(FIXTURES / "two_columns.pdf")
    first = document.sections[0].text
    assert "has not been frozen for sixty years, which the older fishermen regret." in first
    assert "the well-known cellars date" in first
    assert first.index("fishermen regret.\n\nA short second") < first.index("In the hills")
    assert document.title == "Winters by the sea"
    assert [section.page for section in document.sections] == [1, 2, 3]
    assert text_of(document).count("Climate of the northern coast") == 1
    assert document.sections[1].text.startswith("Page two tells of the summers, which are short")


def test_offsets_lead_to_the_characters_that_pdfium_counts(sandbox: Sandbox) -> None:
    path = next(path for path in SAMPLES if path.name.startswith("Rental"))
    document = sandbox.extract(path)
    pdf = pypdfium2.PdfDocument(path)
    checked = 0
    for section in document.sections:
        assert section.page is not None
        page = pdf[section.page - 1]
        textpage = page.get_textpage()
        for position, character in enumerate(section.text):
            if character.isalnum():
                source = section.offsets.source(position)
                assert pypdfium2.raw.FPDFText_GetUnicode(textpage, source) == ord(character)
                checked += 1
        textpage.close()
        page.close()
    pdf.close()
    assert checked > 3000


def test_a_partly_scanned_pdf_says_so(sandbox: Sandbox) -> None:
    document = sandbox.extract(FIXTURES / "partly_scanned.pdf")
    assert [section.page for section in document.sections] == [2]
    [warning] = document.warnings
    assert (warning.kind, warning.count) == (WarningKind.PAGES_WITHOUT_TEXT, 2)


def test_form_fields_and_rotated_pages(sandbox: Sandbox) -> None:
    assert "Johanna Lindqvist" in text_of(sandbox.extract(FIXTURES / "form.pdf"))
    rotated = text_of(sandbox.extract(FIXTURES / "rotated.pdf"))
    assert rotated == "This page is printed sideways, and its lines are nonetheless one paragraph."


@pytest.mark.parametrize("name", ["report.docx", "unusual_path.docx"])
def test_a_word_document_in_order(sandbox: Sandbox, name: str) -> None:
    document = sandbox.extract(FIXTURES / name)
    assert document.title == "Bridge report"
    assert [section.text for section in document.sections] == [
        "City of Eastbrook\n\nA line before any heading.",
        "Findings\n\nThe bridge is sound. Its railing is not.\n\nMeasured on 3 May.\n\n"
        "Railing\n\n• Rust at the third post\n• A missing bolt\n\n"
        "Part | State\nDeck | good\nRailing | poor",
        "Advice\n\nClose the path until May.",
    ]
    assert [heading.level for heading in document.sections[1].headings] == [1, 2]


def test_text_boxes_once_and_what_is_deleted_or_hidden_never(sandbox: Sandbox) -> None:
    text = text_of(sandbox.extract(FIXTURES / "text_box.docx"))
    assert text.count("Words in a text box.") == 1
    assert "Inserted words." in text
    assert not any(word in text for word in ("gone", "deleted", "hidden"))


def test_a_zip_bomb_meets_the_limit(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with (
        zipfile.ZipFile(FIXTURES / "report.docx") as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for name in source.namelist():
            bomb.writestr(name, source.read(name))
        with bomb.open("word/extra.xml", "w") as part:
            for _ in range(110):
                part.write(b" " * 1_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(ExtractionError) as caught:
        sandbox.extract(path)
    assert caught.value.kind is FailureKind.TOO_LARGE


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_every_shared_document_has_an_outcome(sandbox: Sandbox) -> None:
    with (SHARED / "manifest.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    surprises = []
    for row in rows:
        path = row["path"]
        expected = KNOWN_DIFFERENCES.get(path, CLASSES.get(row["class"]))
        outcome: FailureKind | None = None
        try:
            check_invariants(sandbox.extract(SHARED / path))
        except ExtractionError as error:
            outcome = error.kind
        if outcome is not expected:
            surprises.append((path, row["class"], outcome))
    assert not surprises
    assert len(rows) > 200
