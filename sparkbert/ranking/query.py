"""What does a query ask for, term by term?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.encoder.base import Encoding, TokenEncoder
from sparkbert.encoder.tokenizer import Pieces
from sparkbert.errors import QueryError
from sparkbert.vocabulary.lookup import SenseLookup
from sparkbert.words import stem_key, words

# Not the sign for inches: a phrase opens where no word ends.
_QUOTED = re.compile(r"(?<!\w)[\"“„]([^\"“”„]*)[\"”“]")

_MANY_WORDS = 20
"""More words than these beside its phrases make a query a text of its own."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query as typed, without its quotation marks, and the phrases that stood between them."""

    text: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A word or sense to look up.

    `key` is the stem's key or the centroid's id, `label` the query's word that it came from, and
    `weight` what it counts beside its rarity.
    """

    key: int
    label: str
    weight: float


def parse_query(typed: str) -> Query:
    """Split a query into text and quoted phrases; raises QueryError if it is empty.

    In a text of many words, such as a pasted paragraph, quotation marks are punctuation: it has no
    phrases.
    """
    phrases = tuple(match[1].strip() for match in _QUOTED.finditer(typed) if match[1].strip())
    if len(_QUOTED.sub(" ", typed).split()) > _MANY_WORDS:
        phrases = ()
    text = _QUOTED.sub(lambda match: match[1], typed).strip()
    if not text:
        raise QueryError("The query is empty: type some words of what you look for")
    return Query(text, phrases)


def encode_query(text: str, encoder: TokenEncoder, tokenizer: Callable[[str], Pieces]) -> Encoding:
    """Encode a query of any length, in windows of what the encoder takes at once.

    The token vectors are joined; the pooled vector is the windows' mean, of unit length.
    """
    windows = list(_windows(text, tokenizer, encoder.identity.max_pieces))
    encodings = encoder.encode([text[start:end] for start, end in windows])
    pooled = np.mean([encoding.pooled for encoding in encodings], axis=0)
    offsets = [start for start, _ in windows]
    return Encoding(
        piece_ids=np.concatenate([one.piece_ids for one in encodings]),
        starts=_shifted([one.starts for one in encodings], offsets),
        ends=_shifted([one.ends for one in encodings], offsets),
        vectors=np.concatenate([one.vectors for one in encodings]),
        pooled=(pooled / np.linalg.norm(pooled)).astype(np.float32),
    )


def word_terms(text: str) -> list[QueryTerm]:
    """Return the query's words, each stem once; a word that is repeated counts as often."""
    terms: dict[int, QueryTerm] = {}
    for word in words(text):
        key = stem_key(word.stem)
        known = terms.get(key)
        label = known.label if known else text[word.start : word.end]
        terms[key] = QueryTerm(key, label, (known.weight if known else 0.0) + 1.0)
    return list(terms.values())


def sense_terms(
    text: str, encoding: Encoding, lookup: SenseLookup, n_neighbors: int
) -> list[QueryTerm]:
    """Return the senses nearest to the query's tokens, each once, the nearer the heavier.

    The r-th nearest sense of a token weighs r^-1/2; of several tokens that reach the same sense the
    one for which it is heaviest counts, then the one most similar.
    """
    nearest = lookup.nearest(encoding.piece_ids, encoding.vectors, n_neighbors)
    near = nearest.similarities > 0
    tokens, ranks = np.nonzero(near)
    best: dict[int, tuple[float, float, int]] = {}
    for token, rank in zip(tokens.tolist(), ranks.tolist(), strict=True):
        centroid = int(nearest.centroids[token, rank])
        weight = float((rank + 1) ** -0.5)
        offer = (weight, float(nearest.similarities[token, rank]), -token)
        best[centroid] = max(offer, best.get(centroid, offer))
    labels = whole_words(text, encoding)
    return [QueryTerm(key, labels[-token], weight) for key, (weight, _, token) in best.items()]


def _windows(
    text: str, tokenizer: Callable[[str], Pieces], max_pieces: int
) -> Iterator[tuple[int, int]]:
    """Yield the characters of parts with at most so many word pieces, cut between words."""
    start = 0
    while len(pieces := tokenizer(text[start:])) > max_pieces:
        cut = max_pieces
        while cut and pieces.word_numbers[cut] == pieces.word_numbers[cut - 1]:
            cut -= 1
        # A word that fills a window, as only made-up limits allow, is cut in its midst.
        end = start + int(pieces.starts[cut or max_pieces])
        yield start, end
        start = end
    yield start, len(text)


def whole_words(text: str, encoding: Encoding) -> list[str]:
    """Return for each token the run of touching letters and digits that it is a part of."""
    labels = []
    for start, end in zip(encoding.starts.tolist(), encoding.ends.tolist(), strict=True):
        left, right = start, end
        while left and text[left - 1].isalnum() and text[left].isalnum():
            left -= 1
        while right < len(text) and text[right].isalnum() and text[right - 1].isalnum():
            right += 1
        labels.append(text[left:right])
    return labels


def _shifted(positions: Sequence[NDArray[np.int32]], offsets: Sequence[int]) -> NDArray[np.int32]:
    shifted = [part + offset for part, offset in zip(positions, offsets, strict=True)]
    return np.concatenate(shifted).astype(np.int32)
