"""What stands between two lines of a PDF page: nothing, a blank, a line end or a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from app.extract.clean import Separator

_SAME_SIZE = 0.12  # sizes that differ by less, relatively, are the same
_CELL_GAP = 1.4  # a gap within a row, in line heights, that makes it a row of a table
_WORD_GAP = 0.12  # a gap within a row, in line heights, below which it is no blank
_PARAGRAPH_GAP = 1.3  # of the page's usual distance between lines
_WINDOW = 10  # lines before and after which tell how far to the right a column reaches
_BULLET = re.compile(
    r"[•●○◦▪■□‣\u2043∙◆◇➢➤✓✔\uf0b7\uf0a7\uf0d8\uf0fc\uf076]|[-\u2013\u2014*·]\s+\S"
)
_ITEM = re.compile(
    r"(\(?([a-zA-Z]|[ivxlIVXL]{1,5}|\d{1,3})[.)]|\d{1,2}(\.\d{1,2}){1,3}\.?|§+)\s+\S"
)
_SENTENCE_END = re.compile(r"[.!?:;][\"'”\u2019»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as the page holds it.

    Parameters
    ----------
    start
        Where its text begins on the page, in characters.
    text
        The raw text without the line end.
    left, bottom, right, top
        Its box, in points, turned so that the text runs to the right and down.
    size
        The height of its letters' font box, in points.
    gap
        The widest gap between two words, in points.
    hyphen
        Whether the line ends in a hyphen that divides a word.
    is_turned
        Whether its text does not run to the right on the page.
    """

    start: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    gap: float = 0.0
    hyphen: bool = False
    is_turned: bool = False

    @property
    def is_row(self) -> bool:
        """Whether gaps as wide as between columns stand in it."""
        return self.gap > _CELL_GAP * self.size


def separators(lines: list[Line]) -> list[Separator]:
    """Return for each line what stands before it; the first has none."""
    if not lines:
        return []
    rows = _rows(lines)
    pitch = _usual_pitch(rows)
    rights = _column_rights(rows)
    result: list[Separator] = []
    for index, row in enumerate(rows):
        if index == 0:
            result.append(Separator.NONE)
        else:
            following = rows[index + 1].whole if index + 1 < len(rows) else None
            above = rows[index - 1].whole
            result.append(_between(above, row.whole, following, pitch, rights[index - 1]))
        result.extend(_in_row(a, b) for a, b in pairwise(row.lines))
    return result


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines side by side (a superscript ends a line for PDFium), and what they are together."""

    lines: tuple[Line, ...]
    whole: Line


def _rows(lines: list[Line]) -> list[_Row]:
    rows: list[_Row] = []
    for line in lines:
        if rows and not rows[-1].whole.hyphen and _on_one_row(rows[-1].whole, line):
            last = rows[-1]
            rows[-1] = _Row((*last.lines, line), _joined(last.whole, line))
        else:
            rows.append(_Row((line,), line))
    return rows


def _joined(row: Line, line: Line) -> Line:
    larger = row if row.size >= line.size else line
    return Line(
        row.start,
        f"{row.text} {line.text}",
        left=min(row.left, line.left),
        bottom=larger.bottom,
        right=max(row.right, line.right),
        top=larger.top,
        size=larger.size,
        gap=max(row.gap, line.gap, line.left - row.right),
        hyphen=line.hyphen,
    )


def _in_row(before: Line, line: Line) -> Separator:
    gap = line.left - before.right
    return Separator.NONE if gap < _WORD_GAP * min(before.size, line.size) else Separator.SPACE


def _between(
    above: Line, line: Line, following: Line | None, pitch: float, right: float
) -> Separator:
    size = max(above.size, line.size)
    if above.hyphen and line.text[:1].islower():
        return Separator.SPACE
    if line.bottom > above.bottom + 0.5 * size:  # upwards: the next column
        goes_on = not _SENTENCE_END.search(above.text) and line.text[:1].islower()
        return Separator.SPACE if goes_on else Separator.PARAGRAPH
    apart = line.left > above.right or line.right < above.left
    far = above.bottom - line.bottom > max(_PARAGRAPH_GAP * pitch, 1.1) * size
    if apart or not _same_size(above, line) or far or _BULLET.match(line.text):
        if above.is_row and line.is_row and not far:
            return Separator.LINE
        return Separator.PARAGRAPH
    if above.is_row or line.is_row:
        return Separator.LINE
    return _within_block(above, line, following, right)


def _within_block(above: Line, line: Line, following: Line | None, right: float) -> Separator:
    """Decide between two lines of one size, one below the other, at the usual distance."""
    ended = _SENTENCE_END.search(above.text) is not None
    # The next line's first word had room above: the author, not the margin, ended the line.
    room = right - above.right - 0.3 * line.size
    deliberate = room > _first_word_width(line)
    if (ended and deliberate) or ((ended or deliberate) and _ITEM.match(line.text)):
        return Separator.PARAGRAPH
    indent = line.left - above.left
    returns = following is not None and following.left < line.left - 0.5 * line.size
    if 0.7 * line.size < indent < 8 * line.size and returns and (ended or deliberate):
        return Separator.PARAGRAPH  # the first line of a paragraph
    if deliberate:
        return Separator.LINE
    return Separator.SPACE


def _on_one_row(above: Line, line: Line) -> bool:
    """Tell whether a line stands to the right of the one before."""
    overlap = min(above.top, line.top) - max(above.bottom, line.bottom)
    lower = min(above.top - above.bottom, line.top - line.bottom)
    return overlap > 0.4 * lower and line.left > above.right - 0.5 * above.size


def _usual_pitch(rows: list[_Row]) -> float:
    """Return the median distance of rows below each other, in line sizes."""
    distances = [
        (above.whole.bottom - row.whole.bottom) / row.whole.size
        for above, row in pairwise(rows)
        if _same_size(above.whole, row.whole)
        and 0.5 * row.whole.size < above.whole.bottom - row.whole.bottom < 3 * row.whole.size
    ]
    return median(distances) if distances else 1.2


def _column_rights(rows: list[_Row]) -> list[float]:
    """Return how far to the right the column reaches in which each row stands."""
    rights = []
    for index, row in enumerate(rows):
        before = rows[max(index - _WINDOW, 0) : index][::-1]
        after = rows[index + 1 : index + 1 + _WINDOW]
        near = _run(row.whole, before, upwards=True) + _run(row.whole, after, upwards=False)
        rights.append(max([row.whole.right, *near]))
    return rights


def _run(line: Line, rows: list[_Row], *, upwards: bool) -> list[float]:
    """Return the right edges of rows of prose that go on from a line in its column."""
    rights = []
    last = line
    for row in rows:
        other = row.whole
        if (other.bottom > last.bottom) != upwards or not _same_size(other, line):
            break
        last = other
        if other.left < line.right and other.right > line.left and not other.is_row:
            rights.append(other.right)
    return rights


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def _first_word_width(line: Line) -> float:
    word = line.text.split(maxsplit=1)[0] if line.text.strip() else ""
    return (line.right - line.left) * len(word) / max(len(line.text), 1)
