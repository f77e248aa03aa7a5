"""How wide are the columns of a table, if it has no room without words being broken?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.extract.layout import LaidBlock
from app.ui.look.theme import GRID

_USUAL = 24 * GRID  # what a cell with much text is given
_MOST = 48 * GRID  # what a single word is given
_PADDING = 2 * GRID


def wide_columns(
    cells: Sequence[LaidBlock],
    text: str,
    n_columns: int,
    room: int,
    measure: Callable[[str], int],
) -> list[int] | None:
    """Return the widths of columns that are to be scrolled; None if there is room for all.

    Parameters
    ----------
    cells, text
        The table's cells, and the text in which they stand.
    n_columns
        How many columns there are.
    room
        How wide the table may be, in pixels.
    measure
        Tells how wide a text is.
    """
    least, wanted = [0] * n_columns, [0] * n_columns
    for one in cells:
        column = min(one.shape.column, n_columns - 1)
        if one.shape.span > 1:
            continue
        content = text[one.start : one.end]
        longest = max(content.split(), key=len, default="")
        least[column] = max(least[column], min(measure(longest), _MOST))
        whole = measure(content) if len(content) < _USUAL else _USUAL
        wanted[column] = max(wanted[column], min(whole, _USUAL))
    if sum(least) + n_columns * _PADDING <= room:
        return None
    return [max(narrow, wide) + _PADDING for narrow, wide in zip(least, wanted, strict=True)]
