"""How do tests run the whole app without torch? With the real tokenizer, and hashed vectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.engine.workplace import Tools, readers_of
from app.settings import Settings
from sparkbert.chunking import Chunker
from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import find_model
from sparkbert.index.catalog import IndexIdentity
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.sparse import SenseEncoder
from sparkbert.vocabulary.lookup import SenseLookup
from sparkbert.vocabulary.vocabulary import Vocabulary, VocabularyCard

DIMENSION = 16
_N_PIECES = 30_522
_CLS_ID, _SEP_ID = 101, 102


@cache
def _vectors() -> NDArray[np.float32]:
    vectors = np.random.default_rng(7).standard_normal((_N_PIECES, DIMENSION), dtype=np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


class PieceEncoder:
    """Gives each word piece its one vector, whatever stands around it."""

    def __init__(self) -> None:
        self._tokenizer = PieceTokenizer(find_model().tokenizer)

    @property
    def identity(self) -> EncoderIdentity:
        return EncoderIdentity("pieces", "a" * 64, DIMENSION, 254)

    def encode_batches(self, texts: Sequence[str]) -> Iterator[dict[int, Encoding]]:
        for position, pieces in enumerate(self._tokenizer.batch(list(texts))):
            vectors = _vectors()[pieces.ids]
            pooled = vectors.sum(axis=0) + np.float32(1e-6)
            yield {
                position: Encoding(
                    pieces.ids,
                    pieces.starts,
                    pieces.ends,
                    vectors,
                    (pooled / np.linalg.norm(pooled)).astype(np.float32),
                )
            }


class RawPieceEncoder:
    """The same vectors six times as long, with those of [CLS] and [SEP]."""

    def __init__(self) -> None:
        self._tokenizer = PieceTokenizer(find_model().tokenizer)

    @property
    def identity(self) -> EncoderIdentity:
        return EncoderIdentity("pieces, raw", "a" * 64, DIMENSION, 510)

    def encode_batches(self, texts: Sequence[str]) -> Iterator[dict[int, Encoding]]:
        for position, pieces in enumerate(self._tokenizer.batch(list(texts))):
            ids = np.concatenate([[_CLS_ID], pieces.ids, [_SEP_ID]]).astype(np.int32)
            pooled = _vectors()[ids].sum(axis=0)
            yield {
                position: Encoding(
                    ids,
                    np.concatenate([[0], pieces.starts, [0]]).astype(np.int32),
                    np.concatenate([[0], pieces.ends, [0]]).astype(np.int32),
                    6 * _vectors()[ids],
                    (pooled / np.linalg.norm(pooled)).astype(np.float32),
                )
            }


def _vocabulary() -> Vocabulary:
    steps = np.abs(_vectors()).max(axis=1) / 127
    return Vocabulary(
        card=VocabularyCard(1, "pieces", "a" * 64, (), 0, 0, 0, 1.0, _N_PIECES, 0),
        sha256="b" * 64,
        indptr=np.arange(_N_PIECES + 1, dtype=np.int32),
        counts=np.ones(_N_PIECES, dtype=np.int64),
        centroids=np.rint(_vectors() / steps[:, None]).astype(np.int8),
        steps=steps,
        neighbours=np.zeros((_N_PIECES, 0), dtype=np.int32),
    )


def load_piece_tools(settings: Settings) -> Tools:
    """Take the place of `app.engine.workplace.load_tools`."""
    tokenizer = PieceTokenizer(find_model().tokenizer)
    lookup = SenseLookup(_vocabulary())
    return Tools(
        identity=IndexIdentity("pieces", "a" * 64, "b" * 64, DIMENSION, 1, 250),
        encoder=PieceEncoder,
        raw_encoder=RawPieceEncoder,
        tokenizer=tokenizer,
        lookup=lookup,
        cutter=Chunker(tokenizer),
        senses=SenseEncoder(lookup, 1),
        ranking=RankingParameters(search_n_neighbors=settings.search_n_neighbors),
        **readers_of(settings, find_model().tokenizer, "a" * 64),
    )
