"""Where in the source does a character of the cleaned text come from?"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass

_PAIR_BYTES = 8


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """A piecewise linear, non-decreasing map from positions in a text to positions in its source.

    From `starts[i]` on (up to `starts[i + 1]`) position `p` maps to `sources[i] + p - starts[i]`.

    Parameters
    ----------
    starts
        Positions in the cleaned text, in characters, strictly increasing; the first is 0.
    sources
        The source position of each start, in characters, of the same length.
    """

    starts: tuple[int, ...] = (0,)
    sources: tuple[int, ...] = (0,)

    def __post_init__(self) -> None:
        if len(self.starts) != len(self.sources) or not self.starts or self.starts[0] != 0:
            raise ValueError("an offset map needs as many sources as starts, the first start 0")
        if any(a >= b for a, b in zip(self.starts, self.starts[1:], strict=False)):
            raise ValueError("the starts of an offset map must increase strictly")

    def source(self, position: int) -> int:
        """Return the source position, in characters, of a position in the cleaned text."""
        piece = max(bisect_right(self.starts, position) - 1, 0)
        return self.sources[piece] + position - self.starts[piece]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest source span that covers the text's characters `start:end`."""
        if end <= start:
            at = self.source(start)
            return at, at
        return self.source(start), self.source(end - 1) + 1

    def to_bytes(self) -> bytes:
        """Encode as little-endian int32: all starts, then all sources."""
        values = (*self.starts, *self.sources)
        return struct.pack(f"<{len(values)}i", *values)

    @classmethod
    def from_bytes(cls, data: bytes) -> OffsetMap:
        """Decode what `to_bytes` wrote; raises ValueError on anything else."""
        half, rest = divmod(len(data), _PAIR_BYTES)
        if rest:
            raise ValueError("an offset map holds as many sources as starts")
        values = struct.unpack(f"<{2 * half}i", data)
        return cls(values[:half], values[half:])
