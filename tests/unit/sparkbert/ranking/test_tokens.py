from __future__ import annotations

import numpy as np
import pytest

from sparkbert.encoder.tokenizer import Pieces
from sparkbert.errors import IndexCorruptError
from sparkbert.ranking import tokens
from sparkbert.ranking.tokens import TokenReader, query_tokens
from sparkbert.vocabulary.lookup import SenseLookup
from tests.support.tokens import axes, chunk, table_of
from tests.support.vocabularies import vocabulary_of

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
    monkeypatch.setattr(tokens, "_N_CACHED", 2)
    for chunk_id in (1, 2):
        reader.remember(chunk_id, chunk(chunk_id))
    assert reader.known(1) is not None
    reader.remember(3, chunk(3))
    assert [chunk_id for chunk_id in (1, 2, 3) if reader.known(chunk_id)] == [1, 3]


def test_each_centroid_has_its_vector_once() -> None:
    chunks = [chunk(3, 1, 3), chunk(), chunk(1)]
    table = table_of(*chunks)
    assert len(table.vectors) == 2
    for one, places in zip(chunks, table.places, strict=True):
        assert table.vectors[places].tolist() == axes(one.centroids).tolist()
    assert table_of().places == ()


def test_rare_tokens_of_a_query_count_more() -> None:
    vectors = np.array([[1, 0], [0, 1]], np.float32)
    found = query_tokens(
        ["a", "b"], np.arange(2, dtype=np.int32), vectors, np.array([4, 9], np.float32)
    )
    assert found.weights.tolist() == pytest.approx([2 / 5, 3 / 5])
    assert found.whole.tolist() == pytest.approx((np.array([4, 9]) / np.hypot(4, 9)).tolist())
    nothing = query_tokens([], np.zeros(0, np.int32), vectors[:0], np.zeros(0, np.float32))
    assert not nothing.whole.any()
