"""How does one see a PDF's pages side by side, and go to one of them?"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.look.format import number_text
from app.ui.look.theme import GRID, LIGHT, META_PT, Theme, sized
from app.ui.preview.page_painting import WAITING

_SIDE = QSize(10 * GRID, 13 * GRID)
_KEPT = 300  # pictures
_DOT = GRID
WIDTH = _SIDE.width() + 4 * GRID

PaintAside = Callable[[int, QSize, Callable[[QImage], None]], None]
"""Has a page painted, counted from 0, in so many pixels at most; the picture comes later."""


class ThumbnailStrip(QListView):
    """Small pictures of all pages, painted as they come into sight; pages with hits have a dot.

    `page_chosen` brings a page that was chosen, from 1.

    Parameters
    ----------
    theme
        Colours.
    paint_aside
        Paints pages.
    """

    page_chosen = Signal(int)

    def __init__(
        self, theme: Theme, paint_aside: PaintAside, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paint_aside = paint_aside
        self._model = _Pages(self)
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._asked: set[int] = set()
        self._path: Path | None = None
        self._generation = 0
        self._is_moved = False
        self.setModel(self._model)
        self.setItemDelegate(_Thumbnail(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setFixedWidth(WIDTH)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Pages"))
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def theme(self) -> Theme:
        """Its colours."""
        return self._theme

    @property
    def hit_pages(self) -> Collection[int]:
        """The pages with hits, from 1."""
        return self._model.hit_pages

    @property
    def n_painted(self) -> int:
        """How many pictures are there by now."""
        return len(self._pictures)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self.viewport().update()

    @property
    def key(self) -> tuple[Path | None, int, Collection[int]]:
        """Whose pages they are, how many, and which have hits."""
        return self._path, self._model.rowCount(), self._model.hit_pages

    def set_pages(self, path: Path, n_pages: int, hit_pages: Collection[int]) -> None:
        """Show a document's pages anew; those with hits, from 1, have a dot."""
        self._generation += 1
        self._path = path
        self._pictures.clear()
        self._asked.clear()
        self._is_moved = True
        self._model.set_pages(n_pages, hit_pages)
        self._is_moved = False

    def set_page(self, page: int) -> None:
        """Show which page is shown, from 1."""
        index = self._model.index(page - 1)
        self._is_moved = True
        self.setCurrentIndex(index)
        self._is_moved = False

    def small_picture(self, row: int) -> QImage | None:
        """Return a page's picture, if there is one by now."""
        found = self._pictures.get(row)
        return None if found is None or found.isNull() else found

    def picture(self, row: int) -> QImage | None:
        """Return a page's picture; if there is none yet, it is painted and shown later."""
        found = self._pictures.get(row)
        if found is not None:
            self._pictures.move_to_end(row)
            return found
        if row not in self._asked:
            self._asked.add(row)
            generation = self._generation
            side = _SIDE * self.devicePixelRatioF()
            self._paint_aside(row, side, lambda image: self._on_painted(generation, row, image))
            if len(self._asked) > _KEPT:  # some may have been given up while one scrolled
                self._asked = {row}
        return None

    def _on_painted(self, generation: int, row: int, image: QImage) -> None:
        if generation != self._generation:
            return
        self._asked.discard(row)
        self._pictures[row] = image
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.update(self._model.index(row))

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        if current.isValid() and not self._is_moved:
            self.page_chosen.emit(current.row() + 1)


class _Pages(QStringListModel):
    """Rows without text: Qt, which asks for each row as it lays them out, asks no Python for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hit_pages: Collection[int] = ()

    def set_pages(self, n_pages: int, hit_pages: Collection[int]) -> None:
        self.hit_pages = hit_pages
        self.setStringList([""] * n_pages)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return super().flags(index) & ~Qt.ItemFlag.ItemIsEditable

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        number = number_text(index.row() + 1)
        if role == Qt.ItemDataRole.DisplayRole:
            return number
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.row() + 1 in self.hit_pages:
                return self.tr("Page {number}, with a hit").format(number=number)
            return self.tr("Page {number}").format(number=number)
        return None


class _Thumbnail(QStyledItemDelegate):
    def __init__(self, strip: ThumbnailStrip) -> None:
        super().__init__(strip)
        self._strip = strip
        self._font = sized(strip.font(), META_PT)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        height = _SIDE.height() + QFontMetrics(self._font).height() + 2 * GRID
        return QSize(WIDTH - 2 * GRID, height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = self._strip.theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        room = QRectF(rect.x(), rect.y() + GRID, rect.width(), _SIDE.height())
        image = self._strip.picture(index.row())
        size = QSize(_SIDE) if image is None or image.isNull() else image.size()
        size.scale(_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
        page = QRectF(0, 0, size.width(), size.height())
        page.moveCenter(room.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if image is None:
            painter.fillRect(page, WAITING)
        else:
            painter.fillRect(page, LIGHT.surface)
            painter.drawImage(page, image)
        painter.setPen(QPen(theme.accent if is_current else theme.line, 2 if is_current else 1))
        painter.drawRect(page)
        below = QRectF(rect.x(), room.bottom(), rect.width(), rect.bottom() - room.bottom())
        painter.setFont(self._font)
        painter.setPen(theme.text if is_current else theme.meta)
        text = str(index.data())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)
        if index.row() + 1 in self._strip.hit_pages:
            half = QFontMetrics(self._font).horizontalAdvance(text) / 2
            dot = QRectF(0, 0, _DOT, _DOT)
            dot.moveCenter(below.center())
            dot.moveRight(below.center().x() - half - GRID / 2)
            painter.setPen(QPen(theme.text, 1))
            painter.setBrush(theme.exact_tint)
            painter.drawEllipse(dot)
        painter.restore()
