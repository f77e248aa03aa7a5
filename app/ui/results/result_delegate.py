"""How is a result painted: name, place, the words that earned the rank, and where it is kept?"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.printable import printable
from app.snippets import ELLIPSIS, Fragment, snippet
from app.ui.look.format import page_text
from app.ui.look.icons import SIDE, glyph_of, paint_glyph
from app.ui.look.theme import GRID, META_PT, TEXT_PT, TITLE_PT, Theme, sized
from app.ui.results.foot import foot_line
from app.ui.results.results_model import ResultRow, ResultsModel, RowKind
from app.ui.results.row_text import heading_text, place_line
from sparkbert.types import HEADING_SEPARATOR, HighlightKind

_FILL = 0.85
"""Share of the lines' letters that a snippet takes, since lines break between words."""
_FURTHER = 0.15
"""Share by which it takes more where its letters are so narrow that a line stays empty."""
_MAX_LINES = 3
_LEADING = 1.15
_PAD_X, _PAD_Y = 2 * GRID, 12
_INDENT = 2 * GRID
_GUTTER = SIDE + GRID
"""So far stands text from the left, beside the picture of the file's type."""
_LEAST_HEADING = 18 * GRID


class ResultDelegate(QStyledItemDelegate):
    """Paints `ResultRow`s. Heights depend on the list's width, so the view must be told of it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours from now on."""
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height that a row needs at the list's width."""
        row: ResultRow = index.data(ResultsModel.ROW_ROLE)
        fonts = _Fonts(self._view.font())
        width = max(self._view.width() - 2 * _PAD_X - 2 * GRID, 120) - _GUTTER
        if row.kind is RowKind.MORE:
            return QSize(width, QFontMetrics(fonts.meta).height() + 2 * GRID)
        height = self._snippet_height(row, fonts, width) + 2 * _PAD_Y + GRID / 2
        if row.kind is RowKind.DOCUMENT:
            height += QFontMetrics(fonts.title).height() + GRID / 2
            height += QFontMetrics(fonts.meta).height() + GRID / 2
            height -= GRID if row.n_more else 0  # the way to see more belongs to it
            height += _caption_height(row, fonts)
        else:
            height += QFontMetrics(fonts.meta).height() - GRID
        return QSize(width, int(height))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a row."""
        row: ResultRow = index.data(ResultsModel.ROW_ROLE)
        painter.save()
        painter.setClipRect(option.rect)
        fonts = _Fonts(self._view.font())
        area = option.rect.adjusted(0, _caption_height(row, fonts), 0, 0)
        if area.top() > option.rect.top():
            self._paint_caption(painter, option, area.top(), fonts)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.selected)
            # The way to see more has its air below: it stands by the document above.
            below = -GRID if row.kind is RowKind.MORE else -2
            above = 0 if row.kind is RowKind.MORE else 2
            painter.drawRoundedRect(area.adjusted(4, above, -4, below), 6, 6)
        inner = area.adjusted(_PAD_X, _PAD_Y, -_PAD_X, -_PAD_Y)
        match row.kind:
            case RowKind.DOCUMENT:
                self._paint_document(painter, row, inner, fonts, option.direction)
                if option.rect.top() > 0 or area.top() > option.rect.top():
                    painter.setPen(self._theme.line)
                    top = area.top()
                    painter.drawLine(inner.left(), top, inner.right(), top)
            case RowKind.PASSAGE:
                self._paint_passage(painter, row, inner, fonts, option.direction)
            case RowKind.MORE:
                self._paint_more(painter, row, option, fonts, index.model())
        painter.restore()

    def _paint_caption(
        self, painter: QPainter, option: QStyleOptionViewItem, bottom: int, fonts: _Fonts
    ) -> None:
        """Say above a document that it, and what follows, has little to do with the query."""
        area = QRect(option.rect)
        area.setBottom(bottom - GRID // 2)
        line = QStyle.visualRect(option.direction, area, area.adjusted(_PAD_X, 0, -_PAD_X, 0))
        text = self.tr("Less likely results")
        painter.setFont(fonts.caption)
        painter.setPen(self._theme.meta)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(line, QStyle.visualAlignment(option.direction, side), text)

    def _paint_document(
        self,
        painter: QPainter,
        row: ResultRow,
        area: QRect,
        fonts: _Fonts,
        direction: Qt.LayoutDirection,
    ) -> None:
        metrics, meta = QFontMetrics(fonts.title), QFontMetrics(fonts.meta)
        path = row.document.path
        middle = area.top() + metrics.height() / 2
        glyph = QRectF(QStyle.visualRect(direction, area, QRect(area.left(), 0, SIDE, SIDE)))
        glyph.moveTop(middle - SIDE / 2)
        paint_glyph(painter, glyph, glyph_of(path), self._theme.meta)
        area = QStyle.visualRect(direction, area, area.adjusted(_GUTTER, 0, 0, 0))
        name, where = _title_line(row, area.width(), metrics, meta)
        line = QRect(area.left(), area.top(), area.width(), metrics.height())
        self._paint_name(painter, row, line, name, fonts.title, direction)
        self._text(painter, line, where, fonts.meta, self._theme.meta, right=True)
        top = area.top() + metrics.height() + GRID // 2
        bottom = self._paint_snippet(painter, row, area.left(), top, area.width(), fonts)
        foot = QRect(area.left(), bottom + GRID // 2, area.width(), meta.height())
        text = foot_line(row, meta.horizontalAdvance, area.width())
        self._text(painter, foot, text, fonts.meta, self._theme.meta)

    def _paint_name(
        self,
        painter: QPainter,
        row: ResultRow,
        area: QRect,
        shown: str,
        font: QFont,
        direction: Qt.LayoutDirection,
    ) -> None:
        """Paint the name of a file, its parts that the query matched marked."""
        marks = marks_in(shown, printable(row.document.path.name), row.document.name_marks)
        if not marks:
            self._text(painter, area, shown, font, self._theme.text)
            return
        fragments, at = [], 0
        for start, end in marks:
            fragments += [
                Fragment(shown[at:start], None),
                Fragment(shown[start:end], HighlightKind.EXACT),
            ]
            at = end
        fragments.append(Fragment(shown[at:], None))
        layout = lay_out(fragments, font, area.width(), self._theme, 1, wrap=False)
        painter.setPen(self._theme.text)
        width = math.ceil(layout.lineAt(0).naturalTextWidth())
        place = QStyle.visualRect(direction, area, QRect(area.topLeft(), QSize(width, 1)))
        layout.draw(painter, QPointF(place.topLeft()))

    def _paint_passage(
        self,
        painter: QPainter,
        row: ResultRow,
        area: QRect,
        fonts: _Fonts,
        direction: Qt.LayoutDirection,
    ) -> None:
        column = area.adjusted(_GUTTER + _INDENT, -GRID // 2, 0, 0)
        area = QStyle.visualRect(direction, area, column)
        meta = QFontMetrics(fonts.meta)
        where = heading_text(row)
        line = QRect(area.left(), area.top(), area.width(), meta.height())
        short = meta.elidedText(where, Qt.TextElideMode.ElideRight, area.width())
        self._text(painter, line, short, fonts.meta, self._theme.meta)
        self._paint_snippet(
            painter, row, area.left(), area.top() + meta.height() + 2, area.width(), fonts
        )

    def _paint_more(
        self,
        painter: QPainter,
        row: ResultRow,
        option: QStyleOptionViewItem,
        fonts: _Fonts,
        model: object,
    ) -> None:
        is_open = isinstance(model, ResultsModel) and model.is_open(row.document)
        text = (
            self.tr("Show fewer")
            if is_open
            else self.tr("+ %Ln more passage(s) in this file", "", row.n_more)
        )
        line = option.rect.adjusted(_PAD_X + _GUTTER, 0, -_PAD_X, -GRID)
        line = QStyle.visualRect(option.direction, option.rect, line)
        metrics = QFontMetrics(fonts.meta)
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        self._text(painter, line, short, fonts.meta, self._theme.accent)

    def _text(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        font: QFont,
        colour: QColor,
        *,
        right: bool = False,
    ) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_snippet(
        self, painter: QPainter, row: ResultRow, left: int, top: int, width: int, fonts: _Fonts
    ) -> int:
        """Paint the snippet; returns where it ends."""
        layout = self._layout_snippet(row, fonts, width)
        painter.setPen(self._theme.text)
        layout.draw(painter, QPointF(left, top))
        return top + int(layout.boundingRect().height())

    def _snippet_height(self, row: ResultRow, fonts: _Fonts, width: int) -> float:
        """Return the height of a snippet, without laying out what fills all lines anyway."""
        letters = _letters(fonts.text, _column(row, width))
        text = row.passage.hit.text
        if len(text) > letters and len(" ".join(text.split())) > letters:
            line = math.ceil(QFontMetricsF(fonts.text).height())  # as lines are laid out
            return line + (_MAX_LINES - 1) * line * _LEADING
        return self._layout_snippet(row, fonts, width).boundingRect().height()

    def _layout_snippet(self, row: ResultRow, fonts: _Fonts, width: int) -> QTextLayout:
        """Lay out as much of a passage as takes all lines, if it is long enough."""
        width = _column(row, width)
        hit = row.passage.hit
        n_letters = int(_letters(fonts.text, width) * _FILL)
        while True:
            fragments = snippet(hit.text, hit.highlights, n_letters)
            layout = lay_out(fragments, fonts.text, width, self._theme, _MAX_LINES)
            if layout.lineCount() == _MAX_LINES or n_letters >= len(hit.text):
                return layout
            n_letters += max(int(_letters(fonts.text, width) * _FURTHER), 1)


class _Fonts:
    """The fonts of a row."""

    def __init__(self, base: QFont) -> None:
        self.title = sized(base, TITLE_PT, bold=True)
        self.text = sized(base, TEXT_PT)
        self.meta = sized(base, META_PT)
        self.caption = sized(base, META_PT, bold=True)


def _caption_height(row: ResultRow, fonts: _Fonts) -> int:
    """Return the height of what stands above a row that begins a new part of the list."""
    if row.kind is not RowKind.DOCUMENT or not row.document.begins_less_likely:
        return 0
    return QFontMetrics(fonts.caption).height() + 2 * GRID


def _column(row: ResultRow, width: int) -> int:
    """Return how wide a row's snippet is."""
    return width - _INDENT if row.kind is RowKind.PASSAGE else width


