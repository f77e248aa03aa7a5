from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.encoder.base import Encoding
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import find_model
from sparkbert.errors import QueryError
from sparkbert.ranking.query import (
    Query,
    encode_query,
    parse_query,
    sense_terms,
    word_terms,
)
from sparkbert.vocabulary.lookup import NearestSenses, SenseLookup
from sparkbert.words import stem_key
from tests.support.fake_encoder import FakeTokenEncoder
from tests.support.rankings import fake_pieces


@pytest.mark.parametrize(
    ("typed", "text", "phrases"),
    [
        ("plain words", "plain words", ()),
        ("  spaces around ", "spaces around", ()),
        ('"one phrase"', "one phrase", ("one phrase",)),
        ('before "one phrase" after', "before one phrase after", ("one phrase",)),
        ('"one" two "three four"', "one two three four", ("one", "three four")),
        ("“curled” and „German“", "curled and German", ("curled", "German")),
        ('" spaced "', "spaced", ("spaced",)),
        ('("inside brackets")', "(inside brackets)", ("inside brackets",)),
        ('never "closed', 'never "closed', ()),
        ('a 5" or 6" pipe', 'a 5" or 6" pipe', ()),
        ('empty "" or " " quotes', "empty  or   quotes", ()),
    ],
)
def test_quotation_marks_make_phrases(typed: str, text: str, phrases: tuple[str, ...]) -> None:
    assert parse_query(typed) == Query(text, phrases)


@pytest.mark.parametrize("typed", ["", "  \n", '" "', '""', '"" ""'])
def test_an_empty_query_is_refused(typed: str) -> None:
    with pytest.raises(QueryError, match="empty"):
        parse_query(typed)


@given(st.text())
def test_phrases_are_parts_of_the_text_without_quotation_marks(typed: str) -> None:
    try:
        query = parse_query(typed)
    except QueryError:
        return
    assert query.text == query.text.strip() != ""
    for phrase in query.phrases:
        assert phrase in query.text
        assert phrase.strip() == phrase != ""


def test_words_are_counted_by_stem_and_shown_as_typed() -> None:
    terms = word_terms("The Runners ran; a runner, running and Runs")
    assert [(one.label, one.weight) for one in terms] == [
        ("Runners", 2),
        ("ran", 1),
        ("running", 2),
    ]
    assert terms[0].key == stem_key("runner")
    assert word_terms("of the") == []


class FixedLookup(SenseLookup):
    """Knows what is nearest to each token beforehand."""

    def __init__(self, centroids: list[list[int]], similarities: list[list[float]]) -> None:
        self._nearest = NearestSenses(
            np.array(centroids, np.int32),
            np.array(similarities, np.float32),
            np.zeros(len(centroids), np.int32),
        )

    def nearest(self, piece_ids: Any, vectors: Any, n: int) -> NearestSenses:
        known = self._nearest
        return NearestSenses(known.centroids[:, :n], known.similarities[:, :n], known.own)


def encoding_of(text: str) -> Encoding:
    return FakeTokenEncoder().encode([text])[0]


def test_the_nearer_a_sense_the_heavier_and_each_counts_once() -> None:
    text = "red green blue"
    lookup = FixedLookup(
        [[1, 2, 3], [2, 4, 1], [5, 3, 9]], [[0.9, 0.5, 0.2], [0.8, 0.7, 0.6], [0.4, 0.3, -0.1]]
    )
    found = {one.key: one for one in sense_terms(text, encoding_of(text), lookup, 3)}
    ranks = {1: ("red", 1), 2: ("green", 1), 3: ("blue", 2), 4: ("green", 2), 5: ("blue", 1)}
    assert found.keys() == ranks.keys()
    for key, (label, rank) in ranks.items():
        assert found[key].label == label
        assert found[key].weight == pytest.approx(rank**-0.5)
    fewer = sense_terms(text, encoding_of(text), lookup, 1)
    assert [one.key for one in fewer] == [1, 2, 5]


def test_of_two_tokens_as_near_the_more_similar_then_the_first_is_shown() -> None:
    text = "red green blue"
    lookup = FixedLookup([[1], [1], [1]], [[0.5], [0.7], [0.7]])
    assert [one.label for one in sense_terms(text, encoding_of(text), lookup, 1)] == ["green"]


