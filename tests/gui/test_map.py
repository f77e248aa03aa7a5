"""Does the map show what was found, and lead to passages and groups?"""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.search_messages import FileFacts
from app.ui.look.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Theme
from app.ui.manners.shortcuts import Command
from app.ui.results.results_model import FoundDocument, ResultRow, RowKind
from app.ui.seeing.map.canvas import MapCanvas
from app.ui.seeing.map.dots import Dot, Group
from app.ui.seeing.map.markers import marker
from app.ui.seeing.map.page import MapPage
from app.ui.seeing.map.placing import place_labels, place_points
from tests.gui.conftest import OpenWindow
from tests.gui.test_results import passage
from tests.gui.test_theme import contrast
from tests.gui.test_window import drop, row_at, shown_names, type_query, wait_for, wait_until_idle

SOLAR = "Solar panels on the roof give current, and the inverter feeds the grid, number {}."
BREAD = "Dough for the loaf rests in the oven, and flour dusts the kitchen table, number {}."
AREA = QRectF(0, 0, 500, 400)


def dot(number: int, x: float, y: float, group: int) -> Dot:
    found = passage(f"/a/file {number}.txt", f"Passage {number}.", 0.5)
    found = type(found)(
        type(found.hit)(
            number, found.hit.text, 0.5, found.hit.tier, found.hit.channels, (), (), (), False
        ),
        found.place,
        (),
    )
    document = FoundDocument(found.place.path, FileFacts(5, 10), (found,))
    return Dot(ResultRow(RowKind.DOCUMENT, document, 0), x, y, group)


@pytest.fixture
def canvas(qtbot: QtBot) -> MapCanvas:
    one = MapCanvas(LIGHT)
    qtbot.addWidget(one)
    one.resize(500, 400)
    one.show()
    places = ((0, 0, 0), (-1, 0, 0), (1, 0.1, 1), (0.9, -0.1, 1), (0, 0.5, 0), (0, -0.5, 1))
    one.show_dots(
        [dot(number, *place) for number, place in enumerate(places)],
        [Group(("solar, panels",), 3), Group(("dough, loaf",), 3)],
    )
    return one


# Where things go


def test_points_fill_the_room_and_keep_their_sides() -> None:
    left, right, top = place_points([(-1, 0), (1, 0), (0, 0.5)], AREA)
    assert left.x() < top.x() < right.x()
    assert top.y() < left.y() == right.y()
    assert right.x() - left.x() == pytest.approx(AREA.width())
    mirrored = place_points([(-1, 0), (1, 0)], AREA, mirrored=True)
    assert mirrored[0].x() > mirrored[1].x()
    assert place_points([(0.3, 0.2)], AREA) == [AREA.center()]
    assert place_points([], AREA) == []
    tall = place_points([(-1, 0), (1, 0)], QRectF(0, 0, 100, 900), turned=True)
    assert abs(tall[0].y() - tall[1].y()) == pytest.approx(900)


@given(
    st.lists(
        st.tuples(st.floats(0, 500), st.floats(0, 400), st.integers(30, 180), st.integers(16, 30)),
        max_size=8,
    )
)
def test_labels_stay_apart_and_inside(wanted: list[tuple[float, float, int, int]]) -> None:
    anchors = [QPointF(x, y) for x, y, _, _ in wanted]
    labels = place_labels([QSizeF(w, h) for *_, w, h in wanted], anchors, anchors * 20, AREA)
    assert all(AREA.contains(one) for one in labels)
    assert not any(a.intersects(b) for a, b in combinations(labels, 2))


@pytest.mark.parametrize("theme", [LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST])
def test_groups_are_told_apart_by_shape_and_by_colour(theme: Theme) -> None:
    assert len(theme.groups) == 8
    for colour in theme.groups:
        assert contrast(colour, theme.surface) >= 3, colour.name()
    for matrix in (np.eye(3), *_DICHROMATS):
        seen = [_oklab(matrix, colour) for colour in theme.groups]
        for one, other in combinations(range(8), 2):
            names = (theme.groups[one].name(), theme.groups[other].name())
            assert np.linalg.norm(seen[one] - seen[other]) >= 0.08, names
    shapes = [marker(group) for group in range(8)]
    assert all(a != b for a, b in combinations(shapes, 2))


# Machado, Oliveira and Fernandes 2009, severity 1: protanopia, deuteranopia, tritanopia.
_DICHROMATS = (
    (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
)


def _oklab(matrix: Any, colour: QColor) -> NDArray[np.float64]:
    """Return where a colour lies for such eyes, in a space where distances are as they seem."""
    parts = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    cones = np.cbrt(_TO_CONES @ np.clip(np.asarray(matrix) @ linear, 0, None))
    found: NDArray[np.float64] = _TO_OKLAB @ cones
    return found


# Ottosson 2020.
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


# The canvas


def test_a_click_chooses_the_passage_under_it(qtbot: QtBot, canvas: MapCanvas) -> None:
    with qtbot.waitSignal(canvas.chosen) as chosen:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of(2))
    assert chosen.args is not None
    assert chosen.args[0].document.path.name == "file 2.txt"
    assert canvas.accessibleDescription() == "dough, loaf: file 2.txt · Passage 2."
    with qtbot.assertNotEmitted(canvas.chosen):
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().bottomLeft())


