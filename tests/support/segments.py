"""How do tests make segments, and what is a segment's content in plain Python?"""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from sparkbert.index.segment import Segment, SegmentKind, build_senses, build_words
from sparkbert.sparse import SparseVector

Chunk = dict[int, tuple[int, int]]  # term -> weight, witness
Content = dict[int, Chunk]  # chunk id -> its terms

WORD_TERMS = st.integers(0, 40) | st.integers(2**64 - 20, 2**64 - 1)
SENSE_TERMS = st.integers(0, 40) | st.integers(2**32 - 20, 2**32 - 1)


def contents(kind: SegmentKind, *, max_chunks: int = 12) -> st.SearchStrategy[Content]:
    """Draw the content of a segment."""
    senses = kind is SegmentKind.SENSES
    posting = st.tuples(st.integers(1, 255), st.integers(0, 253) if senses else st.just(0))
    chunk = st.dictionaries(SENSE_TERMS if senses else WORD_TERMS, posting, max_size=12)
    return st.dictionaries(st.integers(1, 10_000), chunk, min_size=1, max_size=max_chunks)


def build(kind: SegmentKind, content: Content, dimension: int = 4) -> Segment:
    """Build a segment; pooled vectors depend on the chunk's id alone."""
    ids = sorted(content)
    vectors = [_vector(kind, content[chunk_id]) for chunk_id in ids]
    chunk_ids = np.array(ids, np.int64)
    if kind is SegmentKind.WORDS:
        return build_words(chunk_ids, vectors)
    pooled = [np.random.default_rng(chunk_id).standard_normal(dimension) for chunk_id in ids]
    return build_senses(chunk_ids, vectors, np.array(pooled, np.float32))


def content_of(segment: Segment) -> Content:
    """Read a segment posting by posting."""
    content: Content = {chunk_id: {} for chunk_id in segment.chunk_ids.tolist()}
    for number, term in enumerate(segment.terms.tolist()):
        for at in range(segment.indptr[number], segment.indptr[number + 1]):
            chunk_id = int(segment.chunk_ids[segment.ordinals[at]])
            witness = int(segment.witnesses[at]) if len(segment.witnesses) else 0
            content[chunk_id][term] = (int(segment.weights[at]), witness)
    return content


def _vector(kind: SegmentKind, chunk: Chunk) -> SparseVector:
    terms = sorted(chunk)
    weights = np.array([chunk[term][0] for term in terms], np.uint8)
    witnesses = np.array([chunk[term][1] for term in terms], np.uint8)
    if kind is SegmentKind.WORDS:
        return SparseVector(np.array(terms, np.uint64), weights, witnesses)
    codes = np.array(terms[: sum(terms) % 5], np.uint64).astype(np.uint8)
    return SparseVector(np.array(terms, np.uint32), weights, witnesses, codes)
