"""Where do vectors lie in the few directions in which they differ most?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def principal_coordinates(vectors: NDArray[np.float32], n: int) -> NDArray[np.float32]:
    """Return coordinates along the principal axes, the widest first; the same give the same.

    Parameters
    ----------
    vectors
        float32 (n_vectors, dimension).
    n
        How many axes, at most the dimension.

    Returns
    -------
    coordinates
        float32 (n_vectors, n), centred. Of each axis the end is positive that reaches farther.

    Examples
    --------
    >>> line = np.array([[1, 1], [2, 2], [6, 6]], np.float32)
    >>> principal_coordinates(line, 1).round(2).ravel().tolist()
    [-2.8299999237060547, -1.409999966621399, 4.239999771118164]
    """
    if not len(vectors):
        return np.zeros((0, n), np.float32)
    centred = vectors - vectors.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, :n]
    coordinates = centred @ axes
    farthest = coordinates[np.abs(coordinates).argmax(axis=0), np.arange(coordinates.shape[1])]
    found: NDArray[np.float32] = (coordinates * np.where(farthest < 0, -1, 1)).astype(np.float32)
    return found
