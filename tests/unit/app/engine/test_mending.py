from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.engine.mending import DamageMark, Mender, mended_text
from app.engine.workplace import open_index
from app.paths import Home
from sparkbert.errors import IndexCorruptError
from sparkbert.index.repair import Repairs
from sparkbert.index.writer import IndexWriter
from tests.support.indexes import IDENTITY


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


def test_what_can_not_be_repaired_is_left_to_the_next_engine(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = IndexCorruptError("The segment a.segment is missing.")

    def repair(writer: IndexWriter, *, texts: bool) -> Repairs:
        raise missing

    told: list[str] = []
    with open_index(home, IDENTITY) as opened:
        monkeypatch.setattr(IndexWriter, "repair", repair)
        assert not Mender(home, opened, told.append).mend(missing)
    assert told == []
    assert DamageMark(home).is_damaged
