"""What do tests use in place of the model? Vectors that depend on nothing but the text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sparkbert.encoder.base import EncoderIdentity, Encoding

_PIECE = re.compile(r"\w+|[^\w\s]")


class FakeTokenEncoder:
    """A TokenEncoder whose pieces are words and signs, each with a unit vector made of its hash.

    Parameters
    ----------
    dimension
        Length of the vectors.
    context
        How much of its neighbours' vectors a piece's vector takes on, 0 for none.
    """

    def __init__(self, dimension: int = 16, *, context: float = 0.0, max_pieces: int = 254) -> None:
        digest = hashlib.sha256(f"{dimension} {context}".encode()).hexdigest()
        self._identity = EncoderIdentity("fake", digest, dimension, max_pieces)
        self._context = context

    @property
    def identity(self) -> EncoderIdentity:
        return self._identity

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        return [self._encode(text) for text in texts]

    def _encode(self, text: str) -> Encoding:
        matches = list(_PIECE.finditer(text.lower()))
        if len(matches) > self._identity.max_pieces:
            raise ValueError(f"a text of {len(matches)} pieces is too long")
        alone = np.array(
            [piece_vector(match[0], self._identity.dimension) for match in matches], np.float32
        ).reshape(-1, self._identity.dimension)
        vectors = alone.copy()
        vectors[1:] += self._context * alone[:-1]
        vectors[:-1] += self._context * alone[1:]
        return Encoding(
            np.array([piece_number(match[0]) % 30_000 for match in matches], np.int32),
            np.array([match.start() for match in matches], np.int32),
            np.array([match.end() for match in matches], np.int32),
            _unit(vectors),
            _unit(vectors.sum(axis=0, keepdims=True) + np.float32(1e-6))[0],
        )


def piece_number(piece: str) -> int:
    """Return a number that depends on nothing but the piece."""
    return int.from_bytes(hashlib.blake2b(piece.encode(), digest_size=8).digest(), "little")


def piece_vector(piece: str, dimension: int) -> NDArray[np.float32]:
    """Return a unit vector, float32 (dimension,), that depends on nothing but the piece."""
    generator = np.random.default_rng(piece_number(piece))
    vectors = generator.standard_normal((1, dimension), dtype=np.float32)
    return _unit(vectors).reshape(dimension)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms: NDArray[np.float32] = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / norms
