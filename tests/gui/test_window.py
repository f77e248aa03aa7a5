"""Does the window do what a person expects of it, with a real engine on real files?"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.engine.query_language import Operator
from app.engine.standing import Activity, EncoderState, SourceState
from app.engine.wire import published
from app.paths import Home
from app.snippets import snippet
from app.ui.main_window import MainWindow
from app.ui.results.results_model import ResultRow, ResultsModel, RowKind
from app.ui.search.operators import Span
from app.ui.search.search_controller import TOP_K
from tests.gui.conftest import OpenWindow
from tests.support.passages import ROOT

pytestmark = [pytest.mark.integration]

PATIENCE_MS = 30_000
DOCUMENTS = ROOT / "tests/fixtures/documents"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "harbour.txt").write_text("The lantern of the harbour burns all night.")
    (folder / "orchard.md").write_text("# Orchard\n\nWalnut trees stand beside the glacier.\n")
    return folder


def drop(window: MainWindow, *paths: Path) -> None:
    """Drop files and folders on the middle of the window, as the desktop delivers them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(os.fspath(path)) for path in paths])
    middle = window.rect().center()
    rest = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    target = window.windowHandle()
    entered = QDragEnterEvent(middle, Qt.DropAction.CopyAction, *rest)
    QCoreApplication.sendEvent(target, entered)
    assert entered.isAccepted()
    dropped = QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, *rest)
    QCoreApplication.sendEvent(target, dropped)
    assert dropped.isAccepted()


def type_query(qtbot: QtBot, window: MainWindow, text: str) -> None:
    window.box.setFocus()
    window.box.selectAll()
    QTest.keyClicks(window.box, text)


def shown_names(window: MainWindow) -> list[str]:
    return [one.path.name for one in window.results.rows.documents]


def wait_for(qtbot: QtBot, holds: object) -> None:
    qtbot.waitUntil(holds, timeout=PATIENCE_MS)  # type: ignore[arg-type]


def wait_until_idle(qtbot: QtBot, window: MainWindow, n_files: int) -> None:
    def is_done() -> bool:
        overview = window.overview
        return (
            overview.activity is Activity.IDLE
            and overview.n_files_by_words + overview.n_failed == n_files
            and 0 < overview.n_chunks == overview.n_chunks_by_meaning
        )

    wait_for(qtbot, is_done)


def row_at(window: MainWindow, row: int) -> ResultRow:
    found = window.results.rows.index(row).data(ResultsModel.ROW_ROLE)
    assert isinstance(found, ResultRow)
    return found


