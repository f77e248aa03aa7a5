"""Which names do files have that are hard to show, to store or to pass on?"""

from __future__ import annotations

import os
import sys

from tests.support.hostile.folder import HostileFolder

_NAMES: dict[str, str | bytes] = {
    "a line end": "two\nlines.txt",
    "a line end first": "\nfirst.txt",
    "a carriage return": "over\rwritten.txt",
    "a tab": "a\ttab.txt",
    "an escape": "\x1b[31mred\x1b[0m\x07.txt",
    "no UTF-8": b"caf\xe9 latin.txt",
    "no UTF-8 at all": b"\xff\xfe\x80\xc0.txt",
    "a half letter": b"cut \xe2\x82.txt",
    "a surrogate in UTF-8": b"lone \xed\xa0\x80.txt",
    "from right to left": "תזכיר של ועדה.txt",
    "Arabic": "مذكرة اللجنة.txt",
    "an override": "invoice\u202etxt.exe.txt",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈 family.txt",
    "composed": "\u00e9t\u00e9 composed.txt",
    "decomposed": "e\u0301te\u0301 composed.txt",
    "marks": "Z" + "\u0301" * 60 + "algo.txt",
    "a dash": "-rf --help.txt",
    "quotes": 'it\'s "quoted" `true` $(true) %s {0}.txt',
    "tags": "<b>bold<b> &amp; <img src=x>.txt",
    "a backslash": "back\\slash.txt",
    "blanks": "  blanks  .txt",
    "dots": "dots....txt",
    "no extension": "noextension",
    "an extension alone": "extension in capitals.TXT",
    "a device of Windows": "CON.txt",
    "SQL": "Robert'); DROP TABLE app_files;--.txt",
    "an URL": "file:%2F%2Fetc%2Fpasswd?x=1#y.txt",
    "zero width": "zero\u200bwidth\ufeff.txt",
    "noncharacter": "non\uffffcharacter.txt",
}
_LONGEST = 255


def write_names(folder: HostileFolder) -> None:
    """Write good files with such names, as far as the file system takes them."""
    for what, name in _NAMES.items():
        _write(folder, name, f"a name with {what}" if isinstance(name, str) else f"a name: {what}")
    _write(folder, "n" * (_LONGEST - 4) + ".txt", "a name of 255 bytes")
    _write(folder, "ä" * ((_LONGEST - 4) // 2) + ".txt", "a name of 255 bytes in 129 letters")
    inner = folder.within(os.fsdecode(b"folder\n\xff")) if sys.platform == "linux" else folder
    _write(inner, "inside.txt", "a folder's name that is no UTF-8")


def _write(folder: HostileFolder, name: str | bytes, what: str) -> None:
    try:
        folder.good(name, _content, what)
    except (OSError, ValueError):
        return  # this file system knows no such name


def _content(word: str) -> bytes:
    return f"A plain text about {word}, in a file with an odd name.\n".encode()
