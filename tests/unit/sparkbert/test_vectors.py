from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sparkbert.vectors import Graph, k_means, nearest

VECTORS = np.random.default_rng(1).standard_normal((400, 8), dtype=np.float32)


@pytest.mark.parametrize("inner_product", [False, True])
def test_a_graph_finds_what_comparing_all_finds(inner_product: bool) -> None:
    graph = Graph.build(VECTORS, inner_product=inner_product)
    distances, numbers = graph.search(VECTORS[:50], 5, ef=200)
    products = VECTORS[:50] @ VECTORS.T
    squares = ((VECTORS[:50, None] - VECTORS[None]) ** 2).sum(axis=2)
    order = np.argsort(-products if inner_product else squares, axis=1)[:, :5]
    assert (numbers == order).mean() > 0.98
    exact = products if inner_product else squares
    np.testing.assert_allclose(distances, np.take_along_axis(exact, numbers, 1), atol=1e-4)


def test_a_graph_is_made_and_kept_alike(tmp_path: Path) -> None:
    first, second = Graph.build(VECTORS), Graph.build(VECTORS)
    first.save(tmp_path / "graph")
    kept = Graph.load(tmp_path / "graph")
    for other in (second, kept):
        np.testing.assert_array_equal(
            other.search(VECTORS, 3, ef=16)[1], first.search(VECTORS, 3, ef=16)[1]
        )


def test_a_small_graph_says_what_it_lacks() -> None:
    assert Graph.build(VECTORS[:2]).search(VECTORS[:1], 3, ef=8)[1].tolist() == [[0, 1, -1]]


def test_centroids_lie_amid_their_points() -> None:
    points = np.concatenate([VECTORS[:50] * 0.01 + 5, VECTORS[:50] * 0.01 - 5])
    centroids = k_means(points, 2, iterations=10, seed=1)
    assert sorted(np.sign(centroids[:, 0]).tolist()) == [-1, 1]
    numbers = nearest(points, centroids)
    assert len(set(numbers[:50].tolist())) == len(set(numbers[50:].tolist())) == 1
    assert numbers[0] != numbers[-1]
    spherical = k_means(points, 2, iterations=10, seed=1, spherical=True)
    np.testing.assert_allclose(np.linalg.norm(spherical, axis=1), 1, atol=1e-5)
