from __future__ import annotations

import numpy as np
import pytest

from sparkbert.ranking.pairs import match_pairs
from sparkbert.ranking.tokens import QueryTokens, query_tokens
from tests.support.tokens import chunk


def query(*words: tuple[str, int, float]) -> QueryTokens:
    """Return a query of (word, piece, idf)."""
    ids = np.array([piece for _, piece, _ in words], np.int32)
    idf = np.array([rarity for _, _, rarity in words], np.float32)
    vectors = np.full((len(words), 4), 0.5, np.float32)
    return query_tokens([label for label, _, _ in words], ids, vectors, idf)


MANY = 9
QUERY = query(("joshua", 7, 4.0), ("trees", 3, 1.0), ("trees", 5, 9.0))


def test_a_chunk_gains_with_each_pair_that_stands_side_by_side() -> None:
    chunks = [chunk(7, 3, 5), chunk(1, 3, 5, 3, 5), chunk(3, 7, 5), chunk(7), chunk()]
    found = match_pairs(QUERY, chunks, MANY)
    # The pairs weigh by the roots of idf: 2 x 1 and 1 x 3.
    expected = np.array([[2, 3], [0, 3], [0, 0], [0, 0], [0, 0]]) / 5
    assert found.shares == pytest.approx(expected)
    assert found.scores == pytest.approx(expected.sum(axis=1))


def test_a_pair_is_shown_at_both_tokens_where_it_first_stands() -> None:
    held = chunk(1, 3, 5, 3, 5)
    found = match_pairs(QUERY, [held, chunk(7, 3)], MANY)
    earned = found.earnings(0, 10.0)
    assert [one.term.label for one in earned] == ["trees", "trees"]
    assert [one.witness for one in earned] == held.pieces[[1, 2]].tolist()
    assert [one.weight for one in earned] == pytest.approx([3, 3])
    assert {one.term.label for one in found.earnings(1, 1.0)} == {"joshua trees"}


@pytest.mark.parametrize("words", [(), (("joshua", 7, 4.0),)])
def test_less_than_two_tokens_have_no_pairs(words: tuple[tuple[str, int, float], ...]) -> None:
    found = match_pairs(query(*words), [chunk(7, 7), chunk()], MANY)
    assert found.scores.tolist() == [0, 0]
    assert found.earnings(0, 1.0) == []


def test_tokens_that_every_chunk_holds_are_worth_nothing_but_harm_nothing() -> None:
    found = match_pairs(query(("the", 7, 0.0), ("the", 7, 0.0)), [chunk(7, 7)], MANY)
    assert found.scores.tolist() == [0]


def test_in_a_long_query_pairs_do_not_count() -> None:
    assert match_pairs(QUERY, [chunk(7, 3, 5)], 3).scores.tolist() == [1]
    assert match_pairs(QUERY, [chunk(7, 3, 5)], 2).scores.tolist() == [0]
