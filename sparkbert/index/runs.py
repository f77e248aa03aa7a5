"""Which chunks hold letters of a script without spaces next to each other, as they were typed?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from sparkbert.words import fold, stem_key, words

_TEXTS_AT_ONCE = 64


def rows_with_run(
    phrase: str,
    look_up: Callable[[int], NDArray[np.int64]],
    texts: Callable[[NDArray[np.int64]], list[str]],
    limit: int | None,
) -> NDArray[np.int64]:
    """Return the rows, ascending, whose texts hold a phrase; white space does not count.

    Parameters
    ----------
    phrase
        What was typed; without a word it is in no text.
    look_up
        Gives the rows that hold a word, by its `stem_key`.
    texts
        Gives the texts of rows.
    limit
        How many rows to return at most.
    """
    keys = {stem_key(word.stem) for word in words(phrase)}
    if not keys:
        return np.empty(0, np.int64)
    candidates = reduce(np.intersect1d, map(look_up, keys))
    return np.fromiter(islice(_holding(_spelled(phrase), candidates, texts), limit), np.int64)


def _holding(
    wanted: str, rows: NDArray[np.int64], texts: Callable[[NDArray[np.int64]], list[str]]
) -> Iterator[int]:
    for start in range(0, len(rows), _TEXTS_AT_ONCE):
        some = rows[start : start + _TEXTS_AT_ONCE]
        for row, text in zip(some.tolist(), texts(some), strict=True):
            if wanted in _spelled(text):
                yield row


def _spelled(text: str) -> str:
    return "".join(fold(text).split())
