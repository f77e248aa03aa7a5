from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.name_marks import name_marks
from sparkbert.types import Channel, Contribution, Hit, Tier


def hit_of(*labels: str) -> Hit:
    """Return a hit whose document's name or title these words of a query matched."""
    found = tuple(Contribution(Channel.LEXICAL, one, None, None, 0.1) for one in labels)
    other = Contribution(Channel.LEXICAL, "budget", 0, 6, 0.5)  # matched the text, not the name
    whole = Contribution(Channel.POOLED, "final report", None, None, 0.5)
    return Hit(1, "budget", 1.0, Tier.RANKED, {}, (*found, other, whole), (), ())


def marked(name: str, *labels: str, wanted: tuple[str, ...] = (), typed: str = "") -> list[str]:
    marks = name_marks(name, hit_of(*labels), wanted, typed)
    return [name[start:end] for start, end in marks]


@pytest.mark.parametrize(
    ("name", "labels", "expected"),
    [
        ("Annual report budget.pdf", ("reports",), ["report"]),
        ("tax_return-2024 final.docx", ("returns", "2024"), ["return", "2024"]),
        ("portfolio.pdf", ("port",), []),
        ("report.pdf", ("pdf",), []),
        ("Überblick über Café.md", ("cafe",), ["Café"]),
        ("合同终止.pdf", ("终止",), ["终止"]),
    ],
)
def test_words_of_the_query_are_marked(
    name: str, labels: tuple[str, ...], expected: list[str]
) -> None:
    assert marked(name, *labels) == expected


def test_the_unfinished_word_is_marked_in_what_it_may_become() -> None:
    assert marked("Portfolio of March.pdf", "port", typed="my port") == ["Portfolio"]
    assert marked("Portfolio of March.pdf", "my", typed="my port") == []  # it earned nothing


def test_what_filters_ask_for_is_marked_and_joined() -> None:
    assert marked("Annual REPORT.pdf", "report", wanted=("al rep", "PDF")) == [
        "al REPORT",
        "PDF".lower(),
    ]


@given(st.text(max_size=40), st.lists(st.text(max_size=8), max_size=4), st.text(max_size=8))
def test_marks_rise_and_stay_within_the_name(name: str, wanted: list[str], typed: str) -> None:
    marks = name_marks(name, hit_of(*typed.split(), "report"), wanted, typed)
    flat = [at for mark in marks for at in mark]
    assert flat == sorted(flat)
    assert all(0 <= at <= len(name) for at in flat)
    assert all(start < end for start, end in marks)
