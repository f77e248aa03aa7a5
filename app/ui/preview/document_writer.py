"""How is a stretch of a document written into a text document, and where does it get to?"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)

from app.extract.layout import Align, BlockKind, LaidBlock, Look, Picture, Run, Shape
from app.ui.look.theme import GRID, META_PT, TEXT_PT, TITLE_PT, Theme, between, sized
from app.ui.preview.flow import Stretch
from app.ui.preview.placement import Placed
from app.ui.preview.table_widths import wide_columns
from sparkbert.types import Section

_INDENT = 3 * GRID
_LINE_BREAK = "\u2028"
_MAX_COLUMNS = 40
_MOST_WEAK = 200  # characters that run no way of their own, before one that does


class DocumentWriter:
    """Writes stretches at a cursor; each begins in an empty block, where the cursor stands.

    Parameters
    ----------
    theme, font
        Colours, and the font that all others are derived from.
    pictures
        By key.
    width
        The most that a picture may be wide, in pixels.
    scale
        How much larger letters are than usual.
    """

    def __init__(
        self,
        theme: Theme,
        font: QFont,
        pictures: Mapping[str, Picture],
        width: int,
        scale: float = 1.0,
    ) -> None:
        self._scale = scale
        self._theme = theme
        self._font = font
        self._pictures = pictures
        self._width = width
        self._mono = QFont(font)
        self._mono.setFamilies(["DejaVu Sans Mono", "Menlo", "Consolas", "monospace"])
        self._mono.setStyleHint(QFont.StyleHint.Monospace)

    def write(self, cursor: QTextCursor, stretch: Stretch, section: Section) -> list[Placed]:
        """Write a stretch; the cursor gets behind it, without a new block."""
        if stretch.blocks[0].shape.kind is BlockKind.CELL:
            return self._table(cursor, stretch, section)
        [block] = stretch.blocks
        is_rtl = _is_right_to_left(section.text[block.start : block.end])
        cursor.setBlockFormat(self._block_format(block, is_rtl=is_rtl))
        if block.lines:
            return self._code(cursor, stretch.section, block)
        return self._block(cursor, stretch.section, block, section)

    def _block(
        self, cursor: QTextCursor, number: int, block: LaidBlock, section: Section
    ) -> list[Placed]:
        base = self._base_format(block.shape)
        cursor.setBlockCharFormat(base)
        placed = self._mark(cursor, number, block, base)
        return placed + self._runs(cursor, number, block, section, base)

    @staticmethod
    def _mark(
        cursor: QTextCursor, number: int, block: LaidBlock, base: QTextCharFormat
    ) -> list[Placed]:
        if not block.mark:
            return []
        start = block.mark_start
        placed = Placed(number, start, start + len(block.mark), cursor.position())
        is_rtl = cursor.blockFormat().layoutDirection() is Qt.LayoutDirection.RightToLeft
        gap = "\u2003" if is_rtl else "\t"  # Qt has no stops for what runs to the left
        if block.shape.kind is BlockKind.HEADING:
            gap = " "
        cursor.insertText(f"{block.mark}{gap}", base)
        return [placed]

    def _runs(
        self,
        cursor: QTextCursor,
        number: int,
        block: LaidBlock,
        section: Section,
        base: QTextCharFormat,
    ) -> list[Placed]:
        placed = []
        at = block.start

        def put(end: int, form: QTextCharFormat) -> None:
            nonlocal at
            if end > at:
                placed.append(Placed(number, at, end, cursor.position()))
                cursor.insertText(section.text[at:end].replace("\n", _LINE_BREAK), form)
                at = end

        for run in block.runs:
            put(min(max(run.start, at), block.end), base)
            if run.picture:
                self._picture(cursor, run)
            put(min(run.end, block.end), self._run_format(base, run))
        put(block.end, base)
        return placed

    def _picture(self, cursor: QTextCursor, run: Run) -> None:
        picture = self._pictures.get(run.picture)
        if picture is None:
            return
        image = QImage(
            picture.pixels,
            picture.width,
            picture.height,
            4 * picture.width,
            QImage.Format.Format_RGBA8888,
        )
        image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        if image.width() > self._width:
            image = image.scaledToWidth(self._width)
        cursor.insertImage(image)
        if run.end > run.start:  # what it shows, in words
            cursor.insertText(_LINE_BREAK)

    def _code(self, cursor: QTextCursor, number: int, block: LaidBlock) -> list[Placed]:
        base = self._base_format(block.shape)
        cursor.setBlockCharFormat(base)
        placed = self._mark(cursor, number, block, base)
        for count, line in enumerate(block.lines):
            if count:
                cursor.insertText(_LINE_BREAK, base)
            placed.append(Placed(number, line.start, line.end, cursor.position(), line))
            cursor.insertText(line.text, base)
        return placed

    def _table(self, cursor: QTextCursor, stretch: Stretch, section: Section) -> list[Placed]:
        cells = stretch.blocks
        cursor.setBlockFormat(QTextBlockFormat())
        thin = QTextCharFormat()
        thin.setFontPointSize(1)
        cursor.setBlockCharFormat(thin)  # of the line that Qt has before each table
        rows = sorted({one.shape.row for one in cells})
        n_columns = max(one.shape.column + one.shape.span for one in cells)
        n_columns = min(n_columns, _MAX_COLUMNS)
        measure = QFontMetrics(self._base_format(Shape(is_head=True)).font()).horizontalAdvance
        widths = wide_columns(cells, section.text, n_columns, self._width, measure)
        table = cursor.insertTable(len(rows), n_columns, self._table_format(widths))
        placed = []
        for one in cells:
            row, column = rows.index(one.shape.row), min(one.shape.column, n_columns - 1)
            span = min(one.shape.span, n_columns - column)
            if span > 1:
                table.mergeCells(row, column, 1, span)
            inside = table.cellAt(row, column).firstCursorPosition()
            inside.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            inside.setBlockFormat(_aligned(one.shape.align))
            if inside.block().text():  # two for one place
                inside.insertText(" ")
            placed += self._runs(
                inside, stretch.section, one, section, self._base_format(one.shape)
            )
        cursor.setPosition(table.lastPosition() + 1)
        return placed

    # Formats

    def _table_format(self, widths: Sequence[int] | None) -> QTextTableFormat:
        form = QTextTableFormat()
        form.setCellPadding(GRID / 2)
        form.setCellSpacing(0)
        form.setBorder(1)
        form.setBorderCollapse(True)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(self._theme.line)
        form.setTopMargin(GRID)
        form.setBottomMargin(GRID)
        if widths is None:
            form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        else:  # wider than the window, which scrolls
            fixed = QTextLength.Type.FixedLength
            form.setColumnWidthConstraints([QTextLength(fixed, width) for width in widths])
            form.setWidth(QTextLength(fixed, sum(widths)))
        return form

    def _block_format(self, block: LaidBlock, *, is_rtl: bool) -> QTextBlockFormat:
        shape = block.shape
        form = QTextBlockFormat()
        if not any(run.picture for run in block.runs):  # whose line would grow with it
            form.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        left = 2 * GRID * shape.quotes
        match shape.kind:
            case BlockKind.HEADING:
                form.setTopMargin(2 * GRID)
                form.setBottomMargin(GRID / 2)
                form.setHeadingLevel(min(shape.level, 6))  # screen readers tell it
            case BlockKind.ITEM:
                left += _INDENT * shape.level
                form.setBottomMargin(GRID / 2)
                if block.mark:
                    form.setTextIndent(-_INDENT)
                    form.setTabPositions([_tab(0), _tab(_INDENT)])
            case BlockKind.CODE:
                form.setBackground(between(self._theme.surface, self._theme.line))
                form.setBottomMargin(GRID)
                form.setNonBreakableLines(False)
                left += GRID
            case BlockKind.NOTE:
                form.setBottomMargin(GRID / 2)
            case BlockKind.LINE:
                pass
            case _:
                form.setTopMargin(GRID)
                form.setBottomMargin(GRID)
        if is_rtl and shape.kind is not BlockKind.CODE:
            form.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            form.setRightMargin(left)
        else:
            form.setLeftMargin(left)
        return form

    def _base_format(self, shape: Shape) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(self._theme.meta if shape.quotes else self._theme.text)
        match shape.kind:
            case BlockKind.HEADING:
                size = TITLE_PT + max(3 - shape.level, 0) * 1.5
                form.setFont(sized(self._font, size * self._scale, bold=True))
            case BlockKind.CODE:
                form.setFont(sized(self._mono, META_PT * self._scale))
            case BlockKind.NOTE:
                form.setForeground(self._theme.meta)
                form.setFont(sized(self._font, META_PT * self._scale))
            case _:
                form.setFont(sized(self._font, TEXT_PT * self._scale, bold=shape.is_head))
        return form

    def _run_format(self, base: QTextCharFormat, run: Run) -> QTextCharFormat:
        form = QTextCharFormat(base)
        if Look.BOLD in run.look:
            form.setFontWeight(QFont.Weight.Bold)
        if Look.ITALIC in run.look or run.picture:
            form.setFontItalic(True)
        if Look.UNDERLINE in run.look:
            form.setFontUnderline(True)
        if Look.STRIKE in run.look:
            form.setFontStrikeOut(True)
        if Look.CODE in run.look:
            form.setFontFamilies(self._mono.families())
            form.setBackground(between(self._theme.surface, self._theme.line))
        if Look.RAISED in run.look:
            form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        if Look.LOWERED in run.look:
            form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
        if run.picture:
            form.setForeground(self._theme.meta)
        if run.link:
            form.setAnchor(True)
            form.setAnchorHref(run.link)
            form.setForeground(self._theme.accent)
            form.setFontUnderline(True)
            form.setToolTip(run.link)
        return form


def _is_right_to_left(text: str) -> bool:
    """Return whether the first letter that runs one way runs to the left."""
    for one in text[:_MOST_WEAK]:
        way = unicodedata.bidirectional(one)
        if way in ("L", "R", "AL"):
            return way != "L"
    return False


def _aligned(align: Align) -> QTextBlockFormat:
    """Return how the text of a cell stands; a side that was written is that side in Arabic too."""
    form = QTextBlockFormat()
    absolute = Qt.AlignmentFlag.AlignAbsolute
    match align:
        case Align.LEFT:
            form.setAlignment(Qt.AlignmentFlag.AlignLeft | absolute)
        case Align.CENTER:
            form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        case Align.RIGHT:
            form.setAlignment(Qt.AlignmentFlag.AlignRight | absolute)
        case Align.USUAL:
            pass
    return form


def _tab(position: float) -> QTextOption.Tab:
    return QTextOption.Tab(position, QTextOption.TabType.LeftTab)
