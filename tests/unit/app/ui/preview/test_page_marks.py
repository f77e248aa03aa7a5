from __future__ import annotations

from collections.abc import Sequence

from app.extract.pdf_messages import Letters, Measured
from app.ui.preview.page_marks import PageMarks
from app.ui.preview.spans import Span
from sparkbert.types import HighlightKind

EXACT, RELATED = HighlightKind.EXACT, HighlightKind.RELATED
Word = tuple[str, HighlightKind, float]


def marks_of(words: Sequence[Word]) -> PageMarks:
    """Have words of a hit stand at heights of the fourth page."""
    spans = [Span(10 * n, 10 * n + 5, kind, text) for n, (text, kind, _) in enumerate(words)]
    letters = [Letters(one.start, one.end, one.text) for one in spans]
    marks = PageMarks()
    marks.set_hit(3, spans)
    boxes = tuple(((50.0, top, 30.0, 12.0),) for *_, top in words)
    marks.take(letters, Measured(3, 595.0, 842.0, boxes, ()))
    return marks


def top_of(words: Sequence[Word]) -> float | None:
    box = marks_of(words).box_of(3, None)
    return box.top() if box is not None else None


def test_a_hit_is_looked_at_where_most_of_its_words_are() -> None:
    footer: list[Word] = [("Row", EXACT, 800.0), ("Column", EXACT, 800.0)]
    text: list[Word] = [("PERMISSION", EXACT, 90.0), ("row", EXACT, 104.0), ("mask", EXACT, 120.0)]
    assert top_of(footer + text) == 90.0


def test_a_word_again_and_again_counts_once_and_exact_words_more() -> None:
    again: list[Word] = [("end", RELATED, 700.0 + n) for n in range(5)]
    assert top_of([*again, ("finish", EXACT, 100.0)]) == 100.0


def test_of_equals_the_first_in_the_text_is_looked_at() -> None:
    assert top_of([("one", EXACT, 500.0), ("two", EXACT, 60.0)]) == 500.0


def test_a_page_without_the_hit_has_no_place_of_it() -> None:
    assert marks_of([("one", EXACT, 500.0)]).box_of(2, None) is None
    assert top_of([]) is None