def test_a_dropped_folder_is_found_and_followed(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    window = open_window()
    wait_for(qtbot, window.welcome.isVisible)
    drop(window, folder)
    wait_until_idle(qtbot, window, 2)
    assert not window.welcome.isVisible()
    assert window.folders.row_texts() == ["papers: live · 2 files"]

    type_query(qtbot, window, "lant")  # the word is not finished
    wait_for(qtbot, lambda: shown_names(window)[:1] == ["harbour.txt"])
    wait_for(qtbot, lambda: "by words" not in window.filter_bar.summary)
    hit = row_at(window, 0).passage.hit
    marked = [hit.text[one.start : one.end] for one in hit.highlights]
    assert "lantern" in marked
    fragments = snippet(hit.text, hit.highlights, 400)
    assert [one.text for one in fragments if one.kind is not None] == marked
    wait_for(qtbot, lambda: "lantern" in window.preview.reader.highlighted_words())
    assert window.preview.reader.highlighted_words() == marked

    # What happens in the folder is followed.
    (folder / "orchard.md").write_text("# Orchard\n\nCopper violins hang beside the canyon.\n")
    type_query(qtbot, window, "violins ")
    qtbot.waitUntil(
        lambda: _search_again(window) and shown_names(window)[:1] == ["orchard.md"],
        timeout=PATIENCE_MS,
    )
    wait_until_idle(qtbot, window, 2)
    n_chunks = window.overview.n_chunks
    (folder / "orchard.md").rename(folder / "grove.md")
    qtbot.waitUntil(
        lambda: _search_again(window) and shown_names(window)[:1] == ["grove.md"],
        timeout=PATIENCE_MS,
    )
    wait_until_idle(qtbot, window, 2)
    assert window.overview.n_chunks == n_chunks
    (folder / "grove.md").unlink()
    wait_for(qtbot, lambda: window.overview.n_files == 1)


def _search_again(window: MainWindow) -> bool:
    if window.search.is_outdated:
        window.search.submit()
    return True


def test_a_pdf_is_shown_at_its_page_with_the_words_marked(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window()
    samples = ROOT / "resources/samples"
    drop(window, samples / "Rental agreement Lindenhof Street.pdf")
    wait_until_idle(qtbot, window, 1)
    type_query(qtbot, window, "hamsters budgerigars ")
    wait_for(qtbot, lambda: len(window.preview.pages.boxes) > 0)
    assert window.preview.pages.page == 2
    passage = window.preview.passage
    assert passage is not None
    marked = [passage.hit.text[one.start : one.end] for one in passage.hit.highlights]
    assert window.preview.pages.marked_words() == marked
    assert {"hamsters", "budgerigars"} <= set(marked)


def test_keys_lead_through_results(qtbot: QtBot, open_window: OpenWindow, folder: Path) -> None:
    parts = (f"# Part {n}\n\nA lantern, number {n}.\n" for n in range(4))
    (folder / "more.md").write_text("\n".join(parts))
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 3)
    type_query(qtbot, window, "lantern ")
    wait_for(qtbot, lambda: {"harbour.txt", "more.md"} <= set(shown_names(window)))
    more = next(
        row
        for row in range(window.results.rows.rowCount())
        if row_at(window, row).kind is RowKind.MORE
    )
    n_rows = window.results.rows.rowCount()
    window.results.rows.toggle(more)
    assert window.results.rows.rowCount() > n_rows
    window.results.rows.toggle(more)
    assert window.results.rows.rowCount() == n_rows
    QTest.keyClick(window.box, Qt.Key.Key_Down)
    assert window.results.currentIndex().row() == 1
    first = row_at(window, 0)
    lines = window.results.why_text(first).splitlines()[1:]
    assert sum(int(line.split()[-2]) for line in lines) == 100
    QTest.keyClick(window.box, Qt.Key.Key_Escape)
    assert window.box.text() == ""
    assert window.results.rows.rowCount() == 0


def test_a_preview_leaves_the_keyboard_where_it_is(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    (folder / "more.md").write_text("# Part\n\nA lantern, another one.\n")
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 3)
    type_query(qtbot, window, "lantern ")
    wait_for(qtbot, lambda: {"harbour.txt", "more.md"} <= set(shown_names(window)))
    shown: list[Path] = []

    def is_another_shown() -> bool:
        passage = window.preview.passage
        is_read = not window.preview.message
        return is_read and passage is not None and passage.place.path not in shown

    for _ in range(2):
        wait_for(qtbot, is_another_shown)
        passage = window.preview.passage
        assert passage is not None
        shown.append(passage.place.path)
        assert QApplication.focusWidget() is window.box
        QTest.keyClick(window.box, Qt.Key.Key_Down)
    focused = QApplication.focusWidget()
    assert focused is window.box
    QTest.keyClicks(focused, "burns")
    assert window.box.text() == "lantern burns"


def test_filters_leave_files_out_and_can_be_taken_away(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    (folder / "walnut.txt").write_text("Walnut and pepper.")
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 3)
    type_query(qtbot, window, "walnut ")
    wait_for(qtbot, lambda: {"walnut.txt", "orchard.md"} <= set(shown_names(window)))
    window.filter_bar.set_types(("md", "markdown"))
    wait_for(qtbot, lambda: shown_names(window) == ["orchard.md"])
    assert window.filter_bar.chip_texts == ["Type: Markdown  ✕"]
    window.filter_bar.clear()
    wait_for(qtbot, lambda: "walnut.txt" in shown_names(window))
    window.filter_bar.set_span(Span.TODAY)
    assert window.filter_bar.chip_texts == ["Changed: today  ✕"]
    window.filter_bar.set_folder(folder)
    window.filter_bar.set_span(None)
    assert window.filter_bar.chip_texts == ["In: papers  ✕"]
    wait_for(qtbot, lambda: {"walnut.txt", "orchard.md"} <= set(shown_names(window)))


def test_what_is_not_indexed_is_listed_with_its_reason(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    (folder / "empty.txt").write_text("")
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 3)
    window.activity.not_indexed_requested.emit()
    wait_for(qtbot, window.not_indexed.isVisible)
    assert "empty.txt" in window.not_indexed.listed_names()


def test_a_pause_outlives_the_window(qtbot: QtBot, open_window: OpenWindow, folder: Path) -> None:
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 2)
    window.activity.pause_requested.emit()
    wait_for(qtbot, lambda: window.overview.activity is Activity.PAUSED)
    window.close_bridge()
    window.close()
    (folder / "later.txt").write_text("A saddle in the meadow.")
    again = open_window()
    wait_for(qtbot, lambda: again.overview.n_files == 3)
    assert again.overview.activity is Activity.PAUSED
    assert again.overview.n_chunks == again.overview.n_chunks_by_meaning > 0  # nothing was lost
    again.activity.resume_requested.emit()
    wait_until_idle(qtbot, again, 3)


