"""How do tests search without a model? A made-up language, its vocabulary and its index."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from sparkbert.encoder.base import Encoding
from sparkbert.encoder.tokenizer import Pieces
from sparkbert.index.snapshot import Snapshot
from sparkbert.index.writer import EncodedChunk, IndexWriter
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.query import encode_query, parse_query
from sparkbert.ranking.searcher import Searcher
from sparkbert.sparse import SenseEncoder
from sparkbert.types import Document
from sparkbert.vocabulary.lookup import SenseLookup
from sparkbert.vocabulary.vocabulary import Vocabulary
from tests.support.fake_encoder import FakeTokenEncoder, piece_vector
from tests.support.indexes import DIMENSION, open_writer, put
from tests.support.vocabularies import vocabulary_of

_LEXICON = """
    harbor lantern copper violin meadow granite falcon orchard thunder saddle walnut glacier
    ribbon anchor pepper canyon velvet mirror candle pigeon marble timber cotton rocket
"""
WORDS = _LEXICON.split()
N_PIECES = 30_000  # as many as the fake encoder tells apart
N_NEIGHBORS = 3
PARAMETERS = RankingParameters(
    search_n_neighbors=4,
    semantic_weight=0.4,
    lexical_weight=0.35,
    pooled_weight=0.25,
    title_weight=0.0,  # so that a chunk's score is its own
    best_weight=0.0,
    neighbour_weight=0.0,
    n_candidates=1000,
    n_compared=1000,
)
ENCODER = FakeTokenEncoder(DIMENSION, context=0.4)


def fake_pieces(text: str) -> Pieces:
    """Split a text as the fake encoder does; every piece is a word."""
    one = ENCODER.encode([text])[0]
    return Pieces(one.piece_ids, one.starts, one.ends, np.arange(len(one.starts), dtype=np.int32))


def word_vocabulary() -> Vocabulary:
    """Return a vocabulary in which each of `WORDS` has one sense, and is a neighbour of all."""
    ids = np.sort(fake_pieces(" ".join(WORDS)).ids)
    assert len(set(ids.tolist())) == len(WORDS)
    vectors = np.tile(piece_vector("", DIMENSION), (N_PIECES, 1))
    for word in WORDS:
        vectors[fake_pieces(word).ids[0]] = piece_vector(word, DIMENSION)
    neighbours = np.tile(ids[:-1], (N_PIECES, 1))
    for number, one in enumerate(ids.tolist()):
        neighbours[one] = np.delete(ids, number)
    return vocabulary_of(vectors, [1] * N_PIECES, neighbours)


LOOKUP = SenseLookup(word_vocabulary())


def encode(query: str) -> Encoding:
    """Encode a query as typed."""
    return encode_query(parse_query(query).text, ENCODER, fake_pieces)


def encode_all(writer: IndexWriter, leave: Collection[str] = ()) -> None:
    """Encode what is pending, but for some texts."""
    senses = SenseEncoder(LOOKUP, N_NEIGHBORS)
    pending = [one for one in writer.pending(10_000) if one.text not in leave]
    encodings = ENCODER.encode([one.text for one in pending])
    writer.put_encodings(
        [
            EncodedChunk(one.chunk_id, senses.encode(encoding), encoding.pooled)
            for one, encoding in zip(pending, encodings, strict=True)
        ]
    )


@contextmanager
def searching(
    directory: Path, *documents: Document, leave: Collection[str] = ()
) -> Iterator[tuple[Searcher, Snapshot]]:
    """Index documents, all but some chunks by meaning too, and open the index for searching."""
    with open_writer(directory) as writer:
        put(writer, *documents)
        encode_all(writer, leave)
    with Snapshot.open(directory) as snapshot:
        yield Searcher(snapshot, LOOKUP, fake_pieces, PARAMETERS), snapshot
