from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.ranking.slips import cost

WORDS = st.text("abcdeils", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        ("soop", "soup", "stop"),  # a vowel for a vowel
        ("recieve", "receive", "relieve"),  # exchanged
        ("braeks", "breaks", "brakes"),
        ("comming", "coming", "combing"),  # doubled
        ("ocured", "occurred", "obscured"),  # not doubled
        ("lisense", "license", "linens"),  # by sound
        ("cst", "cat", "cut"),  # s lies beside a
        ("docter", "doctor", "docker"),
        ("bult", "built", "but"),  # a letter is missed more often than added
        ("leese", "lease", "geese"),  # the first letter is seldom wrong
    ],
)
def test_what_is_easily_mistaken_costs_less(typed: str, meant: str, other: str) -> None:
    assert cost(typed, meant) < cost(typed, other)


@given(WORDS, WORDS)
def test_a_cost_is_none_for_the_same_word_alone(typed: str, meant: str) -> None:
    assert (cost(typed, meant) == 0) == (typed == meant)
    assert cost(typed, meant) >= 0
