"""How do tests use the library's interface without a model? With made-up words of few syllables."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.library.encoders import LazyEncoder
from sparkbert.library.training import train_vocabulary
from tests.support.vocabularies import SmallPieceEncoder, save_small_tokenizer, small_corpus


def _nothing(texts: Sequence[str]) -> None:
    pass


@dataclass
class SmallSource:
    """An EncoderSource; `before` is called with what is to be encoded, and may wait or fail."""

    tokenizer_json: Path
    before: Callable[[Sequence[str]], None] = _nothing
    loads: int = 0
    texts: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def make(cls, folder: Path) -> SmallSource:
        """Return a source whose tokenizer is in a folder."""
        path = folder / "tokenizer.json"
        if not path.exists():
            save_small_tokenizer(path)
        return cls(path)

    @property
    def identity(self) -> EncoderIdentity:
        return SmallPieceEncoder(self.tokenizer_json).identity

    def load_tokenizer(self) -> PieceTokenizer:
        return PieceTokenizer(self.tokenizer_json)

    def load(self) -> _Encoder:
        self.loads += 1
        return _Encoder(SmallPieceEncoder(self.tokenizer_json), self)

    def note(self, texts: Sequence[str]) -> None:
        """Remember what is encoded."""
        with self._lock:
            self.texts += texts
        self.before(texts)


def train_small_vocabulary(folder: Path) -> Path:
    """Return a vocabulary file for a `SmallSource` of this folder."""
    source = SmallSource.make(folder)
    texts = [path.read_text() for path in small_corpus(folder / "corpus").iterdir()]
    file = folder / "small.vocabulary"
    tokenizer = source.load_tokenizer()
    train_vocabulary(texts, LazyEncoder(source), tokenizer, file, n_tokens=10_000, seed=1)
    return file


@dataclass
class _Encoder:
    inner: SmallPieceEncoder
    source: SmallSource

    @property
    def identity(self) -> EncoderIdentity:
        return self.inner.identity

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        self.source.note(texts)
        return self.inner.encode(texts)

    def encode_pieces(self, piece_ids: Sequence[int]) -> NDArray[np.float32]:
        return self.inner.encode_pieces(piece_ids)
