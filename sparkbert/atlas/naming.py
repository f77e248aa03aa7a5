"""By which words are groups of passages told from each other?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from sparkbert.words import has_unspaced, words

N_WORDS = 3
_SAMPLE = 50  # passages of a group that are read
_CANDIDATES = 40  # words of a group whose stems are found
_LEAST_SHARE = 0.25  # of a group's passages that hold one of its words
_LEAST = 2  # such passages
_SMALLEST_SHARE = 1e-6
_WORD = re.compile(r"[^\W\d_]{3,}(?:[-'’][^\W\d_]+)*")  # noqa: RUF001


_ADDRESS = re.compile(
    r"(?i)\b(?:https?|ftp|file|mailto):\S+|\bwww\.\S+|\S+@\S+\.\w+|\b[\w-]+(?:\.[\w-]+)+/\S*"
)
_OF_ADDRESSES = frozenset(
    [
        "http",
        "https",
        "www",
        "com",
        "org",
        "net",
        "edu",
        "gov",
        "html",
        "htm",
        "php",
        "pdf",
        "doi",
        "href",
        "ftp",
        "mailto",
        "url",
    ]
)
"""Parts of addresses, wherever they stand: no group is about them."""


def name_groups(
    texts: Sequence[str],
    labels: NDArray[np.int64],
    share_of: Callable[[str], float],
    n_words: int = N_WORDS,
) -> list[tuple[str, ...]]:
    """Return the strongest words of each group, the strongest first, as the texts write them.

    A word is strong that stands in many more of a group's passages than of the others, and that is
    rare in the index as a whole. A group without such words has no name.

    Parameters
    ----------
    texts
        The passages, the most typical of each group first.
    labels
        int64 (n,): the group of each, from 0.
    share_of
        Tells which share of all passages of the index hold a word, given its stem.
    n_words
        How many words a name has at most.
    """
    n_groups = int(labels.max(initial=-1)) + 1
    samples = [[texts[at] for at in np.flatnonzero(labels == g)[:_SAMPLE]] for g in range(n_groups)]
    counts = [_counted(some) for some in samples]
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    n_all = sum(map(len, samples))
    return [
        _name(some, inside, total, n_all - len(some), share_of, n_words)
        for some, inside in zip(samples, counts, strict=True)
    ]


def _counted(texts: Sequence[str]) -> Counter[str]:
    """Count how many texts hold each word, in lower case; no numbers and no addresses."""
    counted: Counter[str] = Counter()
    for whole in texts:
        text = _ADDRESS.sub(" ", whole)
        if has_unspaced(text):
            found = {text[one.start : one.end].lower() for one in words(text)}
            found = {one for one in found if not any(map(str.isdigit, one))}
        else:
            found = set(_WORD.findall(text.lower()))
        counted.update(found - _OF_ADDRESSES)
    return counted


def _name(
    texts: Sequence[str],
    inside: Mapping[str, int],
    total: Mapping[str, int],
    n_outside: int,
    share_of: Callable[[str], float],
    n_words: int,
) -> tuple[str, ...]:
    n = len(texts)
    least = min(max(_LEAST_SHARE * n, _LEAST), n)

    def strength(n_in: int, n_out: int, usual: float) -> float:
        other = n_out / n_outside if n_outside else usual
        return (n_in / n - other) * sqrt(log(1 / usual))

    def outside(word: str) -> int:
        return total[word] - inside[word]

    # What stands in one passage alone is never strong, and is most of the words there are.
    known = [word for word, n_in in inside.items() if n_in >= min(_LEAST, n)]
    known.sort(key=lambda one: (-strength(inside[one], outside(one), 0.01), one))
    forms: dict[str, list[str]] = {}
    for word in known[:_CANDIDATES]:
        if len(found := words(word)) == 1:  # no stop word, and none of several parts
            forms.setdefault(found[0].stem, []).append(word)
    scores: dict[str, float] = {}
    for stem, some in forms.items():
        n_in = min(sum(inside[one] for one in some), n)
        n_out = min(sum(map(outside, some)), n_outside)
        if n_in >= least:
            scores[stem] = strength(n_in, n_out, max(share_of(stem), _SMALLEST_SHARE))
    best = sorted((stem for stem in scores if scores[stem] > 0), key=lambda one: -scores[one])
    return _as_written([forms[stem] for stem in best[:n_words]], texts)


def _as_written(forms: Sequence[Sequence[str]], texts: Sequence[str]) -> tuple[str, ...]:
    """Return the spelling of each word that is the most frequent, small letters before others."""
    every = sorted((one for some in forms for one in some), key=len, reverse=True)
    if not every:
        return ()
    pattern = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, every))})(?!\w)")
    if any(map(has_unspaced, every)):
        return tuple(some[0] for some in forms)
    written = Counter(found for text in texts for found in pattern.findall(text))
    return tuple(
        max(
            (one for one in written if one.lower() in some),
            key=lambda one: (written[one], one.islower(), one),
            default=some[0],
        )
        for some in forms
    )
