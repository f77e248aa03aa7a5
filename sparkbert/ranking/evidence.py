"""Which words of a passage earned its score, and how much did each?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sparkbert.encoder.tokenizer import Pieces
from sparkbert.ranking.query import QueryTerm
from sparkbert.types import Channel, Contribution, Highlight, HighlightKind
from sparkbert.words import Word, stem, stem_key

FAINTEST = 0.1
"""A word that earned less than this share of what the strongest did is not highlighted."""


@dataclass(frozen=True, slots=True)
class Earning:
    """What a chunk earned with one query term; `witness` is a word piece of the chunk, or None."""

    term: QueryTerm
    weight: float
    witness: int | None


def lexical_contributions(earnings: Sequence[Earning], found: Sequence[Word]) -> list[Contribution]:
    """Share what each word earned equally among its occurrences in the passage."""
    places: Mapping[int, list[Word]] = defaultdict(list)
    for word in found:
        places[stem_key(word.stem)].append(word)
    return [
        Contribution(
            Channel.LEXICAL,
            earning.term.label,
            word.start,
            word.end,
            earning.weight / len(places[earning.term.key]),
        )
        for earning in earnings
        for word in places[earning.term.key]
    ]


def semantic_contributions(earnings: Sequence[Earning], pieces: Pieces) -> list[Contribution]:
    """Show what each sense earned at the word that attained its MaxSim.

    What several senses earned with the same words of query and passage is added up.
    """
    sums: dict[tuple[str, int, int], float] = defaultdict(float)
    for earning in earnings:
        assert earning.witness is not None
        sums[earning.term.label, *_word_span(pieces, earning.witness)] += earning.weight
    return [
        Contribution(Channel.SEMANTIC, label, start, end, weight)
        for (label, start, end), weight in sums.items()
    ]


def highlights(
    text: str, contributions: Sequence[Contribution], query_stems: Collection[str]
) -> list[Highlight]:
    """Merge contributions into the words to be marked, in reading order.

    Spans that overlap become one. Words that earned next to nothing, and those without a letter or
    digit, are left out.
    """
    spans: list[list[float]] = []
    for one in sorted(
        (one for one in contributions if one.start is not None and one.weight > 0),
        key=lambda one: (one.start, one.end),
    ):
        assert one.start is not None
        assert one.end is not None
        if spans and one.start < spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], one.end)
            spans[-1][2] += one.weight
        else:
            spans.append([one.start, one.end, one.weight])
    faintest = FAINTEST * max((weight for _, _, weight in spans), default=0.0)
    return [
        Highlight(int(start), int(end), weight, _kind(text[int(start) : int(end)], query_stems))
        for start, end, weight in spans
        if weight >= faintest and any(map(str.isalnum, text[int(start) : int(end)]))
    ]


def _kind(surface: str, query_stems: Collection[str]) -> HighlightKind:
    return HighlightKind.EXACT if stem(surface) in query_stems else HighlightKind.RELATED


def _word_span(pieces: Pieces, piece: int) -> tuple[int, int]:
    """Return the characters of the whole word that a piece belongs to."""
    members = np.flatnonzero(pieces.word_numbers == pieces.word_numbers[piece])
    return int(pieces.starts[members[0]]), int(pieces.ends[members[-1]])
