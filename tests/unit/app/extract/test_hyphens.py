from __future__ import annotations

import pytest

from app.extract.hyphens import Hyphenation

TEXT = "A well-known example: the under-\nstanding of machine readers, high and dimensional.\ufffe"


@pytest.mark.parametrize(
    ("left", "right", "kept"),
    [
        ("well", "known", True),  # with its hyphen in the text
        ("exam", "ple", False),  # without one in the text
        ("under", "standing", False),  # its halves alone do not count as words
        ("high", "dimensional", True),  # two words of the text
        ("Lucene", "BM", True),  # a capital
        ("x", "", True),
        ("im", "possible", False),
    ],
)
def test_decides_by_the_documents_own_words(left: str, right: str, kept: bool) -> None:
    assert Hyphenation([TEXT]).keeps_hyphen(left, right) is kept
