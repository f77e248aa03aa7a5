"""Which words does a text have, where do they stand, and which of them are the same word?"""

from __future__ import annotations

import hashlib
import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

from sparkbert.stop_words import STOP_WORDS

_MAX_STEM = 64  # longer runs are encoded data, not words; what they share up to here is enough
_CACHED_SURFACES = 1 << 15

# Scripts that put no space between words (and Hangul, which glues particles to them).
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0edf\u1000-\u1049\u1050-\u109f\u1100-\u11ff"
    "\u1780-\u17d3\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096"
    "\u309d-\u309f\u30a1-\u30fa\u30fc-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\uff66-\uffdc"
    "\U00020000-\U000323af"
)
# Of these scripts, those in which one letter may be a whole word: ideographs and Hangul.
_WORDLIKE = re.compile(
    "[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af]"
)
_VOICING = "\uff9e\uff9f"  # letters to Unicode, but marks on half-width Kana
# Soft hyphen, joiners and the stroke that stretches Arabic words: inside a word, never of it.
_IGNORED = "\u00ad\u200c\u200d\u2060\u0640"

# What may stand between two parts of one word: "3.1", "e-mail", "foo_bar", "O'Brien", "AT&T",
# "me@here.org", "src/words.py", "12:30", "1,000".
_JOINER = (
    r"(?:[-.'\u2019\u2010\u2011&@/]|_+"
    r"|(?<=[0-9]):(?=[0-9])|(?<=[0-9]),(?=[0-9]{3}(?![0-9])))"
)
_TAIL = r"(?:(?:\+\+|\#)(?!\w))?"  # "C++", "F#"
_SAME_SIGN = str.maketrans("\u2019\u2010\u2011", "'--")
_DROPPED = dict.fromkeys(map(ord, _IGNORED))
_BREVE = "\u0306"
_HELD = "\u0438\u0443"  # Cyrillic letters that a breve makes others
# Arabic letters that are typed one for another: alefs, those of Persian, the two at words' ends.
_SAME_ARABIC = str.maketrans("\u0671\u06a9\u06cc\u0649\u06d5", "\u0627\u0643\u064a\u064a\u0647")
# Letters that Unicode takes for one, and that many can only type as these.
_LIGATURES = str.maketrans(
    {"\u0153": "oe", "\u00e6": "ae", "\u00f8": "o", "\u0142": "l", "\u0111": "d"}
)
# "the", alone or behind "and", "with", "as", "so" and "for", if enough is left for a word.
_ARABIC_ARTICLE = re.compile(
    "^\u0648?(?:\u0627\u0644|[\u0628\u0643\u0641]\u0627\u0644|\u0644\u0644)(?=.{3})"
)
_ARABIC_END = re.compile("\u0629$")  # a he with dots, which are often left out

# Whose endings these scripts' words are taken to have; what is in Latin letters has English ones.
_STEMMERS = (
    ("russian", re.compile("[\u0400-\u052f]+")),
    ("arabic", re.compile("[\u0620-\u064a\u066e-\u06d3]+")),
    ("greek", re.compile("[\u0370-\u03ff\u1f00-\u1fff]{3,}")),
)
_FIRST_OF_THEM = "\u0370"
_OTHER_SCRIPT = re.compile(
    "[\u0152\u0153\u00c6\u00e6\u00d8\u00f8\u0141\u0142\u0110\u0111"
    "\u0370-\u1dff\u1f00-\u1fff\u2c00-\ud7fb\uf900-\uffdc\U00010000-\U000323af]"
)

_ASCII_WORD = re.compile(rf"[A-Za-z0-9]+(?:{_JOINER}[A-Za-z0-9]+)*{_TAIL}")
_PATH_PART = re.compile(r"[^@/]+")
_PART = re.compile(r"[^-.'&@/_:,+#]+")
_NEGATION = re.compile(r"n't$", re.IGNORECASE)
_ELISION = re.compile(r"(?<=\w)'(?:s|ll|re|ve|d|m)$", re.IGNORECASE)
_ACRONYM = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_HYPHEN = re.compile(r"(?<![0-9])-|-(?![0-9])")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its stem, and the characters `start:end` of the text as it was given.

    Two words are the same word if their stems are equal.
    """

    stem: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of a query in reading order, stop words left out.

    A word that is made of several ("e-mail", "AB-1234/5", "foo_bar") comes first as a whole and
    then in parts, so spans may nest. Scripts without spaces give overlapping pairs of letters.

    Examples
    --------
    >>> [(word.stem, word.start, word.end) for word in words("The cat's e-mail")]
    [('cat', 4, 7), ('email', 10, 16), ('e', 10, 11), ('mail', 12, 16)]
    """
    found: list[Word] = []
    if text.isascii():
        for match in _ASCII_WORD.finditer(text):
            at = match.start()
            found += [Word(stem, at + a, at + b) for stem, a, b in _spaced(match[0])]
        return found
    for match in _unicode_word().finditer(text):
        at = match.start()
        parts = _spaced(match[0]) if match[1] is None else _unspaced(match[0])
        found += [Word(stem, at + a, at + b) for stem, a, b in parts]
    return found


