from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.paths import Home
from app.ui.manners.single_instance import SingleInstance


def test_a_second_start_hands_its_folders_over(qtbot: QtBot, home: Home) -> None:
    second = SingleInstance(home)
    assert not second.hand_over([Path("/a")])  # there is none yet
    first = SingleInstance(home)
    first.listen()
    with qtbot.waitSignal(first.started_again, timeout=10_000) as heard:
        assert second.hand_over([Path("/a folder"), Path("/b")])
    assert heard.args == [[Path("/a folder"), Path("/b")]]
    first.close()
    assert not second.hand_over([])


def test_windows_of_other_homes_are_others(home: Home, tmp_path: Path) -> None:
    first = SingleInstance(home)
    first.listen()
    assert not SingleInstance(Home(tmp_path / "other")).hand_over([])
    first.close()
