"""Do words in large letters read as a heading, or are they a label, a row, a list or a scrap?"""

from __future__ import annotations

import re

_MAX_CHARACTERS = 120
_MAX_LINES = 3
_LEAST_LETTERS = 0.6  # of all that is no blank
_LEAST_WORDLIKE = 0.8  # of what stands between blanks; scraps of recognised text have less
_MAX_SINGLE = 0.5  # letters by themselves, as at an axis
_BULLET = re.compile(r"[•●○◦▪■□‣\u2043∙◆◇➢➤✓✔\uf000-\uf0ff]")
_ADDRESS = re.compile(r"@|://|\bwww\.|\w\.[a-z]{2,}/")
_CONTENTS = re.compile(r"\d+(\.\d+)*\.?\s.*\s\d{1,4}|.*[.\u2026]{3}\s*\d{1,4}", re.DOTALL)
_ROW = re.compile(r".*\s[\d.,%]*\d[\d.,%]*\s+[\d.,%]*\d[\d.,%]*", re.DOTALL)
_CAPTION = re.compile(
    r"(fig(ure)?|table|abb(ildung)?|tab(elle|leau)?|chart|graph|exhibit)s?\.?\s*\d", re.IGNORECASE
)
_SOURCE = re.compile(r"(source|quelle)\s*:", re.IGNORECASE)
_AROUND = "()[]{}\"'“”„«».,:;!?*†‡®™©…\u2018\u2019\u2039\u203a"
_JOINTS = "-/.&'_\u00ad\u2010\u2011\u2013\u2014\u2019"  # within a word
_NUMBER = re.compile(r"[\d.,:/()-]*\d[\d.,:/()-]*|[ivxlc]+", re.IGNORECASE)
_WORDLIKE = re.compile(rf"[^\W\d_]+([{_JOINTS}]?[^\W_]+)*(\([^\W_]+\))?")
_MIXED = re.compile(r"[a-z][A-Z]{2,}[a-z]|^[a-z]+[A-Z]+$")
_DENSE = "\u2e80"  # from here on a letter may be a word


def reads_as_heading(text: str) -> bool:
    """Return whether a paragraph's words may be a heading."""
    words = text.strip()
    if not 3 <= len(words) <= _MAX_CHARACTERS and not (words and words[0] >= _DENSE):
        return False
    if words.count("\n") >= _MAX_LINES or words.endswith((".", ",", ";")):
        return False
    if _BULLET.match(words) or _ADDRESS.search(words) or _SOURCE.match(words):
        return False
    if _CONTENTS.fullmatch(words) or _ROW.fullmatch(words):
        return False
    return _has_letters(words) and _is_wordlike(words.split())


def is_caption(text: str) -> bool:
    """Return whether a paragraph names a figure or a table."""
    return _CAPTION.match(text) is not None


def _has_letters(words: str) -> bool:
    letters = [one for one in words if one.isalpha()]
    dense = sum(one >= _DENSE for one in letters)
    long_enough = dense >= 2 or any(
        sum(map(str.isalpha, one)) >= 3 for one in re.split(r"[\s\d]+", words)
    )
    return long_enough and len(letters) >= _LEAST_LETTERS * sum(not c.isspace() for c in words)


def _is_wordlike(tokens: list[str]) -> bool:
    cores = [one.strip(_AROUND) for one in tokens]
    single = sum(len(one) == 1 and one.isalpha() for one in cores)
    if len(tokens) > 2 and single > _MAX_SINGLE * len(tokens):
        return False
    if len(tokens) > 3 and len(set(tokens)) <= len(tokens) / 2:  # the same again and again
        return False
    if len(tokens) == 1 and tokens[0].islower():  # "data", in a drawing
        return False
    counted = [one for one in cores if not _is_neutral(one)]
    good = sum(_WORDLIKE.fullmatch(one) is not None and not _MIXED.search(one) for one in counted)
    return good > _LEAST_WORDLIKE * len(counted)


def _is_neutral(core: str) -> bool:
    """Whether what stands between blanks is neither a word nor a scrap."""
    if core in ("", "+", "|", "~", "§", "§§") or core in _JOINTS or _NUMBER.fullmatch(core):
        return True
    return core.isalpha() and len(core) == 1
