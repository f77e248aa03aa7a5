"""Does the window help a person to find, with a real engine on real files?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.engine.standing import Activity
from app.ui.main_window import MainWindow
from app.ui.search.search_controller import Shown
from tests.gui.conftest import OpenWindow

pytestmark = [pytest.mark.integration]

PATIENCE_MS = 30_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "Leases").mkdir(parents=True)
    (folder / "harbour.txt").write_text("The lantern of the harbour burns all night.")
    (folder / "orchard.md").write_text("# Orchard\n\nWalnut trees stand beside the glacier.\n")
    (folder / "Leases" / "Old lease.txt").write_text("The tenant repairs the washing machine.")
    return folder


@pytest.fixture
def window(qtbot: QtBot, open_window: OpenWindow, folder: Path) -> MainWindow:
    """A window on three files that are wholly indexed."""
    window = open_window()
    window.add_paths([folder])
    wait_until_idle(qtbot, window, 3)
    return window


def wait_for(qtbot: QtBot, holds: object) -> None:
    qtbot.waitUntil(holds, timeout=PATIENCE_MS)  # type: ignore[arg-type]


def wait_until_idle(qtbot: QtBot, window: MainWindow, n_files: int) -> None:
    def is_done() -> bool:
        now = window.overview
        return (
            now.activity is Activity.IDLE
            and now.n_files_by_words == n_files
            and 0 < now.n_chunks == now.n_chunks_by_meaning
        )

    wait_for(qtbot, is_done)


def type_query(window: MainWindow, text: str) -> None:
    window.box.setFocus()
    window.box.selectAll()
    QTest.keyClicks(window.box, text)


def shown_names(window: MainWindow) -> list[str]:
    return [one.path.name for one in window.results.rows.documents]


def click(widget: QWidget) -> None:
    QCoreApplication.processEvents()  # let it find its place first
    assert widget.isVisible()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def buttons(parent: QWidget) -> list[QPushButton]:
    return parent.findChildren(QPushButton)


def button(parent: QWidget, text: str) -> QPushButton:
    return next(one for one in buttons(parent) if one.text() == text)


def test_another_spelling_is_offered_and_taken(qtbot: QtBot, window: MainWindow) -> None:
    link = window.filter_bar.spelling
    type_query(window, "the washng machine type:txt ")
    wait_for(qtbot, link.isVisible)
    assert link.query == "the washing machine type:txt "
    assert link.text() == "Did you mean: the washing machine type:txt?"
    assert link.emphasised == ["washing"]
    assert window.box.text() == "the washng machine type:txt "  # replaced by a person alone
    click(link)
    assert window.box.text() == "the washing machine type:txt "
    wait_for(qtbot, lambda: "washing" in window.preview.reader.highlighted_words())
    assert not link.isVisible()
    # A word that stands somewhere is right, whatever is near it.
    type_query(window, "walnut ")
    wait_for(qtbot, lambda: shown_names(window)[:1] == ["orchard.md"])
    assert not link.isVisible()


def test_another_spelling_is_offered_where_nothing_was_found(
    qtbot: QtBot, window: MainWindow
) -> None:
    type_query(window, '"harbor burns"')
    wait_for(qtbot, window.middle.nothing.spelling.isVisible)
    click(window.middle.nothing.spelling)
    assert window.box.text() == '"harbour burns"'
    wait_for(qtbot, lambda: shown_names(window) == ["harbour.txt"])


def test_operators_alone_list_files_newest_first(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    type_query(window, "type:txt ")
    wait_for(qtbot, lambda: len(shown_names(window)) == 2)
    assert window.filter_bar.summary.startswith("2 files · ")
    assert window.filter_bar.order_text == "Newest first"
    type_query(window, "-lantern ")
    wait_for(qtbot, lambda: "harbour.txt" not in shown_names(window) != [])
    assert sorted(shown_names(window)) == ["Old lease.txt", "orchard.md"]
    type_query(window, "in:leases ")
    wait_for(qtbot, lambda: shown_names(window) == ["Old lease.txt"])
    assert window.filter_bar.summary.startswith("1 file · ")
    wait_for(qtbot, lambda: "tenant" in window.preview.reader.toPlainText())
    type_query(window, "type:pdf ")
    wait_for(qtbot, window.middle.nothing.isVisible)


def test_an_operator_that_says_nothing_is_told(qtbot: QtBot, window: MainWindow) -> None:
    bar, page = window.filter_bar, window.middle.nothing
    type_query(window, "the tenant repairs the washing machine after:2025-13 ")
    wait_for(qtbot, lambda: bar.hint.startswith("“after:2025-13” is searched as words: dates are"))
    assert "Old lease.txt" in shown_names(window)
    type_query(window, "tenant type:xls ")
    wait_for(qtbot, page.isVisible)
    assert page.lines == (
        "Files of the type “xls” are not read in folders. These are: PDF, Word, Markdown, Text."
    )
    assert page.offers == ["Search without filters"]
    click(button(page, "Search without filters"))
    wait_for(qtbot, lambda: "Old lease.txt" in shown_names(window))
    assert bar.hint == ""


def test_folders_and_files_are_offered_by_name(qtbot: QtBot, window: MainWindow) -> None:
    offers = window.box.operators
    popup = offers.popup()
    assert popup is not None
    type_query(window, "tenant in:le")
    wait_for(qtbot, lambda: offers.offered == ["in:Leases"])  # a folder within the one added
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert window.box.text() == "tenant in:Leases "
    wait_for(qtbot, lambda: shown_names(window) == ["Old lease.txt"])
    type_query(window, "name:ORCH")
    wait_for(qtbot, lambda: offers.offered == ["name:orchard.md"])
    type_query(window, "name:old")
    wait_for(qtbot, lambda: offers.offered == ['name:"Old lease.txt"'])
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert offers.offered == []


def test_what_is_half_typed_does_not_count_yet(qtbot: QtBot, window: MainWindow) -> None:
    offers = window.box.operators
    popup = offers.popup()
    assert popup is not None
    type_query(window, "tenant ")
    wait_for(qtbot, lambda: shown_names(window)[:1] == ["Old lease.txt"])
    asked: list[str] = []
    window.search.shown.connect(lambda shown: asked.append(shown.text))
    window.search.cleared.connect(lambda: asked.append(""))
    window.box.insert_typed("in:L")
    wait_for(qtbot, lambda: offers.offered == ["in:Leases"])
    qtbot.waitUntil(lambda: len(asked) > 0, timeout=PATIENCE_MS)
    assert {one.strip() for one in asked} == {"tenant"}
    assert window.middle.currentWidget() is not window.middle.nothing
    QTest.keyClick(popup, Qt.Key.Key_Tab)  # as in a shell, where there is nothing chosen: the first
    assert window.box.text() == "tenant in:Leases "
    assert window.focusWidget() is window.box
    assert offers.offered == []
    wait_for(qtbot, lambda: asked[-1] == "tenant in:Leases ")
    assert shown_names(window) == ["Old lease.txt"]
    # Who closes the list means what is typed.
    type_query(window, "tenant in:L")
    wait_for(qtbot, lambda: offers.offered == ["in:Leases"])
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    wait_for(qtbot, lambda: asked[-1] == "tenant in:L")
    assert window.middle.nothing.isVisible()


def test_a_folder_that_is_none_of_the_users_is_named(qtbot: QtBot, window: MainWindow) -> None:
    page = window.middle.nothing
    type_query(window, "tenant in:Lease ")
    wait_for(qtbot, lambda: page.isVisible() and "Lease" in page.lines)
    assert page.lines == "None of your folders is called “Lease”."
    click(button(page, "Search in “Leases”"))
    assert window.box.text() == "tenant in:Leases "
    wait_for(qtbot, lambda: shown_names(window) == ["Old lease.txt"])
    type_query(window, "tenant in:Zanzibar ")
    wait_for(qtbot, lambda: page.isVisible() and "Zanzibar" in page.lines)
    assert page.offers == ["Search without filters"]  # nothing is near
    click(button(page, "Search without filters"))
    wait_for(qtbot, lambda: "Old lease.txt" in shown_names(window))


def test_folders_are_offered_sorted_and_filtered_while_one_types(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    for n in range(20):
        (folder / f"Box {n}").mkdir()
        (folder / f"Box {n}" / "letter.txt").write_text(f"A letter in box {n}.")
    wait_until_idle(qtbot, window, 23)
    offers = window.box.operators
    popup = offers.popup()
    assert isinstance(popup, QListView)
    type_query(window, "in:")
    boxes = [f'in:"Box {n}"' for n in range(20)]
    wait_for(qtbot, lambda: offers.offered == [*boxes, "in:Leases", "in:papers"])
    assert popup.verticalScrollBar().maximum() > 0
    QTest.keyClicks(popup, "lea")
    assert offers.offered == ["in:Leases"]  # at once, before the engine has answered
    QTest.keyClick(popup, Qt.Key.Key_Escape)


def test_long_names_that_are_offered_stay_in_the_list(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    long = "A letter with a name that is as long as names of files get " * 4
    (folder / f"{long.strip()}.txt").write_text("A letter.")
    wait_until_idle(qtbot, window, 4)
    popup = window.box.operators.popup()
    assert isinstance(popup, QListView)
    type_query(window, "name:letter")
    wait_for(qtbot, lambda: len(window.box.operators.offered) == 1)
    row = popup.visualRect(popup.model().index(0, 0))
    assert popup.viewport().rect().contains(row)  # and so its middle is left out
    assert popup.width() <= window.box.width()
    QTest.keyClick(popup, Qt.Key.Key_Escape)


def test_names_alone_are_marked_in_the_list(qtbot: QtBot, window: MainWindow) -> None:
    type_query(window, "name:arb ")
    wait_for(qtbot, lambda: shown_names(window) == ["harbour.txt"])
    assert window.results.rows.documents[0].name_marks == ((1, 4),)


def test_a_search_is_saved_with_its_filters_and_taken_up_again(
    qtbot: QtBot, window: MainWindow
) -> None:
    type_query(window, "lantern burns")
    window.filter_bar.set_types(("txt", "text", "rst", "log", "csv"))
    wait_for(qtbot, lambda: shown_names(window)[:1] == ["harbour.txt"])
    QTest.keyClick(window.box, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [one.text for one in window.saved.searches] == ["lantern burns"]
    assert window.box.star.text() == "Remove this saved search"
    window.filter_bar.clear()
    assert window.box.star.text() == "Save this search"  # without the filter it is another one
    QTest.keyClick(window.box, Qt.Key.Key_Escape)
    wait_for(qtbot, window.middle.start.isVisible)
    entry = window.middle.start.entries[0]
    assert entry == "lantern burns, Type: Text"
    click(next(one for one in buttons(window.middle.start) if one.accessibleName() == entry))
    assert window.box.text() == "lantern burns"
    assert window.filter_bar.chip_texts == ["Type: Text  ✕"]
    assert window.box.star.text() == "Remove this saved search"
    wait_for(qtbot, lambda: shown_names(window)[:1] == ["harbour.txt"])
    QTest.keyClick(window.box, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert window.saved.searches == []


def test_a_folder_that_is_off_does_not_count(
    qtbot: QtBot, window: MainWindow, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "lighthouse.txt").write_text("A lantern and a harbour, too.")
    window.add_paths([other])
    wait_until_idle(qtbot, window, 4)
    type_query(window, "lantern harbour ")
    wait_for(qtbot, lambda: set(shown_names(window)) >= {"harbour.txt", "lighthouse.txt"})
    click(window.folders.eye_of(folder))
    wait_for(qtbot, lambda: shown_names(window) == ["lighthouse.txt"])
    assert "papers: not searched · live · 3 files" in window.folders.row_texts()
    window.filter_bar.set_folder(folder)  # who asks for it gets it
    wait_for(qtbot, lambda: "harbour.txt" in shown_names(window))
    window.filter_bar.set_folder(None)
    wait_for(qtbot, lambda: shown_names(window) == ["lighthouse.txt"])
    click(window.folders.eye_of(folder))
    wait_for(qtbot, lambda: set(shown_names(window)) >= {"harbour.txt", "lighthouse.txt"})


def test_new_results_are_counted_and_wait(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    type_query(window, "lantern ")
    wait_for(qtbot, lambda: shown_names(window)[:1] == ["harbour.txt"])
    QTest.keyClick(window.box, Qt.Key.Key_Down)  # from now on the list keeps still
    before = shown_names(window)
    (folder / "violin.txt").write_text("Copper violins hang in the hall.")
    (folder / "quay.txt").write_text("A lantern on the quay, a lantern on the pier.")
    wait_for(qtbot, lambda: window.filter_bar.offer_of_new != "")
    assert window.filter_bar.offer_of_new.startswith("1 new result")
    assert shown_names(window) == before
    click(button(window.filter_bar, window.filter_bar.offer_of_new))
    wait_for(qtbot, lambda: "quay.txt" in shown_names(window))
    assert window.filter_bar.offer_of_new == ""
    row = window.results.current_row  # it is chosen, and what is pressed next is meant for it
    assert row is not None
    assert row.document.path.name == "quay.txt"
    assert window.focusWidget() is window.results


def test_what_is_less_likely_waits_behind_a_button(qtbot: QtBot, window: MainWindow) -> None:
    finals: list[Shown] = []
    window.search.shown.connect(lambda shown: finals.append(shown) if shown.is_final else None)
    type_query(window, "lantern harbour burns night walnut tenant ")
    wait_for(qtbot, lambda: bool(finals))
    shown = finals[-1]
    assert shown_names(window) == ["harbour.txt"]
    assert shown.n_less_likely == 2
    assert window.filter_bar.summary.startswith("1 passage in 1 file")
    click(window.middle.less_likely)
    wait_for(qtbot, lambda: len(shown_names(window)) == 3)
    # Of a query that nothing answers it is said so, and all is a click away.
    window.search.shown.emit(
        replace(shown, results=replace(shown.results, passages=()), n_less_likely=3)
    )
    page = window.middle.nothing
    assert page.isVisible()
    assert page.title == "No good match"
    assert window.filter_bar.summary.startswith("no good match")
    click(next(one for one in buttons(page) if one.text() in page.offers))
    wait_for(qtbot, lambda: len(shown_names(window)) == 3)


def test_files_that_filters_leave_out_are_let_in_again(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    click(window.folders.eye_of(folder))
    type_query(window, "lantern ")
    page = window.middle.nothing
    wait_for(qtbot, page.isVisible)
    assert page.offers == ["Search in all folders"]
    click(button(page, "Search in all folders"))
    wait_for(qtbot, lambda: shown_names(window) == ["harbour.txt"])
    assert window.searched.off == ()
    window.filter_bar.set_types(("pdf",))
    wait_for(qtbot, page.isVisible)
    assert page.offers == ["Search without filters"]
    click(button(page, "Search without filters"))
    wait_for(qtbot, lambda: shown_names(window) == ["harbour.txt"])
