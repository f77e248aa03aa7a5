"""Do coordinates show vectors from their widest side, the same each time?"""

from __future__ import annotations

import numpy as np

from sparkbert.atlas.one_thread import one_thread
from sparkbert.atlas.projection import principal_coordinates


def test_coordinates_are_those_of_the_singular_value_decomposition() -> None:
    vectors = np.random.default_rng(3).normal(size=(40, 12)).astype(np.float32)
    vectors[:, 5] *= 6
    vectors[:, 2] *= 3
    centred = vectors - vectors.mean(axis=0)
    left, values, _ = np.linalg.svd(centred, full_matrices=False)
    expected = np.abs(left[:, :2] * values[:2])
    with one_thread():
        found = principal_coordinates(vectors, 2)
        again = principal_coordinates(vectors, 2)
    np.testing.assert_allclose(np.abs(found), expected, atol=1e-3)
    np.testing.assert_array_equal(found, again)
    assert (found.max(axis=0) >= -found.min(axis=0)).all()  # the longer end is positive


def test_few_vectors_have_their_place_too() -> None:
    assert principal_coordinates(np.empty((0, 8), np.float32), 2).shape == (0, 2)
    one = principal_coordinates(np.ones((1, 8), np.float32), 2)
    np.testing.assert_array_equal(one, [[0, 0]])
    same = principal_coordinates(np.ones((5, 8), np.float32), 2)
    np.testing.assert_allclose(same, np.zeros((5, 2)), atol=1e-6)
