from __future__ import annotations

import numpy as np
import pytest

from sparkbert.encoder.tokenizer import Pieces
from sparkbert.errors import IndexCorruptError
from sparkbert.ranking import late
from sparkbert.ranking.late import ChunkTokens, QueryTokens, TokenReader, match_tokens
from sparkbert.vocabulary.lookup import SenseLookup
from tests.support.vocabularies import vocabulary_of

CENTROIDS = np.eye(4, dtype=np.float32)
QUERY = QueryTokens(("one", "two"), np.array([[0.8, 0.6, 0, 0], [0, 0, 0.6, 0.8]], np.float32))
FLOOR = 0.1


def vectors(centroids: np.ndarray) -> np.ndarray:
    return CENTROIDS[centroids]


def chunk(*centroids: int) -> ChunkTokens:
    """Tokens at these centroids; every third piece is no word."""
    pieces = np.array([number * 3 // 2 for number in range(len(centroids))], np.int32)
    return ChunkTokens(np.array(centroids, np.int32), pieces)


def test_a_chunk_gains_by_its_nearest_token_to_each_of_the_query() -> None:
    chunks = [chunk(1, 3, 0), chunk(1, 1), chunk(), chunk(2, 0)]
    found = match_tokens(QUERY, chunks, vectors, FLOOR)
    expected = [[0.7, 0.7], [0.5, 0], [0, 0], [0.7, 0.5]]
    assert found.gains == pytest.approx(np.array(expected) / 2, abs=1e-6)
    assert found.scores == pytest.approx(np.sum(expected, axis=1) / 2, abs=1e-6)


def test_gains_are_shown_at_the_piece_that_came_nearest() -> None:
    found = match_tokens(QUERY, [chunk(1, 3, 0), chunk(1, 1)], vectors, FLOOR)
    shown = [(one.term.label, one.witness, one.weight) for one in found.earnings(0, 10.0)]
    assert shown == [("one", 3, pytest.approx(3.5)), ("two", 1, pytest.approx(3.5))]
    # What gained nothing is not shown, and of equals the first is.
    assert [(one.term.label, one.witness) for one in found.earnings(1, 1.0)] == [("one", 0)]


def test_no_tokens_gain_nothing() -> None:
    nothing = QueryTokens((), np.zeros((0, 4), np.float32))
    found = match_tokens(nothing, [chunk(1), chunk()], vectors, FLOOR)
    assert found.scores.tolist() == [0, 0]
    assert found.earnings(0, 1.0) == []
    assert len(match_tokens(QUERY, [], vectors, FLOOR).scores) == 0


SIZES = [1, 4, 3]  # senses of pieces 0, 1, 2; piece 0 is no word


@pytest.fixture
def reader() -> TokenReader:
    neighbours = np.zeros((8, 1), np.int32)
    vocabulary = vocabulary_of(np.ones((8, 4), np.float32), SIZES, neighbours)
    lookup = SenseLookup(vocabulary, np.array([False, True, True]))

    def tokenizer(text: str) -> Pieces:
        ids = np.array([int(letter) for letter in text], np.int32)
        return Pieces(ids, ids, ids, ids)

    return TokenReader(tokenizer, lookup)


def test_tokens_are_found_from_text_and_codes(reader: TokenReader) -> None:
    # "1201": sense 3 of piece 1 (bits 11), 2 of piece 2 (01), nothing, 1 of piece 1 (10)
    found = reader.read(
        ["1201", "0", ""], [np.array([0b11011000], np.uint8), *[np.zeros(0, np.uint8)] * 2]
    )
    assert found[0].centroids.tolist() == [1 + 3, 5 + 2, 1 + 1]
    assert found[0].pieces.tolist() == [0, 1, 3]
    assert [len(one.centroids) for one in found] == [3, 0, 0]


def test_codes_that_are_not_the_texts_are_damage(reader: TokenReader) -> None:
    with pytest.raises(IndexCorruptError, match="codes are not those of its text"):
        reader.read(["1"], [np.zeros(3, np.uint8)])


def test_the_latest_chunks_are_remembered(
    reader: TokenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late, "_N_CACHED", 2)
    for chunk_id in (1, 2):
        reader.remember(chunk_id, chunk(chunk_id))
    assert reader.known(1) is not None
    reader.remember(3, chunk(3))
    assert [chunk_id for chunk_id in (1, 2, 3) if reader.known(chunk_id)] == [1, 3]
