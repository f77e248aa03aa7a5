from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.searcher import Searcher
from sparkbert.ranking.unfinished import unfinished_word
from sparkbert.types import Channel
from tests.support.indexes import document
from tests.support.rankings import encode, searching

TEXTS = ["harbor lantern", "harboring violin", "Café meadow", "cafeteria", "copper", "hat"]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Searcher, Snapshot]]:
    with searching(tmp_path / "index", *(document(text, text) for text in TEXTS)) as both:
        yield both


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("harb", {"harbor lantern", "harboring violin"}),
        ("harbor", {"harbor lantern", "harboring violin"}),
        ("CAF", {"Café meadow", "cafeteria"}),
        ("caf\u00e9", {"Café meadow", "cafeteria"}),
        ("copper caf", {"copper", "Café meadow", "cafeteria"}),
        ("harb copper", {"copper"}),
        ("h", set()),
        ("harb ", set()),
        ("zzz", set()),
    ],
)
def test_the_last_word_matches_what_begins_with_it(
    opened: tuple[Searcher, Snapshot], typed: str, expected: set[str]
) -> None:
    # A blank at the end says that the word is finished; parsing a query drops it.
    hits = opened[0].search(typed, None, 10, is_typing=not typed.endswith(" "))
    assert {hit.text for hit in hits} == expected


def test_the_word_itself_counts_twice_what_begins_with_it(
    opened: tuple[Searcher, Snapshot],
) -> None:
    found = unfinished_word("cafe", opened[1])
    assert found is not None
    weights = dict(zip(opened[1].texts(found.postings.rows), found.postings.weights, strict=True))
    assert weights["cafeteria"] == weights["Café meadow"] // 2


@pytest.mark.parametrize("typed", ["harb", "copper harb"])
def test_contributions_point_at_the_completions(
    opened: tuple[Searcher, Snapshot], typed: str
) -> None:
    hits = opened[0].search(typed, encode(typed), 10, is_typing=True)
    found = next(hit for hit in hits if hit.text == "harbor lantern")
    lexical = [one for one in found.contributions if one.channel is Channel.LEXICAL]
    assert [(one.query, one.start, one.end) for one in lexical] == [("harb", 0, 6)]
    assert found.score == pytest.approx(sum(one.weight for one in found.contributions), abs=1e-6)
    assert any(mark.kind == "exact" and mark.start == 0 for mark in found.highlights)
