"""How do the parts of pages that are looked at get painted, and no others?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QImage

from app.extract.pdf_messages import Painted, PaintPart, Refused, Reply
from app.ui.preview.page_tiles import Tile, TileStore
from app.ui.preview.pdf_process import PdfProcess, Urgency


class TileFeed:
    """Asks for pictures of what is in sight, then of what is next to it.

    What has been scrolled past before it was painted is given up.

    Parameters
    ----------
    process
        Paints.
    on_painted
        Is called with the page of which there is another part.
    on_refused
        Is called with a page that can't be painted, and why.
    """

    def __init__(
        self,
        process: PdfProcess,
        on_painted: Callable[[int], None],
        on_refused: Callable[[int, Refused], None],
    ) -> None:
        self._process = process
        self._on_painted = on_painted
        self._on_refused = on_refused
        self._asked: dict[Tile, Urgency] = {}
        self._wanted: Mapping[Tile, QSize] = {}
        self._round = 0
        self.store = TileStore()
        self.small_picture: Callable[[int], QImage | None] = lambda _: None

    def want(self, in_sight: Mapping[Tile, QSize], ahead: Mapping[Tile, QSize]) -> None:
        """Have these painted, each of a page of so many pixels."""
        self._wanted = {**ahead, **in_sight}
        for tile in [one for one in self._asked if one not in self._wanted]:
            self._process.forget(tile)
            del self._asked[tile]
        for tile, size in in_sight.items():
            self.store.touch(tile)
            self._ask(tile, size, Urgency.PAGE)
        for tile, size in ahead.items():
            if tile not in in_sight:
                self._ask(tile, size, Urgency.AHEAD)

    def pictures(self, tiles: Mapping[Tile, QSize]) -> list[tuple[QImage, QRect]]:
        """Return pictures of tiles, as far as there are any, and where they are on their page."""
        found = ((self.store.get(tile), tile.area(size)) for tile, size in tiles.items())
        return [(picture, area) for picture, area in found if picture is not None]

    def stand_ins(self, page: int) -> list[tuple[QRectF, QImage]]:
        """Return pictures for a page that is not painted yet, and which share of it each has."""
        found = self.store.stand_ins(page)
        small = None if found else self.small_picture(page)
        return found if small is None else [(QRectF(0, 0, 1, 1), small)]

    def resize(self, size_of: dict[int, QSize]) -> None:
        """Begin anew, with pages of another size; till now some had these."""
        self._forget()
        self.store.age(size_of)

    def clear(self) -> None:
        """Begin anew, with another document."""
        self._forget()
        self.store.clear()

    def _forget(self) -> None:
        self._round += 1
        for tile in self._asked:
            self._process.forget(tile)
        self._asked, self._wanted = {}, {}

    def _ask(self, tile: Tile, size: QSize, urgency: Urgency) -> None:
        if tile in self.store or self._asked.get(tile, Urgency.ASIDE) <= urgency:
            return
        self._asked[tile] = urgency
        asked_in = self._round

        def arrived(reply: Reply) -> None:
            if asked_in == self._round:
                self._take(tile, reply)

        area = tile.area(size)
        part = (area.x(), area.y(), area.width(), area.height())
        request = PaintPart(tile.page, size.width(), size.height(), part)
        self._process.ask(tile, request, urgency, arrived)

    def _take(self, tile: Tile, reply: Reply) -> None:
        self._asked.pop(tile, None)
        if isinstance(reply, Painted):
            self.store.put(tile, image_of(reply), self._wanted)
            self._on_painted(tile.page)
        elif isinstance(reply, Refused):
            self._on_refused(tile.page, reply)


def image_of(painted: Painted) -> QImage:
    """Return a picture that owns its pixels."""
    width, height = painted.width, painted.height
    image = QImage(painted.pixels, width, height, 4 * width, QImage.Format.Format_RGB32)
    return image.copy()
