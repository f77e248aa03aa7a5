"""What does a map of some passages of an index show?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sparkbert.atlas.grouping import group
from sparkbert.atlas.naming import name_groups
from sparkbert.atlas.one_thread import one_thread
from sparkbert.atlas.projection import principal_coordinates
from sparkbert.index.snapshot import Snapshot
from sparkbert.words import stem_key

_AXES = 6  # that groups are looked for in; what the others add is mostly noise


@dataclass(frozen=True, slots=True)
class Chart:
    """Passages in two dimensions, alike ones near each other.

    Parameters
    ----------
    chunk_ids
        int64 (n,): the passages that have a vector, in the order in which they were asked for.
    coordinates
        float32 (n, 2): principal coordinates of their pooled vectors.
    labels
        int64 (n,): their groups, numbered in the order in which they first appear.
    names
        The strongest words of each group; none where no word tells it from the others.
    missing
        int64 (m,): the passages that are still there and have no vector.
    """

    chunk_ids: NDArray[np.int64]
    coordinates: NDArray[np.float32]
    labels: NDArray[np.int64]
    names: list[tuple[str, ...]]
    missing: NDArray[np.int64]


def draw_chart(snapshot: Snapshot, chunk_ids: Sequence[int]) -> Chart:
    """Draw passages of an index by their ids, the best first; those that are gone are left out."""
    wanted = np.array(chunk_ids, np.int64)
    places = np.minimum(snapshot.chunk_ids.searchsorted(wanted), max(len(snapshot.live) - 1, 0))
    is_there = np.zeros(len(wanted), np.bool_)
    if len(snapshot.live):
        is_there = (snapshot.chunk_ids[places] == wanted) & snapshot.live[places]
    rows, ids = places[is_there], wanted[is_there]
    has_vector = snapshot.encoded[rows]
    rows, missing = rows[has_vector], ids[~has_vector]
    with one_thread():
        vectors = snapshot.pooled(rows)
        n_axes = min(_AXES, snapshot.identity.dimension)
        coordinates = principal_coordinates(vectors, n_axes)
        labels = group(coordinates)
        typical = _most_typical_first(coordinates, labels)
    texts = snapshot.texts(rows[typical])

    def share_of(stem: str) -> float:
        return len(snapshot.word_postings(stem_key(stem))) / max(snapshot.n_live, 1)

    return Chart(
        chunk_ids=ids[has_vector],
        coordinates=coordinates[:, :2],
        labels=labels,
        names=name_groups(texts, labels[typical], share_of),
        missing=missing,
    )


def _most_typical_first(
    points: NDArray[np.float32], labels: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the places of points, those near the middle of their group first."""
    far = np.zeros(len(points))
    for label in np.unique(labels):
        of = labels == label
        far[of] = ((points[of] - points[of].mean(axis=0)) ** 2).sum(axis=1)
    found: NDArray[np.int64] = far.argsort(kind="stable")
    return found
