"""How is a page of a PDF shown, with boxes on the very words of a hit?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QPointF,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    QThreadPool,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QPainter, QPaintEvent, QPolygonF
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer
from PySide6.QtWidgets import QMenu, QScrollArea, QSizePolicy, QWidget

from app.ui.preview.spans import Span, settled
from app.ui.theme import GRID, Theme
from sparkbert.types import HighlightKind

_MAX_BYTES = 200_000_000
_LOCKED = "This PDF is protected by a password. Open it in its own application."
_DAMAGED = "This PDF is damaged and can't be shown here."
_TOO_LARGE = "This file is too large to be shown here. Open it instead."


class PdfPages(QScrollArea):
    """One page at a time, as wide as there is room.

    Files are read, and pages painted, in other threads.
    """

    loaded = Signal(Path)
    failed = Signal(Path, str)
    page_changed = Signal()
    like_requested = Signal(str)

    _read = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = _Canvas(theme)
        self.setWidget(self._canvas)
        self.setWidgetResizable(True)
        # The page is as wide as there is room: a bar that comes and goes with its height would
        # change the room, and so the height, without end.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName("Page")
        self._path: Path | None = None
        self._buffer: QBuffer | None = None
        self._document = QPdfDocument(self)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(self._document)
        self._renderer.pageRendered.connect(self._on_rendered)
        self._read.connect(self._on_read, Qt.ConnectionType.QueuedConnection)
        self._page = 0
        self._spans: tuple[Span, ...] = ()
        self._zoom = 1.0
        self._asked = QSize()

    @property
    def n_pages(self) -> int:
        """How many pages the document has; 0 while there is none."""
        return self._document.pageCount()

    @property
    def page(self) -> int:
        """The page that is shown, from 1."""
        return self._page + 1

    @property
    def boxes(self) -> Sequence[tuple[QPolygonF, HighlightKind]]:
        """What is highlighted, in points of the page."""
        return self._canvas.boxes

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
        if not again:
            self._document.close()  # or the file before would be taken for this one
            self._canvas.clear()
        QThreadPool.globalInstance().start(lambda: self._read.emit(path, _read_file(path)))

    def show_page(self, page: int, spans: Sequence[Span] = ()) -> None:
        """Show a page, from 1, with highlights in characters of its text."""
        is_same = self._page == max(0, min(page, self.n_pages) - 1) and not self._canvas.is_empty
        self._page = max(0, min(page, self.n_pages) - 1)
        found = (settled(span, self._text_at) for span in spans)
        self._spans = tuple(span for span in found if span is not None)
        boxes = [
            (polygon, span.kind)
            for span in self._spans
            for polygon in self._document.getSelectionAtIndex(
                self._page, span.start, span.end - span.start
            ).bounds()
        ]
        self._canvas.set_boxes(boxes, self._document.pagePointSize(self._page), keep=is_same)
        if not is_same:
            self._render()
        if boxes:
            self._scroll_to(boxes[0][0].boundingRect())
        elif not is_same:
            self.verticalScrollBar().setValue(0)
        self.page_changed.emit()

    def step_page(self, by: int) -> None:
        """Show the next page, or the one before, without marks."""
        page = self.page + by
        if 1 <= page <= self.n_pages:
            self.show_page(page)

    def marked_words(self) -> list[str]:
        """Return what the page's text says where it is highlighted."""
        return [self._text_at(one.start, one.end - one.start) for one in self._spans]

    def _text_at(self, start: int, length: int) -> str:
        return str(self._document.getSelectionAtIndex(self._page, start, length).text())

    def zoom(self, factor: float) -> None:
        """Show the page larger or smaller."""
        self._zoom = min(max(self._zoom * factor, 0.5), 4.0)
        self._render()

    def resizeEvent(self, event: object) -> None:
        """Keep the page as wide as there is room."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._render()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to find more like the passage that is shown."""
        menu = QMenu(self)
        action = menu.addAction(self.tr("Find more like this"))
        action.triggered.connect(lambda: self.like_requested.emit(""))
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _render(self) -> None:
        if not self.n_pages:
            return
        points = self._document.pagePointSize(self._page)
        width = int((self.viewport().width() - 2 * GRID) * self._zoom)
        if width <= 0 or points.width() <= 0:
            return
        size = QSize(width, int(width * points.height() / points.width()))
        self._canvas.set_size(size)
        self._asked = size
        ratio = self.devicePixelRatioF()
        self._renderer.requestPage(self._page, size * ratio)

    def _scroll_to(self, box: QRectF) -> None:
        scale = self._canvas.scale
        self.ensureVisible(
            int(box.center().x() * scale), int(box.center().y() * scale), 6 * GRID, 16 * GRID
        )

    def _on_rendered(self, page: int, size: QSize, image: QImage) -> None:
        if page == self._page:
            self._canvas.set_image(image)

    def _on_read(self, path: Path, content: bytes | str) -> None:
        if path != self._path:
            return
        if isinstance(content, str):
            self._path = None
            self.failed.emit(path, content)
            return
        self._document.close()
        self._canvas.clear()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        if self._document.status() is not QPdfDocument.Status.Ready:
            self._path = None
            is_locked = self._document.error() is QPdfDocument.Error.IncorrectPassword
            self.failed.emit(path, _LOCKED if is_locked else _DAMAGED)
            return
        self.loaded.emit(path)


def _read_file(path: Path) -> bytes | str:
    """Return a file's bytes, or why there are none."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            return _TOO_LARGE
        return path.read_bytes()
    except FileNotFoundError:
        return "This file is no longer there."
    except OSError as error:
        return f"This file can't be read ({error.strerror})."


class _Canvas(QWidget):
    """Paints the page and, over it, the boxes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self._size = QSize()
        self._points = QPointF(1, 1)
        self.boxes: list[tuple[QPolygonF, HighlightKind]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def scale(self) -> float:
        """Pixels per point."""
        return self._size.width() / self._points.x()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def clear(self) -> None:
        self._image = QImage()
        self.boxes = []
        self.update()

    @property
    def is_empty(self) -> bool:
        """Whether no page is painted yet."""
        return self._image.isNull()

    def set_boxes(
        self, boxes: list[tuple[QPolygonF, HighlightKind]], points: QSizeF, *, keep: bool
    ) -> None:
        self.boxes = boxes
        self._points = QPointF(max(points.width(), 1), max(points.height(), 1))
        if not keep:
            self._image = QImage()
        self.update()

    def set_size(self, size: QSize) -> None:
        self._size = size
        self.setMinimumSize(size + QSize(2 * GRID, 2 * GRID))
        self.update()

    def set_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        left = max((self.width() - self._size.width()) // 2, GRID)
        page = QRectF(left, GRID, self._size.width(), self._size.height())
        painter.fillRect(page, QColor("white"))
        if not self._image.isNull():
            painter.drawImage(page, self._image)
        painter.translate(page.topLeft())
        painter.scale(self.scale, self.scale)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for polygon, kind in self.boxes:
            # On paper, which is white by night too.
            tint = QColor("#ffd84d") if kind is HighlightKind.EXACT else QColor("#cfe8fb")
            painter.fillRect(polygon.boundingRect().adjusted(-1, -1, 1, 1), tint)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QColor("#2a7ab8"))
        for polygon, kind in self.boxes:
            box = polygon.boundingRect().adjusted(-1, -1, 1, 1)
            if kind is HighlightKind.RELATED:
                painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.end()
