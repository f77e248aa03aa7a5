"""How do the channels' scores become one, and which chunks come first?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.types import Channel


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best chunks of a query, best first.

    Parameters
    ----------
    rows
        int64 (k,): the snapshot's rows.
    scores
        float32 (k,): the sums of the channels.
    channels
        float32 (k,) for each channel: its share of the scores.
    exact
        bool (k,): chunks that hold the query literally; they come before all others.
    """

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]
    channels: Mapping[Channel, NDArray[np.float32]]
    exact: NDArray[np.bool_]


def share_of_ceiling(
    earned: NDArray[np.float32], ceiling: float, weight: float, coverage: float = 0.0
) -> NDArray[np.float32]:
    """Return what chunks gain in the fused score by what they earned in an inverted channel.

    A chunk that earns all that could be earned gains `weight`. One that earns less than `coverage`
    of it gains less than in proportion: of a query in other words than the text's, a single word
    that coincides says little.

    Parameters
    ----------
    earned
        float32 (n,): the channel's own scores.
    ceiling
        The most that could be earned.
    weight
        The channel's weight.
    coverage
        The share of the ceiling from which on gains are in proportion.
    """
    shares = earned / np.float32(max(ceiling, 1e-9))
    if coverage > 0:
        shares = shares * np.minimum(shares / np.float32(coverage), np.float32(1))
    return np.asarray(shares * np.float32(weight), dtype=np.float32)


def best_rows(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """Return the rows of the k greatest positive scores, in no order; fewer if there are fewer."""
    rows = np.flatnonzero(scores > 0)
    if len(rows) <= k:
        return rows
    return rows[np.argpartition(-scores[rows], k - 1)[:k]]


def order_rows(
    rows: NDArray[np.int64],
    channels: Mapping[Channel, NDArray[np.float32]],
    exact: NDArray[np.bool_],
    k: int,
) -> Ranking:
    """Add up the channels' shares and keep the k best: literal hits first, then by score.

    Equal scores are ordered by row, so that a ranking never depends on chance.
    """
    scores: NDArray[np.float32] = np.sum(np.stack(list(channels.values())), axis=0)
    order = np.lexsort((rows, -scores, ~exact))[:k]
    return Ranking(
        rows[order],
        scores[order],
        {channel: shares[order] for channel, shares in channels.items()},
        exact[order],
    )
