"""Which parts of a file's name did a query match?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from sparkbert.types import Channel, Hit
from sparkbert.words import fold, words

Mark = tuple[int, int]

_LAST_WORD = re.compile(r"\w{2,}$")


def name_marks(
    name: str, hit: Hit, wanted: Iterable[str] = (), unfinished: str = ""
) -> tuple[Mark, ...]:
    """Return the characters of a name that are words of the query, or that filters asked for.

    Parameters
    ----------
    name
        The name of a file.
    hit
        Tells which words of the query earned something by the name or title of its document.
    wanted
        What filters ask of the name. Case does not count.
    unfinished
        The query, if its last word may still be typed.
    """
    last = _LAST_WORD.search(unfinished)
    of_words = _of_words(PurePath(name).stem, hit, last[0] if last else "")
    found = [*of_words, *_of_filters(name, wanted)]
    return tuple(_merged(sorted(found)))


def _of_words(stem: str, hit: Hit, last: str) -> Iterator[Mark]:
    labels = {
        one.query
        for one in hit.contributions
        if one.channel is Channel.LEXICAL and one.start is None and one.weight > 0
    }
    stems = {word.stem for label in labels for word in words(label)}
    beginning = fold(last) if last in labels else None
    for word in words(stem):
        surface = fold(stem[word.start : word.end])
        if word.stem in stems or (beginning is not None and surface.startswith(beginning)):
            yield word.start, word.end


def _of_filters(name: str, wanted: Iterable[str]) -> Iterator[Mark]:
    for one in filter(None, wanted):
        found = re.search(re.escape(one), name, re.IGNORECASE)
        if found is not None:
            yield found.span()


def _merged(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Join marks that overlap."""
    last: Mark | None = None
    for start, end in marks:
        if last is not None and start < last[1]:
            last = (last[0], max(last[1], end))
        else:
            if last is not None:
                yield last
            last = (start, end)
    if last is not None:
        yield last
