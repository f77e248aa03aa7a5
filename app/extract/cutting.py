"""What cuts documents in the processes that read files?

It is imported there: nothing of it may be heavy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sparkbert.chunking import Chunk, Chunker
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.languages import readability_of
from sparkbert.types import Document


class JudgingCutter:
    """Cuts documents and tells which chunks the encoder can read.

    What tells languages apart takes a hundred megabytes for a moment, which the engine is spared.

    Parameters
    ----------
    tokenizer
        The file of the encoder's tokenizer.
    encoder_sha256
        The digest of the encoder's weights.
    """

    def __init__(self, tokenizer: Path, encoder_sha256: str) -> None:
        self._chunker = Chunker(PieceTokenizer(tokenizer))
        self._reads = readability_of(encoder_sha256)

    def iterate(self, document: Document) -> Iterator[Chunk]:
        """Yield a document's chunks in order."""
        for chunk in self._chunker.iterate(document):
            yield replace(chunk, readable=self._reads(chunk.text))
