"""How does each system come by what it needs, and nothing be made that no system asks for?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sparkbert.encoder.base import TokenEncoder
from sparkbert.evaluation.bm25 import Bm25
from sparkbert.evaluation.collections import Collection
from sparkbert.evaluation.dense import Dense, Hnsw, save_graph
from sparkbert.evaluation.maxsim import MaxSim
from sparkbert.evaluation.paper import PaperSparkBert, paper_digest, save_paper_index
from sparkbert.evaluation.product import (
    IndexedCollection,
    Product,
    ProductSystem,
    content_digest,
    index_documents,
)
from sparkbert.evaluation.shelf import Kept, Shelf, digest_of, record, recorded
from sparkbert.evaluation.systems import System, SystemName
from sparkbert.evaluation.tokens import TextVectors, load_vectors, save_vectors
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.types import Channel

Tell = Callable[[str, int, int], None]

_CHANNELS = {
    SystemName.HYBRID: None,
    SystemName.SPARSE: Channel.SEMANTIC,
    SystemName.WORDS: Channel.LEXICAL,
    SystemName.POOLED: Channel.POOLED,
}


@dataclass(frozen=True, slots=True)
class Equipment:
    """What systems are built with.

    Parameters
    ----------
    product
        What the product is made of.
    parameters
        Of the product's ranking.
    raw_encoder
        Gives raw vectors, with those of [CLS] and [SEP].
    shelf
        Keeps what takes long.
    max_pieces
        Where whole texts are cut, for all systems but the product and BM25.
    tell
        Is called with what is done, how many, and of how many.
    """

    product: Product
    parameters: RankingParameters
    raw_encoder: TokenEncoder
    shelf: Shelf
    max_pieces: int
    tell: Tell = lambda what, done, n: None


class LineUp:
    """Builds systems over one collection; they share what they can. `close` lets go of it.

    Parameters
    ----------
    collection
        What is ranked.
    equipment
        What systems are built with.
    """

    def __init__(self, collection: Collection, equipment: Equipment) -> None:
        self._collection = collection
        self._with = equipment
        self._open = ExitStack()
        self._ids = [one.id for one in collection.documents]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close what is open."""
        self._open.close()

    def systems(self, names: Sequence[SystemName]) -> Iterator[System]:
        """Build one system after the other."""
        return map(self.system, names)

    def system(self, name: SystemName) -> System:
        """Build one system."""
        match name:
            case SystemName.HYBRID | SystemName.SPARSE | SystemName.WORDS | SystemName.POOLED:
                return ProductSystem(
                    self.indexed,
                    self._with.parameters,
                    _CHANNELS[name],
                    recorded(self._product_folder),
                )
            case SystemName.BM25:
                return Bm25(self._collection.documents)
            case SystemName.PAPER:
                encoding_seconds = self._kept.seconds  # made before, so as not to count twice
                index = self._with.shelf.keep(
                    "paper", paper_digest(self._digest), self._save_paper_index
                )
                return PaperSparkBert(self._ids, index, self._token_queries, encoding_seconds)
            case SystemName.DENSE:
                return Dense(
                    self._ids, self._documents.pooled, self._pooled_queries, self._kept.seconds
                )
            case SystemName.HNSW:
                graph = self._with.shelf.keep(
                    "hnsw",
                    digest_of("hnsw 1", self._digest),
                    partial(save_graph, vectors=self._documents.pooled),
                )
                return Hnsw(self._ids, graph, self._pooled_queries, self._kept.seconds)
            case SystemName.MAXSIM:
                return MaxSim(
                    self._ids,
                    self._documents,
                    self._token_queries,
                    self._with.shelf,
                    self._digest,
                    self._kept.seconds,
                )

    @cached_property
    def indexed(self) -> IndexedCollection:
        """The product's index, made if it is not there."""
        index = self._product_folder / "index"
        documents, product = self._collection.documents, self._with.product
        seconds = index_documents(index, documents, product, self._with.tell)
        if seconds is not None:
            record(self._product_folder, seconds)
        return self._open.enter_context(IndexedCollection(index, product))

    @property
    def is_indexed(self) -> bool:
        """Whether the product's index is open."""
        return "indexed" in self.__dict__

    @cached_property
    def _product_folder(self) -> Path:
        digest = content_digest(self._collection.documents, self._with.product.identity)
        return self._with.shelf.place(self._collection.name, digest)

    @cached_property
    def _digest(self) -> str:
        return self._digest_of([one.whole for one in self._collection.documents])

    @cached_property
    def _kept(self) -> Kept:
        texts = [one.whole for one in self._collection.documents]
        return self._encoded("documents", texts, self._digest)

    @cached_property
    def _documents(self) -> TextVectors:
        return load_vectors(self._kept.folder)

    @cached_property
    def _queries(self) -> tuple[list[str], TextVectors]:
        texts = list(dict.fromkeys(self._collection.queries.values()))
        kept = self._encoded("queries", texts, self._digest_of(texts))
        return texts, load_vectors(kept.folder)

    @cached_property
    def _token_queries(self) -> dict[str, NDArray[np.float32]]:
        texts, vectors = self._queries
        return {text: vectors.of(place, place + 1) for place, text in enumerate(texts)}

    @cached_property
    def _pooled_queries(self) -> dict[str, NDArray[np.float32]]:
        texts, vectors = self._queries
        return dict(zip(texts, vectors.pooled, strict=True))

    def _digest_of(self, texts: Sequence[str]) -> str:
        identity = asdict(self._with.product.identity)
        return digest_of(
            "vectors 1",
            identity["encoder"],
            identity["encoder_sha256"],
            self._with.max_pieces,
            list(texts),
        )

    def _encoded(self, what: str, texts: Sequence[str], digest: str) -> Kept:
        tell, n = self._with.tell, len(texts)

        def make(folder: Path) -> None:
            save_vectors(
                folder,
                texts,
                self._with.raw_encoder,
                self._with.product.tokenizer,
                self._with.max_pieces,
                lambda done: tell(f"whole {what} encoded", done, n),
            )

        return self._with.shelf.keep(f"{self._collection.name}-{what}", digest, make)

    def _save_paper_index(self, folder: Path) -> None:
        tell, n = self._with.tell, len(self._ids)
        save_paper_index(
            folder, self._documents, lambda done: tell("documents of sparkbert-paper", done, n)
        )
