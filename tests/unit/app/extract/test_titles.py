from __future__ import annotations

from pathlib import Path

import pytest

from app.extract.titles import choose_title

PATH = Path("/home/me/report_final.pdf")


@pytest.mark.parametrize(
    "nonsense",
    [
        "", " ", "x", "Microsoft Word - foo.doc", "untitled", "Untitled-3", "report_final",
        "report_final.pdf", "10811.exe", "C:\\docs\\letter", "https://example.org/a", "Document1",
        "PowerPoint Presentation", "Slide 1", "20240131", "----", "905_Precinct_NoOU", "x" * 300,
        "Source: http://example.org", "bad \ufffd\ufffd", "draft chapter.docx",
    ],
)  # fmt: skip
def test_what_programs_write_is_no_title(nonsense: str) -> None:
    assert choose_title(PATH, [nonsense]) == ""


@pytest.mark.parametrize(
    "title",
    [
        "Attention Is All You Need",
        "Annual report 2024",
        "傳染病通報作業流程",
        "Report",
        "1984: A Novel",
    ],
)
def test_what_authors_write_is_one(title: str) -> None:
    assert choose_title(PATH, ["untitled", f"  {title}\n", "Later"]) == title