def test_a_piece_is_shown_as_the_word_it_is_a_part_of() -> None:
    text = "pre-heated embedding (42)"
    starts, ends = [0, 3, 4, 11, 13, 17, 22], [3, 4, 10, 13, 17, 20, 24]
    n = len(starts)
    one = encoding_of(text)
    encoding = Encoding(
        np.zeros(n, np.int32), np.array(starts), np.array(ends), one.vectors, one.pooled
    )
    lookup = FixedLookup([[number] for number in range(n)], [[0.5]] * n)
    labels = [one.label for one in sense_terms(text, encoding, lookup, 1)]
    assert labels == ["pre", "-", "heated", "embedding", "embedding", "embedding", "42"]


class TestEncodeQuery:
    @given(st.lists(st.sampled_from(["red", "green", "blue,", "x"]), min_size=1, max_size=40))
    def test_windows_cover_a_query_of_any_length(self, drawn: list[str]) -> None:
        text = "  ".join(drawn)
        whole = FakeTokenEncoder().encode([text])[0]
        encoding = encode_query(text, FakeTokenEncoder(max_pieces=7), fake_pieces)
        assert np.array_equal(encoding.piece_ids, whole.piece_ids)
        assert np.array_equal(encoding.starts, whole.starts)
        assert np.array_equal(encoding.ends, whole.ends)
        assert encoding.vectors == pytest.approx(whole.vectors)  # the encoder sees no context
        assert np.linalg.norm(encoding.pooled) == pytest.approx(1)

    def test_a_short_query_is_encoded_as_it_is(self) -> None:
        encoder = FakeTokenEncoder(context=0.5)
        whole, encoding = (
            encoder.encode(["red green"])[0],
            encode_query("red green", encoder, fake_pieces),
        )
        assert np.array_equal(encoding.vectors, whole.vectors)
        assert encoding.pooled == pytest.approx(whole.pooled)

    def test_the_pooled_vector_is_the_windows_mean(self) -> None:
        encoder = FakeTokenEncoder(max_pieces=2)
        encoding = encode_query("a b c d e", encoder, fake_pieces)
        parts = [encoder.encode([part])[0].pooled for part in ("a b", "c d", "e")]
        mean = np.mean(parts, axis=0)
        assert encoding.pooled == pytest.approx(mean / np.linalg.norm(mean), abs=1e-6)

    @pytest.mark.parametrize(
        "text",
        [
            "unbelievably embeddings tokenization " * 5,
            "안녕하세요 " * 9,
            "x" * 90,
            "日本語の本 " * 9,
        ],
    )
    @pytest.mark.parametrize("max_pieces", [4, 9, 254])
    def test_real_word_pieces_are_cut_between_words(self, text: str, max_pieces: int) -> None:
        tokenizer = PieceTokenizer(find_model().tokenizer)
        encoder = WindowEncoder(tokenizer, max_pieces)
        encoding = encode_query(text, encoder, tokenizer)
        assert "".join(encoder.windows) == text
        whole = tokenizer(text)
        if max_pieces == 254:
            assert encoder.windows == [text]
        if max(np.bincount(whole.word_numbers)) <= max_pieces:
            assert np.array_equal(encoding.starts, whole.starts)
            assert np.array_equal(encoding.ends, whole.ends)


class WindowEncoder:
    """Notes what it is given, and refuses what is too long as the real one does."""

    def __init__(self, tokenizer: PieceTokenizer, max_pieces: int) -> None:
        self.identity = FakeTokenEncoder(2, max_pieces=max_pieces).identity
        self.windows: list[str] = []
        self._tokenizer = tokenizer

    def encode(self, texts: Any) -> list[Encoding]:
        self.windows += texts
        pieces = [self._tokenizer(text) for text in texts]
        assert max(map(len, pieces)) <= self.identity.max_pieces
        return [
            Encoding(
                one.ids,
                one.starts,
                one.ends,
                np.ones((len(one), 2), np.float32),
                np.ones(2, np.float32),
            )
            for one in pieces
        ]


def test_a_pasted_paragraph_has_no_phrases() -> None:
    prose = "word " * 30 + 'and "a quotation" in it'
    query = parse_query(prose)
    assert query.phrases == ()
    assert '"' not in query.text
