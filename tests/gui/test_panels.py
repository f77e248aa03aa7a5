"""Do the panels around the results say what is so, and ask for what is clicked?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.engine.events import Notice, NoticeKind
from app.engine.messages import NotIndexed
from app.engine.pace import Pace
from app.engine.standing import (
    Activity,
    EncoderState,
    Overview,
    SourceOverview,
    SourceState,
)
from app.extract.base import FailureKind
from app.ui.folders.folders_panel import FoldersPanel
from app.ui.folders.not_indexed import NotIndexedDialog
from app.ui.folders.welcome import WelcomePage
from app.ui.look.calm_cursor import CalmCursor
from app.ui.look.elided_label import ElidedLabel
from app.ui.look.theme import DARK, LIGHT
from app.ui.manners.activity_bar import ActivityBar, activity_text
from app.ui.manners.notices import NoticeBar
from app.ui.search.history import History
from app.ui.search.nothing_found import NothingFoundPage
from app.ui.search.saved_searches import SavedSearches
from app.ui.search.start_page import StartPage
from app.watch.rules import Exclusions
from app.watch.seals import seal_of

PAPERS = SourceOverview(Path("/home/me/Papers"), SourceState.WORKING, 140, 80, 57, 3)
DISK = SourceOverview(Path("/media/Disk"), SourceState.OFFLINE, 31, 31, 0, 0)
DONE = Overview(
    sources=(PAPERS,), n_files=10, n_files_by_words=10, n_chunks=61, n_chunks_by_meaning=61
)


def button(parent: QWidget, text: str) -> QPushButton:
    return next(one for one in parent.findChildren(QPushButton) if one.text() == text)


# How far the work is


def test_activity_counts_both_ways_of_searching() -> None:
    assert activity_text(DONE) == "Everything is searchable · 10 files, 61 passages"
    assert activity_text(replace(DONE, n_chunks=63, n_chunks_words_only=2)) == (
        "Everything is searchable · 10 files, 63 passages, 2 of them by words only"
    )
    busy = replace(
        DONE,
        n_files=182,
        n_files_by_words=122,
        n_chunks=4300,
        n_chunks_by_meaning=1210,
        activity=Activity.READING,
        chunks_per_s=4.0,
        seconds_left=190.0,
    )
    assert activity_text(busy) == (
        "122 of 182 files searchable by words · 1,210 of 4,300 passages by meaning"
        " · 240 passages a minute · 3 min left"
    )
    paused = activity_text(replace(busy, activity=Activity.PAUSED))
    assert paused.startswith("Paused · ")
    assert "left" not in paused
    assert activity_text(replace(DONE, activity=Activity.PAUSED)).startswith("Paused: ")
    assert activity_text(Overview()) == "Nothing is indexed yet"
    trouble = replace(busy, activity=Activity.TROUBLE, message="The disk is full.")
    assert activity_text(trouble) == "The disk is full."


@pytest.mark.parametrize(
    ("pace", "activity", "said"),
    [
        (Pace.SLOW, Activity.ENCODING, "slower while other apps are busy"),
        (Pace.WORDS, Activity.READING, "on battery, words only for now"),
        (Pace.WORDS, Activity.PAUSED, "On battery: indexing by meaning waits for power"),
        (Pace.HELD, Activity.PAUSED, "On battery: indexing waits for power"),
    ],
)
def test_it_is_said_what_work_makes_way_for(
    qtbot: QtBot, pace: Pace, activity: Activity, said: str
) -> None:
    busy = replace(DONE, n_chunks=90, activity=activity, pace=pace)
    assert said in activity_text(busy).split(" · ")
    assert said not in activity_text(replace(busy, pace=Pace.FULL))
    bar = ActivityBar(LIGHT)
    qtbot.addWidget(bar)
    bar.set_overview(busy)
    assert button(bar, "Continue anyway" if activity is Activity.PAUSED else "Pause").isVisibleTo(
        bar
    )


def test_files_that_failed_are_not_waited_for() -> None:
    failed = replace(DONE, n_files=12, n_failed=2)
    assert activity_text(failed) == "10 of 12 files searchable · 61 passages"
    paused = activity_text(replace(failed, activity=Activity.PAUSED))
    assert paused == "Paused: changes are not indexed · 10 of 12 files searchable · 61 passages"


def test_what_is_found_by_words_only_is_counted_and_explained(qtbot: QtBot) -> None:
    """The same number of passages is said while meaning is found and afterwards."""
    done = replace(DONE, n_chunks=70, n_chunks_words_only=9)
    busy = replace(done, n_chunks_by_meaning=20, activity=Activity.ENCODING)
    assert activity_text(busy).startswith("20 of 61 passages by meaning")
    assert activity_text(busy).endswith(" · 9 more by words only")
    assert activity_text(done).endswith("70 passages, 9 of them by words only")
    bar = ActivityBar(LIGHT)
    qtbot.addWidget(bar)
    bar.set_overview(done)
    label = next(one for one in bar.findChildren(ElidedLabel) if "70" in one.text())
    assert "languages that the model can" in label.toolTip()
    bar.set_overview(DONE)
    assert label.toolTip() == ""


def test_work_can_be_paused_and_resumed(qtbot: QtBot) -> None:
    bar = ActivityBar(LIGHT)
    qtbot.addWidget(bar)
    bar.show()
    bar.set_overview(replace(DONE, n_chunks=99, activity=Activity.ENCODING))
    with qtbot.waitSignal(bar.pause_requested):
        button(bar, "Pause").click()
    bar.set_overview(replace(DONE, n_chunks=99, activity=Activity.PAUSED))
    with qtbot.waitSignal(bar.resume_requested):
        button(bar, "Resume").click()
    bar.set_overview(DONE)
    assert not button(bar, "Pause").isVisible()


def test_meaning_that_is_off_can_be_tried_again(qtbot: QtBot) -> None:
    bar = ActivityBar(LIGHT)
    qtbot.addWidget(bar)
    off = replace(DONE, encoder=EncoderState.FAILED, message="The model's file is damaged.")
    assert activity_text(off) == "Search uses words only. The model's file is damaged."
    bar.set_overview(off)
    with qtbot.waitSignal(bar.retry_requested):
        button(bar, "Try again").click()
    bar.set_overview(DONE)
    assert button(bar, "Try again").isHidden()


# Folders


@pytest.fixture
def panel(qtbot: QtBot) -> FoldersPanel:
    panel = FoldersPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(220, 400)
    panel.show()
    return panel


def test_folders_say_how_they_stand(panel: FoldersPanel) -> None:
    panel.set_sources((PAPERS, DISK))
    assert panel.row_texts() == ["Papers: indexing · 80 of 140 files", "Disk: offline · 31 files"]
    failed = replace(PAPERS, state=SourceState.LIVE, n_indexed=122, n_pending=0, n_failed=18)
    panel.set_sources((failed,))  # as many as at the foot of the window
    assert panel.row_texts() == ["Papers: live · 122 of 140 files"]
    panel.set_sources((DISK,))
    assert panel.row_texts() == ["Disk: offline · 31 files"]
    panel.set_theme(DARK)


def test_folders_of_one_name_are_told_apart(panel: FoldersPanel) -> None:
    other = replace(PAPERS, path=Path("/media/Papers"))
    panel.set_sources((PAPERS, other))
    names = [text.partition(":")[0] for text in panel.row_texts()]
    assert len(set(names)) == 2
    assert all("Papers" in name for name in names)


def test_a_click_or_a_key_searches_in_a_folder_alone(qtbot: QtBot, panel: FoldersPanel) -> None:
    panel.set_sources((PAPERS,))
    row = panel.findChild(QWidget, "folder")
    assert row is not None
    with qtbot.waitSignal(panel.filter_requested) as asked:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert asked.args == [PAPERS.path]
    panel.set_chosen(PAPERS.path)
    with qtbot.waitSignal(panel.filter_requested) as asked:
        QTest.keyClick(row, Qt.Key.Key_Return)
    assert asked.args == [None]


def test_the_menu_offers_what_can_be_done(qtbot: QtBot, panel: FoldersPanel) -> None:
    panel.set_sources((PAPERS,))
    menu = panel.menu_of(PAPERS.path)
    texts = [action.text() for action in menu.actions()]
    assert texts[-1] == "Remove from search …"
    with qtbot.waitSignal(panel.retry_requested) as asked:
        menu.actions()[1].trigger()
    assert asked.args == [PAPERS.path]


def test_what_is_left_out_is_shown_and_changed(qtbot: QtBot, panel: FoldersPanel) -> None:
    panel.set_sources((replace(PAPERS, exclusions=Exclusions(("*.log",), max_bytes=1_500_000)),))
    row = panel.findChild(QWidget, "folder")
    assert row is not None
    assert "Excluded: *.log, files over 1.5" in row.toolTip()
    dialog = panel.ask_exclusions(PAPERS.path)
    edit = dialog.findChild(QPlainTextEdit)
    assert edit is not None
    assert edit.toPlainText() == "*.log"
    edit.setPlainText("*.log\na[b")
    button(dialog, "Apply").click()
    assert "a[b" in dialog.trouble
    assert dialog.isVisible()
    edit.setPlainText("*.log\n\ndrafts/\n*.log\n")
    assert dialog.trouble == ""
    with qtbot.waitSignal(panel.exclusions_chosen) as chosen:
        button(dialog, "Apply").click()
    wanted = Exclusions(("*.log", "drafts/"), max_bytes=1_500_000)
    assert chosen.args == [PAPERS.path, wanted]


@pytest.mark.parametrize("is_let_in", [True, False])
def test_what_was_removed_within_a_folder_can_be_let_in(
    qtbot: QtBot, panel: FoldersPanel, is_let_in: bool
) -> None:
    seals = (seal_of("Secret"),)
    panel.set_sources((replace(PAPERS, exclusions=Exclusions(removed=seals)),))
    row = panel.findChild(QWidget, "folder")
    assert row is not None
    assert "Excluded: " in row.toolTip()
    assert seals[0] not in row.toolTip()
    dialog = panel.ask_exclusions(PAPERS.path)
    box = next(one for one in dialog.findChildren(QCheckBox) if "removed" in one.text())
    assert box.isVisible()
    assert box.isChecked()
    if is_let_in:
        QTest.keyClick(box, Qt.Key.Key_Space)
    with qtbot.waitSignal(panel.exclusions_chosen) as chosen:
        button(dialog, "Apply").click()
    assert chosen.args == [PAPERS.path, Exclusions(removed=() if is_let_in else seals)]


def test_a_folder_that_is_polled_says_why(panel: FoldersPanel) -> None:
    share = replace(
        PAPERS, state=SourceState.POLLED, n_pending=0, n_failed=0, message="On a network drive."
    )
    panel.set_sources((share,))
    assert panel.row_texts() == ["Papers: checked · 140 files"]
    row = panel.findChild(QWidget, "folder")
    assert row is not None
    assert "On a network drive." in row.toolTip()


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        ("Keep what was read", "stop_requested"),
        ("Remove from search", "remove_requested"),
        ("Resume indexing", None),
    ],
)
def test_who_cancels_is_asked_what_to_keep(
    qtbot: QtBot, panel: FoldersPanel, answer: str, asked: str | None
) -> None:
    panel.set_sources((PAPERS,))
    heard: list[str] = []
    for name in ("stop_requested", "remove_requested"):
        getattr(panel, name).connect(lambda path, name=name: heard.append(f"{name} {path.name}"))
    box = panel.confirm_stop(PAPERS.path)
    assert "80 files can be searched" in box.informativeText()
    button(box, answer).click()
    assert heard == ([f"{asked} Papers"] if asked else [])


def test_a_stopped_folder_says_so_and_can_go_on(qtbot: QtBot, panel: FoldersPanel) -> None:
    panel.set_sources(
        (replace(PAPERS, state=SourceState.STOPPED, n_files=80, n_pending=0, n_failed=0),)
    )
    assert panel.row_texts() == ["Papers: stopped · 80 files"]
    actions = {action.text(): action for action in panel.menu_of(PAPERS.path).actions()}
    assert "Cancel indexing …" not in actions
    with qtbot.waitSignal(panel.resume_requested) as asked:
        actions["Resume indexing"].trigger()
    assert asked.args == [PAPERS.path]


def test_the_cursor_blinks_for_a_while_after_a_key(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.look.calm_cursor.CALM_AFTER_MS", 1)
    hints = QGuiApplication.styleHints()
    hints.setCursorFlashTime(before := 1000)  # whatever windows before have left
    line = QLineEdit()
    qtbot.addWidget(line)
    CalmCursor(line)
    QTest.keyClick(line, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: hints.cursorFlashTime() == 0)
    QTest.keyClick(line, Qt.Key.Key_B)
    assert hints.cursorFlashTime() == before


@pytest.mark.parametrize(("answer", "is_removed"), [("Remove", True), ("Keep", False)])
def test_a_removal_asks_first(
    qtbot: QtBot, panel: FoldersPanel, answer: str, is_removed: bool
) -> None:
    removed: list[Path] = []
    panel.remove_requested.connect(removed.append)
    box: QMessageBox = panel.confirm_removal(PAPERS.path)
    assert removed == []
    button(box, answer).click()
    assert removed == ([PAPERS.path] if is_removed else [])


# What is not indexed


def test_each_file_that_is_not_indexed_says_what_to_do(qtbot: QtBot) -> None:
    dialog = NotIndexedDialog(LIGHT)
    qtbot.addWidget(dialog)
    scan = NotIndexed(Path("/p/Scan.pdf"), FailureKind.NO_TEXT, "It holds pictures only.")
    odd = NotIndexed(Path("/p/odd.xyz"), FailureKind.UNSUPPORTED_FORMAT, "Save it as PDF.")
    dialog.set_failures((odd, scan))
    assert dialog.listed_names() == ["Scan.pdf", "odd.xyz"]  # what can be mended comes first
    assert dialog.summary.startswith("1 file can't be searched")
    assert dialog.summary.endswith("1 file in unsupported formats.")
    assert dialog.detail == "/p/Scan.pdf\nIt holds pictures only."
    dialog.choose(odd.path)
    assert "Save it as PDF." in dialog.detail
    with qtbot.waitSignal(dialog.retry_requested) as asked:
        button(dialog, "Try again").click()
    assert asked.args == [[odd.path]]
    with qtbot.waitSignal(dialog.reveal_requested) as asked:
        button(dialog, "Show in folder").click()
    assert asked.args == [odd.path]
    dialog.set_failures(())
    assert dialog.listed_names() == []
    with qtbot.waitSignal(dialog.retry_requested) as asked:
        button(dialog, "Try all again").click()
    assert asked.args == [[]]


# The first start, notices, the empty box, nothing found


def test_the_welcome_offers_samples(qtbot: QtBot) -> None:
    page = WelcomePage(LIGHT)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.samples_requested):
        button(page, "Try it with sample documents").click()


def test_a_notice_stays_until_it_is_dismissed(qtbot: QtBot) -> None:
    bar = NoticeBar(LIGHT)
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.show_notice(Notice(NoticeKind.TROUBLE, "Something is wrong."))
    assert not bar.isHidden()
    assert bar.text == "Something is wrong."
    with qtbot.waitSignal(bar.dismissed):
        button(bar, "Dismiss").click()
    assert bar.isHidden()


def test_history_is_kept_and_can_be_wiped(tmp_path: Path) -> None:
    def settings() -> QSettings:
        return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)

    store = settings()
    history = History(store)
    history.add_search("wash")
    history.add_search("washing machine")  # goes on from the one before
    history.add_search("ab")  # too short to mean anything
    history.add_search("train")
    history.add_file(Path("/p/a.pdf"))
    history.add_file(Path("/q/b.pdf"))
    store.sync()
    again = History(settings())
    assert list(again.searches) == ["train", "washing machine"]
    assert list(again.files) == [Path("/q/b.pdf"), Path("/p/a.pdf")]
    again.keep_under([Path("/p")])
    assert list(again.files) == [Path("/p/a.pdf")]
    again.clear()
    assert not again.searches
    assert not again.files


def test_searches_are_forgotten_with_a_folder() -> None:
    history = History()
    history.add_search("washing machine")
    history.keep_under([Path("/p"), Path("/q/inner")])
    history.keep_under([Path("/p"), Path("/q")])  # taken in by a larger one
    assert history.searches
    history.keep_under([Path("/p")])
    assert not history.searches


def test_a_damaged_history_is_none(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    store.setValue("searches", "{")
    store.setValue("files", '{"a": 1}')
    assert list(History(store).searches) == []
    assert list(History(store).files) == []


def test_the_empty_box_leads_back_to_what_was_searched(qtbot: QtBot) -> None:
    history = History()
    page = StartPage(LIGHT, history, SavedSearches())
    qtbot.addWidget(page)
    assert page.entries == []
    history.add_search("who pays & why")
    history.add_file(Path("/p/a.pdf"))
    assert page.entries == ["who pays & why", "a.pdf in /p", "Clear the recent searches and files"]
    entries = {one.accessibleName(): one for one in page.findChildren(QPushButton)}
    with qtbot.waitSignal(page.search_requested) as asked:
        entries["who pays & why"].click()
    assert asked.args == ["who pays & why"]
    with qtbot.waitSignal(page.open_requested) as asked:
        entries["a.pdf in /p"].click()
    assert asked.args == [Path("/p/a.pdf")]
    entries["Clear the recent searches and files"].click()
    assert page.entries == []


def test_nothing_found_offers_what_may_help(qtbot: QtBot) -> None:
    page = NothingFoundPage(LIGHT)
    qtbot.addWidget(page)
    page.show_query("plain", is_filtered=False, is_indexing=False)
    assert page.offers == []
    page.show_query("plain", is_filtered=True, is_indexing=True)
    assert page.offers == ["Search without filters"]
    assert "Not all files" in page.lines
    page.show_query('the "old mill" road', is_filtered=False, is_indexing=False)
    with qtbot.waitSignal(page.search_requested) as asked:
        button(page, "Search without quotation marks").click()
    assert asked.args == ["the old mill road"]
