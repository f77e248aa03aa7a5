"""What would plain word search and plain vector search have found?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Protocol

import numpy as np
import Stemmer
from numpy.typing import NDArray

from sparkbert.encoder.base import TokenEncoder
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.errors import CollectionError
from sparkbert.evaluation.collections import CollectionDocument

_ENCODED_AT_ONCE = 256


class System(Protocol):
    """A system that ranks the documents it was built from."""

    @property
    def name(self) -> str:
        """What reports call it."""
        ...

    @property
    def bytes_per_document(self) -> float:
        """How much it keeps in memory per document, ids and texts not counted."""
        ...

    def rank(self, queries: Mapping[str, str], k: int) -> dict[str, list[tuple[str, float]]]:
        """Return by query id the k best (document id, score), best first."""
        ...


class Bm25Baseline:
    """BM25 over whole texts by bm25s: Lucene's formula, English stems, English stop words.

    Documents without a word of the query are not found.

    Parameters
    ----------
    documents
        What is searched; at least one.
    k1, b
        BM25's saturation of term frequency and normalisation of length.

    Raises
    ------
    CollectionError
        bm25s, an optional dependency, is not installed.
    """

    def __init__(
        self, documents: Sequence[CollectionDocument], *, k1: float = 1.2, b: float = 0.75
    ) -> None:
        self._bm25s = _import_bm25s()
        self._stemmer = Stemmer.Stemmer("english")
        self._ids = np.array([one.id for one in documents], dtype=np.str_)
        self._index = self._bm25s.BM25(method="lucene", k1=k1, b=b)
        words = self._words([one.whole for one in documents])
        self._index.index(words, show_progress=False)

    @property
    def name(self) -> str:
        """What reports call it."""
        return "BM25 (bm25s)"

    @property
    def bytes_per_document(self) -> float:
        """How many bytes of postings a document takes."""
        arrays = [self._index.scores[part] for part in ("data", "indices", "indptr")]
        return sum(int(array.nbytes) for array in arrays) / len(self._ids)

    def rank(self, queries: Mapping[str, str], k: int) -> dict[str, list[tuple[str, float]]]:
        """Return by query id the k best (document id, score), best first."""
        words = self._words(list(queries.values()))
        run: dict[str, list[tuple[str, float]]] = {}
        for query_id, of_query in zip(queries, words, strict=True):
            if not of_query:  # nothing but stop words, which bm25s does not take
                run[query_id] = []
                continue
            scores = np.asarray(self._index.get_scores(of_query), dtype=np.float64)
            found = np.flatnonzero(scores > 0)
            run[query_id] = best(self._ids[found], scores[found], k)
        return run

    def _words(self, texts: list[str]) -> list[list[str]]:
        words: list[list[str]] = self._bm25s.tokenize(
            texts, stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        return words


class DenseBaseline:
    """Exact search by the cosine of pooled vectors; texts are cut at the encoder's limit.

    Parameters
    ----------
    documents
        What is searched; encoded at once.
    encoder
        Makes the vectors of documents and queries.
    tokenizer
        The encoder's own, for the cut.
    on_encoded
        Called with the number of documents encoded so far.
    store
        A file that keeps the documents' vectors, of these documents and this encoder alone; made
        if it is not there.
    """

    def __init__(
        self,
        documents: Sequence[CollectionDocument],
        encoder: TokenEncoder,
        tokenizer: PieceTokenizer,
        on_encoded: Callable[[int], None] = lambda _: None,
        store: Path | None = None,
    ) -> None:
        self._encoder = encoder
        self._tokenizer = tokenizer
        self._ids = np.array([one.id for one in documents], dtype=np.str_)
        if store is not None and store.exists():
            self._vectors: NDArray[np.float32] = np.load(store)
            return
        self._vectors = self._encode([one.whole for one in documents], on_encoded)
        if store is not None:
            unfinished = store.with_suffix(".unfinished.npy")
            np.save(unfinished, self._vectors)
            unfinished.replace(store)

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"dense ({self._encoder.identity.name})"

    @property
    def bytes_per_document(self) -> float:
        """How many bytes a document's vector takes."""
        return float(self._vectors.itemsize * self._vectors.shape[1])

    def rank(self, queries: Mapping[str, str], k: int) -> dict[str, list[tuple[str, float]]]:
        """Return by query id the k best (document id, score), best first."""
        vectors = self._encode(list(queries.values()))
        return {
            query_id: best(self._ids, (self._vectors @ vector).astype(np.float64), k)
            for query_id, vector in zip(queries, vectors, strict=True)
        }

    def _encode(
        self, texts: list[str], on_encoded: Callable[[int], None] = lambda _: None
    ) -> NDArray[np.float32]:
        """Return pooled vectors, float32 (n, dimension)."""
        vectors = np.zeros((len(texts), self._encoder.identity.dimension), dtype=np.float32)
        for start in range(0, len(texts), _ENCODED_AT_ONCE):
            some = [self._cut(text) for text in texts[start : start + _ENCODED_AT_ONCE]]
            for row, encoding in enumerate(self._encoder.encode(some), start):
                vectors[row] = encoding.pooled
            on_encoded(start + len(some))
        return vectors

    def _cut(self, text: str) -> str:
        return self._tokenizer(text).cut(text, self._encoder.identity.max_pieces)


def best(ids: NDArray[np.str_], scores: NDArray[np.float64], k: int) -> list[tuple[str, float]]:
    """Return the k highest scores with their ids, best first, ties by the later id.

    Parameters
    ----------
    ids
        str (n,).
    scores
        float64 (n,), of the same documents.
    k
        How many at most.
    """
    if k < 1:
        return []
    if k < len(scores):
        at_least = np.partition(scores, len(scores) - k)[len(scores) - k]
        kept = np.flatnonzero(scores >= at_least)
        ids, scores = ids[kept], scores[kept]
    pairs = sorted(zip(ids.tolist(), scores.tolist(), strict=True), reverse=True)
    return sorted(pairs, key=lambda pair: -pair[1])[:k]


def _import_bm25s() -> ModuleType:
    try:
        import bm25s
    except ImportError as error:
        raise CollectionError(
            "The BM25 baseline needs bm25s, which is not installed. "
            "Install it with: pip install 'sparkbert-desktop[evaluation]'"
        ) from error
    module: ModuleType = bm25s
    return module
