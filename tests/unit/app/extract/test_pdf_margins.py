from __future__ import annotations

import pypdfium2
import pytest

from app.extract.pdf_margins import inked_span
from tests.support.passages import ROOT

PDF = ROOT / "resources/samples/Rental agreement Lindenhof Street.pdf"


def test_margins_are_what_no_page_has_anything_on() -> None:
    left, right = inked_span(pypdfium2.PdfDocument(PDF))
    assert left == pytest.approx(0.12, abs=0.02)
    assert right == pytest.approx(0.88, abs=0.02)


def test_pages_with_nothing_on_them_or_turned_keep_their_margins() -> None:
    empty = pypdfium2.PdfDocument.new()
    empty.new_page(600, 800)
    assert inked_span(empty) == (0.0, 1.0)
    turned = pypdfium2.PdfDocument(PDF)
    turned[0].set_rotation(90)
    assert inked_span(turned) == (0.0, 1.0)
