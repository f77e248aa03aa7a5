"""What does an index hold, said so that equal content gives equal text?"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sparkbert.index.segment import Segment, SegmentKind
from sparkbert.index.state import read_state


def logical_dump(directory: Path) -> str:
    """Return documents, chunks and postings as lines of text.

    The text depends neither on row ids, nor on the order and number of commits and merges, nor on
    what was removed: an index that was built in one go gives the same text as one that grew.
    A posting list is given by the number and the SHA-256 digest of a chunk's postings.

    Raises
    ------
    SearchIndexError, IncompatibleIndexError, IndexCorruptError
        As `Snapshot.open` says.
    """
    state = read_state(directory)
    try:
        vectors = {
            kind: dict(line for part in state.segments[kind] for line in _vectors(part))
            for kind in SegmentKind
        }
        lines = [*_documents(state.connection), *_chunks(state.connection, vectors)]
    finally:
        state.connection.close()
    return "\n".join(lines) + "\n"


def _documents(connection: sqlite3.Connection) -> Iterator[str]:
    documents = connection.execute("SELECT id, key, name, title FROM documents ORDER BY key")
    for document_id, key, name, title in documents:
        yield f"document {key!r} name {name!r} title {title!r}"
        sections = connection.execute(
            "SELECT number, page, offsets FROM sections WHERE document_id = ? ORDER BY number",
            (document_id,),
        )
        for number, page, offsets in sections:
            yield f"  section {number} page {page} offsets {offsets.hex()}"
        occurrences = connection.execute(
            "SELECT position, hash, section, start, stop, heading FROM occurrences"
            " JOIN chunks ON chunks.id = chunk_id WHERE document_id = ? ORDER BY position",
            (document_id,),
        )
        for position, digest, section, start, stop, heading in occurrences:
            yield f"  {position}: {digest.hex()} at {section}:{start}-{stop} under {heading!r}"


def _chunks(
    connection: sqlite3.Connection, vectors: dict[SegmentKind, dict[int, str]]
) -> Iterator[str]:
    rows = connection.execute("SELECT id, hash, text, n_pieces, encoded FROM chunks ORDER BY hash")
    for chunk_id, digest, text, n_pieces, encoded in rows:
        yield f"chunk {digest.hex()} pieces {n_pieces} encoded {encoded} text {text!r}"
        for kind in SegmentKind:
            yield f"  {kind} {vectors[kind].get(chunk_id, 'none')}"


def _vectors(segment: Segment) -> Iterator[tuple[int, str]]:
    """Yield each chunk of a segment with a digest of all that the segment says of it."""
    columns = [
        np.repeat(segment.terms, np.diff(segment.indptr)),
        segment.weights,
        *([segment.witnesses] if segment.kind is SegmentKind.SENSES else []),
    ]
    order = segment.ordinals.argsort(kind="stable")  # terms ascend within a chunk
    columns = [column[order] for column in columns]
    bounds = segment.ordinals[order].searchsorted(np.arange(segment.n_chunks + 1, dtype=np.int64))
    for ordinal, chunk_id in enumerate(segment.chunk_ids.tolist()):
        span = slice(bounds[ordinal], bounds[ordinal + 1])
        digest = hashlib.sha256(b"".join(column[span].tobytes() for column in columns))
        if segment.kind is SegmentKind.SENSES:
            digest.update(segment.pooled[ordinal].tobytes())
            digest.update(segment.pooled_scales[ordinal].tobytes())
            codes = slice(segment.code_starts[ordinal], segment.code_starts[ordinal + 1])
            digest.update(segment.codes[codes].tobytes())
        yield chunk_id, f"{span.stop - span.start} {digest.hexdigest()}"
