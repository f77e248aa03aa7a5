"""Where is a document cut into the passages that are found, encoded and shown?"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np
import sentencex
from numpy.typing import NDArray

from sparkbert.encoder.tokenizer import Pieces, PieceTokenizer
from sparkbert.types import HEADING_SEPARATOR, Document, Heading, Section

MAX_PIECES = 250
MIN_FILL = 0.6
_TAIL_FILL = 0.1  # what the last cut of a section leaves behind it, if it can
_CHARACTERS_PER_PIECE = 40  # encoded data is a word piece of any length to the tokenizer
_LEAST_PIECES = 4  # more than one character can be

_ANCHOR = 32  # characters on either side of a border that decide between borders of one strength
_WINDOW = 100_000  # characters; splitting a text into word pieces takes 170 times its size
_LONG_SENTENCE = 600  # a quotation or a bracket that never closes makes sentencex see one sentence

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")
_BLANK = re.compile(r"\s+")
# A stop after a word of some length or after a closing sign, and a capital or an opening sign.
_PLAIN_STOP = re.compile(
    r"(?:(?<=\w{3})[.!?…]|(?<=[\"”’)\]])[.!?…]|[.!?…][\"”’»)\]])\s+(?=[^\W\d_a-z]|[\"“‘«(\[])|[。！？]"  # noqa: RUF001
)


class Border(IntEnum):
    """How good a place before a word piece is for a cut, worst first."""

    INSIDE_CHARACTER = 0  # never cut: a Hangul syllable is up to three word pieces
    INSIDE_WORD = 1
    WORD = 2
    SPACE = 3
    LINE = 4
    SENTENCE = 5
    PARAGRAPH = 6
    HEADING = 7


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage: `text` is exactly the characters `start:end` of the section's text.

    `section` is the position in `Document.sections`; `heading` the last heading at or before the
    passage's start, with its parents, as "Parent › Heading"; `n_pieces` counts word pieces;
    `readable` says whether the encoder can read it, where that has been judged.
    """  # noqa: RUF002

    section: int
    start: int
    end: int
    text: str
    heading: str | None
    n_pieces: int
    readable: bool | None = None


