"""What would plain word search have found?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
import Stemmer

from sparkbert.evaluation.collections import CollectionDocument
from sparkbert.evaluation.extras import extra
from sparkbert.evaluation.systems import Answers, Costs, Ranking, SystemName, best, one_by_one

_WORD_FILE = "vocab"


class Bm25:
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

    name = SystemName.BM25

    def __init__(
        self, documents: Sequence[CollectionDocument], *, k1: float = 1.2, b: float = 0.75
    ) -> None:
        start = perf_counter()
        self._bm25s = extra("bm25s")
        self._stemmer = Stemmer.Stemmer("english")
        self._ids = np.array([one.id for one in documents], dtype=np.str_)
        self._index = self._bm25s.BM25(method="lucene", k1=k1, b=b)
        self._index.index(self._words([one.whole for one in documents]), show_progress=False)
        self._seconds = perf_counter() - start

    @property
    def costs(self) -> Costs:
        """What its postings take; the table of words is its vocabulary."""
        arrays = [self._index.scores[part] for part in ("data", "indices", "indptr")]
        with TemporaryDirectory(prefix="sparkbert-") as folder:
            self._index.save(folder, show_progress=False)
            sizes = {path.name: path.stat().st_size for path in Path(folder).iterdir()}
        words = sum(size for name, size in sizes.items() if name.startswith(_WORD_FILE))
        return Costs(
            bytes_disk=(sum(sizes.values()) - words) / len(self._ids),
            bytes_resident=sum(int(array.nbytes) for array in arrays) / len(self._ids),
            vocabulary_disk=words,
            vocabulary_resident=words,
            index_seconds=self._seconds,
        )

    def answer(self, queries: Mapping[str, str], k: int) -> Answers:
        """Return by query id the k best documents."""
        return one_by_one(queries, lambda text: self._rank(text, k))

    def _rank(self, text: str, k: int) -> Ranking:
        (words,) = self._words([text])
        if not words:  # nothing but stop words, which bm25s does not take
            return []
        scores = np.asarray(self._index.get_scores(words), dtype=np.float64)
        found = np.flatnonzero(scores > 0)
        return best(self._ids[found], scores[found], k)

    def _words(self, texts: list[str]) -> list[list[str]]:
        words: list[list[str]] = self._bm25s.tokenize(
            texts, stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        return words
