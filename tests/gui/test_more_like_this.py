"""Does a person find more like what they see, and the way back?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from tests.gui.conftest import OpenWindow
from tests.gui.test_window import shown_names, type_query, wait_for, wait_until_idle

pytestmark = [pytest.mark.integration]

TEXTS = {
    "lease.md": "# Lease\n\nThe tenant pays the rent on the first day of each month.",
    "notice.txt": "A tenant gives the landlord notice of three months before the rent ends.",
    "soup.txt": "Boil the lentils with onions and carrots for half an hour.",
    "stew.txt": "A stew of lentils needs carrots, an onion and patience.",
}


@pytest.fixture
def window(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path) -> MainWindow:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    window = open_window()
    window.add_paths([folder])
    wait_until_idle(qtbot, window, len(TEXTS))
    return window


def shows(window: MainWindow, *names: str) -> bool:
    return not window.search.is_outdated and shown_names(window)[: len(names)] == list(names)


def test_more_like_a_result_and_back_again(qtbot: QtBot, window: MainWindow) -> None:
    type_query(qtbot, window, "boil lentils ")
    wait_for(qtbot, lambda: shows(window, "soup.txt"))
    window.results.setFocus()
    QTest.keyClick(window.results, Qt.Key.Key_M)
    assert window.like.chip.label == "Like a passage of soup.txt"
    assert window.box.text() == ""
    wait_for(qtbot, lambda: shows(window, "stew.txt"))
    assert "soup.txt" not in shown_names(window)
    row = window.results.current_row
    assert row is not None
    hit = row.passage.hit
    marked = {hit.text[one.start : one.end].lower() for one in hit.highlights}
    assert {"lentils", "carrots"} <= marked
    assert "lentils" in window.results.why_text(row)

    QTest.keyClick(window.results, Qt.Key.Key_M)  # a step further
    assert window.like.chip.label == "Like a passage of stew.txt"
    wait_for(qtbot, lambda: shows(window, "soup.txt"))
    QTest.keyClick(window.results, Qt.Key.Key_Escape)
    assert window.like.chip.label == "Like a passage of soup.txt"
    wait_for(qtbot, lambda: shows(window, "stew.txt"))
    QTest.keyClick(window.box, Qt.Key.Key_Escape)
    assert window.like.chip.label == ""
    assert not window.like.chip.isVisible()
    assert window.box.text() == "boil lentils "
    wait_for(qtbot, lambda: shows(window, "soup.txt"))
    assert window.isVisible()


def test_the_choice_is_there_again_and_typing_ends_it(qtbot: QtBot, window: MainWindow) -> None:
    type_query(qtbot, window, "rent ")
    wait_for(qtbot, lambda: {"lease.md", "notice.txt"} <= set(shown_names(window)))
    window.results.setFocus()
    QTest.keyClick(window.results, Qt.Key.Key_Down)
    chosen = window.results.choice
    assert chosen is not None
    QTest.keyClick(window.results, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    assert window.like.chip.label == f"Like: {chosen[0].name}"
    wait_for(qtbot, lambda: chosen[0].name not in shown_names(window))
    QTest.mouseClick(window.like.chip, Qt.MouseButton.LeftButton)
    wait_for(qtbot, lambda: window.results.choice == chosen)

    QTest.keyClick(window.results, Qt.Key.Key_M)
    window.box.setFocus()
    QTest.keyClicks(window.box, "carrots ")
    assert window.like.chip.label == ""
    assert window.box.text() == "carrots "
    wait_for(qtbot, lambda: shows(window, "soup.txt") or shows(window, "stew.txt"))
    QTest.keyClick(window.box, Qt.Key.Key_Escape)
    assert window.box.text() == ""
    assert window.like.chip.label == ""


def test_more_like_a_selection(qtbot: QtBot, window: MainWindow) -> None:
    type_query(qtbot, window, "boil lentils ")
    reader = window.preview.reader
    wait_for(qtbot, lambda: reader.toPlainText() == TEXTS["soup.txt"])
    cursor = reader.textCursor()
    cursor.setPosition(9)
    cursor.setPosition(40, QTextCursor.MoveMode.KeepAnchor)
    reader.setTextCursor(cursor)
    menu = window.preview.make_menu()
    [action] = [one for one in menu.actions() if one.text() == "Find more like the selection"]
    action.trigger()
    assert window.like.chip.label == "Like: “lentils with onions and carrots”"
    wait_for(qtbot, lambda: shows(window, "stew.txt"))


def test_where_nothing_is_like_it_the_window_says_so(qtbot: QtBot, window: MainWindow) -> None:
    type_query(qtbot, window, "boil type:txt ")
    wait_for(qtbot, lambda: shows(window, "soup.txt"))
    window.filter_bar.set_folder(None)
    window.like.find_selection("?!")
    wait_for(qtbot, lambda: "no words" in window.middle.note)


def test_what_was_found_is_announced_once_and_why_on_demand(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    for module in ("search.search_flow", "results.results_list"):
        monkeypatch.setattr(f"app.ui.{module}.announce", lambda _, text: heard.append(text))
    type_query(qtbot, window, "landlord ")
    wait_for(qtbot, lambda: shows(window, "notice.txt") and bool(heard))
    assert heard == [window.filter_bar.summary]
    window.results.setFocus()
    QTest.keyClick(window.results, Qt.Key.Key_W)
    assert heard[1].startswith("Why this result\nlandlord ")
    shares = [int(line.split()[-2]) for line in heard[1].splitlines()[1:]]
    assert sum(shares) == 100


def test_the_words_of_a_query_are_marked_in_names(qtbot: QtBot, window: MainWindow) -> None:
    type_query(qtbot, window, "soup lentils ")
    wait_for(qtbot, lambda: {"soup.txt", "stew.txt"} <= set(shown_names(window)))

    def marks() -> dict[str, object]:
        return {one.path.name: one.name_marks for one in window.results.rows.documents}

    wait_for(qtbot, lambda: marks().get("soup.txt") == ((0, 4),))
    assert marks()["stew.txt"] == ()
    type_query(qtbot, window, "lentils name:ste ")
    wait_for(qtbot, lambda: shown_names(window) == ["stew.txt"])
    wait_for(qtbot, lambda: window.results.rows.documents[0].name_marks == ((0, 3),))
