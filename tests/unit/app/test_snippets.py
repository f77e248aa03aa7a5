from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.snippets import ELLIPSIS, snippet
from sparkbert.types import Highlight, HighlightKind

_EXACT, _RELATED = HighlightKind.EXACT, HighlightKind.RELATED


def _mark(text: str, word: str, weight: float = 1.0, kind: HighlightKind = _EXACT) -> Highlight:
    start = text.index(word)
    return Highlight(start, start + len(word), weight, kind)


def _shown(text: str, highlights: list[Highlight], width: int) -> str:
    """Write exact words in brackets and related ones in braces."""
    signs = {None: "{}", _EXACT: "[{}]", _RELATED: "{{{}}}"}
    return "".join(signs[one.kind].format(one.text) for one in snippet(text, highlights, width))


def test_a_short_passage_is_shown_whole() -> None:
    text = "the rent is due\n\non the first day"
    marks = [_mark(text, "due", kind=_RELATED), _mark(text, "rent")]
    assert _shown(text, marks, 100) == "the [rent] is {due} on the first day"


def test_the_part_that_earned_most_is_shown() -> None:
    text = "one light word here, " + "filler " * 30 + "then two heavy words there at the end of it"
    marks = [_mark(text, "light", 1), _mark(text, "two", 2), _mark(text, "heavy", 2)]
    shown = _shown(text, marks, 40)
    assert shown.startswith(ELLIPSIS)
    assert "[two] [heavy]" in shown
    assert "light" not in shown


@pytest.mark.parametrize("width", [10, 20, 35])
def test_cuts_are_between_words(width: int) -> None:
    text = "alpha beta gamma delta epsilon zeta eta theta"
    shown = _shown(text, [_mark(text, "delta")], width).strip(ELLIPSIS).split()
    assert {word.strip("[]") for word in shown} <= set(text.split())


def test_without_highlights_the_beginning_is_shown() -> None:
    assert _shown("alpha beta gamma delta", [], 11) == f"alpha beta{ELLIPSIS}"


def test_a_highlight_longer_than_the_width_is_shown_whole() -> None:
    text = "see Donaudampfschifffahrtsgesellschaft now"
    shown = _shown(text, [_mark(text, "Donaudampfschifffahrtsgesellschaft")], 10)
    assert "[Donaudampfschifffahrtsgesellschaft]" in shown


@given(
    st.text(alphabet="ab \n\té日", max_size=120),
    st.lists(st.tuples(st.integers(0, 110), st.integers(1, 12), st.floats(0, 1)), max_size=6),
    st.integers(1, 60),
)
def test_a_snippet_is_a_part_of_the_passage(
    text: str, spans: list[tuple[int, int, float]], width: int
) -> None:
    marks = [
        Highlight(start, min(start + length, len(text)), weight, _EXACT)
        for start, length, weight in spans
        if start < len(text)
    ]
    fragments = snippet(text, marks, width)
    shown = "".join(one.text for one in fragments).strip(ELLIPSIS)
    assert " ".join(shown.split()) in " ".join(text.split())
    highlighted = [one for one in fragments if one.kind is not None]
    assert bool(highlighted) <= bool(marks)
