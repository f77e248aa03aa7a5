"""How does a test collection fare in the product itself: its chunks, its index, its ranking?"""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Protocol, Self

import numpy as np

from sparkbert import chunking, codes, sparse, stop_words, words
from sparkbert.chunking import Chunk
from sparkbert.encoder.base import Encoding, TokenEncoder
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.errors import QueryError
from sparkbert.evaluation.collections import CollectionDocument
from sparkbert.evaluation.systems import Answers, Costs, Ranking, SystemName, one_by_one
from sparkbert.index.catalog import IndexIdentity, catalog_path
from sparkbert.index.snapshot import IndexStatistics, Snapshot
from sparkbert.index.writer import EncodedChunk, IndexWriter
from sparkbert.ranking.fusion import Ranking as ChunkRanking
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.query import encode_query, parse_query
from sparkbert.ranking.searcher import Searcher
from sparkbert.sparse import SenseEncoder
from sparkbert.types import Channel, Document, Heading, Section
from sparkbert.vocabulary import lookup
from sparkbert.vocabulary.lookup import SenseLookup

_DOCUMENTS_AT_ONCE = 1000
_CHUNKS_AT_ONCE = 64
_DECIDING = (chunking, words, stop_words, sparse, codes, lookup)
"""What is in an index depends on these modules, beside its identity."""


class Cutter(Protocol):
    """Cuts documents into chunks; `sparkbert.chunking.Chunker` does."""

    def chunk(self, document: Document) -> list[Chunk]:
        """Return a document's chunks in order."""
        ...


@dataclass(frozen=True, slots=True)
class Product:
    """What the product is made of.

    Parameters
    ----------
    identity
        What its indexes are made with.
    tokenizer
        Cuts texts into word pieces.
    cutter
        Cuts documents into chunks.
    lookup
        Finds the senses of tokens.
    encoder
        Makes the vectors.
    vocabulary_disk, vocabulary_resident
        How many bytes the vocabulary takes, in its file and in memory.
    """

    identity: IndexIdentity
    tokenizer: PieceTokenizer
    cutter: Cutter
    lookup: SenseLookup
    encoder: TokenEncoder
    vocabulary_disk: int = 0
    vocabulary_resident: int = 0


def as_document(one: CollectionDocument) -> Document:
    """Return what an extractor would make of a file that holds this title and this text."""
    headings = (Heading(0, 1, one.title),) if one.title else ()
    text = f"{one.title}\n\n{one.text}" if one.title else one.text
    return Document(one.id, one.id, one.title, (Section(text, headings=headings),))


def content_digest(documents: Sequence[CollectionDocument], identity: IndexIdentity) -> str:
    """Return a hex digest of documents and of what indexes them: the name of their index.

    The code that cuts and weighs counts too, or an experiment would measure an index of before it.
    """
    digest = hashlib.sha256(json.dumps(asdict(identity)).encode())
    for module in _DECIDING:
        digest.update(inspect.getsource(module).encode())
    for one in documents:
        digest.update(json.dumps([one.id, one.title, one.text]).encode())
    return digest.hexdigest()


def index_documents(
    directory: Path,
    documents: Sequence[CollectionDocument],
    product: Product,
    tell: Callable[[str, int, int], None] = lambda what, done, n: None,
) -> float | None:
    """Index documents as the product does, going on where an earlier run has ended.

    Whether the index holds these very documents is not checked beyond their number: give each
    `content_digest` a folder of its own.

    Parameters
    ----------
    directory
        The index's own folder.
    documents
        What is indexed.
    product
        What indexes it.
    tell
        Is called with "documents" or "chunks", how many are done, and of how many.

    Returns
    -------
    float or None
        How many seconds it took; None if the index was there already, in whole or in part.

    Raises
    ------
    SearchIndexError
        Another process writes to the folder, or what it holds is damaged or of another making.
    """
    start = perf_counter()
    is_new = not catalog_path(directory).exists()
    with IndexWriter.open(directory, product.identity) as writer:
        if _count_documents(directory) != len(documents):
            for first in range(0, len(documents), _DOCUMENTS_AT_ONCE):
                some = documents[first : first + _DOCUMENTS_AT_ONCE]
                with writer.batch():
                    for one in some:
                        document = as_document(one)
                        chunks = product.cutter.chunk(document)
                        writer.put_document(document, chunks, changed_ns=0)
                tell("documents", first + len(some), len(documents))
        _encode_pending(writer, product, tell)
        writer.merge()
    return perf_counter() - start if is_new else None