def _letters(font: QFont, width: int) -> int:
    """Return how many letters fill all lines of a snippet."""
    return _MAX_LINES * width // max(QFontMetrics(font).averageCharWidth(), 1)


def _title_line(
    row: ResultRow, width: int, title: QFontMetrics, meta: QFontMetrics
) -> tuple[str, str]:
    """Return the file's name and the place in it, cut to the width: first the name, then the page.

    The heading has what is left, if that is enough for a few words; its end says the most.
    """
    place = row.passage.place
    page = page_text(place)
    kept = meta.horizontalAdvance(page) + 2 * GRID if page else 0
    name = title.elidedText(
        printable(row.document.path.name), Qt.TextElideMode.ElideMiddle, width - kept
    )
    heading = (place.heading or "").rpartition(HEADING_SEPARATOR)[2]
    if not heading:
        return name, page
    heading = place_line(row, heading)
    room = width - title.horizontalAdvance(name) - 3 * GRID
    if room < min(_LEAST_HEADING, meta.horizontalAdvance(heading)):
        return name, page
    return name, meta.elidedText(heading, Qt.TextElideMode.ElideRight, room)


def marks_in(shown: str, name: str, marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where the marks of a name are in what is shown of it: less its middle, if need be."""
    if shown == name:
        return list(marks)
    head, ellipsis, tail = shown.partition(ELLIPSIS)
    if not ellipsis:
        return []
    shift = len(shown) - len(name)
    first_of_tail = len(name) - len(tail)
    found = []
    for start, end in marks:
        if start < len(head):
            found.append((start, min(end, len(head))))
        if end > first_of_tail:
            found.append((max(start, first_of_tail) + shift, end + shift))
    return found


def highlight_format(kind: HighlightKind, theme: Theme) -> QTextCharFormat:
    """Return how a highlighted word is shown: exact ones solid, related ones underlined."""
    form = QTextCharFormat()
    if kind is HighlightKind.EXACT:
        form.setBackground(QBrush(theme.exact_tint))
        form.setForeground(QBrush(theme.text))
    else:
        form.setBackground(QBrush(theme.related_tint))
        form.setForeground(QBrush(theme.text))
        form.setFontUnderline(True)
        form.setUnderlineColor(theme.related_line)
    return form


def leading_side(text: str) -> Qt.AlignmentFlag:
    """Return the side where the lines of a text begin, by its first letter with a direction."""
    for letter in text:
        match unicodedata.bidirectional(letter):
            case "L":
                break
            case "R" | "AL":
                return Qt.AlignmentFlag.AlignRight
    return Qt.AlignmentFlag.AlignLeft


def lay_out(
    fragments: list[Fragment],
    font: QFont,
    width: int,
    theme: Theme,
    max_lines: int,
    *,
    wrap: bool = True,
) -> QTextLayout:
    """Return a paragraph with its highlights, of so many lines at most."""
    layout = QTextLayout("".join(one.text for one in fragments), font)
    option = QTextOption()
    if wrap:
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setAlignment(leading_side(layout.text()))
    else:
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    ranges, at = [], 0
    for one in fragments:
        length = len(one.text.encode("utf-16-le")) // 2  # Qt counts in UTF-16
        if one.kind is not None:
            part = QTextLayout.FormatRange()
            part.start, part.length = at, length
            part.format = highlight_format(one.kind, theme)
            ranges.append(part)
        at += length
    layout.setFormats(ranges)
    layout.beginLayout()
    top = 0.0
    for _ in range(max_lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height() * _LEADING
    layout.endLayout()
    return layout
