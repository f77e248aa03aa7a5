"""How is a page of a PDF shown, with boxes on the very words of a hit?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

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
    Rect,
    Refused,
    Reply,
    Select,
    Selected,
    Trouble,
)
from app.ui.look.theme import GRID, Theme
from app.ui.preview.pdf_canvas import MarkKind, PageMark, PdfCanvas
from app.ui.preview.pdf_process import PdfProcess, Urgency
from app.ui.preview.pdf_trouble import trouble_text
from app.ui.preview.spans import Span
from app.ui.preview.wheel import wheel_steps
from sparkbert.types import HighlightKind

_FIND_PAGES = 20  # in one request
_EDGE_TURNS = 2  # of the wheel, at the end of a page, till the next one comes

FoundHere = tuple[int, Letters]
"""What was found on a page, which is counted from 0."""


class PdfPages(QScrollArea):
    """One page at a time, as wide as there is room.

    Another process reads files and paints pages. `failed` says why a file can't be shown,
    `page_failed` that a page is damaged, `marked` that the words of a hit have their boxes,
    `menu_requested` where a menu is wanted, and `zoom_wanted` by how many steps it should grow.
    """

    loaded = Signal(Path)
    failed = Signal(Path, str)
    page_failed = Signal(int)
    page_changed = Signal()
    marked = Signal()
    menu_requested = Signal(object)
    zoom_wanted = Signal(int)

    _arrived = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = PdfCanvas(theme)
        self.setWidget(self._canvas)
        self.setWidgetResizable(True)
        # The page is as wide as there is room: a bar that comes and goes with its height would
        # change the room, and so the height, without end.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(self.tr("Page"))
        self._arrived.connect(_call, Qt.ConnectionType.QueuedConnection)
        process = PdfProcess(self._post)
        self._process = process
        self.destroyed.connect(lambda: process.close())
        self._path: Path | None = None
        self._n_pages = 0
        self._page = 0
        self._size: tuple[float, float] | None = None
        self._spans: tuple[Span, ...] = ()
        self._found: Sequence[FoundHere] = ()
        self._chosen: FoundHere | None = None
        self._boxes: Sequence[tuple[Rect, ...]] = ()
        self._zoom = 1.0
        self._selected = ""
        self._edge = 0
        self._canvas.selecting.connect(self._on_selecting)
        self._canvas.word_wanted.connect(self._on_word_wanted)

    @property
    def n_pages(self) -> int:
        """How many pages the document has; 0 while there is none."""
        return self._n_pages

    @property
    def page(self) -> int:
        """The page that is shown, from 1."""
        return self._page + 1

    @property
    def boxes(self) -> Sequence[tuple[QRectF, HighlightKind]]:
        """What of the hit is highlighted, in points of the page."""
        pairs = zip(self._spans, self._boxes, strict=False)
        return [(QRectF(*box), span.kind) for span, boxes in pairs for box in boxes]

    @property
    def n_unmarked(self) -> int:
        """How many words of the hit don't stand on the page."""
        return sum(not boxes for boxes in self._boxes[: len(self._spans)])

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._canvas.set_theme(theme)

    def load(self, path: Path, *, again: bool = False) -> None:
        """Read a file, beside us, unless it is there already and is not wanted again."""
        if path == self._path and not again:
            if self.n_pages:
                self.loaded.emit(path)
            return
        self._path = path
        self._found, self._chosen, self._selected = (), None, ""
        self._n_pages = 0  # or the file before would be taken for this one
        if not again:
            self._canvas.clear()
        self._process.open(Open(path), lambda reply: self._on_opened(path, reply))

    def show_page(self, page: int, spans: Sequence[Span] = ()) -> None:
        """Show a page, from 1, with highlights in characters of its text."""
        self._spans = tuple(spans)
        self._turn_to(page - 1)

    def step_page(self, by: int) -> None:
        """Show the next page, or the one before, without a hit's marks."""
        page = self.page + by
        if 1 <= page <= self.n_pages:
            self.show_page(page)
            self.verticalScrollBar().setValue(0 if by > 0 else self.verticalScrollBar().maximum())

    def marked_words(self) -> list[str]:
        """Return the words of the hit that have boxes on the page."""
        pairs = zip(self._spans, self._boxes, strict=False)
        return [span.text for span, boxes in pairs if boxes]

    def zoom(self, factor: float) -> None:
        """Show the page larger or smaller."""
        self._zoom = min(max(self._zoom * factor, 0.25), 6.0)
        self._render()

    def fit_width(self) -> None:
        """Show the page as wide as there is room."""
        self._zoom = 1.0
        self._render()

    def look_for(self, text: str, first: int, on_found: Callable[[Found], None]) -> None:
        """Look for words on some pages from one on, counted from 0."""

        def arrived(reply: Reply) -> None:
            on_found(reply if isinstance(reply, Found) else Found((), None))

        self._process.ask(Urgency.FIND, Find(text, first, _FIND_PAGES), Urgency.FIND, arrived)

    def show_found(self, found: Sequence[FoundHere], chosen: FoundHere | None) -> None:
        """Mark what was found, and bring one of it into sight."""
        is_new = chosen is not None and chosen != self._chosen
        self._found, self._chosen = found, chosen
        if is_new and chosen is not None:
            if chosen[0] != self._page:
                self._spans = ()
            self._turn_to(chosen[0])
        elif self.n_pages:
            self._measure(scrolls=False)

    def paint_aside(self, page: int, side: QSize, on_painted: Callable[[QImage], None]) -> None:
        """Have a small picture of a page painted, when there is nothing else to do."""

        def arrived(reply: Reply) -> None:
            on_painted(_image(reply) if isinstance(reply, Painted) else QImage())

        request = Paint(page, side.width(), side.height())
        self._process.ask((Urgency.ASIDE, page), request, Urgency.ASIDE, arrived)

    def selected_text(self) -> str:
        """Return what is selected."""
        return self._selected

    # Qt's own events

    def resizeEvent(self, event: object) -> None:
        """Keep the page as wide as there is room."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._render()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu."""
        self.menu_requested.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages where one can't scroll further, and copy."""
        bar, key = self.verticalScrollBar(), event.key()
        if key == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.step_page(1)
        elif key == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.step_page(-1)
        elif key == Qt.Key.Key_Home:
            self.show_page(1)
        elif key == Qt.Key.Key_End:
            self.show_page(self.n_pages)
        elif event.matches(QKeySequence.StandardKey.Copy) and self._selected:
            QGuiApplication.clipboard().setText(self._selected)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn pages where one goes on at the end of one."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(wheel_steps(event))
            return
        bar, down = self.verticalScrollBar(), event.angleDelta().y() < 0
        at_end = bar.value() == (bar.maximum() if down else bar.minimum())
        if not at_end or not event.angleDelta().y():
            self._edge = 0
            super().wheelEvent(event)
            return
        self._edge += 1
        if self._edge >= _EDGE_TURNS:
            self._edge = 0
            self.step_page(1 if down else -1)
        event.accept()

    # What is asked of the process

    def _post(self, call: Callable[[], None]) -> None:
        """Have something called in the GUI's thread; nothing if we are gone."""
        try:
            self._arrived.emit(call)
        except (RuntimeError, TypeError):  # what PySide says of a widget that is being deleted
            self._process.close()

    def _turn_to(self, number: int) -> None:
        number = max(0, min(number, self.n_pages - 1))
        if number != self._page or self._canvas.is_empty:
            self._canvas.blank()
            self._size = None
            self._selected = ""
            self._canvas.set_selection(())
            self.verticalScrollBar().setValue(0)
        self._page = number
        self._boxes = ()
        self._canvas.set_marks(())
        self._measure(scrolls=True)
        self.page_changed.emit()

    def _measure(self, *, scrolls: bool) -> None:
        letters = [Letters(one.start, one.end, one.text) for one in self._spans]
        here = [one for one in self._found if one[0] == self._page]
        letters += [one for _, one in here]
        kinds = [
            MarkKind.EXACT if one.kind is HighlightKind.EXACT else MarkKind.RELATED
            for one in self._spans
        ]
        kinds += [MarkKind.CHOSEN if one == self._chosen else MarkKind.FOUND for one in here]

        def arrived(reply: Reply) -> None:
            if isinstance(reply, Measured) and reply.page == self._page:
                self._on_measured(reply, kinds, scrolls=scrolls)
            elif isinstance(reply, Refused):
                self._on_page_refused(reply)

        self._process.ask("measure", Measure(self._page, tuple(letters)), Urgency.PAGE, arrived)

    def _render(self) -> None:
        if not self.n_pages or self._size is None:
            return
        points_wide, points_high = self._size
        width = int((self.viewport().width() - 2 * GRID) * self._zoom)
        if width <= 0 or points_wide <= 0:
            return
        size = QSize(width, max(int(width * points_high / points_wide), 1))
        self._canvas.set_size(size, QPointF(points_wide, points_high))
        sharp = size * self.devicePixelRatioF()

        def arrived(reply: Reply) -> None:
            if isinstance(reply, Painted) and reply.page == self._page:
                self._canvas.set_image(_image(reply))
            elif isinstance(reply, Refused):
                self._on_page_refused(reply)

        request = Paint(self._page, sharp.width(), sharp.height())
        self._process.ask("paint", request, Urgency.PAGE, arrived)

    # What it answers

    def _on_opened(self, path: Path, reply: Reply) -> None:
        if path != self._path:
            return
        if isinstance(reply, Opened):
            self._n_pages = reply.n_pages
            self._size = None
            self._canvas.clear()
            self.loaded.emit(path)
        elif isinstance(reply, Refused):
            self._on_refused(reply)

    def _on_refused(self, refused: Refused) -> None:
        path, self._path, self._n_pages = self._path, None, 0
        if path is not None:
            self.failed.emit(path, trouble_text(refused, path))

    def _on_page_refused(self, refused: Refused) -> None:
        """Give up a page that is damaged, or the file, if all of it can't be shown."""
        if refused.trouble is Trouble.DAMAGED:
            self.page_failed.emit(self.page)
        else:
            self._on_refused(refused)

    def _on_measured(self, reply: Measured, kinds: Sequence[MarkKind], *, scrolls: bool) -> None:
        size = (max(reply.width, 1.0), max(reply.height, 1.0))
        is_new = size != self._size or self._canvas.is_empty
        self._size = size
        self._boxes = reply.boxes
        marks = [
            PageMark(QRectF(*box), kind)
            for kind, boxes in zip(kinds, reply.boxes, strict=False)
            for box in boxes
        ]
        self._canvas.set_marks(marks)
        if is_new:
            self._render()
        if scrolls:
            chosen = [one for one in marks if one.kind is MarkKind.CHOSEN] or marks
            if chosen:
                self._scroll_to(chosen[0].box)
        self.marked.emit()

    def _scroll_to(self, box: QRectF) -> None:
        scale = self._canvas.scale
        self.ensureVisible(
            int(box.center().x() * scale), int(box.center().y() * scale), 6 * GRID, 16 * GRID
        )

    def _on_selecting(self, start: QPointF, end: QPointF) -> None:
        self.setFocus()
        if start == end:
            self._selected = ""
            self._canvas.set_selection(())
            self._process.forget("select")
            return
        self._select(Select(self._page, start.toTuple(), end.toTuple()))

    def _on_word_wanted(self, at: QPointF) -> None:
        self._select(Select(self._page, at.toTuple(), at.toTuple(), is_word=True))

    def _select(self, request: Select) -> None:
        def arrived(reply: Reply) -> None:
            if isinstance(reply, Selected) and reply.page == self._page:
                self._selected = reply.text
                self._canvas.set_selection([QRectF(*box) for box in reply.boxes])

        self._process.ask("select", request, Urgency.PAGE, arrived)


def _call(call: Callable[[], None]) -> None:
    call()


def _image(painted: Painted) -> QImage:
    width, height = painted.width, painted.height
    image = QImage(painted.pixels, width, height, 4 * width, QImage.Format.Format_RGB32)
    return image.copy()  # which owns its pixels