class Chunker:
    """Cuts documents into chunks of at most `max_pieces` word pieces.

    No chunk leaves its section. Every character of a section that is no white space is in exactly
    one of its chunks, save stretches without any word piece (control characters alone).

    A chunk has at most 40 characters for each word piece it may have, whatever the text is.

    Cuts are anchored in the text: among the borders that would leave a chunk between `min_fill` and
    full, the strongest wins, and of several as strong the one with the highest hash of the text
    around it. That choice hardly depends on where the chunk began, so that the cuts behind an edit
    soon fall where they fell before it, and chunks stored by their text are not encoded again.

    Parameters
    ----------
    tokenizer
        Counts the word pieces.
    max_pieces
        The most word pieces that a chunk may have, at least 4.
    min_fill
        The share of `max_pieces` below which no chunk is cut off, but where too little would be
        left of a section behind it.
    """

    def __init__(
        self,
        tokenizer: PieceTokenizer,
        max_pieces: int = MAX_PIECES,
        min_fill: float = MIN_FILL,
    ) -> None:
        if max_pieces < _LEAST_PIECES or not 0 <= min_fill < 1:
            raise ValueError(
                f"a chunk needs at least {_LEAST_PIECES} word pieces, and a least fill from 0 to 1"
            )
        self._tokenizer = tokenizer
        self._max_pieces = max_pieces
        self._min_pieces = max(round(max_pieces * min_fill), 1)
        self._max_characters = max_pieces * _CHARACTERS_PER_PIECE
        self._tail_pieces = max(round(max_pieces * min(min_fill, _TAIL_FILL)), 1)

    @property
    def max_pieces(self) -> int:
        """The most word pieces that a chunk may have."""
        return self._max_pieces

    def chunk(self, document: Document) -> list[Chunk]:
        """Return the chunks of a document in reading order; headings hold on in later sections."""
        return list(self.iterate(document))

    def iterate(self, document: Document) -> Iterator[Chunk]:
        """Yield the same chunks, with a bounded part of the document in work at a time."""
        path: list[Heading] = []
        for group in _groups(document.sections):
            texts = [window.section.text for window in group]
            for window, pieces in zip(group, self._tokenizer.batch(texts), strict=True):
                section, at = window.section, window.start
                headings = sorted(section.headings, key=lambda one: one.start)
                for start, end, n_pieces in self._passages(section, pieces):
                    while headings and headings[0].start <= start:
                        _enter(path, headings.pop(0))
                    heading = HEADING_SEPARATOR.join(one.text for one in path) or None
                    text = section.text[start:end]
                    yield Chunk(window.number, at + start, at + end, text, heading, n_pieces)
                for rest in headings:
                    _enter(path, rest)

    def _passages(self, section: Section, pieces: Pieces) -> Iterator[tuple[int, int, int]]:
        """Yield start, end (characters, no white space at either end) and number of pieces."""
        n = len(pieces)
        if n == 0:
            return
        text = section.text
        strengths = _strengths(section, pieces)
        cuts = [0, *self._cuts(text, pieces, strengths), n]
        for first, last in pairwise(cuts):
            start = int(pieces.starts[first]) if first else 0
            end = int(pieces.starts[last]) if last < n else len(text)
            start, end = _trimmed(text, start, end)
            if end - start > self._max_characters:
                for at in range(start, end, self._max_characters):
                    part = _trimmed(text, at, min(at + self._max_characters, end))
                    yield from self._recounted(text, *part)
            elif _is_inside(strengths, first) or _is_inside(strengths, last):
                yield from self._recounted(text, start, end)
            else:
                yield start, end, last - first

    def _recounted(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield what begins or ends inside a word: alone it may have other word pieces."""
        pieces = self._tokenizer(text[start:end])
        if len(pieces) <= self._max_pieces:
            if len(pieces):
                yield start, end, len(pieces)
            return
        for left, right, n_pieces in self._passages(Section(text[start:end]), pieces):
            yield start + left, start + right, n_pieces

    def _cuts(self, text: str, pieces: Pieces, strengths: NDArray[np.uint8]) -> Iterator[int]:
        """Yield the numbers of the pieces that begin a chunk, the first one left out."""
        begin, n = 0, len(pieces)
        while (rest := n - begin) > self._max_pieces:
            # Both ends move down where the rest would be a scrap that says too little to be found.
            shift = max(self._tail_pieces - (rest - self._max_pieces), 0)
            low, high = max(self._min_pieces - shift, 1), max(self._max_pieces - shift, 1)
            if strengths[begin + low : begin + high + 1].max() == Border.INSIDE_CHARACTER:
                low = 1
            window = strengths[begin + low : begin + high + 1]
            best = np.flatnonzero(window == window.max()) + (begin + low)
            begin = max(best.tolist(), key=lambda piece: (_anchor(text, pieces, piece), piece))
            yield begin


@dataclass(frozen=True, slots=True)
class _Window:
    """A section, or a part of a long one from `start` on; `number` is the section's position."""

    number: int
    start: int
    section: Section


def _groups(sections: Sequence[Section]) -> Iterator[list[_Window]]:
    """Yield windows in order, as many together as are worth it."""
    group: list[_Window] = []
    n_characters = 0
    for number, section in enumerate(sections):
        for window in _windows(number, section):
            if group and n_characters + len(window.section.text) > _WINDOW:
                yield group
                group, n_characters = [], 0
            group.append(window)
            n_characters += len(window.section.text)
    if group:
        yield group


def _windows(number: int, section: Section) -> Iterator[_Window]:
    """Cut a section that is too long to be split into word pieces at once."""
    text = section.text
    if len(text) <= _WINDOW:
        yield _Window(number, 0, section)
        return
    headings = sorted(section.headings, key=lambda one: one.start)
    start = 0
    while start < len(text):
        end = _window_end(text, start)
        inside = [one for one in headings if start <= one.start < end]
        shifted = tuple(Heading(one.start - start, one.level, one.text) for one in inside)
        yield _Window(number, start, Section(text[start:end], headings=shifted))
        start = end


def _window_end(text: str, start: int) -> int:
    """Return where a window ends: at an anchored border, so that it stays where it is after edits.

    A text without any white space is cut where it happens to be, but not before combining marks.
    """
    end = start + _WINDOW
    if end >= len(text):
        return len(text)
    for border in (_PARAGRAPH, _LINE, _BLANK):
        places = [match.end() for match in border.finditer(text, end - _WINDOW // 4, end)]
        if places:
            return max(places, key=lambda at: (_hash_around(text, at), at))
    marks = 0
    while marks < _ANCHOR and end + marks < len(text) and unicodedata.combining(text[end + marks]):
        marks += 1
    return end + marks


def _is_inside(strengths: NDArray[np.uint8], piece: int) -> bool:
    return 0 < piece < len(strengths) and strengths[piece] == Border.INSIDE_WORD


def _anchor(text: str, pieces: Pieces, piece: int) -> int:
    return _hash_around(text, int(pieces.starts[piece]))


def _hash_around(text: str, at: int) -> int:
    return zlib.crc32(text[max(at - _ANCHOR, 0) : at + _ANCHOR].encode("utf-8", "replace"))


def _enter(path: list[Heading], heading: Heading) -> None:
    while path and path[-1].level >= heading.level:
        path.pop()
    path.append(heading)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    passage = text[start:end]
    left = len(passage) - len(passage.lstrip())
    return start + left, start + len(passage.rstrip())


def _strengths(section: Section, pieces: Pieces) -> NDArray[np.uint8]:
    """Return for each word piece how good a border is before it: uint8 (n,), a `Border`."""
    text = section.text
    strengths = np.full(len(pieces), Border.WORD, dtype=np.uint8)
    strengths[1:][pieces.starts[1:] > pieces.ends[:-1]] = Border.SPACE
    strengths[1:][pieces.word_numbers[1:] == pieces.word_numbers[:-1]] = Border.INSIDE_WORD
    strengths[1:][pieces.starts[1:] == pieces.starts[:-1]] = Border.INSIDE_CHARACTER
    paragraphs = [0, *(match.end() for match in _PARAGRAPH.finditer(text))]
    places: list[tuple[Border, Sequence[int]]] = [
        (Border.LINE, [match.end() for match in _LINE.finditer(text)]),
        (Border.SENTENCE, list(_sentence_starts(text, paragraphs))),
        (Border.PARAGRAPH, paragraphs),
        (Border.HEADING, [heading.start for heading in section.headings]),
    ]
    for border, positions in places:
        _raise_to(border, positions, pieces, strengths)
    below = [_end_of_line(text, heading.start) for heading in section.headings]
    after = np.searchsorted(pieces.starts, below)
    strengths[after[after < len(pieces)]] = Border.SPACE  # a heading stays with what it heads
    return strengths


def _raise_to(
    border: Border, positions: Sequence[int], pieces: Pieces, strengths: NDArray[np.uint8]
) -> None:
    """Note a border before the first piece at or after each position, unless inside a word."""
    at = np.searchsorted(pieces.starts, positions)
    at = at[at < len(pieces)]
    at = at[strengths[at] > Border.INSIDE_WORD]
    strengths[at] = border


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _sentence_starts(text: str, paragraphs: Sequence[int]) -> Iterator[int]:
    """Yield where sentences begin, paragraph by paragraph: a stray quote must not reach further."""
    for begin, end in zip(paragraphs, [*paragraphs[1:], len(text)], strict=True):
        for found in sentencex.get_sentence_boundaries("en", text[begin:end]):
            start, stop = begin + found["start_index"], begin + found["end_index"]
            yield start
            if stop - start > _LONG_SENTENCE:
                yield from (match.end() for match in _PLAIN_STOP.finditer(text, start, stop))