def test_a_killed_engine_is_started_again(
    qtbot: QtBot, open_window: OpenWindow, folder: Path, home: Home
) -> None:
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 2)
    address = published(home)
    assert address is not None
    os.kill(address.pid, signal.SIGKILL)
    wait_for(qtbot, lambda: "was restarted" in window.notices.text)
    type_query(qtbot, window, "glacier ")
    wait_for(qtbot, lambda: shown_names(window)[:1] == ["orchard.md"])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_killed_encoder_is_started_again(
    qtbot: QtBot, open_window: OpenWindow, folder: Path, home: Home
) -> None:
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 2)
    address = published(home)
    assert address is not None
    for child in _children(address.pid):
        os.kill(child, signal.SIGKILL)
    (folder / "later.txt").write_text("A saddle in the meadow.")
    wait_until_idle(qtbot, window, 3)
    assert "restarted" in window.notices.text
    finals: list[bool] = []
    window.search.shown.connect(lambda shown: finals.append(shown.results.by_meaning))
    type_query(qtbot, window, "saddle ")
    wait_for(qtbot, lambda: True in finals)
    assert shown_names(window)[:1] == ["later.txt"]


def _children(pid: int) -> list[int]:
    """Return the engine's encoder and extractors."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [
        int(one)
        for one in found
        if b"resource_tracker" not in Path(f"/proc/{one}/cmdline").read_bytes()
    ]


def test_a_folder_that_is_away_keeps_its_results(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 2)
    folder.rename(folder.with_name("away"))
    wait_for(qtbot, lambda: window.folders.row_texts() == ["papers: offline · 2 files"])
    type_query(qtbot, window, "lantern ")
    wait_for(qtbot, lambda: shown_names(window)[:1] == ["harbour.txt"])
    wait_for(qtbot, lambda: "“papers” is not connected" in window.preview.warning)
    assert "lantern" in window.preview.reader.highlighted_words()
    folder.with_name("away").rename(folder)
    wait_for(qtbot, lambda: window.folders.row_texts() == ["papers: live · 2 files"])


def test_more_results_come_when_they_are_asked_for(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    for n in range(TOP_K + 5):
        (folder / f"{n}.txt").write_text(f"A lantern of its own kind, number {n}.")
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, TOP_K + 7)
    type_query(qtbot, window, "lantern ")
    wait_for(qtbot, lambda: window.filter_bar.summary.startswith(f"best {TOP_K} passages"))
    wait_for(qtbot, lambda: window.filter_bar.offers_more)
    window.filter_bar.more_requested.emit()
    wait_for(qtbot, lambda: len(shown_names(window)) >= TOP_K + 6)
    wait_for(qtbot, lambda: not window.filter_bar.offers_more)
    assert not window.filter_bar.summary.startswith("best")


def test_nothing_found_leads_on(qtbot: QtBot, open_window: OpenWindow, folder: Path) -> None:
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 2)
    type_query(qtbot, window, '"harbour lantern"')
    wait_for(qtbot, window.middle.nothing.isVisible)
    assert window.middle.nothing.offers == ["Search without quotation marks"]
    window.middle.nothing.search_requested.emit("harbour lantern")
    wait_for(qtbot, lambda: shown_names(window)[:1] == ["harbour.txt"])
    assert window.box.text() == "harbour lantern"
    wait_for(qtbot, lambda: list(window.history.searches) == ["harbour lantern"])
    QTest.keyClick(window.box, Qt.Key.Key_Escape)
    assert window.middle.start.isVisible()
    assert window.middle.start.entries[0] == "harbour lantern"


def test_a_removed_folder_is_found_no_more(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 2)
    window.history.add_file(folder / "harbour.txt")
    window.folders.remove_requested.emit(folder)
    wait_for(qtbot, window.welcome.isVisible)
    assert window.overview.n_files == 0
    assert list(window.history.files) == []


def test_operators_are_offered_shown_as_chips_and_taken_away(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 2)
    type_query(qtbot, window, "harbour glacier ")
    wait_for(qtbot, lambda: set(shown_names(window)) == {"harbour.txt", "orchard.md"})

    QTest.keyClicks(window.box, "type:m")
    assert window.box.operators.offered == ["type:markdown"]
    offers = window.box.operators.popup()
    assert offers is not None
    QTest.keyClick(offers, Qt.Key.Key_Down)
    QTest.keyClick(offers, Qt.Key.Key_Return)
    assert window.box.text() == "harbour glacier type:markdown "
    assert window.box.operators.offered == []
    wait_for(qtbot, lambda: shown_names(window) == ["orchard.md"])
    assert window.filter_bar.chip_texts == ["type:markdown  ✕"]

    QTest.keyClicks(window.box, "-walnut")
    wait_for(qtbot, window.middle.nothing.isVisible)
    window.middle.nothing.unfilter_requested.emit()
    assert window.box.text() == "harbour glacier"
    wait_for(qtbot, lambda: set(shown_names(window)) == {"harbour.txt", "orchard.md"})
    assert window.filter_bar.chip_texts == []

    window.filter_bar.operator_requested.emit(Operator.IN)
    assert window.box.text() == "harbour glacier in:"
    assert window.box.operators.offered == ["in:papers"]
    QTest.keyClick(offers, Qt.Key.Key_Escape)
    assert window.box.operators.offered == []
    QTest.keyClicks(window.box, "papers")
    chip = window.filter_bar.findChildren(QPushButton)
    next(one for one in chip if one.text().startswith("in:papers")).click()
    assert window.box.text() == "harbour glacier"


def test_a_folder_is_cancelled_and_goes_on(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    window = open_window()
    drop(window, folder)
    wait_until_idle(qtbot, window, 2)
    window.folders.stop_requested.emit(folder)
    wait_for(qtbot, lambda: window.overview.sources[0].state is SourceState.STOPPED)
    (folder / "new.txt").write_text("A marmalade.")
    window.folders.resume_requested.emit(folder)
    wait_until_idle(qtbot, window, 3)


def test_typing_wakes_the_encoder_whenever_it_sleeps(
    qtbot: QtBot, home: Home, open_window: OpenWindow
) -> None:
    home.create()
    home.settings_file.write_text("[scheduling]\nencoder_sleep_seconds = 1\n")
    window = open_window()
    for _ in range(2):
        window.box.clear()
        type_query(qtbot, window, "x")  # nothing is indexed: the search itself asks for no vectors
        wait_for(qtbot, lambda: window.overview.encoder is not EncoderState.ASLEEP)
        wait_for(qtbot, lambda: window.overview.encoder is EncoderState.ASLEEP)
    assert not window.notices.isVisible()
