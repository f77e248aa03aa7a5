from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import find_model
from sparkbert.index.postings import Postings
from sparkbert.ranking.evidence import (
    FAINTEST,
    Earning,
    contributions_at,
    earnings,
    highlights,
    lexical_contributions,
)
from sparkbert.ranking.query import QueryTerm
from sparkbert.ranking.terms import score_terms
from sparkbert.types import Channel, Contribution, Highlight, HighlightKind
from sparkbert.words import stem_key, words

EXACT, RELATED = HighlightKind.EXACT, HighlightKind.RELATED


def word_term(stem: str, label: str) -> QueryTerm:
    return QueryTerm(stem_key(stem), label, 1.0)


def test_each_row_gets_what_it_earned_with_each_term() -> None:
    postings = {
        1: Postings(
            np.array([2, 5, 7]), np.array([10, 20, 30], np.uint8), np.array([1, 2, 3], np.uint8)
        ),
        2: Postings(np.array([5, 0]), np.array([40, 50], np.uint8), np.array([4, 5], np.uint8)),
    }
    terms = [QueryTerm(1, "one", 1.0), QueryTerm(2, "two", 0.5)]
    scores = score_terms(terms, postings.__getitem__, n_chunks=9, n_rows=9)
    rows = np.array([5, 3, 7])
    found = earnings(scores, rows, 2 * scores.scores[rows])
    assert [[(one.term.label, one.witness) for one in of_row] for of_row in found] == [
        [("one", 2), ("two", 4)],
        [],
        [("one", 3)],
    ]
    for row, of_row in zip(rows.tolist(), found, strict=True):
        assert sum(one.weight for one in of_row) == pytest.approx(2 * scores.scores[row], rel=1e-6)


def test_a_word_shares_its_earnings_among_its_occurrences() -> None:
    text = "Running runs; the runner ran"
    found = lexical_contributions(
        [Earning(word_term("run", "run"), 0.6, 0), Earning(word_term("ran", "ran"), 0.1, 0)],
        words(text),
    )
    assert [(text[one.start : one.end], one.query) for one in found] == [
        ("Running", "run"),
        ("runs", "run"),
        ("ran", "ran"),
    ]
    assert [one.weight for one in found] == pytest.approx([0.3, 0.3, 0.1])
    assert {one.channel for one in found} == {Channel.LEXICAL}


def test_a_sense_is_shown_at_the_whole_word_of_its_witness() -> None:
    text = "Tokenization of Zürich's unbelievables"
    whole_words = {"Tokenization", "of", "Zürich", "'", "unbelievables"}
    pieces = PieceTokenizer(find_model().tokenizer)(text)
    assert len(set(pieces.word_numbers.tolist())) < len(pieces)
    for piece in range(len(pieces)):
        term = QueryTerm(9, "cut", 1.0)
        (found,) = contributions_at(text, [Earning(term, 0.5, piece)], pieces, Channel.SEMANTIC)
        assert found.start is not None
        assert found.start <= pieces.starts[piece]
        assert text[found.start : found.end] in whole_words


def test_senses_of_the_same_words_are_added_up() -> None:
    text = "unbelievables here"
    pieces = PieceTokenizer(find_model().tokenizer)(text)
    terms = [QueryTerm(1, "odd", 1.0), QueryTerm(2, "odd", 1.0), QueryTerm(3, "strange", 1.0)]
    last_of_first = int(np.flatnonzero(pieces.word_numbers == 0)[-1])
    assert last_of_first > 0
    found = contributions_at(
        text,
        [
            Earning(terms[0], 0.1, 0),
            Earning(terms[1], 0.2, last_of_first),
            Earning(terms[2], 0.4, 0),
            Earning(terms[0], 0.8, len(pieces) - 1),
        ],
        pieces,
        Channel.SEMANTIC,
    )
    assert {(one.query, one.start, one.end): one.weight for one in found} == {
        ("odd", 0, 13): pytest.approx(0.3),
        ("strange", 0, 13): pytest.approx(0.4),
        ("odd", 14, 18): pytest.approx(0.8),
    }


def shown(
    text: str, *spans: tuple[int, int, float], stems: Collection[str] = ()
) -> list[Highlight]:
    return highlights(
        text, [Contribution(Channel.SEMANTIC, "q", a, b, weight) for a, b, weight in spans], stems
    )


