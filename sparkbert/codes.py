"""Which of its own word piece's senses is each token of a chunk, in as few bits as can be?

A token's vector is remembered as the number of the nearest among its own piece's centroids. A piece
with k centroids needs ceil(log2 k) bits, one with a single centroid none, so a chunk takes some
hundred bytes. The pieces themselves are not stored: the tokenizer finds them again in the text.

Source: late interaction on centroid ids instead of vectors, Santhanam et al., "PLAID" (CIKM 2022).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def bits_needed(n_choices: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return how many bits tell apart so many choices, each at least 1: int64 (n,).

    Examples
    --------
    >>> bits_needed(np.array([1, 2, 3, 4, 5, 64], dtype=np.int32)).tolist()
    [0, 1, 2, 2, 3, 6]
    """
    return np.ceil(np.log2(np.maximum(n_choices, 1))).astype(np.int64)


def pack(numbers: NDArray[np.int32], n_choices: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Write numbers, each from 0 to below its `n_choices`, in as few bits as these need.

    Both are int32 (n,); returns uint8 (n_bytes,), the last byte padded with zeros.

    Examples
    --------
    >>> pack(np.array([2, 0, 5], dtype=np.int32), np.array([3, 1, 6], dtype=np.int32)).tolist()
    [104]
    """
    widths = bits_needed(n_choices)
    places = np.arange(widths.max(initial=0))
    bits = (numbers[:, None] >> places) & 1
    return np.packbits(bits[places < widths[:, None]].astype(np.uint8))


def unpack(
    packed: Sequence[NDArray[np.uint8]], n_choices: Sequence[NDArray[np.int32]]
) -> list[NDArray[np.int32]]:
    """Read what `pack` wrote, for several chunks at once.

    Raises
    ------
    ValueError
        A chunk's bytes are not as many as its tokens need.
    """
    widths = [bits_needed(one) for one in n_choices]
    n_bits = [int(one.sum()) for one in widths]
    for codes, n in zip(packed, n_bits, strict=True):
        if len(codes) != -(-n // 8):
            raise ValueError(f"{len(codes)} bytes of codes where {n} bits are expected")
    if not n_bits:
        return []
    bits = np.concatenate(
        [np.unpackbits(codes, count=n) for codes, n in zip(packed, n_bits, strict=True)]
    )
    of_all = np.concatenate(widths)
    places = np.arange(of_all.max(initial=0))
    matrix = np.zeros((len(of_all), len(places)), dtype=np.int32)
    matrix[places < of_all[:, None]] = bits
    numbers = (matrix << places).sum(axis=1, dtype=np.int32)
    return np.split(numbers, np.cumsum([len(one) for one in widths])[:-1])
