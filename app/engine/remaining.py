"""How much work is left in files that nobody has read yet, and how long will it all take?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.engine.rate import RateMeter, WorkClock
from app.engine.tally import Waiting

_BYTES_PER_CHUNK = {".pdf": 12_000, ".docx": 6_000}
_BYTES_PER_CHUNK_OF_TEXT = 900
_PRIOR_BYTES = 50_000
"""What is assumed of a format counts as much as so many bytes that were read."""

_FILE_IN_CHUNKS = 0.2
"""To open a file takes as long as to read so many chunks."""

_PIECES_PER_CHUNK = 180.0
"""Until some were read."""

_NEARLY_NOTHING = 5.0
"""Word pieces to encode for each chunk."""


@dataclass(slots=True)
class _Read:
    n_bytes: float
    n_chunks: float


class WorkLeft:
    """Learns from the files that were read what the others will bring.

    Examples
    --------
    >>> work = WorkLeft(frozenset({".txt"}))
    >>> work.note_file(".txt", 90_000, n_chunks=100)
    >>> work.note_commit(n_chunks=100, n_pieces_new=10_000)
    >>> round(work.expected({".txt": Waiting(1, 9_000), ".mkv": Waiting(1, 10**9)}), -2)
    1000.0
    """

    def __init__(self, supported: frozenset[str]) -> None:
        self._supported = supported
        self._read: dict[str, _Read] = {}
        self._n_chunks, self._n_pieces_new = 0, 0.0
        self._reading = RateMeter()
        self._encoding = RateMeter()
        self._encoded_s = 0.0
        self._encoder_clock = WorkClock()  # one that waits for files is not slow

    @property
    def chunks_per_s(self) -> float | None:
        """Chunks encoded per second of late; None before it is known."""
        return self._encoding.chunks_per_s

    @property
    def pieces_per_s(self) -> float | None:
        """Word pieces encoded per second of late; None before it is known."""
        return self._encoding.pieces_per_s

    def note_file(self, suffix: str, n_bytes: int, n_chunks: int) -> None:
        """Note that a file was read, and how many chunks of it are for the encoder."""
        read = self._read_of(suffix)
        read.n_bytes += n_bytes
        read.n_chunks += n_chunks

    def note_commit(self, *, n_chunks: int, n_pieces_new: float) -> None:
        """Note how many word pieces some chunks have brought to be encoded."""
        self._n_chunks += n_chunks
        self._n_pieces_new += max(n_pieces_new, 0.0)

    def note_reading(self, now_s: float, n_files: int, n_chunks: int) -> None:
        """Note how much was read at a time."""
        self._reading.add(now_s, n_chunks, n_files)

    def note_encoding(self, now_s: float, n_chunks: int, n_pieces: int) -> None:
        """Note how much was encoded at a time."""
        self._encoded_s = self._encoder_clock.time(now_s)
        self._encoding.add(self._encoded_s, n_chunks, n_pieces)

    def note_encoder(self, now_s: float, *, busy: bool) -> None:
        """Note whether the encoder has something to do."""
        self._encoder_clock.set_busy(now_s, busy=busy)

    def expected(self, waiting: Mapping[str, Waiting]) -> float:
        """Return how many word pieces files will bring, as far as can be told."""
        new = (self._n_pieces_new + _PIECES_PER_CHUNK) / (self._n_chunks + 1)
        return new * self._chunks_in(waiting)

    def seconds_left(
        self, now_s: float, waiting: Mapping[str, Waiting], n_pieces_waiting: float
    ) -> float | None:
        """Return how long all takes that waits; None before it can be told.

        Parameters
        ----------
        now_s
            The time.
        waiting
            Files that are still to be read.
        n_pieces_waiting
            Word pieces that are still to be encoded.
        """
        reading = self._reading_left(waiting)
        n_pieces = n_pieces_waiting + self.expected(waiting)
        if not self.pieces_per_s:
            # What the model does not read needs no encoder.
            is_for_words = n_pieces < _NEARLY_NOTHING * self._chunks_in(waiting)
            return reading if is_for_words or not n_pieces else None
        encoding = n_pieces / self.pieces_per_s
        # What is under way is partly done, as long as answers come as they used to.
        since_s = self._encoder_clock.time(now_s) - self._encoded_s
        encoding -= min(since_s, self._encoding.longest_s, encoding)
        return max(reading or 0.0, encoding)

    def _reading_left(self, waiting: Mapping[str, Waiting]) -> float | None:
        if not waiting:
            return 0.0
        n_files, n_chunks = self._reading.pieces_per_s, self._reading.chunks_per_s
        if n_files is None or n_chunks is None:
            return None
        pace = n_chunks + _FILE_IN_CHUNKS * n_files
        n_left = sum(one.n_files for one in waiting.values())
        return (self._chunks_in(waiting) + _FILE_IN_CHUNKS * n_left) / pace if pace else None

    def _chunks_in(self, waiting: Mapping[str, Waiting]) -> float:
        total = 0.0
        for suffix, one in waiting.items():
            if not suffix or suffix in self._supported:
                read = self._read_of(suffix)
                total += one.n_bytes * read.n_chunks / read.n_bytes
        return total

    def _read_of(self, suffix: str) -> _Read:
        per_chunk = _BYTES_PER_CHUNK.get(suffix, _BYTES_PER_CHUNK_OF_TEXT)
        return self._read.setdefault(suffix, _Read(_PRIOR_BYTES, _PRIOR_BYTES / per_chunk))
