from __future__ import annotations

import os
from pathlib import Path

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.engine.messages import DocumentText, ReadDocument
from app.engine.search_messages import FoundPassage, Place
from app.errors import AwayError, VanishedError
from app.ui.look.theme import LIGHT
from app.ui.preview.pane import PreviewPane
from app.ui.preview.pdf_pages import PdfPages
from app.ui.preview.spans import Span
from app.ui.results.results_model import FoundDocument
from sparkbert.types import Heading, Highlight, HighlightKind, Hit, Section, Tier
from tests.support.passages import ROOT

PDF = ROOT / "resources/samples/Rental agreement Lindenhof Street.pdf"
PATIENCE_MS = 30_000


@pytest.fixture
def pages(qtbot: QtBot) -> PdfPages:
    pages = PdfPages(LIGHT)
    qtbot.addWidget(pages)
    pages.resize(500, 600)
    pages.show()
    with qtbot.waitSignal(pages.loaded, timeout=PATIENCE_MS):
        pages.load(PDF)
    show(qtbot, pages, 1)
    return pages


def show(qtbot: QtBot, pages: PdfPages, page: int, spans: tuple[Span, ...] = ()) -> None:
    with qtbot.waitSignal(pages.marked, timeout=PATIENCE_MS):
        pages.show_page(page, spans)


def test_a_page_finds_its_size_at_any_size_of_the_window(
    pages: PdfPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = [0]
    lay_out = PdfPages._lay_out

    def counted(self: PdfPages, at: QPoint) -> None:
        counts[0] += 1
        lay_out(self, at)

    monkeypatch.setattr(PdfPages, "_lay_out", counted)
    for height in range(400, 900, 10):
        counts[0] = 0
        pages.resize(500, height)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        assert counts[0] < 10, height


def test_a_file_that_is_gone_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    pages = PdfPages(LIGHT)
    qtbot.addWidget(pages)
    with qtbot.waitSignal(pages.failed, timeout=PATIENCE_MS) as failed:
        pages.load(tmp_path / "gone.pdf")
    assert failed.args == [tmp_path / "gone.pdf", failed.args[1]]
    assert failed.args[1].startswith("“gone.pdf” is no longer there")


def test_a_file_that_is_no_pdf_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "not.pdf").write_text("plain")
    os.utime(tmp_path / "not.pdf", (1e9, 1e9))  # or it might be on its way
    pages = PdfPages(LIGHT)
    qtbot.addWidget(pages)
    with qtbot.waitSignal(pages.failed, timeout=PATIENCE_MS) as failed:
        pages.load(tmp_path / "not.pdf")
    assert "can't be previewed" in failed.args[1]


def found(path: Path, text: str, start: int, *words: str) -> FoundDocument:
    """A document of one passage with some of its words highlighted."""
    marks = tuple(
        Highlight(at, at + len(word), 1.0, HighlightKind.EXACT)
        for word in words
        for at in [text.index(word)]
    )
    hit = Hit(1, text, 1.0, Tier.RANKED, {}, (), marks, ())
    place = Place(path, None, None, 1, start, start + len(text))
    return FoundDocument(path, None, (FoundPassage(hit, place, ()),))


