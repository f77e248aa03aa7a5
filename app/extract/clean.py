"""How raw text becomes clean text that still knows where each character came from."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum

from sparkbert.offsets import OffsetMap

# What can't be copied as it stands: white space other than one lone blank, characters that have
# no place in a text, presentation forms (ligatures, Arabic shapes) and letters followed by
# combining marks. All between two matches is copied verbatim, which keeps the builder fast.
_DROPPED = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls (the others are white space)
    "\u00ad"  # soft hyphen
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # zero width and direction marks
    "\ud800-\udfff"  # lone surrogates
    "\ue000-\uf8ff"  # private use: glyphs without meaning outside their font
    "\ufff0-\ufffb\ufffe\uffff"
)
_MARKS = "\u0300-\u036f"
_PATTERN = (
    # Possessive: what is repeated a million times must not be remembered a million times.
    rf"(?P<space>(?:\s[{_DROPPED}\s]++|[^\S ]))"
    r"|(?P<leader>(?:\.[ \u00a0]?+){5,}+|[_=~*-]{4,}+)"  # dots to a page number, drawn lines
    r"|(?P<bullet>[\uf0b7\uf0a7\uf076\uf0d8\uf0fc])"  # the list marks of Symbol and Wingdings
    rf"|(?P<dropped>[{_DROPPED}]++)"
    r"|(?P<folded>[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdfb\ufe70-\ufefc]"
)
_IRREGULAR = re.compile(_PATTERN + ")")
_IRREGULAR_WITH_MARKS = re.compile(_PATTERN + rf"|\S[{_MARKS}]++)")  # slower, seldom needed
_MARK = re.compile(f"[{_MARKS}]")
_NEWLINES = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_PARAGRAPH_MARK = "\u2029"


class Separator(IntEnum):
    """What stands between two stretches of text; of several in a row, the largest wins."""

    NONE = 0
    SPACE = 1
    LINE = 2
    PARAGRAPH = 3

    @property
    def text(self) -> str:
        """The characters written."""
        return ("", " ", "\n", "\n\n")[self]


class TextBuilder:
    r"""Builds clean text and its `OffsetMap` together.

    White space is collapsed and trimmed, ligatures are folded (and letters composed with their
    combining marks), soft hyphens, controls, NULs and lone surrogates are left out. Source
    positions must not decrease from call to call; then the map does not decrease either.

    Parameters
    ----------
    keep_lines
        Whether line ends in the raw text stay line ends, and blank lines end a paragraph;
        otherwise they count as blanks.

    Examples
    --------
    >>> builder = TextBuilder()
    >>> builder.append("e\ufb03cient  work", source=7)
    >>> text, offsets = builder.build()
    >>> text, offsets.source(text.index("work"))
    ('efficient work', 16)
    """

    def __init__(self, *, keep_lines: bool = False) -> None:
        self.keep_lines = keep_lines
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._sources: list[int] = []
        self._pending = Separator.NONE
        self._pending_source = 0
        self._source_end = 0

    def __len__(self) -> int:
        """Count the characters written so far, without a separator that may follow."""
        return self._length

    def append(self, raw: str, source: int) -> None:
        """Add raw text whose character `i` stands at `source + i`."""
        at = 0
        pattern = _IRREGULAR_WITH_MARKS if _MARK.search(raw) else _IRREGULAR
        for match in pattern.finditer(raw):
            self._copy(raw[at : match.start()], source + at)
            at = match.end()
            position = source + match.start()
            if match.lastgroup == "space":
                self._hold(self._separator_of(match.group()), position)
            elif match.lastgroup == "leader":
                self._hold(Separator.SPACE, position)
            elif match.lastgroup == "bullet":
                self._write("•", position, linear=True)
            elif match.lastgroup == "folded":
                self._fold(match.group(), position)
            self._source_end = max(self._source_end, source + at)
        self._copy(raw[at:], source + at)

    def insert(self, text: str) -> None:
        """Add text that the source does not hold; it maps to where the source has got to."""
        if text[:1].isspace():
            self.separate(Separator.SPACE)
        self._write(clean(text), self._source_end, linear=False)
        if text[-1:].isspace():
            self.separate(Separator.SPACE)

    def separate(self, separator: Separator) -> None:
        """Put at least this separator before whatever text comes next."""
        self._hold(separator, self._source_end)

    def build(self) -> tuple[str, OffsetMap]:
        """Return the text, trimmed, and where its characters come from."""
        if not self._starts:
            return "", OffsetMap()
        return "".join(self._parts), OffsetMap(tuple(self._starts), tuple(self._sources))

    def _separator_of(self, blank: str) -> Separator:
        if not self.keep_lines:
            return Separator.SPACE
        newlines = len(_NEWLINES.findall(blank))
        if newlines > 1 or _PARAGRAPH_MARK in blank:
            return Separator.PARAGRAPH
        return Separator.LINE if newlines else Separator.SPACE

    def _copy(self, text: str, source: int) -> None:
        """Add text that may begin and end with one blank and is regular otherwise."""
        if not text:
            return
        body = text.strip(" ")
        if text[0] == " ":
            self._hold(Separator.SPACE, source)
        if body:
            self._write(body, source + (text[0] == " "), linear=True)
            if text[-1] == " ":
                self._hold(Separator.SPACE, source + len(text) - 1)
        self._source_end = max(self._source_end, source + len(text))

    def _fold(self, raw: str, source: int) -> None:
        if len(raw) > 1:
            self._write(unicodedata.normalize("NFC", raw), source, linear=False)
        else:
            folded = unicodedata.normalize("NFKC", raw)
            if folded[0] == " ":  # isolated Arabic marks fold to a blank and the mark
                self._hold(Separator.SPACE, source)
            self._write("".join(folded.split()), source, linear=False)

    def _hold(self, separator: Separator, source: int) -> None:
        if not self._pending:
            self._pending_source = source
        self._pending = max(self._pending, separator)

    def _write(self, text: str, source: int, *, linear: bool) -> None:
        if not text:
            return
        if self._pending:
            separator = self._pending.text if self._length else ""
            fits = source - self._pending_source >= len(separator)
            self._pending = Separator.NONE
            self._put(separator, self._pending_source, linear=fits)
        self._put(text, source, linear=linear)
        self._source_end = max(self._source_end, source + (len(text) if linear else 0))

    def _put(self, text: str, source: int, *, linear: bool) -> None:
        if not text:
            return
        self._mark(self._length, source)
        if not linear:
            for position in range(self._length + 1, self._length + len(text)):
                self._mark(position, source)
        self._parts.append(text)
        self._length += len(text)

    def _mark(self, start: int, source: int) -> None:
        """Begin a new linear piece, unless the last one leads here anyway."""
        if self._starts and self._sources[-1] + start - self._starts[-1] == source:
            return
        self._starts.append(start)
        self._sources.append(source)


def clean(text: str) -> str:
    """Return one line of clean text: for titles and headings."""
    builder = TextBuilder()
    builder.append(text, 0)
    return builder.build()[0]
