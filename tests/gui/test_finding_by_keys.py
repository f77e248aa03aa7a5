"""Where do keyboard and focus lead among results, and what fits into a narrow window?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from app.ui.look.elided_button import ElidedButton
from app.ui.look.format import folder_text
from app.ui.look.theme import LIGHT
from app.ui.main_window import MainWindow
from app.ui.results.results_model import Order, ResultsModel, RowKind
from app.ui.search.filter_bar import FilterBar
from app.ui.search.nothing_found import NothingFoundPage
from app.ui.translation import install_language
from tests.gui.conftest import OpenWindow
from tests.gui.test_finding import click, shown_names, type_query, wait_for, wait_until_idle

pytestmark = [pytest.mark.integration]

NARROW = 900


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    parts = (f"# Part {n}\n\nA lantern, number {n}.\n" for n in range(4))
    (folder / "parts.md").write_text("\n".join(parts))
    (folder / "harbour.txt").write_text("The lantern of the harbour burns all night.")
    (folder / "orchard.md").write_text("# Orchard\n\nWalnut trees stand beside the glacier.\n")
    return folder


@pytest.fixture
def window(qtbot: QtBot, open_window: OpenWindow, folder: Path) -> MainWindow:
    window = open_window()
    window.add_paths([folder])
    wait_until_idle(qtbot, window, 3)
    return window


def current_name(window: MainWindow) -> str:
    row = window.results.current_row
    return "" if row is None else row.document.path.name


def test_the_right_arrow_unfolds_from_the_box(qtbot: QtBot, window: MainWindow) -> None:
    type_query(window, "lantern ")
    wait_for(qtbot, lambda: {"harbour.txt", "parts.md"} <= set(shown_names(window)))
    results = window.results
    n_rows = results.rows.rowCount()
    QTest.keyClick(window.box, Qt.Key.Key_Right)  # nobody has moved into the list yet
    assert results.rows.rowCount() == n_rows

    def is_at_more() -> bool:
        row = results.current_row
        return row is not None and row.kind is RowKind.MORE

    while not is_at_more():
        QTest.keyClick(window.box, Qt.Key.Key_Down)
    QTest.keyClick(window.box, Qt.Key.Key_Right)
    assert results.rows.rowCount() > n_rows
    assert window.focusWidget() is window.box
    # Within the text the arrow moves in it.
    QTest.keyClick(window.box, Qt.Key.Key_Home)
    QTest.keyClick(window.box, Qt.Key.Key_Right)
    assert window.box.cursorPosition() == 1


def test_the_keyboard_goes_to_what_is_new(qtbot: QtBot, window: MainWindow) -> None:
    type_query(window, "lantern harbour burns night walnut tenant ")
    wait_for(qtbot, window.middle.less_likely.isVisible)
    before = shown_names(window)
    chosen: list[str] = []
    window.search.shown.connect(lambda shown: chosen.append(current_name(window)))
    click(window.middle.less_likely)
    assert not window.middle.less_likely.isEnabled()  # it is on its way
    wait_for(qtbot, lambda: len(shown_names(window)) == 3)
    assert len(chosen) == 1  # nothing was shown, and chosen, in between
    assert window.focusWidget() is window.results
    new = [one for one in shown_names(window) if one not in before]
    assert current_name(window) == new[0]
    # A line parts them from the likely ones, which can be had alone again.
    begins = [one.begins_less_likely for one in window.results.rows.documents]
    assert begins == [False] * len(before) + [True]
    index = window.results.currentIndex()
    said = window.results.rows.data(index, int(Qt.ItemDataRole.AccessibleTextRole))
    assert str(said).startswith("less likely from here on, ")
    heights = [
        window.results.visualRect(window.results.rows.index(n)).height() for n in (0, index.row())
    ]
    assert heights[1] > heights[0]
    assert window.middle.less_likely.text() == "Hide less likely results"
    assert window.middle.less_likely.isEnabled()
    click(window.middle.less_likely)
    wait_for(qtbot, lambda: shown_names(window) == before)
    assert window.middle.less_likely.text() == "Show less likely results"


def test_what_takes_a_while_is_said_to_be_under_way(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_query(window, "lantern harbour burns night walnut tenant ")
    wait_for(qtbot, window.middle.less_likely.isVisible)
    ask = window.search._bridge.ask
    held: list[Callable[[], object]] = []
    monkeypatch.setattr(
        window.search._bridge, "ask", lambda *arguments: held.append(lambda: ask(*arguments))
    )
    before = shown_names(window)
    click(window.middle.less_likely)
    wait_for(qtbot, lambda: window.filter_bar.summary == "searching …")
    assert shown_names(window) == before
    monkeypatch.undo()
    for one in held:
        one()
    wait_for(qtbot, lambda: len(shown_names(window)) == 3)
    assert window.filter_bar.summary.startswith("6 passages in 3 files")


def test_the_order_in_force_has_a_tick(qtbot: QtBot) -> None:
    bar = FilterBar(LIGHT)
    qtbot.addWidget(bar)
    button = next(
        one for one in bar.findChildren(QToolButton) if one.accessibleName() == "Sort results"
    )
    actions = button.menu().actions()

    def ticked() -> list[str]:
        return [one.text() for one in actions if one.isChecked()]

    assert ticked() == ["Best first"]
    bar.set_listing(True)  # of files without a query the newest is the best
    assert ticked() == [button.text()] == ["Newest first"]
    with qtbot.waitSignal(bar.order_changed) as chosen:
        actions[2].trigger()
    assert chosen.args == [Order.NAME]
    assert ticked() == [button.text()] == ["By name"]
    bar.set_listing(False)
    assert ticked() == ["By name"]


def test_orders_are_kept_by_what_they_are_not_by_what_they_are_called() -> None:
    assert [one.value for one in Order] == ["relevance", "date", "name"]


def test_chips_go_on_in_the_next_line(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(NARROW, 700)
    long = "in:" + "a-folder-of-a-very-long-name-" * 8
    type_query(window, f"lantern type:md {long} name:part after:2019 before:2099 page:1-9 ")
    wait_for(qtbot, lambda: len(window.filter_bar.chip_texts) == 6)
    bar = window.filter_bar

    def chips() -> list[ElidedButton]:
        return [one for one in bar.findChildren(ElidedButton) if one.whole in bar.chip_texts]

    wait_for(qtbot, lambda: all(bar.rect().contains(one.geometry()) for one in chips()))
    assert window.width() == NARROW
    assert len({one.y() for one in chips()}) > 1
    shown = {one.whole: one.text() for one in chips()}
    assert "…" in shown.pop(f"{long}  ✕")
    assert all(whole == text for whole, text in shown.items())


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_helps_fits_into_a_narrow_column(qtbot: QtBot, language: str) -> None:
    application = QApplication.instance()
    assert application is not None
    install_language(application, QLocale(language))
    page = NothingFoundPage(LIGHT)
    qtbot.addWidget(page)
    page.show_query(
        '"a"', is_filtered=True, is_indexing=True, has_folders_off=True, n_less_likely=3
    )
    page.resize(266, 600)
    page.show()
    QApplication.processEvents()
    shown = [one for one in page.findChildren(ElidedButton) if not one.isHidden()]
    assert len(shown) == 4
    assert all(page.rect().contains(one.geometry()) for one in shown)
    assert all(one.width() >= one.sizeHint().width() or "…" in one.text() for one in shown)
    assert len({one.y() for one in shown}) > 1


def test_a_copy_is_opened_from_the_menu(
    qtbot: QtBot, open_window: OpenWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = folder / "Copies" / "harbour.txt"
    copy.parent.mkdir()
    copy.write_text((folder / "harbour.txt").read_text())
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    window = open_window()
    window.add_paths([folder])
    wait_until_idle(qtbot, window, 4)
    type_query(window, "harbour burns ")
    wait_for(qtbot, lambda: shown_names(window)[:1] == ["harbour.txt"])
    row = window.results.rows.index(0).data(ResultsModel.ROW_ROLE)
    shown, other = row.document.path, row.twins[0]
    assert {shown, other} == {folder / "harbour.txt", copy}
    window.results.setFocus()
    QTest.keyClick(window.results, Qt.Key.Key_Home)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(window.results.viewport(), asked)
    menu = next(one for one in window.results.findChildren(QMenu) if one.isVisible())
    also = next(one for one in menu.actions() if one.text() == "Also in").menu()
    assert isinstance(also, QMenu)
    (action,) = also.actions()
    assert action.toolTip() == f"harbour.txt in {folder_text(other)}"  # both have one name
    action.trigger()
    wait_for(qtbot, lambda: opened == [other])
    assert list(window.history.files)[:1] == [other]
    menu.close()


def test_f3_goes_through_a_file_as_one_reads_it(qtbot: QtBot, window: MainWindow) -> None:
    type_query(window, "lantern number ")
    wait_for(qtbot, lambda: shown_names(window)[:1] == ["parts.md"])
    wait_for(qtbot, lambda: window.preview.header.hit_text.endswith("of 4"))
    QTest.keyClick(window.box, Qt.Key.Key_Down)  # from now on nothing moves by itself
    QTest.keyClick(window.box, Qt.Key.Key_Up)

    def start() -> tuple[int, int]:
        row = window.results.current_row
        assert row is not None
        return row.passage.place.section, row.passage.place.start

    starts = [start()]
    texts = [window.preview.header.hit_text]
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_F3)
        starts.append(start())
        texts.append(window.preview.header.hit_text)
    at = starts[:4].index(min(starts))
    ordered = sorted(starts[:4])
    assert len(set(ordered)) == 4
    assert starts[:4] == [ordered[(n - at) % 4] for n in range(4)]
    assert starts[4] == starts[0]  # from the last to the first again
    assert sorted(texts[:4]) == [f"hit {n} of 4" for n in range(1, 5)]
    QTest.keyClick(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert start() == starts[3]


def test_chips_say_all_where_there_is_room(qtbot: QtBot) -> None:
    bar = FilterBar(LIGHT)
    qtbot.addWidget(bar)
    bar.resize(1240, 32)
    bar.show()
    bar.set_summary("best 60 passages in 21 files · 122 ms")
    bar.set_between(1_692_000_000 * 10**9, 1_719_700_000 * 10**9)
    bar.set_group("Professional, endorsement")
    QApplication.processEvents()
    chips = [one for one in bar.findChildren(ElidedButton) if one.whole in bar.chip_texts]
    assert [one.text() for one in chips if one.isVisible()] == bar.chip_texts
    assert len(bar.chip_texts) == 2