def test_overlapping_spans_become_one_and_touching_ones_stay_apart() -> None:
    text = "e-mail sent Rome"
    assert shown(text, (2, 6, 0.25), (0, 6, 0.125), (0, 1, 0.5), (12, 16, 0.5), (7, 11, 0.4)) == [
        Highlight(0, 6, 0.875, RELATED),
        Highlight(7, 11, 0.4, RELATED),
        Highlight(12, 16, 0.5, RELATED),
    ]
    assert shown("水道", (0, 1, 0.1), (1, 2, 0.1)) == [
        Highlight(0, 1, 0.1, RELATED),
        Highlight(1, 2, 0.1, RELATED),
    ]


def test_the_querys_own_words_are_told_by_their_stems() -> None:
    spans = (0, 7, 0.4), (8, 14, 0.4)
    assert [one.kind for one in shown("Running jogged", *spans, stems={"run"})] == [EXACT, RELATED]


def test_what_earned_next_to_nothing_is_not_marked() -> None:
    weights = (1.0, FAINTEST * 1.01, FAINTEST * 0.99, -0.5)
    found = shown("oak elm ash fir", *((4 * n, 4 * n + 3, w) for n, w in enumerate(weights)))
    assert [(one.start, one.weight) for one in found] == [(0, 1.0), (4, FAINTEST * 1.01)]


def test_stop_words_are_marked_only_where_nothing_else_is() -> None:
    assert [one.start for one in shown("to the oak", (0, 2, 0.9), (3, 6, 0.5), (7, 10, 0.1))] == [7]
    assert [one.start for one in shown("to the oak", (0, 2, 0.9), (3, 6, 0.5))] == [0, 3]


def test_scraps_are_marked_only_if_the_query_has_some() -> None:
    text = "1. (e) the oak of 1951"
    spans = (0, 1, 0.5), (4, 5, 0.6), (11, 14, 0.4), (18, 22, 0.3)
    assert [one.start for one in shown(text, *spans)] == [11, 18]
    assert [one.start for one in shown(text, *spans, stems={"a", "oak"})] == [11, 18]
    assert [one.start for one in shown(text, *spans, stems={"e"})] == [0, 4, 11, 18]
    assert [one.start for one in shown(text, *spans, stems={"7"})] == [0, 4, 11, 18]
    assert shown(text, *spans[:2]) == []


def test_what_is_elided_is_shown_at_its_word() -> None:
    text = "A child's e-mail"
    pieces = PieceTokenizer(find_model().tokenizer)(text)
    at_s, at_e = (pieces.starts.tolist().index(at) for at in (8, 10))
    term = QueryTerm(9, "kid", 1.0)
    found = contributions_at(
        text,
        [Earning(term, 0.25, 1), Earning(term, 0.5, at_s), Earning(term, 1.0, at_e)],
        pieces,
        Channel.SEMANTIC,
    )
    assert {text[one.start : one.end]: one.weight for one in found} == {
        "child": 0.75,
        "e-mail": 1.0,
    }


def test_what_is_no_word_and_what_the_whole_passage_earned_is_not_marked() -> None:
    whole = Contribution(Channel.POOLED, "q", None, None, 0.9)
    sign = Contribution(Channel.SEMANTIC, "q", 3, 4, 0.9)
    assert highlights("one , two", [whole, sign], set()) == []
    assert highlights("one", [], set()) == []


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(1, 6), st.sampled_from([0.1, 0.2, 0.3])),
        max_size=20,
    )
)
def test_marks_never_overlap_and_together_cover_what_was_earned(
    spans: list[tuple[int, int, float]],
) -> None:
    text = "x" * 26
    placed = ((start, start + length, weight) for start, length, weight in spans)
    found = shown(text, *placed, stems={"x"})  # lone letters count
    for one, following in pairwise(found):
        assert one.start < one.end <= following.start
    total = sum(weight for _, _, weight in spans)
    missing = total - sum(one.weight for one in found)
    faintest = FAINTEST * max((one.weight for one in found), default=0)
    assert -1e-9 <= missing <= faintest * len(spans)
