"""How do chunks get their senses while the encoder is never left waiting?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Protocol

from app.errors import EncoderDiedError
from sparkbert.encoder.base import Encoding
from sparkbert.index.writer import EncodedChunk, IndexWriter, PendingChunk
from sparkbert.sparse import SparseVector

_N_IN_FLIGHT = 2  # one that is computed, one that is ready to follow it
_N_TRIES = 2


class BulkEncoder(Protocol):
    """Encodes beside us; `app.engine.encoder_process.EncoderProcess` does."""

    def start(self) -> None:
        """Get ready, beside us."""
        ...

    def submit(self, texts: Sequence[str]) -> Future[list[Encoding]]:
        """Encode texts, in order."""
        ...


class SenseAssigner(Protocol):
    """Turns token vectors into senses; `sparkbert.sparse.SenseEncoder` does."""

    def encode(self, encoding: Encoding) -> SparseVector:
        """Weigh the senses of one chunk."""
        ...


class MeaningStage:
    """Encodes pending chunks in bulk requests; each is committed as it comes back.

    Parameters
    ----------
    writer
        Knows what is pending and takes what is encoded.
    encoder
        Turns texts into vectors.
    senses
        Turns vectors into senses.
    bulk_pieces
        Word pieces of a request: what a kill loses at most, times two. Larger ones hold more texts
        of equal length, which encode faster.
    may_encode
        Tells whether to encode now; if not, what is in flight is let go of.
    """

    def __init__(
        self,
        writer: IndexWriter,
        encoder: BulkEncoder,
        senses: SenseAssigner,
        bulk_pieces: int = 8_000,
        may_encode: Callable[[], bool] = lambda: True,
    ) -> None:
        self._writer = writer
        self._encoder = encoder
        self._senses = senses
        self._bulk_pieces = bulk_pieces
        self._may_encode = may_encode
        self._in_flight: dict[Future[list[Encoding]], tuple[list[PendingChunk], int]] = {}
        self._taken: set[int] = set()  # chunks in flight, or back and not yet committed

    @property
    def in_flight(self) -> list[Future[list[Encoding]]]:
        """What the encoder works on."""
        return list(self._in_flight)

    def prepare(self) -> None:
        """Let the encoder load its model, if it has not, while there is other work."""
        if self._may_encode():
            self._encoder.start()

    def feed(self) -> None:
        """Give the encoder all that it should have."""
        if not self._may_encode():
            self.drop()
            return
        while len(self._in_flight) < _N_IN_FLIGHT:
            chunks = self._next_chunks()
            if not chunks:
                return
            self._submit(chunks, n_tries=1)

    def take(self, done: Future[list[Encoding]]) -> tuple[int, int]:
        """Commit what came of a future of `in_flight`; returns how many chunks and word pieces.

        Raises
        ------
        ModelError, EncoderError
            The encoder can't be loaded, or failed at the same chunks twice.
        """
        if done not in self._in_flight:
            return 0, 0  # dropped
        chunks, n_tries = self._in_flight.pop(done)
        try:
            encodings = done.result()
        except EncoderDiedError:
            if n_tries == _N_TRIES:
                raise
            self._submit(chunks, n_tries + 1)
            return 0, 0
        self.feed()  # before our own work, so that the encoder goes on beside it
        self._writer.put_encodings(
            [
                EncodedChunk(chunk.chunk_id, self._senses.encode(encoding), encoding.pooled)
                for chunk, encoding in zip(chunks, encodings, strict=True)
            ]
        )
        self._taken.difference_update(chunk.chunk_id for chunk in chunks)
        self._writer.merge()
        return len(chunks), sum(chunk.n_pieces for chunk in chunks)

    def drop(self) -> None:
        """Let go of what the encoder works on; it stays pending."""
        for future in self._in_flight:
            future.cancel()
        self._in_flight.clear()
        self._taken.clear()

    def _next_chunks(self) -> list[PendingChunk]:
        limit = len(self._taken) + self._bulk_pieces // _SHORT_CHUNK
        chosen: list[PendingChunk] = []
        room = self._bulk_pieces
        for chunk in self._writer.pending(limit):
            if chunk.chunk_id in self._taken:
                continue
            room -= chunk.n_pieces
            chosen.append(chunk)
            if room <= 0:
                break
        return chosen

    def _submit(self, chunks: list[PendingChunk], n_tries: int) -> None:
        future = self._encoder.submit([chunk.text for chunk in chunks])
        self._in_flight[future] = (chunks, n_tries)
        self._taken.update(chunk.chunk_id for chunk in chunks)


_SHORT_CHUNK = 40  # word pieces; no more than so many chunks of this length go into a request
