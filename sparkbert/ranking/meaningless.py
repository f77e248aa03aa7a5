"""Does a query say anything to the model, if no chunk holds any of its words?

Of "zzqx blorf" the model sees pieces of one or two letters, and finds something that is near to
them anywhere. A word that it has learnt is one piece, and most others are cut where their parts
begin: "phyt ##ates". So where words fail, short pieces need better scores to be believed.
"""

from __future__ import annotations

import numpy as np

from sparkbert.ranking.scored import Scored
from sparkbert.ranking.whole_words import is_scrap
from sparkbert.words import words


def is_doubtful(scored: Scored, most_letters: float) -> bool:
    """Tell whether no chunk holds any word of a query, and all are cut in short pieces.

    Parameters
    ----------
    scored
        The query, and which chunks hold its words.
    most_letters
        How long the pieces of a word are at most, on average, to be short.
    """
    encoding, text = scored.encoding, scored.query.text
    if encoding is None or scored.words.matches:
        return False
    found = [one for one in words(text) if not is_scrap(text[one.start : one.end])]
    if not found:
        return False
    starts, ends = encoding.starts, encoding.ends
    n_pieces = np.array(
        [np.count_nonzero((starts >= one.start) & (ends <= one.end)) for one in found]
    )
    lengths = np.array([one.end - one.start for one in found])
    return bool(np.all((n_pieces > 1) & (lengths <= most_letters * n_pieces)))
