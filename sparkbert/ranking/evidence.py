"""Which words of a passage earned its score, and how much did each?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sparkbert.encoder.tokenizer import Pieces
from sparkbert.ranking.query import QueryTerm
from sparkbert.ranking.terms import TermScores
from sparkbert.ranking.whole_words import is_scrap, whole_word
from sparkbert.types import Channel, Contribution, Highlight, HighlightKind
from sparkbert.words import Word, has_unspaced, stem, stem_key, words

_cached_stem = lru_cache(maxsize=1 << 14)(stem)
_cached_key = lru_cache(maxsize=1 << 16)(stem_key)

FAINTEST = 0.05
"""A word that earned less than this share of what the strongest did is not highlighted."""


@dataclass(frozen=True, slots=True)
class Earning:
    """What a chunk earned with one query term; for a sense `witness` is the chunk's word piece."""

    term: QueryTerm
    weight: float
    witness: int


def earnings(
    scores: TermScores, rows: NDArray[np.int64], shares: NDArray[np.float32]
) -> list[list[Earning]]:
    """Divide each row's share of the fused score among the terms that earned it.

    Parameters
    ----------
    scores
        What the channel's terms earned.
    rows
        int64 (k,): a few rows.
    shares
        float32 (k,): what the channel adds to the fused score of each.
    """
    scales = shares / np.maximum(scores.scores[rows], np.float32(1e-9))
    place_of = np.full(len(scores.scores), -1, dtype=np.int64)
    place_of[rows] = np.arange(len(rows))
    found: list[list[Earning]] = [[] for _ in range(len(rows))]
    for match in scores.matches:
        places = place_of[match.postings.rows]
        for at in np.flatnonzero(places >= 0).tolist():
            weight = float(match.postings.weights[at]) * match.worth * float(scales[places[at]])
            witness = int(match.postings.witnesses[at])
            found[places[at]].append(Earning(match.term, weight, witness))
    return found


def lexical_contributions(
    earned: Sequence[Earning],
    found: Sequence[Word],
    same: Mapping[int, Collection[int]] = MappingProxyType({}),
) -> list[Contribution]:
    """Share what each word earned equally among its occurrences in the passage.

    Parameters
    ----------
    earned
        What the passage earned with each word of the query.
    found
        The passage's words.
    same
        For a term that stands for several words, the keys of these.
    """
    places: Mapping[int, list[Word]] = defaultdict(list)
    for word in found:
        key = _cached_key(word.stem)
        places[key].append(word)
        for term, keys in same.items():
            if key in keys:
                places[term].append(word)
    return [
        Contribution(
            Channel.LEXICAL,
            earning.term.label,
            word.start,
            word.end,
            earning.weight / len(places[earning.term.key]),
        )
        for earning in earned
        for word in places[earning.term.key]
    ]


def contributions_at(
    text: str, earned: Sequence[Earning], pieces: Pieces, channel: Channel
) -> list[Contribution]:
    """Show what was earned at the word of each witness, such as that which attained a MaxSim.

    What several senses or tokens earned with the same words of query and passage is added up.
    """
    sums: dict[tuple[str, int, int], float] = defaultdict(float)
    spans = _word_spans(pieces, [earning.witness for earning in earned])
    for earning, span in zip(earned, spans, strict=True):
        start, end = whole_word(text, *span)
        sums[earning.term.label, start, end] += earning.weight
    return [
        Contribution(channel, label, start, end, weight)
        for (label, start, end), weight in sums.items()
    ]


def highlights(
    text: str, contributions: Sequence[Contribution], query_stems: Collection[str]
) -> list[Highlight]:
    """Merge contributions into the words to be marked, in reading order.

    Spans that overlap become one. Words that earned next to nothing, and those without a letter or
    digit, are left out, and stop words too, unless nothing else earned anything; and so are lone
    letters and the numbers of lists, which are near to everything, if the query has none.
    """
    spans: list[_Span] = []
    for one in sorted(_positive_spans(contributions), key=lambda span: (span.start, span.end)):
        if spans and one.start < spans[-1].end:
            spans[-1].end = max(spans[-1].end, one.end)
            spans[-1].weight += one.weight
        else:
            spans.append(one)
    spans = [span for span in spans if any(map(str.isalnum, text[span.start : span.end]))]
    if not any(is_scrap(one) and words(one) for one in query_stems):
        spans = [span for span in spans if not is_scrap(text[span.start : span.end])]
    telling = [span for span in spans if _is_telling(text[span.start : span.end])] or spans
    faintest = FAINTEST * max((span.weight for span in telling), default=0.0)
    return [
        Highlight(
            span.start, span.end, span.weight, _kind(text[span.start : span.end], query_stems)
        )
        for span in telling
        if span.weight >= faintest
    ]


@lru_cache(maxsize=1 << 14)
def _is_telling(surface: str) -> bool:
    """Whether a span is more than stop words."""
    return bool(words(surface))


@dataclass(slots=True)
class _Span:
    start: int
    end: int
    weight: float


def _positive_spans(contributions: Sequence[Contribution]) -> Iterator[_Span]:
    for one in contributions:
        if one.start is not None and one.end is not None and one.weight > 0:
            yield _Span(one.start, one.end, one.weight)


def _kind(surface: str, query_stems: Collection[str]) -> HighlightKind:
    """Tell whether a span is the query's own: as one word, or as pairs of letters that touch."""
    is_own = _cached_stem(surface) in query_stems or (
        has_unspaced(surface) and all(one.stem in query_stems for one in words(surface))
    )
    return HighlightKind.EXACT if is_own else HighlightKind.RELATED


def _word_spans(pieces: Pieces, witnesses: Sequence[int]) -> list[tuple[int, int]]:
    """Return the characters of the whole word that each of some pieces belongs to."""
    numbers = pieces.word_numbers[list(witnesses)]
    first = pieces.word_numbers.searchsorted(numbers, "left")
    last = pieces.word_numbers.searchsorted(numbers, "right") - 1
    return list(zip(pieces.starts[first].tolist(), pieces.ends[last].tolist(), strict=True))
