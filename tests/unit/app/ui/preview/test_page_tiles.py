from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

from app.ui.preview.page_tiles import Tile, TileStore, tiles_within


def picture(side: int) -> QImage:
    return QImage(side, side, QImage.Format.Format_RGB32)


def test_a_page_of_usual_size_is_one_part() -> None:
    size = QSize(600, 850)
    assert list(tiles_within(3, size, QRect(0, 0, 600, 850))) == [Tile(3, 0, 0)]
    assert Tile(3, 0, 0).area(size) == QRect(0, 0, 600, 850)


def test_of_a_large_page_only_the_parts_in_sight_are_wanted() -> None:
    size = QSize(4000, 6000)
    wanted = list(tiles_within(0, size, QRect(1600, 3100, 500, 900)))
    assert wanted == [Tile(0, 1, 2)]
    assert list(tiles_within(0, size, QRect(0, -900, 500, 800))) == []
    everything = list(tiles_within(0, size, QRect(0, 0, 4000, 6000)))
    areas = [one.area(size) for one in everything]
    assert sum(one.width() * one.height() for one in areas) == 4000 * 6000
    assert not any(a.intersects(b) for a in areas for b in areas if a is not b)


def test_old_pictures_go_but_not_those_in_sight() -> None:
    store = TileStore()
    wanted = [Tile(page, 0, 0) for page in range(3)]
    for page in range(30):
        store.put(Tile(page, 0, 0), picture(1000), wanted)  # 4 MB each
    assert store.n_bytes <= 48_000_000
    assert all(tile in store for tile in wanted)
    assert Tile(29, 0, 0) in store
    assert Tile(3, 0, 0) not in store


def test_pictures_of_another_size_stand_in() -> None:
    store = TileStore()
    store.put(Tile(1, 0, 1), picture(500), [])
    store.age({1: QSize(500, 2036), 2: QSize(500, 500)})
    assert store.n_bytes == 0
    [(share, _)] = store.stand_ins(1)
    assert share.top() * 2036 == 1536
    assert store.stand_ins(2) == []
    store.age({1: QSize(700, 2850)})  # nothing new was painted between
    assert store.stand_ins(1)[0][0] == share
    store.age({})
    assert store.stand_ins(1) == []
