from __future__ import annotations

import pytest

from app.extract.heading_words import is_caption, reads_as_heading


@pytest.mark.parametrize(
    "text",
    [
        "Introduction",
        "2.1.6 Change Function Usage CL command",
        "PART I - DEFINITIONS",
        "Heading level 2: A",
        "What is Earth Science?",
        "1.1   Nature of Science",
        "Größe, Gewicht und Maße",
        "DÉSORDRES DE L\u2019ÉQUILIBRE ACIDE-BASE",
        "Verifying function IDs with the FUNCTION_USAGE view",
        "Row and Column Access Control\nSupport in IBM DB2 for i",
        "Lists with same numId in different cells",
        "§ 4 Kündigung",
        "目录",
        "المقدمة",
    ],
)
def test_headings_read_as_such(text: str) -> None:
    assert reads_as_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "0.25",
        "k: # of retrieved passages",
        "Top-k accuracy (%)",
        "C C C C C C C C",
        "NL NL NL NL NL",
        "data",
        "• With foo",
        "1 Introduction 1",
        "Preface . . . . . . . . . . . . 7",
        "Summary ......... 12",
        "Ekaterina PUSHKASH / Jonathan GUERREIRO RUS 49.88 24.28",
        "Mohamed El Morabity\nsomebody@example.org",
        "For more information: example.com/books",
        "Source: ARCA U.S. TREASURY FUND, N-2, 2/7/2020",
        "toi n»Bfl. iseorty ttsrootj saifii, GROTE, nut , s*r;tiiR» and",
        "Jim Hill\nAnn Lund\nBo Beck\nEva Grant",
        "This is a sentence in large letters.",
        "and so it goes on and on, " * 6,
        "",
        "--",
    ],
)
def test_labels_rows_and_scraps_do_not(text: str) -> None:
    assert not reads_as_heading(text)


def test_captions_are_known() -> None:
    assert is_caption("Figure 3: Accuracy")
    assert is_caption("Tab. 1 - Preise")
    assert is_caption("Abbildung 2. Ein Kreis")
    assert not is_caption("Figures of speech")
