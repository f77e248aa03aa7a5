"""What of a long query is shown, so that the words that matter are to be seen?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Span = tuple[int, int]

_GAP = "…"
_WORD = re.compile(r"\S+")


def shortened(
    query: str, marked: Sequence[Span], fits: Callable[[str, Sequence[Span]], bool]
) -> tuple[str, list[Span]]:
    """Return what is shown of a query, and where in it the marked characters stand.

    The words of these are always there, and as many of their neighbours as fit.

    Parameters
    ----------
    query
        The query.
    marked
        Characters of it, in reading order.
    fits
        Tells whether there is room for a text, of which some characters are marked.

    Examples
    --------
    >>> shortened("who pays for the washing machine", [(17, 24)], lambda text, _: len(text) <= 20)
    ('… for the washing …', [(10, 17)])
    >>> shortened("soup", [(0, 4)], lambda text, _: True)
    ('soup', [(0, 4)])
    """
    words = [one.span() for one in _WORD.finditer(query)]
    if not words or fits(query, marked):
        return query, list(marked)
    kept = {
        at
        for at, (start, end) in enumerate(words)
        if any(start < stop and first < end for first, stop in marked)
    } or {0}
    is_growing = True
    while is_growing:
        is_growing = False
        for at in sorted({one + by for one in kept for by in (-1, 1)} - kept):
            if 0 <= at < len(words) and fits(*_joined(query, marked, words, kept | {at})):
                kept.add(at)
                is_growing = True
    return _joined(query, marked, words, kept)


def _joined(
    query: str, marked: Sequence[Span], words: Sequence[Span], kept: set[int]
) -> tuple[str, list[Span]]:
    """Return the words that are kept, with signs for what is not between them."""
    text = ""
    found: list[Span] = []
    last = -1
    for at in sorted(kept):
        start, end = words[at]
        if at > last + 1:
            text += f" {_GAP}" if text else _GAP
        text += " " if text else ""
        found += [
            (max(first, start) - start + len(text), min(stop, end) - start + len(text))
            for first, stop in marked
            if first < end and start < stop
        ]
        text += query[start:end]
        last = at
    return text + (f" {_GAP}" if last < len(words) - 1 else ""), found
