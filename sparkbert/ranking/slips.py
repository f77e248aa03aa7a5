"""How easily is one word typed, or spelt, in place of another?

Not all slips are alike: "recieve" exchanges two letters, "comming" doubles one, "seperate" has
another vowel. Such ones are frequent; "stop" for "soup" is not. Costs are in slips: 1 is a letter
that is missing or too many.
"""

from __future__ import annotations

from functools import cache

EXCHANGED = 0.6
"""Two letters that are exchanged."""
VOWELS_EXCHANGED = 0.5
DOUBLED = 0.5
"""A letter that stands twice where it should once, or once where it should twice."""
VOWEL_MISSING = 0.8
EXTRA = 0.15
"""What a letter too many costs more than one that is missing."""
VOWEL = 0.7
"""A vowel for another one."""
SOUND = 0.7
"""A letter for one that may sound like it."""
NEXT_KEY = 0.85
OTHER = 1.3
OTHER_FIRST = 0.75
"""What it costs more if the words begin otherwise."""

_VOWELS = frozenset("aeiouy")
_ALIKE = ("cks", "ckq", "sz", "gj", "fv", "vw", "iy", "mn", "dt", "bp", "xs", "gk")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def cost(typed: str, meant: str) -> float:
    """Return how many slips make one folded word of another, each for what it is worth.

    Source: Damerau, "A technique for computer detection and correction of spelling errors" (1964),
    as the optimal alignment of the two, with weights.

    Examples
    --------
    >>> cost("recieve", "receive"), cost("comming", "coming"), cost("soop", "soup")
    (0.5, 0.5, 0.7)
    """
    before: list[float] = []
    row = [0.0]
    for at in range(len(meant)):
        row.append(row[-1] + _missing(meant, at))
    for i, letter in enumerate(typed):
        last, row = row, [row[0] + _extra(typed, i)]
        for j, other in enumerate(meant):
            best = min(
                last[j] + _replaced(letter, other),
                last[j + 1] + _extra(typed, i),
                row[j] + _missing(meant, j),
            )
            if i and j and letter == meant[j - 1] and typed[i - 1] == other != letter:
                are_vowels = letter in _VOWELS and other in _VOWELS
                exchanged = VOWELS_EXCHANGED if are_vowels else EXCHANGED
                best = min(best, before[j - 1] + exchanged)
            row.append(best)
        before = last
    return row[-1] + (OTHER_FIRST if typed[:1] != meant[:1] else 0.0)


def _missing(word: str, at: int) -> float:
    """Return what it costs that a letter of a word is not in the other one."""
    letter = word[at]
    if at and word[at - 1] == letter:
        return DOUBLED
    return VOWEL_MISSING if letter in _VOWELS else 1.0


def _extra(typed: str, at: int) -> float:
    is_doubled = bool(at) and typed[at - 1] == typed[at]
    return _missing(typed, at) + (0.0 if is_doubled else EXTRA)


def _replaced(letter: str, other: str) -> float:
    return 0.0 if letter == other else _of_pair(letter, other)


@cache
def _of_pair(letter: str, other: str) -> float:
    if letter in _VOWELS and other in _VOWELS:
        return VOWEL
    if any(letter in some and other in some for some in _ALIKE):
        return SOUND
    return NEXT_KEY if _are_next(letter, other) else OTHER


def _are_next(letter: str, other: str) -> bool:
    """Tell whether two letters have keys side by side, or one above the other."""
    places = [
        (row, keys.index(one))
        for one in (letter, other)
        for row, keys in enumerate(_ROWS)
        if one in keys
    ]
    if len(places) < 2:
        return False
    (row, column), (other_row, other_column) = sorted(places)
    if row == other_row:
        return abs(column - other_column) == 1
    return other_row - row == 1 and column - other_column in (0, 1)