def test_arrows_go_from_point_to_point(qtbot: QtBot, canvas: MapCanvas) -> None:
    canvas.setFocus()
    names = []
    canvas.chosen.connect(lambda row: names.append(row.document.path.stem[-1]))
    keys = (Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
    for key in keys:
        QTest.keyClick(canvas, key)
    assert names == ["0", "1", "0", "4", "0"]
    canvas.set_only(1)  # the others stand back
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    assert names[-1] != "4"
    with qtbot.waitSignal(canvas.opened) as opened:
        QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of(2))
    assert opened.args is not None
    assert opened.args[0].document.path.stem == "file 2"


def test_groups_are_buttons_in_the_order_of_tab(qtbot: QtBot, canvas: MapCanvas) -> None:
    first, second = canvas.group_buttons
    assert first.accessibleName() == "Group solar, panels: 3 passages"
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    with qtbot.waitSignal(canvas.group_clicked) as clicked:
        QTest.keyClick(second, Qt.Key.Key_Space)
    assert clicked.args == [1]


def test_few_points_and_none_are_shown_too(qtbot: QtBot, canvas: MapCanvas) -> None:
    canvas.show_dots([dot(0, 0, 0, 0)], [Group(("solar",), 1)])
    assert canvas.place_of(0) == canvas.rect().center() or canvas.group_buttons == []
    canvas.grab()
    canvas.show_dots((), ())
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    canvas.grab()


def test_what_has_no_place_is_said(qtbot: QtBot) -> None:
    page = MapPage(LIGHT)
    qtbot.addWidget(page)
    page.show_dots([dot(0, 0, 0, 0)], [Group(("solar",), 1)], 3)
    assert "3" in page.said
    page.show_dots((), (), 3)
    assert "can't be placed on a map" in page.said


def test_names_hide_no_points_where_there_is_room() -> None:
    rng = random.Random(5)
    middles = [QPointF(120, 100), QPointF(380, 140), QPointF(150, 300), QPointF(360, 310)]
    points = [
        one + QPointF(rng.gauss(0, 40), rng.gauss(0, 40)) for one in middles for _ in range(15)
    ]
    labels = place_labels([QSizeF(150, 20)] * 4, middles, points, AREA)
    assert not any(label.contains(point) for label in labels for point in points)


def test_what_is_chosen_is_painted_above_the_names(canvas: MapCanvas) -> None:
    button = canvas.group_buttons[0]
    button.setGeometry(QRect(canvas.place_of(2) - QPoint(40, 10), QSize(80, 20)))
    colour = canvas.grab().toImage().pixelColor(canvas.place_of(2))
    canvas.set_current(2)
    assert canvas.grab().toImage().pixelColor(canvas.place_of(2)) == LIGHT.groups[1] != colour
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # what is above lets the mouse through
    assert button.isChecked()


# In the window


@pytest.mark.integration
def test_results_are_seen_as_a_map_and_listed_by_group(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for n in range(8):
        (folder / f"solar {n}.txt").write_text("Note. " + SOLAR.format(n))
        (folder / f"bread {n}.txt").write_text("Note. " + BREAD.format(n))
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 16)
    type_query(qtbot, window, "note ")
    wait_for(qtbot, lambda: len(shown_names(window)) == 16)
    QTest.keySequence(window, QKeySequence(Command.MAP.value))
    canvas = window.seeing.map.canvas
    wait_for(qtbot, lambda: len(canvas.dots) == 16)
    assert canvas.isVisible()
    assert not window.results.isVisible()
    first_words = [one.accessibleName().split()[1].strip(",:") for one in canvas.group_buttons]
    solar = next(n for n, one in enumerate(first_words) if one.lower() in SOLAR.lower())
    QTest.mouseClick(canvas.group_buttons[solar], Qt.MouseButton.LeftButton)
    wait_for(qtbot, lambda: len(shown_names(window)) < 16)
    assert all(name.startswith("solar") for name in shown_names(window))
    assert len(window.filter_bar.chip_texts) == 1
    n = len(shown_names(window))
    assert window.filter_bar.summary.startswith(f"{n} of 16 ")
    assert window.seeing.timeline.said[0].startswith(f"{n} of 16 ")
    with qtbot.waitSignal(
        window.search.shown, check_params_cb=lambda shown: shown.is_final, timeout=30_000
    ):
        window.search.submit()  # as when something changes in the folders
    assert all(name.startswith("solar") for name in shown_names(window))
    assert window.results.has_chosen
    number = next(n for n, one in enumerate(canvas.dots) if one.group == solar)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of(number))
    chosen = canvas.current_dot
    assert chosen is not None
    wait_for(
        qtbot,
        lambda: window.preview.passage is not None and window.preview.passage == chosen.row.passage,
    )
    asked: list[Path] = []
    window.results.opened.connect(lambda row: asked.append(row.document.path))
    window.results.opened.disconnect(window.result_actions.open)  # no other application, please
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert asked == [chosen.row.document.path]
    window.filter_bar.group_removed.emit()
    assert len(shown_names(window)) == 16
    assert window.filter_bar.summary.startswith("16 ")
    assert window.seeing.timeline.said[0].startswith("16 ")
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.box
    QTest.keySequence(window, QKeySequence(Command.MAP.value))
    assert window.results.isVisible()
    current = window.results.current_row
    assert current is not None
    assert current.document.path == chosen.row.document.path
    assert row_at(window, 0).kind is RowKind.DOCUMENT
    QTest.keyClick(window.box, Qt.Key.Key_Escape)
    assert canvas.dots == ()
