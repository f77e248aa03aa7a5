"""How do tests fill an index without a model, a chunker or a vocabulary?"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np

from sparkbert.chunking import Chunk
from sparkbert.encoder.weights import SHA256, WEIGHTS_FILE
from sparkbert.index.catalog import IndexIdentity
from sparkbert.index.writer import EncodedChunk, IndexWriter
from sparkbert.sparse import SparseVector
from sparkbert.types import Document, Section
from tests.support.fake_encoder import FakeTokenEncoder, piece_number

DIMENSION = 16
N_CENTROIDS = 512
IDENTITY = IndexIdentity(
    encoder="fake",
    encoder_sha256="e" * 64,
    vocabulary_sha256="f" * 64,
    dimension=DIMENSION,
    index_n_neighbors=1,
    max_pieces=250,
)
ENGLISH_IDENTITY = replace(IDENTITY, encoder_sha256=SHA256[WEIGHTS_FILE])

_ENCODER = FakeTokenEncoder(DIMENSION)


def document(key: str, *paragraphs: str, name: str = "", title: str = "") -> Document:
    """Return a document of one section with the given paragraphs."""
    return Document(key, name or f"{key}.txt", title, (Section("\n\n".join(paragraphs), page=1),))


def paragraph_chunks(source: Document) -> list[Chunk]:
    """Cut every section at blank lines."""
    return [
        Chunk(number, match.start(), match.end(), match[0], None, len(match[0].split()))
        for number, section in enumerate(source.sections)
        for match in re.finditer(r"\S(?:.|\n(?!\n))*", section.text)
    ]


def put(writer: IndexWriter, *documents: Document) -> None:
    """Put documents in one batch."""
    with writer.batch():
        for one in documents:
            writer.put_document(one, paragraph_chunks(one))


def remove(writer: IndexWriter, *keys: str) -> None:
    """Remove documents in one batch."""
    with writer.batch():
        for key in keys:
            writer.remove_document(key)


def sense_of(word: str) -> int:
    """Return the one sense that a word has in tests."""
    return piece_number(word.lower()) % N_CENTROIDS


def encode_chunk(chunk_id: int, text: str) -> EncodedChunk:
    """Give a text a sense per word, as heavy as the word is frequent, and a pooled vector."""
    encoding = _ENCODER.encode([text])[0]
    pieces = [text[a:b] for a, b in zip(encoding.starts, encoding.ends, strict=True)]
    senses = np.array([sense_of(piece) for piece in pieces], np.uint32)
    terms, first, counts = np.unique(senses, return_index=True, return_counts=True)
    vector = SparseVector(
        terms, np.minimum(counts * 20, 255).astype(np.uint8), first.astype(np.uint8)
    )
    return EncodedChunk(chunk_id, vector, encoding.pooled)


def encode_pending(writer: IndexWriter, *, batch: int = 64, limit: int | None = None) -> int:
    """Encode what is pending, at most `limit` chunks; return how many were."""
    n_encoded = 0
    while limit is None or n_encoded < limit:
        some = writer.pending(batch if limit is None else min(batch, limit - n_encoded))
        if not some:
            break
        writer.put_encodings([encode_chunk(item.chunk_id, item.text) for item in some])
        n_encoded += len(some)
    return n_encoded


def open_writer(directory: Path) -> IndexWriter:
    """Open an index of the tests' identity."""
    return IndexWriter.open(directory, IDENTITY)


def open_english_writer(directory: Path) -> IndexWriter:
    """Open an index whose encoder reads English alone."""
    return IndexWriter.open(directory, ENGLISH_IDENTITY)
