from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.codes import bits_needed, pack, unpack

TOKENS = st.lists(
    st.integers(1, 64).flatmap(lambda k: st.tuples(st.integers(0, k - 1), st.just(k))), max_size=254
)


def arrays(tokens: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    table = np.array(tokens, np.int32).reshape(-1, 2)
    return table[:, 0], table[:, 1]


@given(st.lists(TOKENS, max_size=6))
def test_what_is_packed_is_unpacked(chunks: list[list[tuple[int, int]]]) -> None:
    columns = [arrays(tokens) for tokens in chunks]
    packed = [pack(numbers, n_choices) for numbers, n_choices in columns]
    for codes, (_, n_choices) in zip(packed, columns, strict=True):
        n_bits = sum((k - 1).bit_length() for k in n_choices.tolist())
        assert len(codes) == -(-n_bits // 8)
    found = unpack(packed, [n_choices for _, n_choices in columns])
    assert [one.tolist() for one in found] == [numbers.tolist() for numbers, _ in columns]


@given(st.integers(1, 2**20))
def test_bits_tell_all_choices_apart_and_no_more(n: int) -> None:
    assert bits_needed(np.array([n], np.int32)).tolist() == [(n - 1).bit_length()]


def test_codes_of_another_text_are_noticed() -> None:
    with pytest.raises(ValueError, match="2 bytes of codes where 6 bits"):
        unpack([np.zeros(2, np.uint8)], [np.array([64], np.int32)])
