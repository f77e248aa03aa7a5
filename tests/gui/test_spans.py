from __future__ import annotations

import pytest

from app.ui.preview.spans import Span, settled
from sparkbert.types import HighlightKind

PAGE = "In 3 0 days the land\u00adlord re\ufb01lls the oil."


def text_at(start: int, length: int) -> str:
    return PAGE[start : start + length]


@pytest.mark.parametrize("drift", [-5, -1, 0, 1, 5])
@pytest.mark.parametrize(
    ("text", "on_page"),
    [("days", "days"), ("landlord", "land\u00adlord"), ("refills", "re\ufb01lls")],
)
def test_words_are_found_a_few_characters_off(text: str, on_page: str, drift: int) -> None:
    at = PAGE.index(on_page)
    span = Span(at + drift, at + drift + len(on_page), HighlightKind.EXACT, text)
    found = settled(span, text_at)
    assert found is not None
    assert PAGE[found.start : found.end] == on_page


def test_a_word_that_is_not_there_is_not_marked() -> None:
    assert settled(Span(3, 8, HighlightKind.EXACT, "tenant"), text_at) is None
