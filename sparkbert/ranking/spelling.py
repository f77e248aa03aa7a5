"""Which word of the texts may be meant by one that stands in none of them?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.slips import cost
from sparkbert.words import fold, has_unspaced, stem_key, words

_LEAST, _LONG, _MOST = 4, 8, 40
"""Words of fewer or more letters are left alone; from `_LONG` on two slips are allowed."""
_SOME = 6
"""From so many letters on two slips are allowed that are both easily made (`slips.cost`)."""
_EASY = 1.45
_FREQUENT = 0.4
"""So much of a slip is outweighed at most by a word's frequency."""
_SLIP_OF = 100
"""A word that is so much rarer than one a slip away is taken for that slip."""
_N_OFFERED = 5
"""So many words are looked at for one that is still there."""
_LEAST_PART = 3
_WORD = re.compile(r"\w+")
_BEFORE_SENTENCES = ".!?:\n\r•*#-–—"  # noqa: RUF001 - dashes of lists


class WordBook:
    """The words of an index's texts, to find near ones.

    Parameters
    ----------
    counted
        Folded words with the number of chunks that hold each.
    """

    def __init__(self, counted: Iterable[tuple[str, int]]) -> None:
        self._counts = {word: n for word, n in counted if word.isalpha() and len(word) <= _MOST}
        by_length: dict[int, list[str]] = {}
        for word in self._counts:
            by_length.setdefault(len(word), []).append(word)
        self._by_length = {length: (some, _letters(some)) for length, some in by_length.items()}

    def __len__(self) -> int:
        return len(self._counts)

    def near(self, word: str) -> list[str]:
        """Return the words that differ from one by a slip or two, the likeliest first.

        A slip is a letter that is missing, too many or another one, or two that are exchanged.
        What is easily mistaken comes before what is frequent (`slips.cost`).

        Examples
        --------
        >>> WordBook([("machine", 7), ("machines", 2), ("marching", 9)]).near("mahcine")
        ['machine']
        """
        plain = fold(word)
        if not _LEAST <= len(plain) <= _MOST or not plain.isalpha() or has_unspaced(plain):
            return []
        most = 2 if len(plain) >= _SOME else 1
        offers: list[tuple[float, str]] = []
        for length in range(len(plain) - most, len(plain) + most + 1):
            found = process.extract(
                plain,
                self._alike(plain, length, most),
                scorer=OSA.distance,
                score_cutoff=most,
                limit=None,
            )
            for one, distance, _ in found:
                slips = cost(plain, one)
                if distance and (distance == 1 or len(plain) >= _LONG or slips <= _EASY):
                    offers.append((slips - self._frequent(one), one))
        ranked = [one for _, one in sorted(offers)]
        return self._without_slips(ranked)[:_N_OFFERED]

    def _frequent(self, word: str) -> float:
        """Return how much of a slip a word's frequency outweighs; a few texts tell most of it."""
        return _FREQUENT * float(1 - self._counts[word] ** -0.5)

    def _without_slips(self, ranked: Sequence[str]) -> list[str]:
        """Put words behind all others that are rare, and a slip away from a frequent one."""

        def is_slip(word: str) -> bool:
            enough = _SLIP_OF * self._counts[word]
            return any(
                self._counts[one] >= enough and OSA.distance(word, one, score_cutoff=1) == 1
                for one in ranked
            )

        return sorted(ranked, key=is_slip)

    def _alike(self, plain: str, length: int, most: int) -> list[str]:
        """Return the words of a length that have nearly the same letters: few are compared."""
        if length not in self._by_length:
            return []
        some, letters = self._by_length[length]
        n_unlike = np.bitwise_count(letters ^ _letters([plain])[0])
        # Of two short words with one letter that differs either may be meant: "mars", "mark".
        n_allowed = 1 if length == len(plain) == _LEAST else 2 * most
        return [some[at] for at in np.flatnonzero(n_unlike <= n_allowed).tolist()]

    def parts(self, word: str) -> tuple[str, str] | None:
        """Return the two words that one was to be, if the space between them is missing."""
        plain = fold(word)
        if not plain.isalpha() or has_unspaced(plain):
            return None
        cuts = [
            (min(self._counts.get(plain[:at], 0), self._counts.get(plain[at:], 0)), at)
            for at in range(_LEAST_PART, len(plain) - _LEAST_PART + 1)
        ]
        n, at = max(cuts, default=(0, 0))
        return (plain[:at], plain[at:]) if n else None


def unknown_words(text: str, snapshot: Snapshot, *, is_typing: bool = False) -> list[str]:
    """Return the words of a query that stand in no passage in any of their forms.

    What is written with signs or digits counts by its parts; a word that `is_typing` may be
    unfinished is known if any word begins with it.
    """
    unknown = []
    known_to = 0
    found = words(text)
    for at, word in enumerate(found):
        if word.start < known_to:
            continue
        if len(snapshot.word_postings(stem_key(word.stem))):
            known_to = word.end  # and so are its parts
            continue
        has_parts = at + 1 < len(found) and found[at + 1].start < word.end
        written = text[word.start : word.end]
        if has_parts or not written.isalpha() or has_unspaced(written):
            continue
        is_unfinished = is_typing and word.end == len(text)
        if not (is_unfinished and snapshot.words_beginning(fold(written), 1)):
            unknown.append(written)
    return list(dict.fromkeys(unknown))


def correction(word: str, book: WordBook, texts_with: Callable[[str], Sequence[str]]) -> str | None:
    """Return what may be meant by an unknown word, as texts write it; None if nothing is near.

    Parameters
    ----------
    word
        As it was typed.
    book
        The words there are, or were a while ago.
    texts_with
        Gives some texts that hold a folded word now, none if it has gone.
    """
    for near in book.near(word):
        if (written := written_form(near, texts_with(near))) is not None:
            return written
    parts = book.parts(word)
    if parts is None:
        return None
    forms = [written_form(one, texts_with(one)) for one in parts]
    return " ".join(one for one in forms if one is not None) if all(forms) else None


def written_form(word: str, texts: Iterable[str]) -> str | None:
    """Return how texts write a folded word most often; None if none of them holds it.

    The capital with which a sentence or a heading begins is not the word's.

    Examples
    --------
    >>> written_form("cafe", ["Das Café schließt.", "im Café", "CAFE"])
    'Café'
    >>> written_form("banana", ["Banana bread", "Serves two. Banana and rye."])
    'banana'
    """
    forms: Counter[str] = Counter()
    for text in texts:
        for found in _WORD.finditer(text):
            if fold(found[0]) == word:
                is_begun = found[0].istitle() and _begins_sentence(text, found.start())
                forms[found[0].lower() if is_begun else found[0]] += 1
    if not forms:
        return None
    if word in forms:
        return word  # else the first words of sentences would decide
    commonest: str = forms.most_common(1)[0][0]
    return commonest


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t")
    return not before or before[-1] in _BEFORE_SENTENCES


def _letters(words_of_a_length: Sequence[str]) -> NDArray[np.uint32]:
    """Return which letters each of some words of one length has, a bit each: uint32 (n,).

    Letters may share a bit. A slip changes two bits at most, an exchange none.
    """
    length = len(words_of_a_length[0])
    codes = np.array(words_of_a_length, f"U{length}").view(np.uint32).reshape(-1, length)
    bits = np.left_shift(np.uint32(1), codes % np.uint32(32))
    return np.asarray(np.bitwise_or.reduce(bits, axis=1), np.uint32)