def text_words(text: str) -> list[Word]:
    """Return the words by which a text is found: as `words` does, and more.

    Ideographs and Hangul syllables are words by themselves too, each behind the pair that it
    begins, so that a query of a single one finds them.

    Examples
    --------
    >>> [word.stem for word in text_words("東京都")]
    ['東京', '東', '京都', '京', '都']
    """
    found = words(text)
    if text.isascii() or not _WORDLIKE.search(text):
        return found
    all_: list[Word] = []
    for at, word in enumerate(found):
        all_.append(word)
        if not _is_unspaced(word.stem):
            continue
        letters = [one.span() for one in _unspaced_letter().finditer(text, word.start, word.end)]
        is_last = at + 1 == len(found) or found[at + 1].start >= word.end
        if len(letters) == 2:
            singles = letters if is_last else letters[:1]
            single_words = (Word(fold(text[start:end]), start, end) for start, end in singles)
            all_ += [one for one in single_words if _WORDLIKE.fullmatch(one.stem)]
    return all_


def length(stem: str) -> float:
    """Return how many words a stem stands for in the length of a text.

    A word of a script without spaces is about two letters, so about two pairs.
    """
    if stem.isascii() or not _is_unspaced(stem):
        return 1.0
    return 0.5 if len(stem) > 1 else 0.0


def has_unspaced(text: str) -> bool:
    """Tell whether a text has letters of a script that puts no space between words."""
    return not text.isascii() and _unspaced_run().search(text) is not None


def is_of_other_script(text: str) -> bool:
    """Tell whether a text has words that the first version of an index folded otherwise."""
    return not text.isascii() and _OTHER_SCRIPT.search(text) is not None


def stem(word: str) -> str:
    """Return the stem of one word (of the first, if there are several), be it a stop word or not.

    Examples
    --------
    >>> stem("Fianc\u00e9es"), stem("e-mails"), stem("COVID-19"), stem("1,000"), stem("foo_bar")
    ('fiance', 'email', 'covid19', '1000', 'foo_bar')
    """
    match = _unicode_word().search(word)
    plain = (match[0] if match else word).translate(_SAME_SIGN)
    start, end = _without_elision(plain, 0, len(plain))
    return _stem(_joined(fold(plain[start:end])))


def fold(word: str) -> str:
    """Return a word in one spelling: compatibility forms, case and accents folded.

    Vowel signs and nasal marks of Indic scripts and the voicing of Kana are not accents.

    Examples
    --------
    >>> fold("\ufb01anc\u00c9")
    'fiance'
    """
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKC", word.translate(_DROPPED)).casefold()
    letters = letters.translate(_LIGATURES)
    kept = ""
    for one in unicodedata.normalize("NFD", letters):
        if one.isdecimal():
            kept += str(unicodedata.decimal(one))
        elif not _is_accent(one) or (one == _BREVE and kept[-1:] in _HELD):
            kept += one
    return unicodedata.normalize("NFKC", kept).translate(_SAME_SIGN).translate(_SAME_ARABIC)


def stem_key(stem: str) -> int:
    """Return the number of a stem: the first 8 bytes of its BLAKE2b digest, little endian."""
    return int.from_bytes(hashlib.blake2b(stem.encode(), digest_size=8).digest(), "little")


def _spaced(surface: str) -> tuple[tuple[str, int, int], ...]:
    """Return (stem, start, end) of the words in one match of the pattern: whole, then parts."""
    return (_analyse_once if len(surface) <= _MAX_STEM else _analyse)(surface)


def _analyse(surface: str) -> tuple[tuple[str, int, int], ...]:
    plain = surface.translate(_SAME_SIGN)
    if _NEGATION.search(plain):
        return ()
    found: list[tuple[str, int, int]] = []
    for start, end in _spans(plain):
        folded = fold(plain[start:end])
        joined = _joined(folded)
        if folded in STOP_WORDS or joined in STOP_WORDS:
            if "." in folded:
                return ()  # "e.g."
        elif joined:
            found.append((_stem(joined), start, end))
    if len(found) == 1 and "/" in surface and found[0][2] - found[0][1] == len(surface):
        return ()  # "and/or": nothing but stop words
    return tuple(found)


