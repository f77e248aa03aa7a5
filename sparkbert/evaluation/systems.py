"""What is a system that ranks a collection, what does it cost, and which are there?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Ranking = list[tuple[str, float]]
"""(document id, score), best first."""


class SystemName(StrEnum):
    """The systems that can be measured."""

    HYBRID = "sparkbert-hybrid"
    SPARSE = "sparkbert"
    WORDS = "sparkbert-words"
    POOLED = "sparkbert-pooled"
    PAPER = "sparkbert-paper"
    BM25 = "bm25"
    DENSE = "dense"
    HNSW = "hnsw"
    MAXSIM = "maxsim"


USUAL_SYSTEMS = tuple(one for one in SystemName if one not in (SystemName.WORDS, SystemName.POOLED))
"""What is measured if nothing else is said: all but two channels of the product."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What a system takes. Ids and texts of documents are left out, since all systems need them.

    Parameters
    ----------
    bytes_disk
        Per document, in files.
    bytes_resident
        Per document, in memory, where queries are answered; mapped files count in full.
    vocabulary_disk, vocabulary_resident
        Bytes that it needs beside, however many documents there are; the encoder is left out.
    index_seconds
        From texts to answers, encoding included; None if nobody has measured it.
    """

    bytes_disk: float
    bytes_resident: float
    vocabulary_disk: int = 0
    vocabulary_resident: int = 0
    index_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What a system found by query id, and how many milliseconds each query took.

    Encoding a query is left out.
    """

    run: dict[str, Ranking]
    milliseconds: list[float]


class System(Protocol):
    """A system that ranks the documents it was built from."""

    @property
    def name(self) -> SystemName:
        """Which one it is."""
        ...

    @property
    def costs(self) -> Costs:
        """What it takes."""
        ...

    def answer(self, queries: Mapping[str, str], k: int) -> Answers:
        """Return by query id the k best documents."""
        ...


def one_by_one(queries: Mapping[str, str], rank: Callable[[str], Ranking]) -> Answers:
    """Rank each query's text, and time it."""
    answers = Answers({}, [])
    for query_id, text in queries.items():
        start = perf_counter()
        answers.run[query_id] = rank(text)
        answers.milliseconds.append(1000 * (perf_counter() - start))
    return answers


def best(ids: NDArray[np.str_], scores: NDArray[np.float64], k: int) -> Ranking:
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