class IndexedCollection:
    """An indexed collection, open for ranking; `close` lets go of it.

    Parameters
    ----------
    directory
        The index's folder.
    product
        What it was indexed with.
    """

    def __init__(self, directory: Path, product: Product) -> None:
        self._snapshot = Snapshot.open(directory, product.identity)
        self._product = product
        self._keys, rows, self._holders = self._snapshot.holders()
        self._first_holder = rows.searchsorted(np.arange(len(self._snapshot.chunk_ids) + 1))
        self._encodings: dict[str, Encoding | None] = {}
        self.encoding_milliseconds: list[float] = []
        """How long it took to encode each query."""

    @property
    def statistics(self) -> IndexStatistics:
        """How much the index holds, and how many bytes its parts take."""
        return self._snapshot.statistics()

    @property
    def vocabulary_bytes(self) -> tuple[int, int]:
        """How many bytes the vocabulary takes, in its file and in memory."""
        return self._product.vocabulary_disk, self._product.vocabulary_resident

    def close(self) -> None:
        """Close the index."""
        self._snapshot.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def searcher(self, parameters: RankingParameters) -> Searcher:
        """Return a searcher of this index."""
        return Searcher(self._snapshot, self._product.lookup, self._product.tokenizer, parameters)

    def encode(self, typed: str) -> Encoding | None:
        """Encode a query, once; None if it is empty."""
        if typed not in self._encodings:
            try:
                text = parse_query(typed).text
            except QueryError:
                self._encodings[typed] = None
            else:
                encoder, tokenizer = self._product.encoder, self._product.tokenizer
                start = perf_counter()
                self._encodings[typed] = encode_query(text, encoder, tokenizer)
                self.encoding_milliseconds.append(1000 * (perf_counter() - start))
        return self._encodings[typed]

    def rank_chunks(self, searcher: Searcher, encoding: Encoding, typed: str) -> ChunkRanking:
        """Return all chunks that a query finds, best first."""
        return searcher.rank(typed, encoding, len(self._snapshot.chunk_ids))

    def documents_of(self, ranking: ChunkRanking, k: int) -> list[str]:
        """Return the k documents whose best chunks come first; what earns nothing is not found."""
        found: dict[int, None] = {}
        for row in ranking.rows[(ranking.scores > 0) | ranking.exact].tolist():
            for holder in self._holders[self._first_holder[row] : self._first_holder[row + 1]]:
                found[int(holder)] = None
            if len(found) >= k:
                break
        return [self._keys[holder] for holder in list(found)[:k]]


class ProductSystem:
    """The product's ranking, or what one of its channels finds alone.

    A document's score is minus its place: the order is the product's own, literal hits first.

    Parameters
    ----------
    collection
        What is ranked.
    parameters
        Of the ranking.
    channel
        The one channel that counts; all, by their weights, if not given.
    index_seconds
        How long it took to index the documents.
    """

    def __init__(
        self,
        collection: IndexedCollection,
        parameters: RankingParameters,
        channel: Channel | None = None,
        index_seconds: float | None = None,
    ) -> None:
        self._collection = collection
        self._channel = channel
        self._seconds = index_seconds
        self._searcher = collection.searcher(
            parameters if channel is None else alone(parameters, channel)
        )

    @property
    def name(self) -> SystemName:
        """Which system this is."""
        match self._channel:
            case None:
                return SystemName.HYBRID
            case Channel.SEMANTIC:
                return SystemName.SPARSE
            case Channel.LEXICAL:
                return SystemName.WORDS
            case Channel.POOLED:
                return SystemName.POOLED

    @property
    def costs(self) -> Costs:
        """What postings, codes and vectors take; readers map them into memory."""
        held = self._collection.statistics
        by_channel = {
            Channel.SEMANTIC: held.bytes_senses,
            Channel.LEXICAL: held.bytes_words,
            Channel.POOLED: held.bytes_pooled,
        }
        chosen = by_channel if self._channel is None else (self._channel,)
        n_bytes = sum(by_channel[channel] for channel in chosen) / held.documents
        if self._channel is Channel.SEMANTIC:  # its candidates are compared by pooled vectors
            n_bytes += held.bytes_pooled / held.documents
        disk, resident = self._collection.vocabulary_bytes if Channel.SEMANTIC in chosen else (0, 0)
        return Costs(n_bytes, n_bytes, disk, resident, self._seconds)

    def answer(self, queries: Mapping[str, str], k: int) -> Answers:
        """Return by query id the k best documents."""
        for typed in queries.values():
            self._collection.encode(typed)
        return one_by_one(queries, lambda typed: self._rank(typed, k))

    def _rank(self, typed: str, k: int) -> Ranking:
        encoding = self._collection.encode(typed)
        if encoding is None:
            return []
        ranking = self._collection.rank_chunks(self._searcher, encoding, typed)
        best = self._collection.documents_of(ranking, k)
        return [(key, float(-place)) for place, key in enumerate(best, 1)]


_NOTHING = RankingParameters(
    semantic_weight=0.0,
    late_weight=0.0,
    stretch_weight=0.0,
    lexical_weight=0.0,
    pooled_weight=0.0,
    pair_weight=0.0,
    title_weight=0.0,
    best_weight=0.0,
    neighbour_weight=0.0,
)


def alone(parameters: RankingParameters, channel: Channel) -> RankingParameters:
    """Return parameters by which one channel decides everything.

    The semantic channel's candidates are still compared with each other; words and pooled vectors
    are ranked plainly.
    """
    match channel:
        case Channel.SEMANTIC:
            return replace(
                parameters, lexical_weight=0.0, pooled_weight=0.0, pair_weight=0.0, title_weight=0.0
            )
        case Channel.LEXICAL:
            return replace(_NOTHING, lexical_weight=1.0)
        case Channel.POOLED:
            return replace(_NOTHING, pooled_weight=1.0)


def _count_documents(directory: Path) -> int:
    with Snapshot.open(directory) as snapshot:
        return snapshot.statistics().documents


def _encode_pending(
    writer: IndexWriter, product: Product, tell: Callable[[str, int, int], None]
) -> None:
    senses = SenseEncoder.of_index(product.lookup, product.identity.index_n_neighbors)
    n, done = writer.count_pending(), 0
    while some := writer.pending(_CHUNKS_AT_ONCE):
        encodings = product.encoder.encode([chunk.text for chunk in some])
        writer.put_encodings(
            [
                EncodedChunk(chunk.chunk_id, senses.encode(encoding), encoding.pooled)
                for chunk, encoding in zip(some, encodings, strict=True)
            ]
        )
        writer.merge()
        done += len(some)
        tell("chunks", done, n)
