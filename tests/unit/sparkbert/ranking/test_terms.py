from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.index.postings import Postings
from sparkbert.ranking.query import QueryTerm
from sparkbert.ranking.terms import MAX_WEIGHT, score_terms
from sparkbert.sparse import WEIGHT_STEP

N_ROWS = 40
CHUNKS = st.dictionaries(st.integers(0, N_ROWS - 1), st.integers(1, 255), max_size=N_ROWS)


def postings_of(weights: dict[int, int]) -> Postings:
    rows = np.array(list(weights), np.int64)
    steps = np.array(list(weights.values()), np.uint8)
    return Postings(rows, steps, np.zeros(len(rows), np.uint8))


@given(st.lists(st.tuples(CHUNKS, st.floats(0.1, 3)), max_size=6))
def test_scores_are_sums_of_idf_times_weights(terms: list[tuple[dict[int, int], float]]) -> None:
    found = score_terms(
        [QueryTerm(key, str(key), weight) for key, (_, weight) in enumerate(terms)],
        lambda key: postings_of(terms[key][0]),
        n_chunks=N_ROWS,
        n_rows=N_ROWS,
    )
    expected = [0.0] * N_ROWS
    for chunks, weight in terms:
        idf = math.log(1 + (N_ROWS - len(chunks) + 0.5) / (len(chunks) + 0.5))
        for row, steps in chunks.items():
            expected[row] += idf * weight * steps * WEIGHT_STEP
    assert found.scores == pytest.approx(expected, rel=1e-5)
    assert found.scores.max() <= found.ceiling * (1 + 1e-5)
    assert [match.term.key for match in found.matches] == [
        key for key, (chunks, _) in enumerate(terms) if chunks
    ]
    for match in found.matches:
        for row, steps in terms[match.term.key][0].items():
            assert steps * match.worth <= found.scores[row] * (1 + 1e-5)


def test_a_chunk_that_earns_all_it_could_reaches_the_ceiling() -> None:
    terms = [QueryTerm(1, "a", 1.0), QueryTerm(2, "b", 0.5)]
    found = score_terms(terms, lambda key: postings_of({3: 255}), n_chunks=9, n_rows=9)
    assert found.scores[3] == pytest.approx(found.ceiling, rel=1e-6)
    assert pytest.approx(2.2) == MAX_WEIGHT


def test_a_term_in_every_chunk_still_counts() -> None:
    everywhere = postings_of(dict.fromkeys(range(5), 100))
    found = score_terms([QueryTerm(1, "a", 1.0)], lambda key: everywhere, n_chunks=5, n_rows=5)
    assert np.all(found.scores > 0)


def test_nothing_to_look_up() -> None:
    found = score_terms([], lambda key: postings_of({}), n_chunks=0, n_rows=0)
    assert (len(found.scores), found.ceiling, found.matches) == (0, 0.0, ())


def test_a_term_that_no_chunk_holds_lifts_the_ceiling() -> None:
    known, unknown = QueryTerm(1, "a", 1.0), QueryTerm(2, "b", 1.0)

    def look_up(key: int) -> Postings:
        return postings_of({3: 200} if key == known.key else {})

    alone = score_terms([known], look_up, n_chunks=9, n_rows=9)
    beside = score_terms([known, unknown], look_up, n_chunks=9, n_rows=9)
    assert beside.scores.tolist() == alone.scores.tolist()
    assert beside.ceiling > 2 * alone.ceiling
