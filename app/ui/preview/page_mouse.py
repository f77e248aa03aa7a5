"""What does the mouse do on a PDF's pages: select, or click a link?"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent

from app.extract.pdf_messages import Reply, Select, Selected, Spot
from app.ui.preview.page_links import PageLinks
from app.ui.preview.page_marks import PageMarks
from app.ui.preview.page_scroll_area import PageScrollArea
from app.ui.preview.pdf_process import PdfProcess, Urgency

_NEAR = 4  # pixels; who presses and releases within them has clicked
_SCROLL_MS = 30


class PageMouse(QObject):
    """Turns presses and moves into what is selected, and into clicks; scrolls at the edges.

    Parameters
    ----------
    area
        Where pages are shown.
    marks
        Gets the boxes of what is selected.
    process
        Tells what is selected between two points.
    links
        What can be clicked.
    """

    selected = Signal()

    def __init__(
        self, area: PageScrollArea, marks: PageMarks, process: PdfProcess, links: PageLinks
    ) -> None:
        super().__init__(area)
        self._area = area
        self._marks = marks
        self._process = process
        self._links = links
        self._start: Spot | None = None
        self._pressed = QPointF()
        self._at = QPointF()
        self._has_moved = False
        self._edge = QTimer(self)
        self._edge.setInterval(_SCROLL_MS)
        self._edge.timeout.connect(self._on_edge)
        self.text = ""

    def clear(self) -> None:
        """Select nothing."""
        self._process.forget("select")
        self.text, self._marks.selection = "", {}
        self.selected.emit()

    def press(self, event: QMouseEvent) -> None:
        """Begin a selection, or a click."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._start = self._area.spot_at(self._pressed)
            self._has_moved = False
            self.clear()

    def move(self, event: QMouseEvent) -> None:
        """Go on with it, or show what can be clicked."""
        view = self._area.viewport()
        if self._start is None or not event.buttons() & Qt.MouseButton.LeftButton:
            is_link = self._links.link_at(event.position()) is not None
            hand, beam = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.IBeamCursor
            view.setCursor(hand if is_link else beam)
            return
        self._at = event.position()
        if (self._at - self._pressed).manhattanLength() > _NEAR:
            self._has_moved = True
        if self._has_moved:
            self._ask(Select(self._start, self._area.spot_at(self._at)))
        if not self._beyond():
            self._edge.stop()
        elif not self._edge.isActive():
            self._edge.start()

    def release(self, event: QMouseEvent) -> None:
        """End it, or follow the link that was clicked."""
        was_pressed = self._start is not None
        self._start = None
        self._edge.stop()
        if was_pressed and not self._has_moved and event.button() is Qt.MouseButton.LeftButton:
            link = self._links.link_at(event.position())
            if link is not None and link == self._links.link_at(self._pressed):
                self._links.follow(link)

    def double_click(self, event: QMouseEvent) -> None:
        """Select a word."""
        spot = self._area.spot_at(event.position())
        self._ask(Select(spot, spot, is_word=True))

    def _beyond(self) -> int:
        """Return how far above or below the pages' room the mouse is."""
        y = int(self._at.y())
        return min(y, 0) + max(y - self._area.viewport().height(), 0)

    def _on_edge(self) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + self._beyond())
        if self._start is not None:
            self._ask(Select(self._start, self._area.spot_at(self._at)))

    def _ask(self, request: Select) -> None:
        def arrived(reply: Reply) -> None:
            if isinstance(reply, Selected):
                self.text = reply.text
                self._marks.selection = {
                    page: [QRectF(*box) for box in boxes] for page, boxes in reply.boxes
                }
                self.selected.emit()

        self._process.ask("select", request, Urgency.PLACE, arrived)
