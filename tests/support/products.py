"""What do tests rank collections with? The app's own parts around the encoder of word pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.settings import Settings
from sparkbert.chunking import Chunker
from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.evaluation.product import Product
from tests.support.piece_encoder import PieceEncoder, load_piece_tools

_MAX_PIECES = 40


class CountingEncoder:
    """The encoder of word pieces as a TokenEncoder; `n_texts` is how many texts it has encoded."""

    def __init__(self) -> None:
        self.n_texts = 0
        self._encoder = PieceEncoder()

    @property
    def identity(self) -> EncoderIdentity:
        return self._encoder.identity

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        self.n_texts += len(texts)
        encodings: dict[int, Encoding] = {}
        for batch in self._encoder.encode_batches(texts):
            encodings.update(batch)
        return [encodings[position] for position in range(len(texts))]


def piece_product(encoder: CountingEncoder) -> Product:
    """Return a product with real word pieces, small chunks, a real index and ranking."""
    tools = load_piece_tools(Settings())
    identity = replace(tools.identity, max_pieces=_MAX_PIECES)
    cutter = Chunker(tools.tokenizer, max_pieces=_MAX_PIECES)
    return Product(identity, tools.tokenizer, cutter, tools.lookup, encoder)
