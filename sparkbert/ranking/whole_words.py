"""Which characters does one read as the word that a piece of a text belongs to?

The encoder's tokenizer cuts at every sign: to it "child's" is three words, and "e-mail" is. People
read one.
"""

from __future__ import annotations

import re

_APOSTROPHES = "'\u2019"
_JOINERS = frozenset("'\u2019-\u2010\u2011&")
_ELIDED = frozenset({"s", "ll", "re", "ve", "d", "m"})
_RUN = re.compile(r"[^\W_]+(?:['\u2019\u2010\u2011&-][^\W_]+)*")
_REACH = 64
"""No word is looked for farther than so many characters away."""


def whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the characters of the word that a part of a text belongs to.

    What is elided belongs to the word before it, "n't" to its verb, and a lone letter to what it is
    joined with. Other parts of words with hyphens are words of their own.

    Examples
    --------
    >>> text = "The child's e-mail didn't say"
    >>> [text[slice(*whole_word(text, at, at + 1))] for at in (10, 12, 24)]
    ['child', 'e-mail', "didn't"]
    >>> text[slice(*whole_word(text, 14, 18))]
    'mail'
    """
    before = text[start - 1] if start else ""
    after = text[end : end + 1]
    if before not in _JOINERS and after not in _JOINERS:
        return start, end
    left = max(start - _REACH, 0)
    run = next(
        (
            one
            for one in _RUN.finditer(text, left, end + _REACH)
            if one.start() <= start < one.end()
        ),
        None,
    )
    if run is None or run.end() < end:
        return start, end
    is_behind = run.start() < start and before in _APOSTROPHES
    if is_behind and text[start:end].lower() in _ELIDED:
        return _head(text, run.start(), start - 1)
    is_negated = text[run.end() - 3 : run.end()].lower() in ("n't", "n\u2019t")
    if (is_negated and end >= run.end() - 2) or end - start == 1:
        return run.span()
    return start, end


def _head(text: str, first: int, end: int) -> tuple[int, int]:
    """Return the last part of a run of letters that ends somewhere."""
    start = end
    while start > first and text[start - 1].isalnum():
        start -= 1
    return (start, end) if start < end else (first, end)


def is_scrap(surface: str) -> bool:
    """Tell whether it is a lone letter, or a number as lists and pages have them.

    A letter of a script in which one may be a word is none.

    Examples
    --------
    >>> [is_scrap(one) for one in ("s", "(e)", "7.", "12", "1951", "k1", "go", "水")]
    [True, True, True, True, False, False, False, False]
    """
    core = [one for one in surface if one.isalnum()]
    if len(core) == 1 and core[0].isalpha():
        return core[0] < "\u0e00"
    return 0 < len(core) <= 2 and all(one.isdecimal() for one in core)
