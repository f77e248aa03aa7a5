"""What does an encoder owe its callers?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """Which model made a vector; vectors of different identities must never meet.

    Parameters
    ----------
    name
        The model's public name.
    sha256
        Hex digest of the weights file.
    dimension
        Length of every vector.
    max_pieces
        How many word pieces a text may have, special pieces not counted; more are refused.
    """

    name: str
    sha256: str
    dimension: int
    max_pieces: int


@dataclass(frozen=True, slots=True)
class Encoding:
    """The vectors of one text. `n` counts its word pieces, special pieces left out.

    Parameters
    ----------
    piece_ids
        int32 (n,): ids in the model's WordPiece vocabulary.
    starts, ends
        int32 (n,): each piece's characters in the text as it was given.
    vectors
        float32 (n, dimension): contextual token vectors of unit length.
    pooled
        float32 (dimension,): the text's vector of unit length, as the model's authors define it.
    """

    piece_ids: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    vectors: NDArray[np.float32]
    pooled: NDArray[np.float32]


class TokenEncoder(Protocol):
    """Turns texts into token vectors and pooled vectors."""

    @property
    def identity(self) -> EncoderIdentity:
        """Which model this is."""
        ...

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """Encode texts, in order; raises ValueError on one longer than `identity.max_pieces`."""
        ...
