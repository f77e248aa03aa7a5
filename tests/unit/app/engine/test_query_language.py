from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.file_types import FILE_TYPES
from app.engine.query_language import MEANINGS, Operator, parse_typed, with_words_replaced
from app.engine.search_messages import Filters
from app.extract.registry import SUPPORTED_EXTENSIONS

NOW = datetime(2026, 3, 14, 15, 9)


def ns(*date: int) -> int:
    return int(datetime(*date).timestamp()) * 10**9  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "text", "filters"),
    [
        ("rent type:pdf", "rent", Filters(types=("pdf",))),
        ("type:Word,md rent", "rent", Filters(types=(*FILE_TYPES["Word"], "md"))),
        ("type:text", "", Filters(types=FILE_TYPES["Text"])),
        (
            'in:"My taxes" rent in:2024/june',
            "rent",
            Filters(folder_names=("My taxes", "2024/june")),
        ),
        ("name:report name:final x", "x", Filters(names=("report", "final"))),
        ("x after:2024-02 before:2025", "x", Filters((), (), ns(2024, 2, 1), ns(2025, 1, 1))),
        ("x after:today", "x", Filters(modified_from_ns=ns(2026, 3, 14))),
        ("x BEFORE:Yesterday", "x", Filters(modified_until_ns=ns(2026, 3, 13))),
        ("x page:7", "x", Filters(pages=(7, 7))),
        ("page:3-12 x", "x", Filters(pages=(3, 12))),
    ],
)
def test_operators_become_filters(typed: str, text: str, filters: Filters) -> None:
    found = parse_typed(typed, NOW)
    assert (found.text, found.filters, found.excluded) == (text, filters, ())


@pytest.mark.parametrize(
    ("typed", "text", "excluded"),
    [
        ("rent -deposit", "rent", ("deposit",)),
        ('rent -"service charge" -tax due', "rent due", ("service charge", "tax")),
        ('"exact phrase" -no', '"exact phrase"', ("no",)),
    ],
)
def test_a_minus_excludes(typed: str, text: str, excluded: tuple[str, ...]) -> None:
    found = parse_typed(typed, NOW)
    assert (found.text, found.excluded) == (text, excluded)
    assert found.items == tuple(f'-"{one}"' if " " in one else f"-{one}" for one in excluded)


@pytest.mark.parametrize(
    "typed",
    [
        "cost-benefit analysis",
        "between - and -",
        "at -20 degrees",
        "the ratio a:b of type:",
        "see http://example.org/page:3",
        "x after:soon",
        "x after:2024-13",
        "x before:0000",
        "x page:two",
        "x page:5-2",
        "Subject:hello",
        'an open -"quotation',
        'type:"',
        "'type:pdf'",
    ],
)
def test_what_does_not_parse_is_searched_as_it_stands(typed: str) -> None:
    found = parse_typed(typed, NOW)
    assert (found.text, found.filters, found.excluded) == (typed, Filters(), ())


def test_every_operator_is_explained() -> None:
    assert MEANINGS.keys() == set(Operator)


@given(st.text())
def test_any_text_parses(typed: str) -> None:
    found = parse_typed(typed, NOW)
    # Nothing is invented: what is searched for was typed, in this order.
    rest = iter(typed.split())
    assert all(any(word in part for part in rest) for word in found.text.split())


@given(st.text('abc -:"/ä', max_size=30))
def test_words_are_replaced_and_operators_kept(rest: str) -> None:
    typed = f"washng in:washng {rest} -washng"
    replaced, changed = with_words_replaced(typed, {"washng": "washing", "zebra": "x"})
    assert {replaced[start:end] for start, end in changed} == {"washing"}
    found = parse_typed(replaced, NOW)
    assert found.items == parse_typed(typed, NOW).items
    assert "washing" in found.text.split()
    assert with_words_replaced(typed, {}) == (typed, ())


def test_all_that_is_read_in_folders_has_a_type() -> None:
    known = {f".{one}" for extensions in FILE_TYPES.values() for one in extensions}
    assert known >= SUPPORTED_EXTENSIONS
