"""How fast are searches in the index that the user has, and encoding beside it?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import ParamSpec, TypeVar

import numpy as np

from app.engine.encoder_process import EncoderProcess
from app.engine.search_messages import Filters
from app.engine.searches import searching
from app.engine.workplace import Tools
from app.errors import HomeError
from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.query import encode_query

_SEED = 13
_N_PASSAGES = 64
_QUERY_WORDS = (2, 7)  # from, below
_WORD = re.compile(r"[^\W\d_]{3,}")

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds that most of some equal steps took."""

    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class HereReport:
    """What was measured; all times are wall-clock time.

    Parameters
    ----------
    passages
        Passages in the index.
    queries
        How many queries were asked, each of two to six words out of one passage.
    load_s
        Loading vocabulary and tokenizer.
    encoder_start_s
        From starting the encoder's process to its first answer.
    open_ms
        Opening the index.
    encode_query
        Encoding a query.
    search, search_by_words
        Ranking with evidence, with and without the query's meaning, encoding not counted.
    encoded_passages
        How many passages were encoded for the two rates.
    encoder_tokens_per_s
        Word pieces per second that the encoder turns into vectors.
    senses_tokens_per_s
        Word pieces per second that get their senses, which happens beside the encoder.
    """

    passages: int
    queries: int
    load_s: float
    encoder_start_s: float
    open_ms: float
    encode_query: Latency
    search: Latency
    search_by_words: Latency
    encoded_passages: int
    encoder_tokens_per_s: float
    senses_tokens_per_s: float


def measure_here(
    directory: Path, load_tools: Callable[[], Tools], n_queries: int, top_k: int
) -> HereReport:
    """Measure searches in an index, and encoding with its passages; changes nothing.

    Parameters
    ----------
    directory
        The index's folder.
    load_tools
        Loads what the engine works with.
    n_queries
        How many queries are asked.
    top_k
        How many passages each returns.

    Raises
    ------
    HomeError
        The index holds no text.
    """
    started = perf_counter()
    tools = load_tools()
    load_s = perf_counter() - started
    texts = _sample_texts(directory, tools)
    queries = _queries(texts, n_queries)
    with EncoderProcess(tools.encoder) as encoder:
        started = perf_counter()
        encoder.encode_query("warm")
        start_s = perf_counter() - started
        encode = _Stopwatch()
        encodings = [encode(encode_query, one, encoder.urgent, tools.tokenizer) for one in queries]
        started = perf_counter()
        with searching(directory, tools) as searcher:
            open_s = perf_counter() - started
            by_words, full = _Stopwatch(), _Stopwatch()
            for query, encoding in zip(queries, encodings, strict=True):
                by_words(searcher.search, query, None, top_k, Filters())
                full(searcher.search, query, encoding, top_k, Filters())
            n_chunks = searcher.n_chunks
        started = perf_counter()
        vectors = encoder.encode(texts)
        encode_s = perf_counter() - started
    started = perf_counter()
    for one in vectors:
        tools.senses.encode(one)
    senses_s = perf_counter() - started
    n_pieces = sum(len(one.piece_ids) for one in vectors)
    return HereReport(
        passages=n_chunks,
        queries=len(queries),
        load_s=round(load_s, 3),
        encoder_start_s=round(start_s, 3),
        open_ms=round(1000 * open_s, 3),
        encode_query=encode.latency(),
        search=full.latency(),
        search_by_words=by_words.latency(),
        encoded_passages=len(texts),
        encoder_tokens_per_s=round(n_pieces / encode_s),
        senses_tokens_per_s=round(n_pieces / senses_s),
    )


class _Stopwatch:
    """Calls functions and remembers how long each call took."""

    def __init__(self) -> None:
        self._seconds: list[float] = []

    def __call__(
        self,
        function: Callable[_Parameters, _Result],
        *args: _Parameters.args,
        **kwargs: _Parameters.kwargs,
    ) -> _Result:
        started = perf_counter()
        result = function(*args, **kwargs)
        self._seconds.append(perf_counter() - started)
        return result

    def latency(self) -> Latency:
        p50, p95 = 1000 * np.percentile(self._seconds, [50, 95])
        return Latency(round(float(p50), 3), round(float(p95), 3))


def _sample_texts(directory: Path, tools: Tools) -> list[str]:
    """Return some passages, the same ones each time."""
    with Snapshot.open(directory, tools.identity) as snapshot:
        rows = np.flatnonzero(snapshot.live)
        if not len(rows):
            raise HomeError("The index is empty. Fill it with: sparkbert index FOLDER")
        generator = np.random.default_rng(_SEED)
        return snapshot.texts(generator.choice(rows, min(_N_PASSAGES, len(rows)), replace=False))


def _queries(texts: Sequence[str], n: int) -> list[str]:
    """Return queries of some words each out of one passage, in no order."""
    generator = np.random.default_rng(_SEED)
    vocabularies = [words for text in texts if (words := sorted(set(_WORD.findall(text))))]
    if not vocabularies:
        raise HomeError("The index holds no passage with words, so there is nothing to ask.")
    queries = []
    for number in range(n):
        words = vocabularies[number % len(vocabularies)]
        length = min(int(generator.integers(*_QUERY_WORDS)), len(words))
        queries.append(" ".join(generator.choice(words, length, replace=False)))
    return queries
