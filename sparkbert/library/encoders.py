"""Which model encodes, and when is it loaded?"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.encoder.sentence_model import SentenceModel, is_minilm, minilm, read_model
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import ModelFiles, find_model
from sparkbert.vocabulary.collect import PieceEncoder


class EncoderSource(Protocol):
    """What is known of an encoder before it is loaded, and how it is."""

    @property
    def identity(self) -> EncoderIdentity:
        """Which model this is."""
        ...

    def load_tokenizer(self) -> PieceTokenizer:
        """Load what cuts texts into the encoder's word pieces; raises ModelError."""
        ...

    def load(self) -> PieceEncoder:
        """Load the encoder, which several threads use at once; raises ModelError."""
        ...


@dataclass(frozen=True, slots=True)
class MiniLm:
    """all-MiniLM-L6-v2."""

    files: ModelFiles

    @property
    def identity(self) -> EncoderIdentity:
        """Which model this is."""
        return minilm(self.files).identity

    def load_tokenizer(self) -> PieceTokenizer:
        """Load the tokenizer."""
        return PieceTokenizer(self.files.tokenizer)

    def load(self) -> PieceEncoder:
        """Load the weights, after comparing them with their hash."""
        from sparkbert.encoder.bert import BertTokenEncoder  # imports torch

        return BertTokenEncoder(self.files)


@dataclass(frozen=True, slots=True)
class SentenceModelFolder:
    """Any other sentence model of the BERT kind."""

    model: SentenceModel

    @property
    def identity(self) -> EncoderIdentity:
        """Which model this is."""
        return self.model.identity

    def load_tokenizer(self) -> PieceTokenizer:
        """Load the tokenizer."""
        return self.model.load_tokenizer()

    def load(self) -> PieceEncoder:
        """Load the weights."""
        from sparkbert.encoder.bert import SentenceEncoder  # imports torch

        return SentenceEncoder(self.model)


def find_encoder(directory: Path | None) -> EncoderSource:
    """Return the model in a folder, or else the installed one.

    Raises
    ------
    ModelError
        A file is missing, or the model is of a kind that is not supported.
    """
    if directory is None or is_minilm(directory):
        return MiniLm(find_model(directory))
    return SentenceModelFolder(read_model(directory))


class LazyEncoder:
    """An encoder that is loaded when it is first used, by whichever thread comes first."""

    def __init__(self, source: EncoderSource) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._loaded: PieceEncoder | None = None

    @property
    def identity(self) -> EncoderIdentity:
        """Which model this is."""
        return self._source.identity

    def load(self) -> PieceEncoder:
        """Return the encoder, loaded; raises ModelError."""
        with self._lock:
            if self._loaded is None:
                self._loaded = self._source.load()
            return self._loaded

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """Encode texts, in order."""
        return self.load().encode(texts)
