"""How is a stranger's text, such as a file's name, shown without it steering what shows it?"""

from __future__ import annotations

import re

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
