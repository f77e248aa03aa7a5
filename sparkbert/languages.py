"""Can the encoder read this text, or is it to be found by its words alone?

The encoder of the product has learned English. What it makes of other languages is noise that
looks like meaning. In doubt a text counts as readable: an English text that is taken for another
loses its meaning, while another that is taken for English gains a little noise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from sparkbert.encoder.weights import SHA256, WEIGHTS_FILE

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

Readability = Callable[[str], bool]
"""Tells of a text, and by the text alone, whether an encoder can read it."""

_ENGLISH_ENCODERS = frozenset({SHA256[WEIGHTS_FILE]})

_MOST_CHARACTERS = 4_000
"""So much of a text is looked at; passages are shorter, documents begin as they go on."""

# Written in Latin letters, and by many: rare ones would only take tables and lists of names for
# their own. The codes are of ISO 639.
# fmt: off
_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "nn", "fi", "is", "et", "lv",
    "lt", "pl", "cs", "sk", "sl", "hr", "bs", "ro", "hu", "tr", "az", "uz", "sq", "ca", "gl",
    "eu", "cy", "ga", "mt", "eo", "af", "sw", "id", "ms", "tl", "vi",
)
# fmt: on
_MOST_ENGLISH = 0.02
"""A text in another language is English with at most this probability."""
_MOST_ENGLISH_QUERY = 0.001  # the least of 5,683 English queries has .008
_LEAST_QUERY_WORDS = 3
_LEAST_LETTERS = 60
_LEAST_LETTER_SHARE = 0.6
"""Of the signs that are no space: below it, a text is a table or code."""
_CAPITALS = 0.5
"""Where more letters than these are capitals, the detector is shown small ones, which it knows."""

# Words that hardly any other language has, one in eight in English prose.
_ENGLISH_WORDS = frozenset(
    ("the", "and", "of", "with", "that", "this", "from", "which", "by", "are")
)
_ENGLISH_SHARE = 0.08
_WORD = re.compile(r"[^\W\d_]+")

_LATIN = "LATIN"
# What a letter says beside a Latin one: so many of these spell a word.
_WEIGHTS = {"CJK": 3.0, "HIRAGANA": 2.0, "KATAKANA": 2.0, "HANGUL": 2.0}


def readability_of(encoder_sha256: str) -> Readability:
    """Return what tells which texts an encoder can read, given the digest of its weights.

    The encoder of the product reads English; what others read nobody has told us, so they are
    given all texts.
    """
    return is_english if encoder_sha256 in _ENGLISH_ENCODERS else _reads_all


def query_readability_of(encoder_sha256: str, *, has_others: bool = False) -> Readability:
    """Return what tells which queries an encoder can read.

    Parameters
    ----------
    encoder_sha256
        The digest of its weights.
    has_others
        Whether there are texts that it can't read, which a query in another language is for. If
        not, only queries in other letters count as unreadable: names and foreign words still say
        something.
    """
    if encoder_sha256 not in _ENGLISH_ENCODERS:
        return _reads_all
    return is_english_query if has_others else is_latin


def is_english(text: str) -> bool:
    """Tell whether a text may be English: it is not clearly something else.

    Examples
    --------
    >>> is_english("The lease ends in May.")
    True
    >>> is_english("Договор аренды заканчивается в мае.")
    False
    """
    text = text[:_MOST_CHARACTERS]
    if not is_latin(text):
        return False
    found = _WORD.findall(text)
    n_letters = sum(map(len, found))
    n_signs = len(text) - sum(map(str.isspace, text))
    if n_letters < _LEAST_LETTERS or n_letters < _LEAST_LETTER_SHARE * n_signs:
        return True
    if sum(word.lower() in _ENGLISH_WORDS for word in found) >= _ENGLISH_SHARE * len(found):
        return True
    if sum(map(str.isupper, text)) > _CAPITALS * n_letters:
        found = [word.lower() for word in found]
    prose = " ".join(word for word in found if word.islower())
    return len(prose) < _LEAST_LETTERS or _probability_of_english(prose) > _MOST_ENGLISH


def is_english_query(text: str) -> bool:
    """Tell whether a query may be English; of very few words only the letters tell.

    Examples
    --------
    >>> is_english_query("wann endet der Mietvertrag"), is_english_query("Zeitgeist")
    (False, True)
    """
    if not is_latin(text):
        return False
    if len(_WORD.findall(text)) < _LEAST_QUERY_WORDS:
        return True
    return _probability_of_english(text) > _MOST_ENGLISH_QUERY


def is_latin(text: str) -> bool:
    """Tell whether at least half of what a text says is said in Latin letters, if it has any.

    Letters that stand alone say nothing, as those of formulas, unless they are words.

    Examples
    --------
    >>> is_latin("\u03b1-synuclein"), is_latin("国立図書館 (library)"), is_latin("1999")
    (True, False, True)
    """
    if text.isascii():
        return True
    latin = foreign = 0.0
    for word in _WORD.findall(text[:_MOST_CHARACTERS]):
        for letter in word:
            script = _script(letter)
            if script == _LATIN:
                latin += len(word) > 1
            elif len(word) > 1 or script in _WEIGHTS:
                foreign += _WEIGHTS.get(script, 1.0)
    return foreign <= latin


def _reads_all(text: str) -> bool:
    return True


@lru_cache(maxsize=1 << 14)
def _script(letter: str) -> str:
    """Return the script of a letter, which is how Unicode's name of it begins."""
    folded = unicodedata.normalize("NFKC", letter)[0]
    return unicodedata.name(folded, "").split(" ")[0].split("-")[0]


def _probability_of_english(text: str) -> float:
    """Return how likely a text is English, 1 if it is more likely so than anything else."""
    ranked = _detector().rank(text)
    return 1.0 if ranked[0][0] == "en" else float(dict(ranked)["en"])


@cache
def _detector() -> LanguageIdentifier:
    """Return the detector of languages; it takes half a second and memory, so only when needed."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    full = LanguageIdentifier.from_model_file(MODEL_FILE)
    full.set_languages(_LANGUAGES)
    # Made anew, because the other keeps the numbers of all languages.
    return LanguageIdentifier(
        full.nb_ptc,
        full.nb_pc,
        full.nb_classes,
        full.tk_nextmove,
        full.tk_output,
        norm_probs=True,
        tk_row=full.tk_row,
    )
