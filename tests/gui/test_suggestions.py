from __future__ import annotations

from datetime import date

import pytest

from app.ui.search.suggestions import suggest, without_unfinished

FOLDERS = ["Taxes", "Tax papers", "Taxes", "letters"]
TODAY = date(2026, 3, 14)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("rent type:", ["type:pdf", "type:word", "type:markdown", "type:text"]),
        ("TYPE:W", ["type:word"]),
        ("type:word", []),
        ("type:pdf ", []),
        ("in:ta", ['in:"Tax papers"', "in:Taxes"]),
        ('in:"tax p', ['in:"Tax papers"']),
        ("before:t", ["before:today"]),
        ("after:20", [f"after:{year}" for year in range(2026, 2021, -1)]),
        ("page:", []),
        ("name:", []),
        ("other:", []),
        ("mytype:", []),
        ("a type", []),
    ],
)
def test_values_of_the_operator_before_the_cursor(typed: str, expected: list[str]) -> None:
    found = suggest(typed, len(typed), FOLDERS, TODAY)
    assert [one.text for one in found] == [f"{one} " for one in expected]


def test_what_stands_behind_the_cursor_does_not_count() -> None:
    found = suggest("type:m and more", 6, [], TODAY)
    assert [(one.text, one.start) for one in found] == [("type:markdown ", 0)]


def test_names_that_were_found_are_sorted_among_those_of_folders() -> None:
    found = suggest("in:ta", 5, FOLDERS, TODAY, ["Old taxes", "Taxes", "Tax 10", "Tax 9", "Notes"])
    assert [one.text for one in found] == [
        'in:"Tax 9" ',
        'in:"Tax 10" ',
        'in:"Tax papers" ',
        "in:Taxes ",
        'in:"Old taxes" ',
    ]
    found = suggest("name:re", 7, FOLDERS, TODAY, ["report.pdf"])
    assert [one.text for one in found] == ["name:report.pdf "]
    assert suggest("type:re", 7, FOLDERS, TODAY, ["report.pdf"]) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("rent in:ta", "rent "),
        ("rent type:", "rent "),
        ("after:20", ""),
        ("in:taxes", "in:taxes"),  # it is offered, and another one that begins with it might be
        ('in:"tax papers', 'in:"tax papers'),
        ("rent", "rent"),
        ("in:nowhere", "in:nowhere"),
    ],
)
def test_what_is_half_typed_is_not_searched(typed: str, expected: str) -> None:
    offered = suggest(typed, len(typed), [*FOLDERS, "Taxes of others"], TODAY)
    assert without_unfinished(typed, len(typed), offered) == expected


def test_half_a_name_is_searched() -> None:
    for typed, expected in (("a name:re", "a name:re"), ('a name:"re', "a "), ("a name:", "a ")):
        offered = suggest(typed, len(typed), [], TODAY, ["report.pdf"])
        assert offered
        assert without_unfinished(typed, len(typed), offered) == expected
    assert without_unfinished("in:ta and more", 5, suggest("in:ta", 5, FOLDERS)) == "and more"
