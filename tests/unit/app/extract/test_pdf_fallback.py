from __future__ import annotations

from pathlib import Path

import pytest

from app.extract.base import ExtractionError, FailureKind, Limits, WarningKind
from app.extract.pdf_fallback import extract_with_pypdf

FIXTURES = Path(__file__).parents[3] / "fixtures/documents"


def test_reads_pages_titles_and_says_that_the_file_is_damaged() -> None:
    document = extract_with_pypdf(FIXTURES / "partly_scanned.pdf", Limits(), "reason")
    assert [(s.page, s.text) for s in document.sections] == [
        (2, "The second page was typed and can be read.")
    ]
    assert document.title == "Deed"
    assert [warning.kind for warning in document.warnings] == [WarningKind.DAMAGED]


@pytest.mark.parametrize(
    ("name", "limits", "kind"),
    [
        ("password.pdf", Limits(), FailureKind.ENCRYPTED),
        ("scan.pdf", Limits(), FailureKind.EXTRACTION_FAILED),
        ("truncated.docx", Limits(), FailureKind.EXTRACTION_FAILED),
        ("table.pdf", Limits(characters=10), FailureKind.TOO_LARGE),
    ],
)
def test_failures(name: str, limits: Limits, kind: FailureKind) -> None:
    with pytest.raises(ExtractionError) as caught:
        extract_with_pypdf(FIXTURES / name, limits, "reason")
    assert caught.value.kind is kind
