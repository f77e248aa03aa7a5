"""How do tests get samples, vocabularies and a model so small that building takes moments?"""

from __future__ import annotations

import string
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.vocabulary.collect import TokenSample
from sparkbert.vocabulary.vocabulary import Vocabulary, VocabularyCard
from tests.support.fake_encoder import piece_vector

DIMENSION = 96
_SYLLABLES = [a + b for a in "bdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "en", "or")]


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale rows to length 1."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32)


def random_units(n: int, dimension: int, seed: int) -> NDArray[np.float32]:
    """Return unit vectors (n, dimension)."""
    return unit(np.random.default_rng(seed).standard_normal((n, dimension), dtype=np.float32))


def clustered_sample(counts: Sequence[int], dimension: int, seed: int) -> TokenSample:
    """Return a sample that shows piece p `counts[p]` times, near one of three senses of its own."""
    rng = np.random.default_rng(seed)
    piece_ids = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    rng.shuffle(piece_ids)
    senses = random_units(3 * len(counts), dimension, seed + 1)
    drawn = senses[3 * piece_ids + rng.integers(0, 3, len(piece_ids))]
    noise = rng.standard_normal(drawn.shape, dtype=np.float32) * np.float32(0.02)
    bare = random_units(len(counts), dimension, seed + 2)
    return TokenSample(piece_ids, unit(drawn + noise).astype(np.float16), bare, n_passages=7)


def vocabulary_of(
    vectors: NDArray[np.float32], sizes: Sequence[int], neighbours: NDArray[np.int32]
) -> Vocabulary:
    """Return a vocabulary in which piece p owns the next `sizes[p]` of the unit vectors."""
    steps = np.abs(vectors).max(axis=1) / 127
    return Vocabulary(
        card=VocabularyCard(1, "fake", "e" * 64, (), 0, 0, 0, 1.0, max(sizes), 0),
        sha256="f" * 64,
        indptr=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        counts=np.ones(len(sizes), np.int64),
        centroids=np.rint(vectors / steps[:, None]).astype(np.int8),
        steps=steps,
        neighbours=neighbours,
    )


def save_small_tokenizer(path: Path) -> None:
    """Write the file of a WordPiece tokenizer with all letters and some syllables."""
    letters = string.ascii_lowercase + string.digits + ".,"
    pieces = ["[UNK]", *letters, *_SYLLABLES]
    pieces += [f"##{one}" for one in (*string.ascii_lowercase, *_SYLLABLES)]
    tokenizer = Tokenizer(WordPiece({one: n for n, one in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.save(str(path))


class SmallPieceEncoder:
    """Encodes with a small tokenizer: a piece's vector is its own plus some of its neighbours'."""

    def __init__(self, tokenizer_json: Path) -> None:
        self._tokenizer = PieceTokenizer(tokenizer_json)

    @property
    def identity(self) -> EncoderIdentity:
        return EncoderIdentity("small", "5" * 64, DIMENSION, max_pieces=30)

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        return [self._encode(text) for text in texts]

    def encode_pieces(self, piece_ids: Sequence[int]) -> NDArray[np.float32]:
        pieces = self._tokenizer.pieces
        return np.stack([piece_vector(pieces[one], DIMENSION) for one in piece_ids])

    def _encode(self, text: str) -> Encoding:
        pieces = self._tokenizer(text)
        assert 0 < len(pieces) <= self.identity.max_pieces
        alone = self.encode_pieces(pieces.ids.tolist())
        vectors = alone.copy()
        vectors[1:] += np.float32(0.5) * alone[:-1]
        vectors[:-1] += np.float32(0.5) * alone[1:]
        pooled = unit(vectors.sum(axis=0, keepdims=True))[0]
        return Encoding(pieces.ids, pieces.starts, pieces.ends, unit(vectors), pooled)


def small_corpus(folder: Path, n_lines: int = 60) -> Path:
    """Write two domains of made-up words to a new folder, and return it."""
    rng = np.random.default_rng(3)
    folder.mkdir()
    for name in ("one", "two"):
        lines = [
            " ".join("".join(rng.choice(_SYLLABLES, 2)) for _ in range(rng.integers(3, 9)))
            for _ in range(n_lines)
        ]
        (folder / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder
