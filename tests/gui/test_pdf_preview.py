"""Can one go through a PDF, find and take words of it, and is nobody kept waiting by it?"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import Fit
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from app.extract.pdf_messages import (
    PaintPart,
)
from app.ui.look.theme import LIGHT
from app.ui.preview.page_painting import WAITING
from app.ui.preview.pane import PreviewPane
from app.ui.preview.pdf_process import PdfProcess
from tests.support.passages import ROOT
from tests.support.previews import button, passages_with, show_word, text_of

PDF = ROOT / "resources/samples/Rental agreement Lindenhof Street.pdf"
PATIENCE_MS = 30_000


@pytest.fixture
def pane(pane: PreviewPane) -> PreviewPane:
    pane.resize(560, 640)
    return pane


def wait_for(qtbot: QtBot, holds: object) -> None:
    qtbot.waitUntil(holds, timeout=PATIENCE_MS)  # type: ignore[arg-type]


def open_at(qtbot: QtBot, pane: PreviewPane, word: str, path: Path = PDF) -> None:
    show_word(pane, path, word)
    wait_for(qtbot, lambda: pane.pages.marked_words() == [word])


def long_pdf(path: Path, n_pages: int) -> Path:
    writer = PdfWriter(clone_from=PDF)
    while len(writer.pages) < n_pages:
        writer.append(PDF)
    writer.write(path)
    return path


def test_hits_are_gone_through_and_counted(qtbot: QtBot, pane: PreviewPane) -> None:
    places = [one.place for one in passages_with(text_of(PDF), "tenant").passages]
    n_hits = len(places)
    assert n_hits > 3
    open_at(qtbot, pane, "tenant")
    assert pane.header.hit_text == f"hit 1 of {n_hits}"
    QTest.mouseClick(button(pane, "Next hit"), Qt.MouseButton.LeftButton)
    assert pane.header.hit_text == f"hit 2 of {n_hits}"
    wait_for(qtbot, lambda: pane.pages.marked_words() == ["tenant"])
    for _ in range(2):
        QTest.mouseClick(button(pane, "Previous hit"), Qt.MouseButton.LeftButton)
    assert pane.header.hit_text == f"hit {n_hits} of {n_hits}"
    wait_for(qtbot, lambda: pane.pages.page == places[-1].page)
    assert places[-1].page != places[0].page


def colours_of(pane: PreviewPane) -> set[str]:
    image = pane.pages.viewport().grab().toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


def test_a_page_that_is_not_painted_yet_says_so_and_has_no_marks(
    qtbot: QtBot, pane: PreviewPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Callable[[], None]] = []
    ask = PdfProcess.ask

    def hold(self: PdfProcess, *order: Any) -> None:
        if isinstance(order[1], PaintPart):
            held.append(lambda: ask(self, *order))
        else:
            ask(self, *order)

    monkeypatch.setattr(PdfProcess, "ask", hold)
    open_at(qtbot, pane, "tenant")
    wait_for(qtbot, lambda: WAITING.name() in colours_of(pane))
    assert LIGHT.exact_tint.name() not in colours_of(pane)
    for go_on in held:
        go_on()
    wait_for(qtbot, lambda: LIGHT.exact_tint.name() in colours_of(pane))
    assert WAITING.name() not in colours_of(pane)


def test_a_small_picture_stands_for_a_page_that_is_not_painted_yet(
    qtbot: QtBot, pane: PreviewPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = PdfProcess.ask

    def hold(self: PdfProcess, *order: Any) -> None:
        if not isinstance(order[1], PaintPart):
            ask(self, *order)

    monkeypatch.setattr(PdfProcess, "ask", hold)
    pane.toggle_thumbnails()
    open_at(qtbot, pane, "tenant")
    wait_for(qtbot, lambda: pane.thumbnails.n_painted == pane.pages.n_pages)
    wait_for(qtbot, lambda: len(colours_of(pane)) > 20)  # blurred letters
    assert WAITING.name() not in colours_of(pane)


def test_pages_are_turned_by_buttons_keys_and_numbers(qtbot: QtBot, pane: PreviewPane) -> None:
    open_at(qtbot, pane, "tenant")
    assert (pane.pages.page, pane.pages.n_pages) == (1, 3)
    QTest.mouseClick(button(pane, "Next page"), Qt.MouseButton.LeftButton)
    assert pane.pages.page == 2
    assert pane.header.page_field.text() == "2"
    pane.focus_content()

    def turn(key: Qt.Key, page: int) -> None:
        def turned() -> bool:
            if pane.pages.page != page:
                QTest.keyClick(pane.pages, key)
            return pane.pages.page == page

        wait_for(qtbot, turned)

    turn(Qt.Key.Key_PageDown, 3)
    turn(Qt.Key.Key_PageUp, 2)
    turn(Qt.Key.Key_Home, 1)
    turn(Qt.Key.Key_End, 3)
    field = pane.header.page_field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "9")  # there is none
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pane.pages.page == 3
    field.selectAll()
    QTest.keyClicks(field, "2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pane.pages.page == 2


def test_the_page_is_as_large_as_is_wanted(qtbot: QtBot, pane: PreviewPane) -> None:
    open_at(qtbot, pane, "tenant")

    def width() -> float:
        return pane.pages.area_of(0).width()

    usual = width()
    assert usual > 300
    QTest.mouseClick(button(pane, "Zoom in"), Qt.MouseButton.LeftButton)
    assert width() > usual
    QTest.mouseClick(button(pane, "Fit to width"), Qt.MouseButton.LeftButton)
    assert width() == usual
    QTest.mouseClick(button(pane, "Zoom out"), Qt.MouseButton.LeftButton)
    assert width() < usual


def test_words_are_found_on_all_pages(qtbot: QtBot, pane: PreviewPane) -> None:
    open_at(qtbot, pane, "tenant")
    pane.begin_find()
    line = pane.find_bar.line
    QTest.keyClicks(line, "LANDLORD")
    wait_for(qtbot, lambda: " of " in pane.find_bar.count_text)
    wait_for(qtbot, lambda: not pane.find_bar.count_text.endswith("+"))
    n_found = pane.finder.n_found
    assert n_found > 3
    pages = set()
    for _ in range(n_found):
        pages.add(pane.pages.page)
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert pages == {1, 2, 3}
    assert pane.find_bar.count_text == f"1 of {n_found}"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not line.isVisible()
    assert pane.finder.n_found == 0


def on_screen(pane: PreviewPane, page: int, x: float, y: float) -> QPoint:
    """Return where a point of a page is on the viewport."""
    assert pane.pages.column is not None
    scale = pane.pages.column.scale(page)
    return (pane.pages.area_of(page).topLeft() + QPointF(x * scale, y * scale)).toPoint()


def drag(pane: PreviewPane, start: QPoint, end: QPoint) -> None:
    view = pane.pages.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for at in (start + QPoint(6, 0), end):
        global_at = QPointF(view.mapToGlobal(at))
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            global_at,
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QCoreApplication.sendEvent(view, move)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def test_words_are_selected_by_the_mouse_and_copied(qtbot: QtBot, pane: PreviewPane) -> None:
    open_at(qtbot, pane, "Olsen")
    box, _ = pane.pages.boxes[0]
    y = box.center().y()
    middle = on_screen(pane, 0, box.center().x(), y)
    view = pane.pages.viewport()
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=middle)
    wait_for(qtbot, lambda: pane.selected_text == "Olsen")
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=on_screen(pane, 0, 5, 5))
    assert pane.selected_text == ""
    drag(pane, on_screen(pane, 0, box.left() + 1, y), on_screen(pane, 0, box.right() - 1, y))
    wait_for(qtbot, lambda: pane.selected_text == "Olsen")
    QTest.keyClick(pane.pages, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Olsen"


def test_a_selection_goes_from_page_to_page(qtbot: QtBot, pane: PreviewPane) -> None:
    open_at(qtbot, pane, "tenant")
    pane.pages.turn_to(2)
    bar = pane.pages.verticalScrollBar()
    bar.setValue(bar.value() - pane.pages.viewport().height() // 2)
    assert list(pane.pages.pages_in_sight) == [0, 1]
    drag(pane, QPoint(100, 20), QPoint(300, pane.pages.viewport().height() - 20))
    wait_for(qtbot, lambda: len(pane.selected_text) > 200)
    first, second = (one.text.split() for one in text_of(PDF).sections[:2])
    words = pane.selected_text.split()
    assert words[1] in first
    assert words[-2] in second


def test_pages_lie_below_each_other_and_what_is_in_sight_is_painted(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path
) -> None:
    path = long_pdf(tmp_path / "long.pdf", 300)
    open_at(qtbot, pane, "hamsters", path)
    pages = pane.pages
    bar = pages.verticalScrollBar()
    bar.setValue(0)
    assert pages.page == 1
    bar.setValue(bar.maximum() // 2)  # somebody drags the bar
    in_sight = pages.pages_in_sight
    assert 140 < in_sight.start < 160
    assert pages.page - 1 in in_sight
    wait_for(qtbot, lambda: is_painted(pane))

    def painted() -> set[int]:
        return {tile.page for tile in pages._feed.store._pictures}

    wait_for(qtbot, lambda: set(in_sight) <= painted())
    assert len(painted()) < 12
    bar.setValue(bar.maximum())
    assert pages.page == pages.n_pages
    assert pane.header.page_field.text() == str(pages.n_pages)


def is_painted(pane: PreviewPane) -> bool:
    """Tell whether there is ink on each page in sight, in the middle of what is seen of it."""
    picture = pane.pages.viewport().grab().toImage()
    for page in pane.pages.pages_in_sight:
        area = pane.pages.area_of(page).toRect().intersected(picture.rect())
        if area.height() < 100:
            continue
        colours = {
            picture.pixel(x, y)
            for x in range(area.left() + 2, area.right() - 2, 3)
            for y in range(area.top() + 2, area.bottom() - 2, 2)
        }
        if len(colours) < 3:
            return False
    return True


def test_what_is_looked_at_stays_when_the_pages_grow(qtbot: QtBot, pane: PreviewPane) -> None:
    open_at(qtbot, pane, "tenant")
    pages = pane.pages
    pages.turn_to(2)
    middle = QPointF(pages.viewport().rect().center())
    before = pages.spot_at(middle)
    pane.zoom(2)
    after = pages.spot_at(middle)
    assert after.page == before.page
    assert after.y == pytest.approx(before.y, abs=3)
    top = pages.spot_at(QPointF(0, 0))
    pane.resize(900, 640)
    qtbot.waitUntil(lambda: pages.viewport().width() > 700, timeout=PATIENCE_MS)
    assert pages.spot_at(QPointF(0, 0)).y == pytest.approx(top.y, abs=3)
    assert pages.page == 2


def test_margins_are_out_of_sight_where_a_page_would_be_small(
    qtbot: QtBot, pane: PreviewPane
) -> None:
    pane.resize(320, 640)
    open_at(qtbot, pane, "tenant")
    pages = pane.pages
    wide = pages.viewport().width()
    whole = wide - 16
    assert pages.area_of(0).width() > 1.2 * whole
    assert pages.area_of(0).left() < 0
    assert pages.spot_at(QPointF(wide / 2, 9)).x == pytest.approx(419.5 / 2, abs=6)  # an A5 page
    [(box, _)] = pages.boxes
    scale = pages.column.scale(0) if pages.column is not None else 0
    left = pages.area_of(0).left() + box.left() * scale
    assert 0 < left < left + box.width() * scale < wide
    across = pages.horizontalScrollBar()
    across.setValue(0)
    pane.zoom(0)
    assert across.value() > 0
    pane.resize(1200, 640)
    wait_for(qtbot, lambda: pages.viewport().width() > 1000)
    assert pages.area_of(0).width() == pages.viewport().width() - 16


def test_the_header_is_as_high_while_a_file_is_read(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("The hamsters sleep.\n")
    heights = set()
    for path in (PDF, note):
        text = text_of(path)
        pane.show_passage(passages_with(text, "hamsters"), 0)
        assert pane.message
        heights.add(pane.header.sizeHint().height())
        pane.set_text(text)
        wait_for(qtbot, lambda: not pane.message)
        heights.add(pane.header.sizeHint().height())
    assert len(heights) == 1


def test_a_narrow_preview_can_be_zoomed(qtbot: QtBot, pane: PreviewPane) -> None:
    open_at(qtbot, pane, "tenant")

    def is_narrow() -> bool:
        pane.resize(300, 640)
        return pane.header.width() < 300

    wait_for(qtbot, is_narrow)
    width = pane.pages.area_of(0).width()
    QTest.mouseClick(button(pane, "Zoom in"), Qt.MouseButton.LeftButton)
    assert pane.pages.area_of(0).width() > width
    in_header = [one for one in pane.header.findChildren(QPushButton) if one.isVisible()]
    assert all(one.geometry().right() <= pane.header.width() for one in in_header)


def test_another_screen_has_pages_painted_in_its_pixels(
    qtbot: QtBot, pane: PreviewPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_at(qtbot, pane, "tenant")
    pages = pane.pages

    def widths() -> set[int]:
        return {one.width() for one in pages._feed.store._pictures.values()}

    usual = round(pages.area_of(0).width())
    wait_for(qtbot, lambda: widths() == {usual})
    monkeypatch.setattr(type(pages), "devicePixelRatioF", lambda _: 1.5)
    QCoreApplication.sendEvent(pages, QEvent(QEvent.Type.DevicePixelRatioChange))
    wait_for(qtbot, lambda: widths() == {(pages.area_of(0).size() * 1.5).toSize().width()})


def linked_pdf(path: Path) -> Path:
    writer = PdfWriter(clone_from=PDF)
    there = Fit.xyz(left=50, top=300)
    writer.add_annotation(0, Link(rect=(50, 500, 150, 520), target_page_index=2, fit=there))
    writer.add_annotation(0, Link(rect=(50, 440, 150, 460), url="https://example.org/rent"))
    writer.write(path)
    return path


def test_links_lead_within_the_document_and_back(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path
) -> None:
    open_at(qtbot, pane, "tenant", linked_pdf(tmp_path / "linked.pdf"))
    pane.pages.turn_to(1)
    wait_for(qtbot, lambda: len(pane.pages.links.in_sight()) == 2)
    inside, _ = pane.pages.links.in_sight()
    left, top, width, height = inside.boxes[0]
    view = pane.pages.viewport()
    at = on_screen(pane, 0, left + width / 2, top + height / 2)
    QTest.mouseMove(view, at)
    wait_for(qtbot, lambda: view.cursor().shape() is Qt.CursorShape.PointingHandCursor)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    wait_for(qtbot, lambda: pane.pages.page == 3)
    assert pane.pages.links.page_back == 1
    menu = pane.make_menu()
    assert "Back to page 1" in [one.text() for one in menu.actions()]
    menu.deleteLater()
    QTest.keyClick(pane.pages, Qt.Key.Key_Backspace)
    assert pane.pages.page == 1
    assert pane.pages.links.page_back is None


def test_a_link_to_the_web_is_told_and_opens_after_a_click_only(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "app.ui.opening.opener.QDesktopServices.openUrl", lambda url: opened.append(url.toString())
    )
    open_at(qtbot, pane, "tenant", linked_pdf(tmp_path / "linked.pdf"))
    pane.pages.turn_to(1)
    wait_for(qtbot, lambda: len(pane.pages.links.in_sight()) == 2)
    _, web = pane.pages.links.in_sight()
    left, top, width, height = web.boxes[0]
    at = on_screen(pane, 0, left + width / 2, top + height / 2)
    view = pane.pages.viewport()
    QCoreApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))
    wait_for(qtbot, lambda: "https://example.org/rent" in QToolTip.text())
    assert opened == []
    menu = pane.make_menu()
    [listed] = menu.findChildren(QMenu)
    assert [one.text() for one in listed.actions()] == ["Page 3", "https://example.org/rent"]
    menu.deleteLater()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert opened == ["https://example.org/rent"]
    QToolTip.hideText()


def test_thumbnails_are_painted_where_one_looks(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path
) -> None:
    path = long_pdf(tmp_path / "long.pdf", 300)
    text = text_of(path)
    pane.show_passage(passages_with(text, "hamsters"), 0)
    pane.set_text(text)
    wait_for(qtbot, lambda: pane.pages.marked_words() == ["hamsters"])
    assert not pane.thumbnails.isVisible()
    QTest.mouseClick(button(pane, "Page thumbnails"), Qt.MouseButton.LeftButton)
    strip = pane.thumbnails
    assert strip.isVisible()
    assert set(strip.hit_pages) == set(range(2, 301, 3))
    wait_for(qtbot, lambda: strip.n_painted >= 2)
    strip.scrollTo(strip.model().index(250, 0))
    wait_for(qtbot, lambda: strip.picture(250) is not None)
    assert strip.n_painted < 60
    at = strip.visualRect(strip.model().index(250, 0)).center()
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert pane.pages.page == 251
    QTest.keyClick(strip, Qt.Key.Key_Down)
    assert pane.pages.page == 252


def test_a_comment_has_no_mark_and_that_is_said(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path
) -> None:
    writer = PdfWriter(clone_from=PDF)
    note = FreeText(text="Ask the zebra about it", rect=(50, 50, 200, 90))
    writer.add_annotation(0, note)
    writer.write(tmp_path / "noted.pdf")
    show_word(pane, tmp_path / "noted.pdf", "zebra")
    wait_for(qtbot, lambda: "comment" in pane.warning)
    assert pane.pages.marked_words() == []


def test_a_locked_pdf_names_itself_and_a_remedy(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path
) -> None:
    locked = PdfWriter(clone_from=PDF)
    locked.encrypt("secret")
    locked.write(tmp_path / "locked.pdf")
    pane.show_passage(passages_with(text_of(PDF), "tenant"), 0)
    document = passages_with(text_of(PDF), "tenant")
    moved = type(document)(tmp_path / "locked.pdf", None, document.passages)
    pane.show_passage(moved, 0)
    wait_for(qtbot, lambda: "“locked.pdf” is protected by a password" in pane.warning)
    assert "Open it in its own app" in pane.warning
    assert "tenant" in pane.reader.highlighted_words()  # as it was indexed


def test_a_pdf_that_is_replaced_is_read_again_when_one_looks(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF.read_bytes())
    open_at(qtbot, pane, "tenant", path)
    one_page = PdfWriter()
    one_page.add_blank_page(300, 400)
    one_page.write(tmp_path / "other.pdf")
    os.replace(tmp_path / "other.pdf", path)
    with qtbot.waitSignal(pane.text_requested, timeout=PATIENCE_MS):
        pass  # nobody has told the window
    wait_for(qtbot, lambda: pane.pages.n_pages == 1)
