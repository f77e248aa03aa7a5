"""What does the mouse do on a PDF's pages: select, or click a link?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from app.extract.pdf_messages import Reply, Select, Selected, Spot
from app.ui.look.format import tip_text
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
        area.viewport().setMouseTracking(True)
        area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what the mouse does with its left button, or with none."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._tell_link(event)
        elif not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        elif event.type() is QEvent.Type.MouseMove:
            self._move(event)
        elif event.button() is not Qt.MouseButton.LeftButton:
            return False
        elif event.type() is QEvent.Type.MouseButtonPress:
            self._press(event)
        elif event.type() is QEvent.Type.MouseButtonRelease:
            self._release(event)
        elif event.type() is QEvent.Type.MouseButtonDblClick:
            spot = self._area.spot_at(event.position())
            self._ask(Select(spot, spot, is_word=True))
        return True

    def clear(self) -> None:
        """Select nothing."""
        self._process.forget("select")
        self.text, self._marks.selection = "", {}
        self.selected.emit()

    def _press(self, event: QMouseEvent) -> None:
        """Begin a selection, or a click."""
        self._pressed = event.position()
        self._start = self._area.spot_at(self._pressed)
        self._has_moved = False
        self.clear()

    def _move(self, event: QMouseEvent) -> None:
        """Go on with it, or show what can be clicked."""
        if self._start is None or not event.buttons() & Qt.MouseButton.LeftButton:
            is_link = self._links.link_at(event.position()) is not None
            hand, beam = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.IBeamCursor
            self._area.viewport().setCursor(hand if is_link else beam)
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

    def _release(self, event: QMouseEvent) -> None:
        """End it, or follow the link that was clicked."""
        was_pressed = self._start is not None
        self._start = None
        self._edge.stop()
        if was_pressed and not self._has_moved:
            link = self._links.link_at(event.position())
            if link is not None and link == self._links.link_at(self._pressed):
                self._links.follow(link)

    def _tell_link(self, event: QHelpEvent) -> None:
        """Say where a link leads."""
        link = self._links.link_at(QPointF(event.pos()))
        if link is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), tip_text(self._links.text(link)), self._area)

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
