"""How long does a query take, part by part?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from app.bench.results import QueryPart, QueryTimes
from app.engine.workplace import Tools
from sparkbert.encoder.base import TokenEncoder
from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.fusion import best_rows
from sparkbert.ranking.query import encode_query, parse_query, sense_terms, word_terms
from sparkbert.ranking.searcher import Searcher
from sparkbert.ranking.terms import TermScores, score_terms

_TOP_K = 10
_PARTS = ("encode", "terms", "pooled", "fusion", "evidence", "all")


def measure_queries(
    directory: Path, tools: Tools, encoder: TokenEncoder, queries: Sequence[str]
) -> QueryTimes:
    """Search an index and return how long the parts of a query take.

    Terms and pooled vectors are measured by themselves; fusion is what ranking takes beside them,
    evidence what a search takes beside ranking.

    Parameters
    ----------
    directory
        The index's folder.
    tools
        What it was made with.
    encoder
        Of queries.
    queries
        What is asked; the first is asked once more before the clock starts.
    """
    times: dict[str, list[float]] = defaultdict(list)
    with Snapshot.open(directory, tools.identity) as snapshot:
        searcher = Searcher(snapshot, tools.lookup, tools.tokenizer, tools.ranking)
        for number, typed in enumerate([queries[0], *queries]):
            measured = _measure(snapshot, searcher, tools, encoder, typed)
            if number:
                for part, seconds in zip(_PARTS, measured, strict=True):
                    times[part].append(1000 * seconds)
        n_chunks = snapshot.n_live
    parts = tuple(QueryPart.of(part, times[part]) for part in _PARTS)
    return QueryTimes(len(queries), n_chunks, parts)


def _measure(
    snapshot: Snapshot, searcher: Searcher, tools: Tools, encoder: TokenEncoder, typed: str
) -> tuple[float, ...]:
    """Return the seconds of each part."""
    text = parse_query(typed).text
    marks = [perf_counter()]
    encoding = encode_query(text, encoder, tools.tokenizer)
    marks.append(perf_counter())
    n_neighbors = tools.ranking.search_n_neighbors
    channels = [
        score_terms(
            word_terms(text),
            snapshot.word_postings,
            n_chunks=snapshot.n_live,
            n_rows=len(snapshot.live),
        ),
        score_terms(
            sense_terms(text, encoding, tools.lookup, n_neighbors),
            snapshot.sense_postings,
            n_chunks=snapshot.n_live,
            n_rows=len(snapshot.live),
        ),
    ]
    marks.append(perf_counter())
    rows = _candidates(channels, tools.ranking.n_candidates)
    marks.append(perf_counter())
    _ = snapshot.pooled(rows) @ encoding.pooled
    marks.append(perf_counter())
    searcher.rank(typed, encoding, _TOP_K)
    marks.append(perf_counter())
    searcher.search(typed, encoding, _TOP_K)
    marks.append(perf_counter())
    encode, terms, _, pooled, rank, search = np.diff(marks).tolist()
    fusion = max(rank - terms - pooled, 0.0)
    return encode, terms, pooled, fusion, max(search - rank, 0.0), encode + search


def _candidates(channels: Sequence[TermScores], n: int) -> NDArray[np.int64]:
    return np.unique(np.concatenate([best_rows(channel.scores, n) for channel in channels]))
