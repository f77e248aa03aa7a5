"""How does one follow the links of a PDF, and get back?"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Signal

from app.extract.pdf_messages import Link, Locate, Located, Reply
from app.ui.look.format import number_text
from app.ui.look.theme import GRID
from app.ui.preview.page_marks import PageMarks
from app.ui.preview.page_scroll_area import PageScrollArea
from app.ui.preview.pdf_process import PdfProcess, Urgency


class PageLinks(QObject):
    """Goes where links of a document lead; an address is for others to open, by `left`.

    Parameters
    ----------
    area
        Where pages are shown.
    marks
        Knows where links are.
    process
        Tells where on a page they lead.
    """

    left = Signal(str)

    def __init__(self, area: PageScrollArea, marks: PageMarks, process: PdfProcess) -> None:
        super().__init__(area)
        self._area = area
        self._marks = marks
        self._process = process
        self._back: list[tuple[int, float]] = []

    @property
    def page_back(self) -> int | None:
        """The page, from 1, from which a link was followed; None if none was."""
        return self._back[-1][0] + 1 if self._back else None

    def clear(self) -> None:
        """Know of no way back: it is another document."""
        self._back.clear()

    def link_at(self, at: QPointF) -> Link | None:
        """Return the link at a point of the viewport."""
        if self._area.column is None:
            return None
        spot = self._area.spot_at(at)
        return self._marks.link_at(spot.page, QPointF(spot.x, spot.y))

    def in_sight(self) -> list[Link]:
        """Return the links of the pages that are shown."""
        return [one for page in self._area.pages_in_sight for one in self._marks.links(page)]

    def text(self, link: Link) -> str:
        """Return where a link leads, in words."""
        if link.page is None:
            return link.address
        return self.tr("Page {number}").format(number=number_text(link.page + 1))

    def follow(self, link: Link) -> None:
        """Go where a link leads."""
        if link.page is None:
            self.left.emit(link.address)
            return

        def arrived(reply: Reply) -> None:
            if isinstance(reply, Located) and reply.page < self._area.n_pages:
                here = self._area.spot_at(QPointF())
                self._back.append((here.page, here.y))
                self._area.let_go()
                self._area.go_to(reply.page, max(reply.y - GRID, 0.0))

        self._process.ask("locate", Locate(link.page, link.spot), Urgency.PLACE, arrived)

    def go_back(self) -> None:
        """Go to where the last link was followed."""
        if self._back:
            page, y = self._back.pop()
            self._area.let_go()
            self._area.go_to(page, max(y, 0.0))
