from __future__ import annotations

import numpy as np
import pytest

from sparkbert.ranking import stretch
from sparkbert.ranking.stretch import match_stretches
from sparkbert.ranking.tokens import ChunkTokens, QueryTokens
from tests.support.tokens import axes, chunk, table_of

WHOLE = np.array([0.8, 0.6, 0, 0], np.float32)
QUERY = QueryTokens(("it",), np.zeros(1, np.int32), WHOLE[None], np.ones(1, np.float32), WHOLE)


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretch, "WIDTH", 3)
    monkeypatch.setattr(stretch, "_STEP", 1)


def cosine_of(centroids: list[int]) -> float:
    mean = axes(np.array(centroids, np.int32)).mean(axis=0)
    return float(mean @ WHOLE / np.linalg.norm(mean))


def best_of(one: ChunkTokens) -> float:
    ids = one.centroids.tolist()
    return max(cosine_of(ids[at : at + 3]) for at in range(max(len(ids) - 2, 1)))


def test_the_nearest_stretch_gives_the_score() -> None:
    rng = np.random.default_rng(5)
    chunks = [chunk(*rng.integers(0, 4, n).tolist()) for n in (1, 2, 3, 4, 20, 50)]
    found = match_stretches(QUERY, table_of(*chunks))
    assert found.scores.tolist() == pytest.approx([best_of(one) for one in chunks], abs=1e-6)


def test_the_score_is_shared_by_the_pieces_that_speak_for_it() -> None:
    found = match_stretches(QUERY, table_of(chunk(2, 2, 2, 0, 3, 1, 2, 2)))
    earned = found.earnings(0, "all of it", 10.0)
    # Tokens 3 to 5; their pieces are numbered with one left out of three.
    assert [(one.term.label, one.witness) for one in earned] == [("all of it", 4), ("all of it", 7)]
    assert [one.weight for one in earned] == pytest.approx(
        [10 * found.scores[0] * part / 1.4 for part in (0.8, 0.6)]
    )


def test_nothing_near_earns_nothing() -> None:
    found = match_stretches(QUERY, table_of(chunk(), chunk(2, 3)))
    assert found.scores.tolist() == [0, 0]
    assert found.earnings(0, "it", 1.0) == found.earnings(1, "it", 1.0) == []
    assert len(match_stretches(QUERY, table_of()).scores) == 0
