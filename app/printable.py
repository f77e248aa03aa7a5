"""How is a stranger's text, such as a file's name, shown without it steering what shows it?"""

from __future__ import annotations

import re
import unicodedata

_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: object) -> str:
    r"""Return text of a stranger without what would steer a terminal; each becomes one sign.

    Line ends, control signs, marks that turn the direction of writing around, and bytes of names
    that are no UTF-8 are replaced.

    Examples
    --------
    >>> printable("a\x1b[2Jb")
    'a�[2Jb'
    """
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", str(text))


def in_sentence(name: object) -> str:
    """Return a stranger's name as it stands in a sentence of ours, which runs its own way.

    One in Arabic or Hebrew would turn around what comes before and after it.

    Examples
    --------
    >>> in_sentence("notes.md")
    'notes.md'
    >>> in_sentence("\u0635.md") == "\u2068\u0635.md\u2069"
    True
    """
    text = printable(name)
    if any(unicodedata.bidirectional(one) in ("R", "AL") for one in text):
        return f"\u2068{text}\u2069"
    return text
