"""What does comparing every token of a query with every token of the texts find? (The ceiling.)"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from sparkbert.evaluation.shelf import Shelf, digest_of
from sparkbert.evaluation.systems import Answers, Costs, SystemName, best
from sparkbert.evaluation.tokens import TextVectors

_TEXTS_AT_ONCE = 64
_ANSWERS = "answers.json"

TokenQueries = Mapping[str, NDArray[np.float32]]
"""By the text of a query its raw token vectors, float32 (n, dimension), [CLS] and [SEP] too."""


class MaxSim:
    """Late interaction: for each token of the query the highest cosine to a token, summed up.

    [CLS] and [SEP] are left out on both sides. Nothing is approximated, so this takes long; what it
    found is kept with how long it took.

    Source: Khattab and Zaharia, ColBERT (SIGIR 2020).

    Parameters
    ----------
    ids
        Of the documents.
    documents
        Their vectors.
    queries
        Token vectors of all queries that will be asked.
    shelf
        Keeps what was found.
    digest
        Of what the documents' vectors depend on.
    index_seconds
        How long it took to encode the documents.
    """

    name = SystemName.MAXSIM

    def __init__(
        self,
        ids: Sequence[str],
        documents: TextVectors,
        queries: TokenQueries,
        shelf: Shelf,
        digest: str,
        index_seconds: float | None = None,
    ) -> None:
        self._ids = np.array(ids, dtype=np.str_)
        self._documents = documents
        self._queries = queries
        self._shelf = shelf
        self._digest = digest
        self._seconds = index_seconds

    @property
    def costs(self) -> Costs:
        """What the token vectors take, at two bytes a component."""
        n_bytes = self._documents.vectors.nbytes / len(self._ids)
        return Costs(n_bytes, n_bytes, index_seconds=self._seconds)

    def answer(self, queries: Mapping[str, str], k: int) -> Answers:
        """Return by query id the k best documents, as computed now or found before."""
        digest = digest_of("maxsim 1", self._digest, list(queries.items()), k)

        def make(folder: Path) -> None:
            answers = self._compute(queries, k)
            text = json.dumps([answers.run, answers.milliseconds])
            (folder / _ANSWERS).write_text(text, encoding="utf-8")

        kept = self._shelf.keep("maxsim", digest, make)
        run, milliseconds = json.loads((kept.folder / _ANSWERS).read_text(encoding="utf-8"))
        return Answers(
            {query_id: [(id_, score) for id_, score in found] for query_id, found in run.items()},
            milliseconds,
        )

    def _compute(self, queries: Mapping[str, str], k: int) -> Answers:
        asked = [_unit(self._queries[text][1:-1]).T for text in queries.values()]
        scores = np.zeros((len(asked), len(self._ids)))
        seconds = np.zeros(len(asked))
        for first, last in self._documents.blocks(_TEXTS_AT_ONCE):
            vectors, starts, filled = self._words_of(first, last)
            for number, query in enumerate(asked):
                start = perf_counter()
                if len(starts) and query.shape[1]:
                    nearest = np.maximum.reduceat(vectors @ query, starts, axis=0)
                    scores[number, filled] = nearest.sum(axis=1)
                seconds[number] += perf_counter() - start
        run = {
            query_id: best(self._ids, scores[number], k) for number, query_id in enumerate(queries)
        }
        return Answers(run, (1000 * seconds).tolist())

    def _words_of(
        self, first: int, last: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]:
        """Return unit vectors without [CLS] and [SEP], where texts start in them, and which texts.

        Texts without a word are left out.
        """
        starts = self._documents.starts[first : last + 1] - self._documents.starts[first]
        vectors = self._documents.of(first, last)
        is_word = np.ones(len(vectors), dtype=np.bool_)
        is_word[starts[:-1]] = is_word[starts[1:] - 1] = False
        lengths = np.diff(starts) - 2
        filled = np.flatnonzero(lengths)
        word_starts = np.concatenate([[0], np.cumsum(lengths[filled])])[:-1].astype(np.int64)
        return _unit(vectors[is_word]), word_starts, first + filled


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
