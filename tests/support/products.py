"""What do tests use in place of the whole product? Vectors and senses by word piece."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np

from sparkbert.chunking import Chunker
from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import find_model
from sparkbert.evaluation.product import Product
from sparkbert.index.catalog import IndexIdentity
from sparkbert.vocabulary.lookup import SenseLookup
from sparkbert.vocabulary.vocabulary import FORMAT_VERSION, Vocabulary, VocabularyCard

DIMENSION = 16
N_PIECES = 30_522
TOKENIZER = PieceTokenizer(find_model().tokenizer)
_VECTORS = np.random.default_rng(0).standard_normal((N_PIECES, DIMENSION)).astype(np.float32)
_VECTORS /= np.linalg.norm(_VECTORS, axis=1, keepdims=True)


class PieceEncoder:
    """Gives a word piece the same vector wherever it stands; counts the texts it encodes."""

    def __init__(self) -> None:
        self.n_texts = 0

    @property
    def identity(self) -> EncoderIdentity:
        return EncoderIdentity("pieces", "0" * 64, DIMENSION, max_pieces=254)

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        self.n_texts += len(texts)
        return [self._encoding(text) for text in texts]

    def encode_batches(self, texts: Sequence[str]) -> Iterator[dict[int, Encoding]]:
        for position, one in enumerate(self.encode(texts)):
            yield {position: one}

    def _encoding(self, text: str) -> Encoding:
        pieces = TOKENIZER(text)
        vectors = _VECTORS[pieces.ids]
        mean = vectors.sum(axis=0) + np.float32(1e-6)
        pooled = (mean / np.linalg.norm(mean)).astype(np.float32)
        return Encoding(pieces.ids, pieces.starts, pieces.ends, vectors, pooled)


def piece_vocabulary() -> Vocabulary:
    """Return a vocabulary in which every word piece has the one sense that is its vector."""
    steps = np.abs(_VECTORS).max(axis=1) / 127
    numbers = np.arange(N_PIECES, dtype=np.int32)
    return Vocabulary(
        card=VocabularyCard(FORMAT_VERSION, "pieces", "0" * 64, (), 0, 0, 0, 1.0, 1, 0),
        sha256=hashlib.sha256(_VECTORS.tobytes()).hexdigest(),
        indptr=np.arange(N_PIECES + 1, dtype=np.int32),
        counts=np.ones(N_PIECES, dtype=np.int64),
        centroids=np.rint(_VECTORS / steps[:, None]).astype(np.int8),
        steps=steps.astype(np.float32),
        neighbours=((numbers + 1) % N_PIECES)[:, None],
    )


def piece_product(encoder: PieceEncoder) -> Product:
    """Return a product with real word pieces, chunks, index and ranking."""
    cutter = Chunker(TOKENIZER, max_pieces=40)
    vocabulary = piece_vocabulary()
    identity = IndexIdentity(
        encoder=encoder.identity.name,
        encoder_sha256=encoder.identity.sha256,
        vocabulary_sha256=vocabulary.sha256,
        dimension=DIMENSION,
        index_n_neighbors=1,
        max_pieces=cutter.max_pieces,
    )
    return Product(identity, TOKENIZER, cutter, SenseLookup(vocabulary), encoder)
