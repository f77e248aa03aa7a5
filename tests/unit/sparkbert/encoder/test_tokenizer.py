from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import find_model
from sparkbert.errors import ModelError

TOKENIZER = PieceTokenizer(find_model().tokenizer)


def pieces_of(text: str) -> list[tuple[str, str]]:
    """Return each word piece with the characters it is made of."""
    found = TOKENIZER(text)
    spans = zip(found.ids.tolist(), found.starts.tolist(), found.ends.tolist(), strict=True)
    return [(TOKENIZER.pieces[one], text[start:end]) for one, start, end in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n", []),
        (
            "Embeddings!",
            [("em", "Em"), ("##bed", "bed"), ("##ding", "ding"), ("##s", "s"), ("!", "!")],
        ),
        ("don't", [("don", "don"), ("'", "'"), ("t", "t")]),
        ("Café", [("cafe", "Café")]),
        ("cafe\u0301 x", [("cafe", "cafe\u0301"), ("x", "x")]),
        ("e\u0301e\u0301", [("ee", "e\u0301e\u0301")]),
        ("\U0001f44d ok", [("[UNK]", "\U0001f44d"), ("ok", "ok")]),
        ("\U0001d400b", [("[UNK]", "\U0001d400b")]),
        ("東京", [("東", "東"), ("京", "京")]),
        ("각", [("ᄀ", "각"), ("##ᅡ", "각"), ("##ᆨ", "각")]),  # three pieces of one character
        ("\u2764\ufe0f", [("[UNK]", "\u2764\ufe0f")]),  # a variation selector
    ],
)
def test_pieces_and_their_characters(text: str, expected: list[tuple[str, str]]) -> None:
    assert pieces_of(text) == expected


@pytest.mark.parametrize("special", ["[SEP]", "[CLS]", "[PAD]", "[MASK]", "[UNK]"])
def test_what_looks_like_a_special_piece_is_text(special: str) -> None:
    found = pieces_of(f"a {special} b")
    assert [piece for piece, _ in found][:2] == ["a", "["]
    assert special not in {piece for piece, _ in found}


def test_long_texts_are_not_truncated() -> None:
    assert len(TOKENIZER("word " * 2000)) == 2000


def test_pieces_of_one_word_share_its_number() -> None:
    numbers = TOKENIZER("embeddings are vectors").word_numbers.tolist()
    assert numbers == [0, 0, 0, 0, 1, 2]


def test_all_pieces_by_id() -> None:
    assert len(TOKENIZER.pieces) == 30522
    assert TOKENIZER.pieces[:1] == ("[PAD]",)
    assert TOKENIZER.pieces[101:103] == ("[CLS]", "[SEP]")


@given(st.text())
def test_spans_follow_each_other_and_cover_something(text: str) -> None:
    found = TOKENIZER(text)
    assert found.ids.dtype == found.starts.dtype == found.ends.dtype == np.int32
    assert len(found) == len(found.ids) == len(found.starts) == len(found.word_numbers)
    assert (found.starts < found.ends).all()
    shared = (found.starts[1:] == found.starts[:-1]) & (found.ends[1:] == found.ends[:-1])
    assert ((found.starts[1:] >= found.ends[:-1]) | shared).all()
    assert (np.diff(found.word_numbers) >= 0).all()
    if len(found):
        assert found.starts[0] >= 0
        assert found.ends[-1] <= len(text)


@given(st.lists(st.text(), max_size=5))
def test_a_batch_is_its_texts_one_by_one(texts: list[str]) -> None:
    for text, together in zip(texts, TOKENIZER.batch(texts), strict=True):
        alone = TOKENIZER(text)
        assert together.ids.tolist() == alone.ids.tolist()
        assert together.starts.tolist() == alone.starts.tolist()
        assert together.ends.tolist() == alone.ends.tolist()
        assert TOKENIZER.count(text) == len(alone)


@pytest.mark.parametrize(
    ("text", "max_pieces", "expected"),
    [
        ("An embeddings lookup", 9, "An embeddings lookup"),
        ("An embeddings lookup", 5, "An embeddings"),
        ("An embeddings lookup", 2, "An em"),
        ("a각", 3, "a"),
        ("각", 2, ""),
        ("word", 0, ""),
    ],
)
def test_a_text_is_cut_after_a_piece(text: str, max_pieces: int, expected: str) -> None:
    assert TOKENIZER(text).cut(text, max_pieces) == expected


@given(st.text() | st.text(alphabet="ab각 e\u0301\u2764\ufe0f."), st.integers(0, 8))
def test_what_is_cut_keeps_its_pieces(text: str, max_pieces: int) -> None:
    pieces = TOKENIZER(text)
    kept = TOKENIZER(pieces.cut(text, max_pieces))
    assert len(kept) <= max_pieces
    assert kept.ids.tolist() == pieces.ids[: len(kept)].tolist()


@pytest.mark.parametrize("content", [None, "", "{}", "no json"])
def test_a_file_that_is_no_tokenizer_is_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "tokenizer.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ModelError, match=r"tokenizer\.json can't be read"):
        PieceTokenizer(path)
