"""Can one go through a PDF, find and take words of it, and is nobody kept waiting by it?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.extract.pdf_messages import (
    Find,
    Found,
    Measure,
    Measured,
    Open,
    Opened,
    Refused,
    Reply,
    Trouble,
)
from app.ui.look.theme import LIGHT
from app.ui.preview.pane import PreviewPane
from app.ui.preview.pdf_process import PdfProcess, Urgency
from tests.support.passages import ROOT
from tests.support.previews import button, passages_with, show_word, text_of

PDF = ROOT / "resources/samples/Rental agreement Lindenhof Street.pdf"
PATIENCE_MS = 30_000


@pytest.fixture
def pane(qtbot: QtBot) -> PreviewPane:
    pane = PreviewPane(LIGHT)
    qtbot.addWidget(pane)
    pane.resize(560, 640)
    pane.show()
    pane.activateWindow()
    qtbot.waitExposed(pane)
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
    canvas = pane.pages.widget()
    assert canvas is not None
    wait_for(qtbot, lambda: canvas.minimumWidth() > 100)
    usual = canvas.minimumWidth()
    QTest.mouseClick(button(pane, "Zoom in"), Qt.MouseButton.LeftButton)
    assert canvas.minimumWidth() > usual
    QTest.mouseClick(button(pane, "Fit to width"), Qt.MouseButton.LeftButton)
    assert canvas.minimumWidth() == usual
    QTest.mouseClick(button(pane, "Zoom out"), Qt.MouseButton.LeftButton)
    assert canvas.minimumWidth() < usual


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


def test_words_are_selected_by_the_mouse_and_copied(qtbot: QtBot, pane: PreviewPane) -> None:
    open_at(qtbot, pane, "Olsen")
    canvas = pane.pages.widget()
    assert canvas is not None
    wait_for(qtbot, lambda: canvas.minimumWidth() > 100)
    box, _ = pane.pages.boxes[0]
    left = (canvas.width() - (canvas.minimumWidth() - 16)) / 2
    scale = pane.pages._canvas.scale

    def at(x: float) -> QPointF:
        return QPointF(left + x * scale, 8 + box.center().y() * scale)

    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=at(box.center().x()).toPoint())
    wait_for(qtbot, lambda: pane.selected_text == "Olsen")
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at(box.left() + 1).toPoint())
    assert pane.selected_text == ""
    QTest.mouseMove(canvas, at(box.right() - 1).toPoint())
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at(box.right() - 1).toPoint())
    wait_for(qtbot, lambda: pane.selected_text == "Olsen")
    QTest.keyClick(pane.pages, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Olsen"


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


class _Asker:
    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.replies: list[Reply] = []
        self.process = PdfProcess(lambda call: call())

    def wait(self, n: int) -> list[Reply]:
        self._qtbot.waitUntil(lambda: len(self.replies) == n, timeout=PATIENCE_MS)
        return self.replies


def test_a_child_that_dies_is_replaced(qtbot: QtBot) -> None:
    asker = _Asker(qtbot)
    asker.process.open(Open(PDF), asker.replies.append)
    assert asker.wait(1) == [Opened(3)]
    child = asker.process._child
    assert child is not None
    child.kill()
    child.wait()
    asker.process.ask("m", Measure(0), Urgency.PAGE, asker.replies.append)
    assert isinstance(asker.wait(2)[1], Measured)
    asker.process.close()


def test_a_request_that_takes_too_long_fails_alone(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = _Asker(qtbot)
    asker.process.open(Open(PDF), asker.replies.append)
    asker.wait(1)
    monkeypatch.setattr("app.ui.preview.pdf_process.MAX_SECONDS", 0.0)
    asker.process.ask("f", Find("a", 0, 3), Urgency.FIND, asker.replies.append)
    assert asker.wait(2)[1] == Refused(Trouble.DIED)
    monkeypatch.undo()
    asker.process.ask("f", Find("tenant", 0, 3), Urgency.FIND, asker.replies.append)
    assert isinstance(asker.wait(3)[2], Found)
    asker.process.close()


def test_a_newer_request_takes_the_place_of_one_that_waits(qtbot: QtBot) -> None:
    asker = _Asker(qtbot)
    pages: list[int] = []

    def note(reply: Reply) -> None:
        asker.replies.append(reply)
        if isinstance(reply, Measured):
            pages.append(reply.page)

    asker.process.open(Open(PDF), note)  # the child is being started
    for page in (0, 1, 2):
        asker.process.ask("m", Measure(page), Urgency.PAGE, note)
    asker.wait(2)
    assert pages == [2]
    asker.process.close()
    asker.process.ask("m", Measure(0), Urgency.PAGE, note)
    assert len(asker.replies) == 2
