from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.sparse import _K1, _WORD_B, REFERENCE_WORDS, WEIGHT_STEP, word_vector
from sparkbert.words import Word, stem_key

STEMS = st.lists(st.sampled_from(["fish", "river", "stone", "lamp"]), max_size=400)


def as_words(stems: list[str]) -> list[Word]:
    return [Word(stem, 0, 0) for stem in stems]


@given(STEMS)
def test_weights_are_bm25s_saturated_frequencies(stems: list[str]) -> None:
    vector = word_vector(as_words(stems))
    found = dict(zip(vector.terms.tolist(), vector.weights.tolist(), strict=True))
    assert list(found) == sorted(found)
    expected = {}
    for stem in set(stems):
        f = stems.count(stem)
        length = _K1 * (1 - _WORD_B + _WORD_B * len(stems) / REFERENCE_WORDS)
        weight = f * (_K1 + 1) / (f + length)
        expected[stem_key(stem)] = max(weight, WEIGHT_STEP)
    assert found.keys() == expected.keys()
    for key, weight in expected.items():
        assert found[key] * WEIGHT_STEP == pytest.approx(weight, abs=WEIGHT_STEP * 0.501)


def test_no_words_no_terms() -> None:
    assert len(word_vector([])) == 0


def test_a_rare_word_of_a_long_text_keeps_the_least_weight() -> None:
    vector = word_vector(as_words(["fish"] + ["river"] * 100_000))
    weights = dict(zip(vector.terms.tolist(), vector.weights.tolist(), strict=True))
    assert weights[stem_key("fish")] == 1
    assert weights[stem_key("river")] < 255
