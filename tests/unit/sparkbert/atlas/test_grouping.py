"""Are clouds of points told apart, as many as there are?"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sparkbert.atlas.grouping import group
from sparkbert.atlas.one_thread import one_thread


def clouds(n_clouds: int, n_each: int, *, seed: int = 5) -> tuple[NDArray[np.float32], list[int]]:
    """Return points around corners far from each other, and to which corner each belongs."""
    rng = np.random.default_rng(seed)
    of = rng.permutation(np.repeat(np.arange(n_clouds), n_each))
    corners = 10 * np.eye(n_clouds, 8)
    return (corners[of] + rng.normal(size=(len(of), 8)) / 2).astype(np.float32), of.tolist()


@pytest.mark.parametrize("n_clouds", [2, 3, 5, 8])
def test_each_cloud_is_a_group(n_clouds: int) -> None:
    points, of = clouds(n_clouds, 16)
    with one_thread():
        labels = group(points).tolist()
        again = group(points).tolist()
    assert len(set(labels)) == n_clouds
    assert len(set(zip(labels, of, strict=True))) == n_clouds
    firsts = list(dict.fromkeys(labels))
    assert firsts == sorted(firsts)  # numbered as they appear
    assert again == labels


def test_a_stray_point_is_no_group() -> None:
    points, _ = clouds(2, 12)
    points[7] = 100
    with one_thread():
        labels = group(points)
    assert np.bincount(labels).min() >= 2


@pytest.mark.parametrize("n", [0, 1, 5, 30])
def test_points_that_nothing_parts_are_one_group(n: int) -> None:
    with one_thread():
        assert group(np.ones((n, 8), np.float32)).tolist() == [0] * n
