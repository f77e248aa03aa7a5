"""Whether the hyphen at a line's end belongs to the word or only divides it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Both halves of a word divided at a line's end (PDFium writes U+FFFE for hyphen and line end):
# they must not count as words of the document.
# Words are matched whole or not at all (++): quadratic time on endless words otherwise.
_DIVIDED = re.compile(
    r"(?<![^\W\d_])[^\W\d_]++(?:[-\u00ad\u2010][ \t]*\r?\n[ \t]*|\ufffe\s*)[^\W\d_]+"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Hyphenation:
    """Decides by the document's own words: "well-" + "known" stays, "exam-" + "ple" is joined.

    Parameters
    ----------
    texts
        The document's raw text, with its line ends.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: set[str] = set()
        for text in texts:
            words = _WORD.findall(_DIVIDED.sub(" ", text))
            self._words.update(word.casefold() for word in words)

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Tell whether `left` (before the hyphen) and `right` make a compound with a hyphen."""
        if not left[-1:].isalpha() or not right[:1].islower():
            return True
        left, right = left.casefold(), right.casefold()
        if left + right in self._words:
            return False
        if f"{left}-{right}" in self._words:
            return True
        # Two whole words of this document, neither so short that it may be a syllable.
        return min(len(left), len(right)) > 3 and left in self._words and right in self._words
