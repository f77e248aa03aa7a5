"""Is it clear what has become of a file that can't be shown, and does it come back by itself?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import NullObject
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import AppError, LockedError, TooLargeError, UnfinishedError, VanishedError
from app.extract.pdf_messages import Refused, Trouble
from app.ui.preview.pane import PreviewPane
from app.ui.results.results_model import FoundDocument
from tests.support.passages import ROOT
from tests.support.previews import passages_with, show_word, text_of

PDF = ROOT / "resources/samples/Rental agreement Lindenhof Street.pdf"
PATIENCE_MS = 30_000


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_text("# Notes\n\n" + "\n\n".join(f"The fox naps {n} times." for n in range(200)))
    return path


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (VanishedError(""), "“notes.md” is no longer there: it was moved, renamed or deleted"),
        (LockedError(""), "“notes.md” is protected by a password"),
        (TooLargeError(""), "“notes.md” is too large to preview. Open it instead."),
        (UnfinishedError(""), "“notes.md” is being saved just now"),
    ],
)
def test_what_is_wrong_names_the_file_and_the_passage_is_shown(
    pane: PreviewPane, notes: Path, error: AppError, said: str
) -> None:
    document = passages_with(text_of(notes), "fox")
    pane.show_passage(document, 0)
    pane.set_text_failed(notes, error)
    assert said in pane.warning
    assert "as it was indexed" in pane.warning
    assert pane.reader.highlighted_words() == ["fox"]


def pdf_document(path: Path) -> FoundDocument:
    found = passages_with(text_of(PDF), "tenant")
    return FoundDocument(path, None, found.passages)


def test_a_pdf_that_vanishes_is_named(qtbot: QtBot, pane: PreviewPane, tmp_path: Path) -> None:
    pane.show_passage(pdf_document(tmp_path / "gone.pdf"), 0)
    qtbot.waitUntil(lambda: "“gone.pdf” is no longer there" in pane.warning, timeout=PATIENCE_MS)
    assert "tenant" in pane.reader.highlighted_words()


def test_a_pdf_that_is_too_large_is_named(qtbot: QtBot, pane: PreviewPane, tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(600_000_000)  # of which the disk holds nothing
    pane.show_passage(pdf_document(path), 0)
    qtbot.waitUntil(lambda: "“huge.pdf” is too large" in pane.warning, timeout=PATIENCE_MS)


def test_a_pdf_that_is_being_saved_comes_when_it_is_done(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path
) -> None:
    path = tmp_path / "saving.pdf"
    whole = PDF.read_bytes()
    path.write_bytes(b"%PDF-1.7\n" + bytes(2000))
    pane.show_passage(pdf_document(path), 0)
    qtbot.waitUntil(lambda: "“saving.pdf” is being saved" in pane.warning, timeout=PATIENCE_MS)
    path.write_bytes(whole)
    qtbot.waitUntil(lambda: pane.pages.n_pages == 3, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not pane.warning, timeout=PATIENCE_MS)


def test_a_pdf_that_stays_broken_is_not_said_to_be_saved_for_ever(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path
) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(2000))
    pane.show_passage(pdf_document(path), 0)
    qtbot.waitUntil(lambda: "is being saved" in pane.warning, timeout=PATIENCE_MS)
    os.utime(path, (1e9, 1e9))
    qtbot.waitUntil(lambda: "“broken.pdf” is damaged" in pane.warning, timeout=PATIENCE_MS)


def test_a_text_that_grows_does_not_take_one_away_from_where_one_reads(
    qtbot: QtBot, pane: PreviewPane, notes: Path
) -> None:
    show_word(pane, notes, "naps 3 ")
    for _ in range(3):
        QTest.keyClick(pane.reader, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: not pane.reader._fill.isActive(), timeout=PATIENCE_MS)
    before = pane.reader.place
    assert before[1] > 300
    with notes.open("a") as file:
        file.write("\n\nThe owl wakes.\n")
    with qtbot.waitSignal(pane.text_requested, timeout=PATIENCE_MS):
        pane.refresh()
    pane.set_text(text_of(notes))
    assert pane.reader.place == before


def test_a_pdf_that_is_saved_again_does_not_take_one_away_from_where_one_reads(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF.read_bytes())
    show_word(pane, path, "tenant")
    qtbot.waitUntil(lambda: pane.pages.marked_words() == ["tenant"], timeout=PATIENCE_MS)
    pane.pages.turn_to(3)
    bar = pane.pages.verticalScrollBar()
    before = bar.value()
    assert before > 0
    writer = PdfWriter(clone_from=PDF)
    writer.add_blank_page(300, 400)
    writer.write(tmp_path / "other.pdf")
    os.replace(tmp_path / "other.pdf", path)
    with qtbot.waitSignal(pane.text_requested, timeout=PATIENCE_MS):
        pane.refresh()
    qtbot.waitUntil(lambda: pane.pages.n_pages == 4, timeout=PATIENCE_MS)
    pane.set_text(text_of(path))
    assert bar.value() == before
    assert pane.pages.page == 3


@pytest.mark.parametrize("trouble", [Trouble.DIED, Trouble.TOO_LARGE])
def test_a_page_that_is_too_much_costs_the_others_nothing(
    qtbot: QtBot, pane: PreviewPane, trouble: Trouble
) -> None:
    show_word(pane, PDF, "tenant")
    qtbot.waitUntil(lambda: pane.pages.marked_words() == ["tenant"], timeout=PATIENCE_MS)
    pane.pages._on_page_refused(1, Refused(trouble))
    assert "Open the file in its own app" in pane.pages._broken[1]
    assert pane.pages.n_pages == 3
    assert not pane.message


def test_a_damaged_page_says_so_in_its_place_and_the_others_are_shown(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path
) -> None:
    writer = PdfWriter(clone_from=PDF)
    kids = writer.root_object["/Pages"]["/Kids"]  # type: ignore[index]
    kids[1] = NullObject()
    path = tmp_path / "torn.pdf"
    writer.write(path)
    pane.show_passage(pdf_document(path), 0)
    qtbot.waitUntil(lambda: pane.pages.n_pages == 3, timeout=PATIENCE_MS)
    pane.pages.turn_to(2)
    qtbot.waitUntil(
        lambda: pane.pages._broken == {1: "This page is damaged and can't be shown."},
        timeout=PATIENCE_MS,
    )
    pane.pages.turn_to(3)
    qtbot.waitUntil(
        lambda: any(tile.page == 2 for tile in pane.pages._feed.store._pictures),
        timeout=PATIENCE_MS,
    )
    assert not pane.message