_analyse_once = lru_cache(maxsize=_CACHED_SURFACES)(_analyse)


def _unspaced(run: str) -> list[tuple[str, int, int]]:
    """Return (stem, start, end) of each pair of neighbouring letters; a lone letter is itself."""
    ends = [match.end() for match in _unspaced_letter().finditer(run)]
    starts = [0, *ends]
    spans = list(zip(starts, ends[1:], strict=False)) or [(0, len(run))]
    return [(fold(run[start:end]), start, end) for start, end in spans]


def _spans(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the whole word, then the parts of its path, each before its own parts."""
    whole = _without_elision(plain, 0, len(plain))
    is_one = bool(_PART.fullmatch(plain, *whole) or _THOUSANDS.fullmatch(plain, *whole))
    if is_one or whole[1] <= _MAX_STEM:
        yield whole
    if is_one:
        return
    for path_part in _PATH_PART.finditer(plain, *whole):
        span = _without_elision(plain, *path_part.span())
        parts = [part.span() for part in _PART.finditer(plain, *span)]
        if span != whole and parts != [span]:
            yield span
        yield from parts


def _without_elision(plain: str, start: int, end: int) -> tuple[int, int]:
    """Cut the "'s" of "John's" and the "'ll" of "they'll"."""
    elision = _ELISION.search(plain, start, end)
    return start, elision.start() if elision else end


def _is_accent(character: str) -> bool:
    kind = unicodedata.combining(character)
    return kind >= 200 or 10 <= kind <= 36  # above, below, around; points of Hebrew and Arabic


def _joined(folded: str) -> str:
    """Return the spelling that a word of several parts shares with its spelling in one.

    "e-mail" is "email", "COVID-19" is "covid19", "U.S.A." is "usa", "O'Brien" is "obrien"; but
    "2024-25", "3.1" and "foo_bar" keep their signs, and "U.S." is not the pronoun.
    """
    if folded.isalnum():
        return folded
    if _ACRONYM.fullmatch(folded):
        joined = folded.replace(".", "")
        return folded if joined in STOP_WORDS else joined
    if _THOUSANDS.fullmatch(folded):
        return folded.replace(",", "")
    return _HYPHEN.sub("", folded).replace("'", "")


def _stem(joined: str) -> str:
    if joined.isalpha():
        joined = _stemmed(joined)
    return joined[:_MAX_STEM]


def _stemmed(letters: str) -> str:
    if letters[0] >= _FIRST_OF_THEM:
        for language, script in _STEMMERS:
            if script.fullmatch(letters):
                # Behind its article the stemmer would take other endings off a word.
                bare = _ARABIC_ARTICLE.sub("", letters)
                stemmed: str = _per_thread.stemmers[language].stemWord(bare)
                return _ARABIC_END.sub("\u0647", stemmed) or letters
    english: str = _per_thread.stemmers["english"].stemWord(letters)
    return english


class _PerThread(threading.local):
    """Snowball stemmers must not be shared by threads."""

    def __init__(self) -> None:
        languages = ("english", *(language for language, _ in _STEMMERS))
        self.stemmers = {language: Stemmer.Stemmer(language, 0) for language in languages}


_per_thread = _PerThread()


def _is_unspaced(stem: str) -> bool:
    return _unspaced_run().match(stem) is not None


@cache
def _unspaced_run() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}]")


@cache
def _marks() -> str:
    """Return the combining marks of all scripts as the inside of a character class."""
    marks = (one for one in range(0x300, 0x1F000) if unicodedata.category(chr(one))[0] == "M")
    return _VOICING + _IGNORED + "".join(f"\\U{one:08x}" for one in marks)


@cache
def _unicode_word() -> re.Pattern[str]:
    """Return the pattern of a word in any script; group 1 is a run of letters without spaces."""
    letter = rf"[^\W_{_UNSPACED}]"
    part = rf"{letter}+(?:[{_marks()}]+{letter}*)*"
    unspaced = rf"([{_UNSPACED}][{_UNSPACED}{_marks()}]*)"
    return re.compile(rf"{part}(?:{_JOINER}{part})*{_TAIL}|{unspaced}")


@cache
def _unspaced_letter() -> re.Pattern[str]:
    """Return the pattern of a letter with its marks; Hangul may be spelled in its parts."""
    syllable = "[\u1100-\u115f][\u1160-\u11a7]*[\u11a8-\u11ff]*"
    return re.compile(rf"(?:{syllable}|.)[{_marks()}]*", re.DOTALL)
