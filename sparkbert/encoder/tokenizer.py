"""Which word pieces does a text have, and exactly which characters is each made of?"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import ByteLevel

from sparkbert.errors import ModelError

_SPARE_PIECES = 16


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text.

    `ids`, `starts` and `ends` are int32 (n,); the spans count characters of the text as given.
    Pieces of one character share its span (a Hangul syllable is up to three). `word_numbers` is
    int32 (n,): pieces of the same word carry the same number.
    """

    ids: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    word_numbers: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.ids)

    def cut(self, text: str, max_pieces: int) -> str:
        """Return as much of the start of these pieces' text as at most `max_pieces` pieces cover.

        A character that is several pieces (Hangul) is kept or left out as a whole. What remains has
        the same pieces as before, since WordPiece reads a word from its start.
        """
        if len(self) <= max_pieces:
            return text
        n = max_pieces
        while n and self.starts[n] == self.starts[n - 1]:
            n -= 1
        return text[: int(self.ends[n - 1])] if n else ""


class PieceTokenizer:
    """A model's tokenizer without special pieces, truncation, or torch.

    Text that looks like a special piece ("[SEP]") is text. A span covers whole characters as a
    reader sees them: combining marks that the model drops belong to the letter they follow, and the
    space before a word, which is part of other models' pieces than BERT's, to none.
    """

    def __init__(self, tokenizer_json: Path) -> None:
        try:
            self._tokenizer = Tokenizer.from_file(str(tokenizer_json))
        except Exception as error:  # noqa: BLE001 - the binding raises nothing narrower
            raise ModelError(
                f"The tokenizer file {tokenizer_json} can't be read: {error}"
            ) from None
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._tokenizer.encode_special_tokens = True
        self._is_wordpiece = isinstance(self._tokenizer.model, WordPiece)
        if isinstance(self._tokenizer.pre_tokenizer, ByteLevel):
            self._tokenizer.pre_tokenizer.add_prefix_space = True  # first words are as all others

    @property
    def spare_pieces(self) -> int:
        """How many more pieces a part of a text may have alone than it has within the text."""
        return 0 if self._is_wordpiece else _SPARE_PIECES

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """All word pieces of the model, by id."""
        by_piece = self._tokenizer.get_vocab()
        return tuple(sorted(by_piece, key=by_piece.__getitem__))

    @cached_property
    def is_word(self) -> NDArray[np.bool_]:
        """Which word pieces hold a letter or digit, [UNK] among them: bool (n_pieces,).

        So does a piece that is some bytes of a letter.
        """
        pieces: Sequence[str] = self.pieces
        if not self._is_wordpiece:
            ids = [[number] for number in range(len(pieces))]
            pieces = self._tokenizer.decode_batch(ids, skip_special_tokens=False)
        return np.array([any(map(_is_of_word, piece)) for piece in pieces])

    @cached_property
    def special_pieces(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The ids that the model expects before and after a text's own: of [CLS], and of [SEP]."""
        encoding = self._tokenizer.encode("a", add_special_tokens=True)
        own = [at for at, is_special in enumerate(encoding.special_tokens_mask) if not is_special]
        return tuple(encoding.ids[: own[0]]), tuple(encoding.ids[own[-1] + 1 :])

    def __call__(self, text: str) -> Pieces:
        """Split one text."""
        return self.batch([text])[0]

    def count(self, text: str) -> int:
        """Return how many word pieces a text has."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def batch(self, texts: list[str]) -> list[Pieces]:
        """Split several texts."""
        encodings = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        return [
            _pieces(text, encoding, trimmed=not self._is_wordpiece)
            for text, encoding in zip(texts, encodings, strict=True)
        ]


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "\N{REPLACEMENT CHARACTER}"


def _pieces(text: str, encoding: object, *, trimmed: bool) -> Pieces:
    ids = np.array(encoding.ids, dtype=np.int32)  # type: ignore[attr-defined]
    spans = np.array(encoding.offsets, dtype=np.int32).reshape(-1, 2)  # type: ignore[attr-defined]
    words = np.array(encoding.word_ids, dtype=np.int32)  # type: ignore[attr-defined]
    ends = np.ascontiguousarray(spans[:, 1])
    starts = np.ascontiguousarray(spans[:, 0])
    if trimmed:
        for number, (start, end) in enumerate(spans.tolist()):
            piece = text[start:end]
            starts[number] = end - len(piece.lstrip())
        words = _word_numbers(text, starts.tolist(), ends.tolist())
    if not text.isascii():
        for number, end in enumerate(ends.tolist()):
            ends[number] = _past_combining_marks(text, end)
    return Pieces(ids, starts, ends, words)


def _word_numbers(text: str, starts: Sequence[int], ends: Sequence[int]) -> NDArray[np.int32]:
    """Return the numbers of pieces' words, which BERT sees as runs of letters, or single signs."""
    numbers = np.zeros(len(starts), dtype=np.int32)
    for n in range(1, len(starts)):
        at = starts[n]
        is_inside = at < ends[n - 1] or (
            at == ends[n - 1] < ends[n] and text[at - 1].isalnum() and text[at].isalnum()
        )
        numbers[n] = numbers[n - 1] + (not is_inside)
    return numbers


def _past_combining_marks(text: str, end: int) -> int:
    while end < len(text) and unicodedata.category(text[end]) == "Mn":
        end += 1
    return end
