"""Does the window say in its language what the engine says in English?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from app.engine.events import Notice, NoticeKind
from app.engine.messages import NotIndexed
from app.engine.standing import SourceOverview, SourceState
from app.extract.base import FailureKind
from app.ui.engine_texts import failure_text, notice_text, reason_texts, source_text
from app.ui.translation import install_language, spoken

SENTENCE = "What the engine says, with details."


def test_english_has_the_details() -> None:
    assert spoken() == "en"
    for kind in FailureKind:
        assert failure_text(NotIndexed(Path("/p/a.pdf"), kind, SENTENCE)) == SENTENCE
    for notice in NoticeKind:
        assert notice_text(Notice(notice, SENTENCE)) == SENTENCE


def test_other_languages_go_by_the_kind(qapp: QApplication) -> None:
    install_language(qapp, QLocale("de_DE"))
    assert spoken() == "de"
    for kind in FailureKind:
        assert failure_text(NotIndexed(Path("/p/a.pdf"), kind, SENTENCE)) != SENTENCE
    # What is wrong can't be told by its kind.
    assert notice_text(Notice(NoticeKind.TROUBLE, SENTENCE)) == SENTENCE
    away = SourceOverview(Path("/p"), SourceState.OFFLINE, 1, 1, 0, 0, SENTENCE)
    assert source_text(away) != SENTENCE


def test_every_kind_of_failure_has_a_heading() -> None:
    assert set(reason_texts()) == set(FailureKind)


def test_a_folder_that_has_nothing_to_say_says_nothing() -> None:
    assert source_text(SourceOverview(Path("/p"), SourceState.LIVE, 1, 1, 0, 0)) == ""


@pytest.mark.parametrize("name", ["xx_YY", "C", "en_GB"])
def test_there_is_always_a_language(qapp: QApplication, name: str) -> None:
    assert install_language(qapp, QLocale(name)) == "en"