def test_highlights_stand_at_the_words_whatever_the_letters(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    before, passage = "🦊 Ein Vorwort 🦊.\n\n", "The 🦊 fox naps beside the café."
    sections = (
        Section("First 🦊 part", headings=(Heading(0, 1, "First 🦊 part"),)),
        Section(before + passage + "\n\nAfter."),
    )
    pane = PreviewPane(LIGHT)
    qtbot.addWidget(pane)
    document = found(path, passage, len(before), "fox", "café")
    with qtbot.waitSignal(pane.text_requested) as asked:
        pane.show_passage(document, 0)
    assert asked.args == [ReadDocument(path)]
    assert pane.message == "Loading …"
    pane.set_text(DocumentText(path, "", sections, is_stale=True))
    assert pane.reader.highlighted_words() == ["fox", "café"]
    assert pane.message == ""
    pane.set_text_failed(tmp_path / "other.md", VanishedError("another's"))
    assert pane.message == ""
    pane.clear()
    assert pane.passage is None


def test_a_file_that_is_still_being_read_is_not_taken_for_the_last_one(
    qtbot: QtBot, pages: PdfPages
) -> None:
    other = ROOT / "resources/samples/Home insurance summary.pdf"
    told: list[tuple[Path, int]] = []
    pages.loaded.connect(lambda path: told.append((path, pages.n_pages)))
    n_before = pages.n_pages
    pages.load(other)
    pages.load(other)  # its text has come before its bytes
    assert told == []
    assert pages.n_pages == 0
    qtbot.waitUntil(lambda: len(told) > 0, timeout=PATIENCE_MS)
    assert told[0][0] == other
    assert told[0][1] > 0
    assert n_before > 0


def test_marks_vanish_where_the_passage_stands_no_more(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    pane = PreviewPane(LIGHT)
    qtbot.addWidget(pane)
    pane.show()
    text = "The fox naps."
    pane.show_passage(found(path, text, 0, "fox"), 0)
    sections = (Section("One"), Section("The cat sings all night long."))
    pane.set_text(DocumentText(path, "", sections, is_stale=False))
    assert pane.reader.highlighted_words() == []
    assert "has changed since it was found" in pane.warning


def test_what_can_not_be_read_is_shown_as_it_was_indexed(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    pane = PreviewPane(LIGHT)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_passage(found(path, "The fox naps.", 400, "fox"), 0)
    text = "“Disk” is not connected, so this file can't be shown."
    pane.set_text_failed(path, AwayError(text))
    assert pane.warning.startswith("“Disk” is not connected")
    assert "as it was indexed" in pane.warning
    assert pane.reader.toPlainText() == "The fox naps."
    assert pane.reader.highlighted_words() == ["fox"]


def test_a_locked_pdf_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    locked = PdfWriter(clone_from=PDF)
    locked.encrypt("secret")
    locked.write(tmp_path / "locked.pdf")
    pages = PdfPages(LIGHT)
    qtbot.addWidget(pages)
    with qtbot.waitSignal(pages.failed, timeout=PATIENCE_MS) as failed:
        pages.load(tmp_path / "locked.pdf")
    assert "protected by a password" in failed.args[1]


def test_a_pdf_that_is_replaced_is_read_again(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF.read_bytes())
    pane = PreviewPane(LIGHT)
    qtbot.addWidget(pane)
    pane.show()
    with qtbot.waitSignal(pane.pages.loaded, timeout=PATIENCE_MS):
        pane.show_passage(found(path, "The fox naps.", 0, "fox"), 0)
    n_before = pane.pages.n_pages
    pane.refresh()  # nothing has changed
    one_page = PdfWriter()
    one_page.add_blank_page(300, 400)
    one_page.write(path)
    with (
        qtbot.waitSignal(pane.text_requested, timeout=PATIENCE_MS),
        qtbot.waitSignal(pane.pages.loaded, timeout=PATIENCE_MS),
    ):
        pane.refresh()
    assert n_before == 3
    assert pane.pages.n_pages == 1


def test_pages_can_be_turned_and_enlarged(qtbot: QtBot, pages: PdfPages) -> None:
    pages.step_page(1)
    assert pages.page == 2
    assert pages.area_of(1).top() == 8
    pages.step_page(5)
    assert pages.page == 2
    pages.step_page(-1)
    assert pages.page == 1
    width = pages.area_of(0).width()
    assert width > 300
    pages.zoom(1.25)
    assert pages.area_of(0).width() > width
    assert pages.page == 1


def test_a_text_that_follows_a_pdf_has_no_pages(qtbot: QtBot, tmp_path: Path) -> None:
    pane = PreviewPane(LIGHT)
    qtbot.addWidget(pane)
    pane.resize(560, 640)
    pane.show()
    with qtbot.waitSignal(pane.pages.loaded, timeout=PATIENCE_MS):
        pane.show_passage(found(PDF, "The fox naps.", 0, "fox"), 0)
    turn = next(
        one for one in pane.findChildren(QPushButton) if one.accessibleName() == "Next page"
    )
    assert turn.isVisible()
    path = tmp_path / "a.txt"
    pane.show_passage(found(path, "The fox naps.", 0, "fox"), 0)
    pane.set_text(DocumentText(path, "", (Section("One"), Section("The fox naps.")), False))
    assert pane.reader.highlighted_words() == ["fox"]
    assert not turn.isVisible()
