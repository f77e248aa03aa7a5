"""How are a PDF's pages shown below each other, with boxes on the very words of a hit?"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.extract.pdf_messages import (
    Find,
    Found,
    Letters,
    Measure,
    Measured,
    Open,
    Opened,
    Paint,
    Painted,
    Refused,
    Reply,
    Trouble,
)
from app.ui.look.format import number_text
from app.ui.look.theme import Theme
from app.ui.preview import page_painting as painting
from app.ui.preview.page_column import PageColumn
from app.ui.preview.page_links import PageLinks
from app.ui.preview.page_marks import FoundHere, PageMarks
from app.ui.preview.page_mouse import PageMouse
from app.ui.preview.page_scroll_area import PageScrollArea
from app.ui.preview.page_tiles import Tile, tiles_within
from app.ui.preview.page_waiting import PageWaiting
from app.ui.preview.pdf_process import PdfProcess, Urgency
from app.ui.preview.pdf_trouble import page_trouble_text, trouble_text
from app.ui.preview.spans import Span
from app.ui.preview.tile_feed import TileFeed, image_of
from app.ui.preview.wheel import wheel_steps
from sparkbert.types import HighlightKind

_FIND_PAGES = 20  # in one request
_OF_A_PAGE = (Trouble.DAMAGED, Trouble.DIED, Trouble.TOO_LARGE)  # and the others may be shown


class PdfPages(PageScrollArea):
    """All pages of a PDF below each other; another process reads files and paints pages.

    `failed` says why a file can't be shown, `marked` that the words of a hit have their boxes,
    `menu_requested` where a menu is wanted, and `zoom_wanted` by how many steps it should grow.
    `is_unfinished` tells of a file that failed whether it may be whole in a moment.
    """

    loaded = Signal(Path)
    failed = Signal(Path, str)
    marked = Signal()
    menu_requested = Signal(object)
    zoom_wanted = Signal(int)

    _arrived = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(self.tr("Pages of the file"))
        self._arrived.connect(_call, Qt.ConnectionType.QueuedConnection)
        process = PdfProcess(self._post)
        self._process = process
        self.destroyed.connect(lambda: process.close())
        self._path: Path | None = None
        self._marks = PageMarks()
        self._feed = TileFeed(process, lambda _: self.viewport().update(), self._on_page_refused)
        self._measuring: dict[int, tuple[Letters, ...]] = {}
        self._broken: dict[int, str] = {}
        self._aim: tuple[int, Letters | None] | None = None
        self._zoom_at: QPoint | None = None
        self._waiting = PageWaiting(self.viewport().update, self)
        self.is_unfinished = False
        self.links = PageLinks(self, self._marks, process)
        self._mouse = PageMouse(self, self._marks, process, self.links)
        self._mouse.selected.connect(self.viewport().update)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.moved.connect(self._on_moved)

    @property
    def boxes(self) -> Sequence[tuple[QRectF, HighlightKind]]:
        """What of the hit is highlighted, in points of its page."""
        return [(QRectF(*one), word.kind) for word, some in self._marks.hit_boxes() for one in some]

    @property
    def n_unmarked(self) -> int:
        """How many words of the hit don't stand on the page."""
        return sum(not boxes for _, boxes in self._marks.hit_boxes())

    def marked_words(self) -> list[str]:
        """Return the words of the hit that have boxes on the page."""
        return [span.text for span, boxes in self._marks.hit_boxes() if boxes]

    def selected_text(self) -> str:
        """Return what is selected."""
        return self._mouse.text

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self.viewport().update()

    def load(self, path: Path, *, again: bool = False) -> None:
        """Read a file, beside us, unless it is there already and is not wanted again."""
        if path == self._path and not again:
            if self.n_pages:
                self.loaded.emit(path)
            return
        if not again:
            self._forget()
            self._feed.clear()
            self.set_column(None)  # or the file before would be taken for this one
        self._path = path
        self._process.open(Open(path), lambda reply: self._on_opened(path, reply, stays=again))

    def show_page(self, page: int, spans: Sequence[Span] = (), *, stays: bool = False) -> None:
        """Show a hit's page, from 1, with highlights in characters of its text.

        If one stays, and has scrolled away from the hit, nothing moves.
        """
        page = max(0, min(page - 1, self.n_pages - 1))
        self._marks.set_hit(page, spans)
        if not stays or self._aim is not None:
            self._aim_at(page, None)
        self._on_moved()
        self.viewport().update()
        self.page_changed.emit()

    def turn_to(self, page: int) -> None:
        """Show a page, from 1, whatever the hit."""
        self.let_go()
        self.go_to(page - 1)

    def look_for(self, text: str, first: int, on_found: Callable[[Found], None]) -> None:
        """Look for words on some pages from one on, counted from 0."""

        def arrived(reply: Reply) -> None:
            on_found(reply if isinstance(reply, Found) else Found((), None))

        self._process.ask(Urgency.FIND, Find(text, first, _FIND_PAGES), Urgency.FIND, arrived)

    def show_found(self, found: Sequence[FoundHere], chosen: FoundHere | None) -> None:
        """Mark what was found, and bring one of it into sight."""
        is_new = chosen is not None and chosen != self._marks.chosen
        self._marks.set_found(found, chosen)
        if is_new and chosen is not None:
            self._aim_at(*chosen)
        self._on_moved()
        self.viewport().update()

    def use_small(self, picture_of: Callable[[int], QImage | None]) -> None:
        """Show small pictures, where there are some, of pages that are not painted yet."""
        self._feed.small_picture = picture_of

    def paint_aside(self, page: int, side: QSize, on_painted: Callable[[QImage], None]) -> None:
        """Have a small picture of a page painted, when there is nothing else to do."""

        def arrived(reply: Reply) -> None:
            on_painted(image_of(reply) if isinstance(reply, Painted) else QImage())
            self.viewport().update()  # it may stand for a page that is not painted yet

        request = Paint(page, side.width(), side.height())
        self._process.ask((Urgency.ASIDE, page), request, Urgency.ASIDE, arrived)

    def let_go(self) -> None:
        """Let what was to be seen scroll out of sight."""
        self._aim = None

    def about_to_resize(self) -> None:
        """Keep pictures of the old size till there are others."""
        self._feed.resize({page: self._pixels(page) for page in self.pages_in_sight})

    def zoom(self, factor: float, around: QPoint | None = None) -> None:
        """Show pages larger or smaller, around the mouse if it was its wheel."""
        super().zoom(factor, around if around is not None else self._zoom_at)

    # Qt's own events

    def event(self, event: QEvent) -> bool:
        """Have all painted anew on a screen with other pixels."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._feed.clear()
            self._on_moved()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Have painted what was not while nobody saw it."""
        super().showEvent(event)
        self._on_moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in sight what was to be seen."""
        super().resizeEvent(event)
        self._take_aim()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu."""
        self.menu_requested.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to either end, go back, and copy; scrolling is Qt's."""
        bar, key = self.verticalScrollBar(), event.key()
        if key == Qt.Key.Key_Home:
            self.turn_to(1)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key == Qt.Key.Key_Backspace and self.links.page_back is not None:
            self.links.go_back()
        elif event.matches(QKeySequence.StandardKey.Copy) and self._mouse.text:
            QGuiApplication.clipboard().setText(self._mouse.text)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom_at = event.position().toPoint()
            self.zoom_wanted.emit(wheel_steps(event))
            self._zoom_at = None
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight, as far as there are pictures of them."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = {page: self._paint_page(painter, page) for page in self.pages_in_sight}
        painter.end()
        self._waiting.note([page for page, is_shown in shown.items() if not is_shown])

    def _paint_page(self, painter: QPainter, page: int) -> bool:
        """Paint a page; tells whether there was something to be painted."""
        assert self.column is not None
        area, view = self.area_of(page), self.viewport().rect()
        painting.paint_paper(painter, area, self._theme)
        if page in self._broken:
            painting.paint_trouble(painter, area, self._broken[page])
            return True
        ratio = self.devicePixelRatioF()
        # Where device pixels begin, or pictures would be blurred.
        at = QPointF(round(area.x() * ratio) / ratio, round(area.y() * ratio) / ratio)
        tiles = self._tiles(page, view)
        pictures = self._feed.pictures(tiles)
        if len(pictures) < len(tiles):
            stand_ins = self._feed.stand_ins(page)
            painting.paint_stand_ins(painter, area, stand_ins)
            if not pictures and not stand_ins:
                if self._waiting.is_late(page):
                    text = self.tr("Loading page {number} …").format(number=number_text(page + 1))
                    painting.paint_waiting(painter, area, QRectF(view), text)
                return False
        painting.paint_tiles(painter, at, ratio, pictures)
        marks, selection = self._marks.marks(page), self._marks.selection.get(page, ())
        painting.paint_marks(painter, at, self.column.scale(page), marks, selection)
        return True

    # What is asked of the process

    def _post(self, call: Callable[[], None]) -> None:
        """Have something called in the GUI's thread; nothing if we are gone."""
        try:
            self._arrived.emit(call)
        except (RuntimeError, TypeError):  # what PySide says of a widget that is being deleted
            self._process.close()

    def _on_moved(self) -> None:
        """Have measured and painted what is in sight, and painted what is next to it."""
        if self.column is None or not self.isVisible():
            return
        pages = self.pages_in_sight
        for page in [one for one in self._measuring if one not in pages]:
            self._process.forget(("measure", page))
            del self._measuring[page]
        for page in pages:
            self._measure(page)
        view = self.viewport().rect()
        wider = view.adjusted(0, -view.height() // 2, 0, view.height())
        around = range(max(pages.start - 1, 0), min(pages.stop + 1, self.n_pages))
        self._feed.want(
            {one: size for page in pages for one, size in self._tiles(page, view).items()},
            {one: size for page in around for one, size in self._tiles(page, wider).items()},
        )

    def _measure(self, page: int) -> None:
        letters = self._marks.missing(page)
        if letters is None or self._measuring.get(page) == letters or page in self._broken:
            return
        self._measuring[page] = letters

        def arrived(reply: Reply) -> None:
            self._measuring.pop(page, None)
            if isinstance(reply, Measured):
                self._on_measured(letters, reply)
            elif isinstance(reply, Refused):
                self._on_page_refused(page, reply)

        self._process.ask(("measure", page), Measure(page, letters), Urgency.PLACE, arrived)

    def _tiles(self, page: int, view: QRect) -> dict[Tile, QSize]:
        """Return the parts of a page within an area of the viewport."""
        if page in self._broken:
            return {}
        size, ratio, area = self._pixels(page), self.devicePixelRatioF(), self.area_of(page)
        shown = QRectF(view).translated(-area.topLeft())
        pixels = QRectF(shown.topLeft() * ratio, shown.size() * ratio).toAlignedRect()
        return dict.fromkeys(tiles_within(page, size, pixels), size)

    def _pixels(self, page: int) -> QSize:
        return (self.area_of(page).size() * self.devicePixelRatioF()).toSize()

    # What it answers

    def _on_opened(self, path: Path, reply: Reply, *, stays: bool) -> None:
        if path != self._path:
            return
        if isinstance(reply, Refused):
            self._on_refused(reply)
        elif isinstance(reply, Opened):
            self.is_unfinished = False
            aim = self._aim
            if stays:
                self.about_to_resize()
            self._forget()
            sizes = array("f")
            sizes.frombytes(reply.sizes[: len(reply.sizes) // 4 * 4])
            self.set_column(PageColumn(reply.n_pages, sizes, reply.inked), stays=stays)
            self._aim = aim
            self.loaded.emit(path)

    def _on_refused(self, refused: Refused) -> None:
        path, self._path = self._path, None
        self.is_unfinished = refused.trouble is Trouble.UNFINISHED
        self.set_column(None)
        if path is not None:
            self.failed.emit(path, trouble_text(refused, path))

    def _on_page_refused(self, page: int, refused: Refused) -> None:
        """Give up a page, or the file, if nothing of it can be shown."""
        if refused.trouble in _OF_A_PAGE:
            self._broken[page] = page_trouble_text(refused)
            self.viewport().update()
            self._on_moved()
        else:
            self._on_refused(refused)

    def _on_measured(self, letters: Sequence[Letters], reply: Measured) -> None:
        if self.column is None:
            return
        self._marks.take(letters, reply)
        if self.column.set_points(reply.page, reply.width, reply.height):
            self.about_to_resize()
            self.lay_out_again()
        if self._aim is not None and self._aim[0] == reply.page:
            self._take_aim()
        self.viewport().update()
        if reply.page == self._marks.hit_page:
            self.marked.emit()

    def _forget(self) -> None:
        """Know nothing of a document."""
        self._marks.clear()
        self._mouse.clear()
        self.links.clear()
        self._measuring.clear()
        self._broken.clear()
        self._aim = None

    def _aim_at(self, page: int, letters: Letters | None) -> None:
        """Bring something into sight, at once or as soon as it is known where it is."""
        self.look_at(page)
        self._aim = (page, letters)
        self._take_aim()

    def _take_aim(self) -> None:
        if self._aim is not None and (box := self._marks.box_of(*self._aim)) is not None:
            self.bring(self._aim[0], box)


def _call(call: Callable[[], None]) -> None:
    call()
