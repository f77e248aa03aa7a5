"""Of which parts of a PDF's pages are there pictures, and which are wanted?

A page that is shown large has more pixels than anybody sees at once: it is painted part by part.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QImage

_SIDE = 1536  # pixels; a page of usual size is one part
_MOST_BYTES = 48_000_000


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of a page, counted from its top left."""

    page: int
    column: int
    row: int

    def area(self, size: QSize) -> QRect:
        """Return where it is on a page of so many pixels."""
        square = QRect(self.column * _SIDE, self.row * _SIDE, _SIDE, _SIDE)
        return square.intersected(QRect(0, 0, size.width(), size.height()))


def tiles_within(page: int, size: QSize, area: QRect) -> Iterator[Tile]:
    """Yield the tiles of a page of so many pixels that lie in an area of it."""
    area = area.intersected(QRect(0, 0, size.width(), size.height()))
    if area.isEmpty():
        return
    for row in range(area.top() // _SIDE, area.bottom() // _SIDE + 1):
        for column in range(area.left() // _SIDE, area.right() // _SIDE + 1):
            yield Tile(page, column, row)


class TileStore:
    """Keeps the pictures that were looked at last.

    When pages get another size, the pictures of before stand in for those that are yet to come.
    """

    def __init__(self) -> None:
        self._pictures: OrderedDict[Tile, QImage] = OrderedDict()
        self._n_bytes = 0
        self._before: dict[int, list[tuple[QRectF, QImage]]] = {}

    def __contains__(self, tile: Tile) -> bool:
        return tile in self._pictures

    @property
    def n_bytes(self) -> int:
        """How much memory the pictures take."""
        return self._n_bytes

    def get(self, tile: Tile) -> QImage | None:
        """Return a picture, if there is one."""
        return self._pictures.get(tile)

    def put(self, tile: Tile, picture: QImage, wanted: Collection[Tile]) -> None:
        """Keep a picture; the oldest go that are not wanted."""
        self._n_bytes += picture.sizeInBytes()
        if (old := self._pictures.pop(tile, None)) is not None:
            self._n_bytes -= old.sizeInBytes()
        self._pictures[tile] = picture
        for one in list(self._pictures):
            if self._n_bytes <= _MOST_BYTES:
                break
            if one not in wanted:
                self._n_bytes -= self._pictures.pop(one).sizeInBytes()

    def touch(self, tile: Tile) -> None:
        """Keep a picture longer."""
        if tile in self._pictures:
            self._pictures.move_to_end(tile)

    def age(self, size_of: dict[int, QSize]) -> None:
        """Let pictures of some pages, of which the sizes till now are given, stand in."""
        for page, size in size_of.items():
            found = [
                (_share(tile.area(size), size), picture)
                for tile, picture in self._pictures.items()
                if tile.page == page
            ]
            if found:
                self._before[page] = found
        self._before = {page: self._before[page] for page in size_of if page in self._before}
        self._pictures.clear()
        self._n_bytes = 0

    def stand_ins(self, page: int) -> list[tuple[QRectF, QImage]]:
        """Return pictures of before, and which share of the page each has."""
        return self._before.get(page, [])

    def clear(self) -> None:
        """Keep nothing."""
        self._pictures.clear()
        self._before.clear()
        self._n_bytes = 0


def _share(area: QRect, size: QSize) -> QRectF:
    wide, high = size.width(), size.height()
    return QRectF(area.x() / wide, area.y() / high, area.width() / wide, area.height() / high)
