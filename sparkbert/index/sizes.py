"""How much room do the parts of an index take, and how many chunks has each document?"""

from __future__ import annotations

from dataclasses import dataclass

from sparkbert.index.segment import SegmentKind
from sparkbert.index.state import IndexState


@dataclass(frozen=True, slots=True)
class PartSizes:
    """Bytes that each part of an index takes on disk; together, catalog and segments.

    Parameters
    ----------
    texts
        The texts of chunks.
    catalog
        All else in the catalog: documents, places, what phrases are found by, the caller's tables.
    words, senses
        Postings.
    codes
        Which senses the word pieces have.
    pooled
        Pooled vectors.
    """

    texts: int
    catalog: int
    words: int
    senses: int
    codes: int
    pooled: int


def part_sizes(state: IndexState) -> PartSizes:
    """Return how much room the parts take. Reads all texts: some seconds for a million chunks."""
    query = state.connection.execute
    texts = query("SELECT ifnull(sum(length(CAST(text AS BLOB))), 0) FROM chunks").fetchone()[0]
    pages, page_bytes = (query(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size"))
    by_kind: dict[str, int] = dict(query("SELECT kind, sum(n_bytes) FROM segments GROUP BY kind"))
    segments = state.segments[SegmentKind.SENSES]
    codes = sum(one.codes.nbytes + one.code_starts.nbytes for one in segments)
    pooled = sum(one.pooled.nbytes + one.pooled_scales.nbytes for one in segments)
    return PartSizes(
        texts=texts,
        catalog=pages * page_bytes - texts,
        words=by_kind.get(SegmentKind.WORDS, 0),
        senses=by_kind.get(SegmentKind.SENSES, 0) - codes - pooled,
        codes=codes,
        pooled=pooled,
    )


def chunks_of_documents(state: IndexState) -> dict[str, int]:
    """Return how many chunks each document has, by its key; one that it has twice counts twice."""
    return dict(
        state.connection.execute(
            "SELECT key, count(*) FROM occurrences JOIN documents ON documents.id = document_id"
            " GROUP BY document_id"
        )
    )
