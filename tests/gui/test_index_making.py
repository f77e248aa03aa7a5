"""Is the index moved, and a vocabulary chosen and built, as the settings say?"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.engine.making import UseMaking
from app.engine.own_vocabularies import Told, file_name
from app.paths import Home
from app.settings import Settings
from app.ui.settings.build_pace import BuildPace
from app.ui.settings.dialog import SettingsDialog
from app.ui.settings.page import Facts
from app.ui.settings.vocabulary_builder import VocabularyBuilder
from app.ui.settings.vocabulary_choice import VocabularyChoice
from sparkbert.defaults import IndexSize, default_vocabulary
from sparkbert.vocabulary.progress import BuildStep
from tests.gui.conftest import OpenWindow
from tests.gui.test_settings import go_to, opened
from tests.support.running_engine import write

_MS = 60_000


def press(parent: QWidget, text: str) -> None:
    """Press the button that can be seen and says so."""
    found = [one for one in parent.findChildren(QPushButton) if one.text() == text]
    button = next(one for one in found if one.isVisible())
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def shown_fact(dialog: SettingsDialog, name: str) -> str:
    facts = dialog.index.findChild(Facts)
    return facts.fact(name) if isinstance(facts, Facts) and name in facts.names else ""


def test_the_index_is_moved_and_moved_back(
    qtbot: QtBot,
    open_window: OpenWindow,
    home: Home,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers = write(tmp_path / "Papers", "list.txt", "A walnut cake needs two eggs.").parent
    disk = tmp_path / "disk"
    disk.mkdir()
    window = open_window()
    window.add_paths([papers])
    qtbot.waitUntil(lambda: window.overview.n_files_by_words == 1, timeout=_MS)
    dialog = opened(qtbot, window, home)
    go_to(dialog, "Index")
    place = dialog.index.place
    qtbot.waitUntil(lambda: bool(shown_fact(dialog, "Location")), timeout=_MS)
    located: list[str] = []  # what the page says at the moment that it says so
    place.moved.connect(lambda _: located.append(shown_fact(dialog, "Location")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(disk))
    press(place, "Move …")
    press(place, "Don't move")
    assert home.index == home.own_index
    press(place, "Move …")
    press(place, "Move")
    qtbot.waitUntil(lambda: "The index is now in" in place.said, timeout=_MS)
    assert home.index.parent == disk
    assert located == [str(home.index)]
    assert any(one.isVisible() and "back" in one.text() for one in place.findChildren(QPushButton))
    qtbot.waitUntil(
        lambda: any(
            one.isVisible() and one.text() == "Move back …"
            for one in place.findChildren(QPushButton)
        ),
        timeout=_MS,
    )
    assert window.notices.isHidden()  # an end that was wanted is no news
    qtbot.waitUntil(lambda: window.overview.n_files_by_words == 1, timeout=_MS)
    press(place, "Move …")  # to where it is
    press(place, "Move")
    qtbot.waitUntil(lambda: "already" in place.said, timeout=_MS)
    press(place, "Move back …")
    press(place, "Move")
    qtbot.waitUntil(lambda: str(home.own_index) in place.said, timeout=_MS)
    qtbot.waitUntil(lambda: not any(disk.iterdir()), timeout=_MS)


_PROGRAM = """
import sys
from app.engine.own_vocabularies import Told
print(Told("tokens", 1, 2).as_line(), flush=True)
{then}
"""


def choice_of(qtbot: QtBot, home: Home, then: str) -> tuple[VocabularyChoice, list[UseMaking]]:
    builder = VocabularyBuilder(home, [sys.executable, "-c", _PROGRAM.format(then=then)])
    choice = VocabularyChoice(builder)
    qtbot.addWidget(choice)
    builder.setParent(choice)
    choice.set_settings(Settings())
    choice.set_passages(12)
    chosen: list[UseMaking] = []
    choice.chosen.connect(chosen.append)
    choice.show()
    press(choice, "Build from your documents …")
    press(choice, "Build")
    return choice, chosen


def test_a_vocabulary_is_built_and_used(qtbot: QtBot, home: Home, tmp_path: Path) -> None:
    file = tmp_path / file_name(datetime(2026, 11, 27, 9, 30))
    told = Told(built=str(file)).as_line()
    choice, chosen = choice_of(qtbot, home, f"print({told!r})")

    def questions() -> list[QMessageBox]:
        return [one for one in choice.findChildren(QMessageBox) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(questions()), timeout=_MS)
    question = questions()[0]
    assert "12 passages" in question.informativeText()
    name = "Your documents, Nov 27, 2026"
    assert choice.vocabularies.itemText(1) == name
    assert "is ready" in question.text()
    assert name in question.informativeText()
    assert choice.said == f"The vocabulary “{name}” is ready."
    press(question, "Use it")
    assert chosen == [UseMaking(file, IndexSize.COMPACT)]


def test_it_is_told_how_long_a_vocabulary_takes() -> None:
    now = [100.0]
    pace = BuildPace(lambda: now[0])
    pace.note(BuildStep.PIECES, 30, 100)
    assert pace.seconds_left is None
    now[0] = 120.0
    pace.note(BuildStep.TOKENS, 0, 1000)
    assert pace.share == pytest.approx(0.15)
    assert pace.seconds_left is None
    now[0] = 190.0
    pace.note(BuildStep.TOKENS, 500, 1000)
    assert pace.share == pytest.approx(0.5)
    assert pace.seconds_left == pytest.approx(100)  # 70 s for 35 %, and half is left
    pace.note(BuildStep.CLUSTERING, 0, 10)
    assert pace.seconds_left is None  # of another step


def test_the_building_of_a_vocabulary_is_cancelled(qtbot: QtBot, home: Home) -> None:
    choice, chosen = choice_of(qtbot, home, "sys.stdin.read()")
    qtbot.waitUntil(lambda: choice.said == "Reading your documents …", timeout=_MS)
    press(choice, "Cancel")
    qtbot.waitUntil(lambda: choice.said == "Cancelled. Nothing was changed.", timeout=_MS)
    assert chosen == []


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (f"print({Told(error='Too little text.').as_line()!r})", "Too little text."),
        ("sys.exit(3)", "stopped unexpectedly"),
    ],
)
def test_what_went_wrong_with_a_vocabulary_is_said(
    qtbot: QtBot, home: Home, then: str, said: str
) -> None:
    choice, _ = choice_of(qtbot, home, then)
    qtbot.waitUntil(lambda: said in choice.said, timeout=_MS)


def test_another_detail_is_asked_about_and_left(qtbot: QtBot, home: Home) -> None:
    choice = VocabularyChoice(VocabularyBuilder(None))
    qtbot.addWidget(choice)
    choice.set_settings(Settings())
    chosen: list[UseMaking] = []
    choice.chosen.connect(chosen.append)
    choice.show()

    def choose_rich() -> None:
        box = choice.sizes
        assert isinstance(box, QComboBox)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Down)

    choose_rich()
    press(choice, "Don't change")
    assert choice.sizes.currentData() == IndexSize.COMPACT
    choose_rich()
    press(choice, "Find again")
    assert chosen == [UseMaking(default_vocabulary(), IndexSize.RICH)]
