"""Which chunks hold what was typed literally, and therefore come before all others?"""

from __future__ import annotations

import re
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.query import Query
from sparkbert.words import has_unspaced

_MANY = 50
"""Words that stand literally in more chunks than this do not single any of them out."""
_VERBATIM_WORDS = 3
_IDENTIFIER = re.compile(r"(?=\S*(?:\d|\w[^\w\s]\w|_))\S{2,}")
_WORD = re.compile(r"\w+")


def exact_rows(snapshot: Snapshot, query: Query) -> NDArray[np.int64]:
    """Return the rows, ascending, that hold the query literally, if that singles them out.

    With quoted phrases these are the chunks that hold all of them. Without, those that hold the
    whole query, if it is an identifier (a word with digits or inner signs) or of several words and
    few chunks hold it; and those of documents whose name or title it is.
    """
    if query.phrases:
        return reduce(np.intersect1d, map(snapshot.rows_with_phrase, query.phrases))
    rows = np.empty(0, dtype=np.int64)
    if _IDENTIFIER.fullmatch(query.text) or _count_words(query.text) >= _VERBATIM_WORDS:
        holding = snapshot.rows_with_phrase(query.text, _MANY + 1)
        if len(holding) <= _MANY:
            rows = holding
    named = snapshot.documents_with_name(query.text)
    if named:
        rows = np.union1d(rows, np.flatnonzero(snapshot.rows_of_documents(named)))
    return rows


def _count_words(text: str) -> float:
    """Count words; where no spaces part them, two letters are taken for one."""
    found = _WORD.findall(text)
    return sum(max(len(one) / 2, 1) if has_unspaced(one) else 1 for one in found)
