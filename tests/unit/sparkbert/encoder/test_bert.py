from __future__ import annotations

import threading
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from sparkbert.encoder.bert import MAX_RAW_PIECES, BertTokenEncoder
from sparkbert.encoder.padded import PaddedEncoder
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import MAX_PIECES, find_model

CLS_ID, SEP_ID = 101, 102

pytestmark = pytest.mark.model

TEXTS = [
    "harbour",
    "The quiet harbour keeps its boats through winter storms. " * 12,
    "",
    "An invoice for the Café was sent to the archive in spring.",
    "At last somebody found a telescope and looked at stars. " * 7,
]


@pytest.fixture(scope="module")
def encoder() -> BertTokenEncoder:
    return BertTokenEncoder(find_model(), threads=2)


def test_texts_are_encoded_alike_in_any_company(encoder: BertTokenEncoder) -> None:
    together = encoder.encode(TEXTS)
    for text, one in zip(TEXTS, together, strict=True):
        (alone,) = encoder.encode([text])
        assert one.piece_ids.tolist() == alone.piece_ids.tolist()
        np.testing.assert_allclose(one.vectors, alone.vectors, atol=1e-5)
        np.testing.assert_allclose(one.pooled, alone.pooled, atol=1e-5)
        np.testing.assert_allclose(np.linalg.norm(one.pooled), 1, atol=1e-5)


def test_micro_batches_side_by_side_give_the_same_bits_again(encoder: BertTokenEncoder) -> None:
    texts = TEXTS * 6
    first, second = encoder.encode(texts), encoder.encode(texts)
    batches = list(encoder.encode_batches(texts, token_budget=200))
    assert len(batches) > 6
    assert sorted(position for batch in batches for position in batch) == list(range(len(texts)))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one.vectors, other.vectors)
        np.testing.assert_array_equal(one.pooled, other.pooled)


def test_a_query_is_encoded_while_other_work_waits_to_be_fetched(
    encoder: BertTokenEncoder,
) -> None:
    bulk = encoder.encode_batches(TEXTS * 4, token_budget=200)
    next(bulk)
    (query,) = encoder.encode_batches(["harbour boats"])
    assert list(query) == [0]
    assert sum(len(batch) for batch in bulk) > 0


def test_work_that_nobody_fetches_is_dropped(encoder: BertTokenEncoder) -> None:
    bulk = encoder.encode_batches(TEXTS * 10, token_budget=100)
    assert len(list(islice(bulk, 1))) == 1
    bulk.close()  # type: ignore[attr-defined]
    assert len(encoder.encode(["boats"])) == 1
    assert any(one.name.startswith("encode") for one in threading.enumerate())


def test_a_text_that_is_too_long_is_refused(encoder: BertTokenEncoder) -> None:
    with pytest.raises(ValueError, match=f"at most {MAX_PIECES}"):
        encoder.encode(["boats", "boats " * (MAX_PIECES + 1)])


def test_raw_vectors_are_those_before_they_get_unit_length(encoder: BertTokenEncoder) -> None:
    raw = BertTokenEncoder(find_model(), threads=1, raw=True)
    assert raw.identity.name != encoder.identity.name
    for one, same in zip(raw.encode(TEXTS), encoder.encode(TEXTS), strict=True):
        assert one.piece_ids.tolist() == [CLS_ID, *same.piece_ids.tolist(), SEP_ID]
        assert len(one.starts) == len(one.ends) == len(one.vectors) == len(one.piece_ids)
        norms = np.linalg.norm(one.vectors, axis=1, keepdims=True)
        assert norms.min() > 2
        np.testing.assert_allclose((one.vectors / norms)[1:-1], same.vectors, atol=1e-5)
        np.testing.assert_allclose(one.pooled, same.pooled, atol=1e-5)
    assert len(raw.encode(["boats " * MAX_RAW_PIECES])[0].vectors) == MAX_RAW_PIECES + 2
    with pytest.raises(ValueError, match=f"at most {MAX_RAW_PIECES}"):
        raw.encode(["boats " * (MAX_RAW_PIECES + 1)])


@pytest.mark.parametrize("to_full_width", [False, True])
def test_the_usual_loop_gives_the_same_vectors(
    encoder: BertTokenEncoder, to_full_width: bool
) -> None:
    peer = PaddedEncoder(find_model(), to_full_width=to_full_width)
    theirs: dict[int, object] = {}
    for batch in peer.encode_batches(TEXTS):
        for position, one in batch.items():
            ours = encoder.encode([TEXTS[position]])[0]
            theirs[position] = one
            assert one.piece_ids.tolist() == ours.piece_ids.tolist()
            np.testing.assert_allclose(one.vectors, ours.vectors, atol=1e-4)
            np.testing.assert_allclose(one.pooled, ours.pooled, atol=1e-4)
    assert sorted(theirs) == list(range(len(TEXTS)))
    assert peer.identity == encoder.identity


def test_pieces_alone_stand_between_the_special_ones(encoder: BertTokenEncoder) -> None:
    tokenizer = PieceTokenizer(Path(find_model().tokenizer))
    piece = tokenizer("harbour").ids.tolist()
    vectors = encoder.encode_pieces(piece)
    np.testing.assert_allclose(vectors, encoder.encode(["harbour"])[0].vectors, atol=1e-5)
