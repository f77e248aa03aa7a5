"""Which place of a text does one look at, and where in the widget is it?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.ui.preview.placement import Mark, Placed, span
from sparkbert.types import Section


@dataclass(frozen=True, slots=True)
class Sight:
    """Characters, and how far below the top of the widget they stand."""

    mark: Mark
    y: int


def sight_of(
    edit: QTextEdit, placed: Sequence[Placed], sections: Sequence[Section], hits: Sequence[Mark]
) -> Sight | None:
    """Return what is to stay where it is when all is written anew.

    The first of the hits that is in sight, else the first character that is.
    """
    for mark in hits:
        area = area_of(edit, placed, sections, mark)
        if area is not None and 0 <= area.top() < edit.viewport().height():
            return Sight(mark, area.top())
    at = edit.cursorForPosition(QPoint(edit.viewport().width() // 2, 0))
    number = bisect_right(placed, at.position(), key=lambda one: one.position) - 1
    if not placed:
        return None
    one = placed[max(number, 0)]
    character = one.character(at.position(), sections[one.section])
    return Sight((one.section, character, character), edit.cursorRect(at).top())


def area_of(
    edit: QTextEdit, placed: Sequence[Placed], sections: Sequence[Section], mark: Mark
) -> QRect | None:
    """Return where in the widget characters begin, or what is next before them; None if unknown.

    What stands between the cells of a table in plain text, for one, is in no table.
    """
    found = span(placed, (mark[0], mark[1], max(mark[2], mark[1] + 1)), sections)
    if found is None:
        number = bisect_right(placed, mark[:2], key=lambda one: (one.section, one.start)) - 1
        if number < 0 or placed[number].section != mark[0]:
            return None
        found = (placed[number].position, placed[number].position)
    cursor = QTextCursor(edit.document())
    cursor.setPosition(found[1])
    end = edit.cursorRect(cursor)
    cursor.setPosition(found[0])
    begin = edit.cursorRect(cursor)
    return begin.united(end) if begin.top() == end.top() else begin


def scroll_to(
    edit: QTextEdit, placed: Sequence[Placed], sections: Sequence[Section], sight: Sight
) -> None:
    """Bring characters to their height, and into sight where a wide table is scrolled."""
    area = area_of(edit, placed, sections, sight.mark)
    if area is None:
        return
    bar, across = edit.verticalScrollBar(), edit.horizontalScrollBar()
    bar.setValue(bar.value() + area.top() - sight.y)
    width = edit.viewport().width()
    if area.left() < 0 or area.right() > width:
        across.setValue(across.value() + area.center().x() - width // 2)
