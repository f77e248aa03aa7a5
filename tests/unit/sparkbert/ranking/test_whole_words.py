from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.ranking.whole_words import whole_word


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("the child'[s] toys", "child"),
        ("the child’[s] toys", "child"),  # noqa: RUF001
        ("they'[ll] come", "they"),
        ("they [don]'t", "don't"),
        ("they don'[t]", "don't"),
        ("by [O]'Brien", "O'Brien"),
        ("by O'[Brien]", "Brien"),
        ("an [e]-mail", "e-mail"),
        ("an e-[mail]", "mail"),
        ("A[T]&T-like", "AT&T-like"),
        ("mother-in-law'[s]", "law"),
        ("quoted '[s]'", "s"),
        ("[plain]", "plain"),
    ],
)
def test_people_read_whole_words(text: str, whole: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    assert plain[slice(*whole_word(plain, start, end))] == whole


@given(st.text("ab's-1 t", max_size=12), st.data())
def test_a_word_holds_what_it_is_the_word_of_or_stands_before(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = whole_word(text, start, end)
    assert 0 <= first <= start
    assert first <= last <= len(text)
    assert last >= end or text[last] in "'’"  # noqa: RUF001
