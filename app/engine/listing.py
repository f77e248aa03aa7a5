"""Which files does a query name that has operators alone, and by which passage are they shown?"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from sparkbert.index.snapshot import Snapshot
from sparkbert.types import Hit, Tier


def first_hits(
    snapshot: Snapshot, keys: Iterable[str], allowed: NDArray[np.bool_] | None
) -> list[Hit]:
    """Return for each document, in the order of keys, its first passage as a hit without a score.

    Parameters
    ----------
    snapshot
        The state of the index.
    keys
        The documents' keys; one without a passage that may be shown is left out.
    allowed
        bool (n_rows,): the chunks that may be shown; all if not given.
    """
    order = list(keys)
    found = snapshot.first_rows(order, allowed)
    rows = [found[key] for key in order if key in found]
    return [
        Hit(
            chunk_id=int(snapshot.chunk_ids[row]),
            text=text,
            score=0.0,
            tier=Tier.RANKED,
            channels={},
            contributions=(),
            highlights=(),
            occurrences=tuple(snapshot.occurrences(row)),
            by_words_only=not snapshot.readable[row],
        )
        for row, text in zip(rows, snapshot.texts(rows), strict=True)
    ]
