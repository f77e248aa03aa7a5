"""How is a result painted: name, place, the words that earned the rank, and where it is kept?"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.snippets import Fragment, snippet
from app.ui.format import count_text, date_text, folder_text, place_text
from app.ui.results_model import ResultRow, ResultsModel, RowKind
from app.ui.theme import GRID, META_PT, TEXT_PT, TITLE_PT, Theme, sized
from sparkbert.types import HighlightKind

_FILL = 0.85
"""Share of the lines' letters that a snippet takes, since lines break between words."""
_MAX_LINES = 3
_PAD_X, _PAD_Y = 2 * GRID, 12
_INDENT = 2 * GRID


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
        width = max(self._view.width() - 2 * _PAD_X - 2 * GRID, 120)
        if row.kind is RowKind.MORE:
            return QSize(width, QFontMetrics(fonts.meta).height() + 2 * GRID)
        height = self._layout_snippet(row, fonts, width).boundingRect().height()
        height += 2 * _PAD_Y + GRID / 2
        if row.kind is RowKind.DOCUMENT:
            height += QFontMetrics(fonts.title).height() + GRID / 2
            height += QFontMetrics(fonts.meta).height() + GRID / 2
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
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected and row.kind is not RowKind.MORE:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.selected)
            painter.drawRoundedRect(option.rect.adjusted(4, 2, -4, -2), 6, 6)
        fonts = _Fonts(self._view.font())
        inner = option.rect.adjusted(_PAD_X, _PAD_Y, -_PAD_X, -_PAD_Y)
        match row.kind:
            case RowKind.DOCUMENT:
                self._paint_document(painter, row, inner, fonts)
                if option.rect.top() > 0:
                    painter.setPen(self._theme.line)
                    top = option.rect.top()
                    painter.drawLine(inner.left(), top, inner.right(), top)
            case RowKind.PASSAGE:
                self._paint_passage(painter, row, inner, fonts)
            case RowKind.MORE:
                self._paint_more(painter, row, option.rect, fonts, index.model())
        painter.restore()

    def _paint_document(
        self, painter: QPainter, row: ResultRow, area: QRect, fonts: _Fonts
    ) -> None:
        place = row.passage.place
        metrics, meta = QFontMetrics(fonts.title), QFontMetrics(fonts.meta)
        where = place_text(place)
        # The name comes first; the place has what is left, but never less than a quarter.
        wanted = metrics.horizontalAdvance(place.path.name)
        room = area.width() - 2 * GRID
        where_width = min(meta.horizontalAdvance(where), max(room - wanted, room // 4))
        name_width = room - where_width if where else area.width()
        line = QRect(area.left(), area.top(), name_width, metrics.height())
        name = metrics.elidedText(place.path.name, Qt.TextElideMode.ElideMiddle, name_width)
        self._text(painter, line, name, fonts.title, self._theme.text)
        if where:
            line = QRect(area.right() - where_width, area.top(), where_width, metrics.height())
            short = meta.elidedText(where, Qt.TextElideMode.ElideRight, where_width)
            self._text(painter, line, short, fonts.meta, self._theme.meta, right=True)
        top = area.top() + metrics.height() + GRID // 2
        bottom = self._paint_snippet(painter, row, area.left(), top, area.width(), fonts)
        foot = QRect(area.left(), bottom + GRID // 2, area.width(), meta.height())
        date = f" · {date_text(row.document.facts.mtime_ns)}" if row.document.facts else ""
        room = area.width() - meta.horizontalAdvance(date)
        folder = meta.elidedText(folder_text(place.path), Qt.TextElideMode.ElideMiddle, room)
        self._text(painter, foot, folder + date, fonts.meta, self._theme.meta)

    def _paint_passage(self, painter: QPainter, row: ResultRow, area: QRect, fonts: _Fonts) -> None:
        area = area.adjusted(_INDENT, -GRID // 2, 0, 0)
        meta = QFontMetrics(fonts.meta)
        where = place_text(row.passage.place) or f"Passage {row.number + 1}"
        line = QRect(area.left(), area.top(), area.width(), meta.height())
        short = meta.elidedText(where, Qt.TextElideMode.ElideRight, area.width())
        self._text(painter, line, short, fonts.meta, self._theme.meta)
        self._paint_snippet(
            painter, row, area.left(), area.top() + meta.height() + 2, area.width(), fonts
        )

    def _paint_more(
        self, painter: QPainter, row: ResultRow, area: QRect, fonts: _Fonts, model: object
    ) -> None:
        is_open = isinstance(model, ResultsModel) and model.is_open(row.document)
        text = (
            "Show fewer" if is_open else f"+ {count_text(row.n_more, 'more passage')} in this file"
        )
        line = area.adjusted(_PAD_X, 0, -_PAD_X, -GRID)
        self._text(painter, line, text, fonts.meta, self._theme.accent)

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

    def _layout_snippet(self, row: ResultRow, fonts: _Fonts, width: int) -> QTextLayout:
        if row.kind is RowKind.PASSAGE:
            width -= _INDENT
        hit = row.passage.hit
        letters = _MAX_LINES * width // max(QFontMetrics(fonts.text).averageCharWidth(), 1)
        fragments = snippet(hit.text, hit.highlights, int(letters * _FILL))
        return lay_out(fragments, fonts.text, width, self._theme, _MAX_LINES)


class _Fonts:
    """The fonts of a row."""

    def __init__(self, base: QFont) -> None:
        self.title = sized(base, TITLE_PT, bold=True)
        self.text = sized(base, TEXT_PT)
        self.meta = sized(base, META_PT)


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


def lay_out(
    fragments: list[Fragment], font: QFont, width: int, theme: Theme, max_lines: int
) -> QTextLayout:
    """Return a paragraph with its highlights, of so many lines at most."""
    layout = QTextLayout("".join(one.text for one in fragments), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
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
        top += line.height() * 1.15
    layout.endLayout()
    return layout
