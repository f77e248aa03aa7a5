from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.engine.mending import DamageMark, mended_text
from app.paths import Home
from sparkbert.index.repair import Repairs


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_mark_leads_from_mending_to_setting_aside(home: Home) -> None:
    assert not DamageMark(home).is_damaged
    DamageMark(home).note_damage()
    assert DamageMark(home).is_damaged
    assert not DamageMark(home).was_mended
    DamageMark(home).note_mended()
    assert not DamageMark(home).is_damaged
    DamageMark(home).note_damage()
    assert DamageMark(home).is_damaged
    assert DamageMark(home).was_mended
    DamageMark(home).clear()
    assert not DamageMark(home).is_damaged


def test_what_was_mended_long_ago_may_be_mended_again(home: Home) -> None:
    DamageMark(home).note_mended()
    (path,) = home.directory.iterdir()
    os.utime(path, (0, 0))
    DamageMark(home).note_damage()
    assert not DamageMark(home).was_mended


def test_two_findings_of_one_damage_are_one(home: Home) -> None:
    DamageMark(home).note_damage()
    DamageMark(home).note_damage()
    assert not DamageMark(home).was_mended
    DamageMark(home).note_mended()
    DamageMark(home).note_damage()
    DamageMark(home).note_damage()
    assert DamageMark(home).was_mended


def test_the_user_is_told_what_was_done() -> None:
    text = mended_text(Repairs((Path("/home/x/set-aside/a.segment"),), 1, ("7",)))
    assert text == (
        "A part of the index had been damaged. Nothing is lost: it is made again. The damaged "
        f"files are kept in {Path('/home/x/set-aside')}. The damaged text of 1 file is read again."
    )
    assert mended_text(Repairs((), 3)).startswith("3 parts of the index had been damaged.")
