"""How does one get from page to page, and larger and smaller, where pages lie below each other?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.extract.pdf_messages import Spot
from app.ui.look.theme import GRID
from app.ui.preview.page_column import PageColumn

_SMALLEST, _LARGEST = 0.25, 6.0
_LINE = 3 * GRID
_MARGIN = 6 * GRID  # between what is brought into sight and the edge


@dataclass(frozen=True, slots=True)
class _Place:
    """Shares of a page, and where in the widget they are."""

    page: int
    x: float
    y: float
    at: QPoint


class PageScrollArea(QAbstractScrollArea):
    """Scrolls over a column of pages, each as wide as there is room, or by a factor larger.

    In a room in which a page would be small, its margins are out of sight at first.

    `page_changed` says that another page is looked at, `moved` that something else is in sight.
    """

    page_changed = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column: PageColumn | None = None
        self._zoom = 1.0
        self._page = 0
        self._is_moved_by_us = False
        # Pages are as wide as there is room: a bar that comes and goes with their height would
        # change the room, and so the height, without end.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalScrollBar().setSingleStep(_LINE)
        self.horizontalScrollBar().setSingleStep(_LINE)
        # Pages are no text: they begin at the left where people read from the right, too.
        self.horizontalScrollBar().setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    @property
    def n_pages(self) -> int:
        """How many pages the document has; 0 while there is none."""
        return len(self.column) if self.column is not None else 0

    @property
    def page(self) -> int:
        """The page that is looked at, from 1."""
        return self._page + 1

    @property
    def pages_in_sight(self) -> range:
        """The pages of which something is shown, from 0."""
        if self.column is None:
            return range(0)
        top = self.verticalScrollBar().value()
        return self.column.pages_between(top, top + max(self.viewport().height(), 1))

    def set_column(self, column: PageColumn | None, *, stays: bool = False) -> None:
        """Show other pages, from the first one, or from where one is if one stays."""
        place = self._place_at(QPoint()) if stays else None
        self.column = column
        if place is None or column is None or place.page >= len(column):
            place = None
            self._page = 0
        with self._moving():
            self._set_width()
            if place is None:
                self.verticalScrollBar().setValue(0)
                self._center()
            else:
                self._return_to(place)
        self._tell_moved()

    def area_of(self, page: int) -> QRectF:
        """Return where a page, counted from 0, is in the viewport."""
        assert self.column is not None
        top = self.column.top(page) - self.verticalScrollBar().value()
        return QRectF(self._left(), top, self.column.width, self.column.page_height(page))

    def spot_at(self, at: QPointF) -> Spot:
        """Return the point of a page at one of the viewport."""
        if self.column is None:
            return Spot(0, 0.0, 0.0)
        y = self.verticalScrollBar().value() + at.y()
        page = self.column.page_at(int(y))
        scale = self.column.scale(page)
        return Spot(page, (at.x() - self._left()) / scale, (y - self.column.top(page)) / scale)

    def go_to(self, page: int, y: float = 0.0) -> None:
        """Show a page, counted from 0, from a height in points on."""
        if self.column is None:
            return
        page = max(0, min(page, self.n_pages - 1))
        below = round(y * self.column.scale(page))
        with self._moving():
            self.verticalScrollBar().setValue(self.column.top(page) + below - GRID)
        self._set_page(page)
        self._tell_moved()

    def look_at(self, page: int) -> None:
        """Take a page for the one that is looked at; show it from its top if it is out of sight."""
        if page in self.pages_in_sight:
            self._set_page(page)
        else:
            self.go_to(page)

    def bring(self, page: int, box: QRectF) -> None:
        """Bring a box of a page, in points, into sight, if it is not."""
        if self.column is None:
            return
        scale, area = self.column.scale(page), self.area_of(page)
        target = QRectF(
            area.x() + box.x() * scale,
            area.y() + box.y() * scale,
            box.width() * scale,
            box.height() * scale,
        )
        wide, high = self.viewport().width(), self.viewport().height()
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        margin = min(_MARGIN, high // 4)
        with self._moving():
            if target.top() < margin or target.bottom() > high - margin:
                bar.setValue(bar.value() + int(target.center().y() - high / 3))
            if target.left() < 0 or target.right() > wide:
                across.setValue(across.value() + int(target.center().x() - wide / 2))
        self._set_page(page)
        self._tell_moved()

    def step_page(self, by: int) -> None:
        """Show the next page, or the one before, from its top."""
        page = self._page + by
        if 0 <= page < self.n_pages:
            self.let_go()
            self.go_to(page)

    def zoom(self, factor: float, around: QPoint | None = None) -> None:
        """Show pages larger or smaller, around a point or else the middle."""
        self._zoom_to(min(max(self._zoom * factor, _SMALLEST), _LARGEST), around)

    def fit_width(self) -> None:
        """Show pages as wide as there is room."""
        self._zoom_to(1.0, None)

    def lay_out_again(self) -> None:
        """Put pages in their places after some have turned out to have another size."""
        self._lay_out(QPoint())

    # What others may do about it

    def let_go(self) -> None:
        """Forget what was to stay in sight: somebody has scrolled."""

    def about_to_resize(self) -> None:
        """Take leave of the pages' size."""

    # Qt's own events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep pages as wide as there is room, and the place in sight."""
        super().resizeEvent(event)
        self._lay_out(QPoint())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Show what is in sight now."""
        del dx, dy
        self.viewport().update()
        if not self._is_moved_by_us:
            self.let_go()
            self._note_page()
            self._tell_moved()

    # Inside

    @contextmanager
    def _moving(self) -> Iterator[None]:
        """Scroll without it being taken for somebody's wish."""
        before, self._is_moved_by_us = self._is_moved_by_us, True
        try:
            yield
        finally:
            self._is_moved_by_us = before

    def _zoom_to(self, factor: float, around: QPoint | None) -> None:
        self._zoom = factor
        self._lay_out(around if around is not None else self.viewport().rect().center())

    def _lay_out(self, at: QPoint) -> None:
        """Give pages their size, so that what is at a point stays there."""
        if self.column is None:
            return
        with self._moving():
            place = self._place_at(at)
            self._set_width()
            if place is not None:
                self._return_to(place)
            if self._zoom == 1.0:
                self._center()
        self._tell_moved()

    def _set_width(self) -> None:
        if self.column is None:
            for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
                bar.setRange(0, 0)
            return
        wide, high = self.viewport().width(), self.viewport().height()
        width = max(int(self.column.fitting_width(wide - 2 * GRID) * self._zoom), 1)
        if width != self.column.width:
            if self.column.width:
                self.about_to_resize()
            self.column.set_width(width)
        self.verticalScrollBar().setRange(0, max(self.column.height - high, 0))
        self.verticalScrollBar().setPageStep(max(high - _LINE, 1))
        across = self.horizontalScrollBar()
        across.setRange(0, max(width + 2 * GRID - wide, 0))
        across.setPageStep(max(wide, 1))

    def _center(self) -> None:
        """Bring what stands on pages into the middle, and their margins out of sight."""
        if self.column is not None:
            middle = GRID + sum(self.column.inked) / 2 * self.column.width
            self.horizontalScrollBar().setValue(round(middle - self.viewport().width() / 2))

    def _place_at(self, at: QPoint) -> _Place | None:
        if self.column is None or self.column.width <= 1:
            return None
        y = self.verticalScrollBar().value() + at.y()
        page = self.column.page_at(y)
        share = (y - self.column.top(page)) / self.column.page_height(page)
        return _Place(page, (at.x() - self._left()) / self.column.width, share, at)

    def _return_to(self, place: _Place) -> None:
        assert self.column is not None
        y = self.column.top(place.page) + place.y * self.column.page_height(place.page)
        self.verticalScrollBar().setValue(round(y) - place.at.y())
        x = GRID + place.x * self.column.width
        self.horizontalScrollBar().setValue(round(x) - place.at.x())

    def _left(self) -> int:
        assert self.column is not None
        room = self.viewport().width() - self.column.width
        return max(room // 2, GRID) - self.horizontalScrollBar().value()

    def _note_page(self) -> None:
        if self.column is None:
            return
        bar = self.verticalScrollBar()
        if bar.value() == bar.minimum():
            page = 0
        elif bar.value() == bar.maximum():
            page = self.n_pages - 1
        else:
            page = self.column.page_at(bar.value() + self.viewport().height() // 3)
        self._set_page(page)

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit()

    def _tell_moved(self) -> None:
        self.viewport().update()
        self.moved.emit()
