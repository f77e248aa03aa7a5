"""Does the window speak German wholly, and is what it says what the sources say?"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.engine.events import Notice, NoticeKind
from app.engine.refusals import Refusal, RefusalKind
from app.engine.standing import Activity, EncoderState, Overview, SourceOverview, SourceState
from app.engine.trouble import TroubleKind
from app.errors import (
    AwayError,
    EngineBugError,
    EngineLostError,
    GoneError,
    LockedError,
    NothingPassesError,
    UnreadableError,
    VanishedError,
)
from app.ui.engine_texts import error_text, notice_text, refusal_text, source_text
from app.ui.folders.exclusions_dialog import ExclusionsDialog
from app.ui.look.format import files_text, number_text, passages_text
from app.ui.look.theme import LIGHT
from app.ui.manners.activity_bar import activity_text
from app.ui.manners.shortcuts import Command, command_texts, key_text
from app.ui.settings.appearance_page import AppearancePage
from app.ui.settings.preferences import PreferenceStore
from app.ui.translation import install_language, languages, spoken, tr
from app.watch.rules import NO_EXCLUSIONS, PatternError
from sparkbert.errors import DiskFullError
from tests.gui.conftest import OpenWindow
from tests.gui.test_window import drop, wait_for, wait_until_idle
from tests.support.passages import ROOT

FOLDER = ROOT / "resources/translations"
SCRIPT = ROOT / "packaging/translations.sh"
BIN = Path(sys.executable).parent
OTHERS = sorted(path.stem for path in FOLDER.glob("*.ts") if path.stem != "en")

PLACEHOLDER = re.compile(r"\{\w*\}|%L?n|%\d")
"""What the code fills in."""


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    """Let the window speak and write German, and English afterwards."""
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    assert install_language(qapp, QLocale("de_DE")) == "de"
    yield
    QLocale.setDefault(before)
    assert install_language(qapp, QLocale("en_US")) == "en"


def messages(file: Path) -> list[ElementTree.Element]:
    return list(ElementTree.parse(file).getroot().iter("message"))


def translations(message: ElementTree.Element) -> list[str]:
    """Return a text's translation, or each of its forms."""
    found = message.find("translation")
    assert found is not None
    forms = [form.text or "" for form in found.iter("numerusform")]
    return forms if message.get("numerus") == "yes" else [found.text or ""]


def source(message: ElementTree.Element) -> str:
    return message.findtext("source", "")


def texts_of(widget: QWidget) -> list[str]:
    """Return what the labels and buttons of a widget say."""
    labels = [one.text() for one in widget.findChildren(QLabel)]
    return labels + [one.text() for one in widget.findChildren(QPushButton)]


# What is in the files


@pytest.mark.skipif(not (BIN / "pyside6-lupdate").exists(), reason="Qt's tools are not here")
@pytest.mark.skipif(sys.platform == "win32", reason="there is no sh")
def test_translations_are_gathered_and_compiled(tmp_path: Path) -> None:
    """Nothing is missing in the files, nothing is obsolete, and what is shipped was made of them.

    If this fails: `make translations`, and translate what is unfinished.
    """
    (tmp_path / "app").symlink_to(ROOT / "app")
    copy = shutil.copytree(FOLDER, tmp_path / "resources/translations")
    subprocess.run(["sh", SCRIPT, BIN], cwd=tmp_path, check=True, capture_output=True)
    for made in sorted(copy.iterdir()):
        assert made.read_bytes() == (FOLDER / made.name).read_bytes(), f"{made.name} is outdated"
    assert {one.name for one in copy.iterdir()} == {one.name for one in FOLDER.iterdir()}


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_every_text_is_translated(language: str) -> None:
    found = messages(FOLDER / f"{language}.ts")
    assert found
    for message in found:
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, f"unfinished or obsolete: {source(message)}"
        assert all(translations(message)), source(message)


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_translations_are_filled_in_as_their_sources(language: str) -> None:
    for message in messages(FOLDER / f"{language}.ts"):
        text = source(message)
        for form in translations(message):
            wanted, given = (sorted(PLACEHOLDER.findall(one)) for one in (text, form))
            assert wanted == given, text
            # Spaces and line breaks at the ends have a purpose: a unit's, or a layout's.
            ends = (len(text) - len(text.lstrip()), len(text) - len(text.rstrip()))
            assert (len(form) - len(form.lstrip()), len(form) - len(form.rstrip())) == ends, text
            assert form.count("\n") == text.count("\n"), text
            assert form.endswith("…") == text.endswith("…"), text


def test_there_is_a_language_beside_english() -> None:
    assert languages() == sorted(["en", *OTHERS])
    assert "de" in OTHERS


# How it sounds


@pytest.mark.usefixtures("german")
def test_german_counts_as_germans_do() -> None:
    assert spoken() == "de"
    assert [files_text(n) for n in (0, 1, 2170)] == ["0 Dateien", "1 Datei", "2.170 Dateien"]
    assert [passages_text(n) for n in (1, 2170)] == ["1 Stelle", "2.170 Stellen"]


@pytest.mark.usefixtures("german")
def test_the_keys_are_told_in_german() -> None:
    assert key_text("Ctrl+L") == "Strg+L"
    assert key_text("Alt+Down") == "Alt+↓"
    assert "Return" not in key_text("Ctrl+Return")
    texts = [text for _, text in command_texts().values()]
    assert "Zeitleiste ein- oder ausblenden" in texts
    assert len(texts) == len(Command)


@pytest.mark.usefixtures("german")
def test_a_german_window_speaks_german(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "Briefe"
    folder.mkdir()
    (folder / "hafen.txt").write_text("The lantern of the harbour burns all night.")
    (folder / "wald.md").write_text("# Orchard\n\nWalnut trees stand beside the glacier.\n")
    window = open_window()
    wait_for(qtbot, window.welcome.isVisible)
    assert "Dokumente nach ihrer Bedeutung durchsuchen" in texts_of(window.welcome)
    drop(window, folder)
    wait_until_idle(qtbot, window, 2)
    assert window.folders.row_texts() == ["Briefe: aktuell · 2 Dateien"]
    texts = texts_of(window.activity)
    assert "Alles ist durchsuchbar · 2 Dateien, 2 Stellen" in texts

    QTest.keyClicks(window.box, "lantern ")
    wait_for(qtbot, lambda: window.results.current_row is not None)
    row = window.results.current_row
    assert row is not None
    assert window.results.why_text(row).startswith("Warum dieses Ergebnis\n")
    menu = window.result_actions.menu(row, window.results)
    actions = [action.text() for action in menu.actions()]
    assert any(text.startswith("Öffnen\t") for text in actions)
    assert "Pfad kopieren\tStrg+Umschalt+C" in actions
    menu.deleteLater()


@pytest.mark.usefixtures("german")
def test_german_dialogs_speak_german(qtbot: QtBot) -> None:
    page = AppearancePage(PreferenceStore())
    qtbot.addWidget(page)
    assert page.title == "Darstellung"
    assert "Schriftgröße" in texts_of(page)
    dialog = ExclusionsDialog(LIGHT, Path("/home/me/Briefe"), NO_EXCLUSIONS)
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "Ausgenommen in „Briefe“"
    assert {"Abbrechen", "Übernehmen"} <= set(texts_of(dialog))


@pytest.mark.usefixtures("german")
def test_what_the_engine_says_is_told_in_german() -> None:
    full = Notice(NoticeKind.TROUBLE, "No space is left.", TroubleKind.DISK_FULL)
    assert notice_text(full).startswith("Der Datenträger mit dem Index ist voll.")
    unknown = Notice(NoticeKind.TROUBLE, "Something is wrong.", TroubleKind.OTHER)
    assert notice_text(unknown) == "Something is wrong."  # better than nothing
    stopped = Overview(
        activity=Activity.TROUBLE, message="No space is left.", trouble=TroubleKind.DISK_FULL
    )
    assert activity_text(stopped) == notice_text(full)
    wordy = replace(stopped, activity=Activity.IDLE, encoder=EncoderState.FAILED)
    assert activity_text(wordy) == f"Gesucht wird nur nach Wörtern. {notice_text(full)}"
    gone = Refusal(Path("/media/Stick"), "It is not there.", RefusalKind.MISSING)
    assert refusal_text(gone).startswith("„/media/Stick“ ist nicht da.")
    part = SourceOverview(Path("/a"), SourceState.LIVE, 1, 1, 0, 0, "Not connected: b")
    assert source_text(part).startswith("Ein Teil davon ist nicht verbunden")
    assert source_text(replace(part, message=None)) == ""
    for error, text in (
        (GoneError("x"), "Das ist nicht mehr im Index."),
        (NothingPassesError("x"), "Die Filter lassen alles aus"),
        (AwayError("x"), "Der Datenträger dieser Datei ist nicht verbunden"),
        (VanishedError("x"), "Diese Datei ist nicht mehr da."),
        (LockedError("x"), "Diese Datei ist jetzt mit einem Passwort geschützt."),
        (UnreadableError("x"), "Diese Datei lässt sich gerade nicht lesen."),
        (EngineLostError("x"), "Die Suchmaschine ist beendet."),
        (EngineBugError("x"), "Etwas ging schief"),
        (PatternError("!", "names nothing."), "„!“ bezeichnet nichts."),
        (DiskFullError("x"), "Der Datenträger mit dem Index ist voll."),
        (ValueError("x"), "x"),
    ):
        assert error_text(error).startswith(text)


def test_what_the_engine_says_in_english_keeps_its_details() -> None:
    full = Notice(NoticeKind.TROUBLE, "No space is left on /data.", TroubleKind.DISK_FULL)
    assert notice_text(full) == "No space is left on /data."
    gone = Refusal(Path("/media/Stick"), "It is not there.", RefusalKind.MISSING)
    assert refusal_text(gone) == "It is not there."
    assert error_text(AwayError("“USB” is not connected.")) == "“USB” is not connected."
    assert "“!” names nothing." in error_text(PatternError("!", "names nothing."))


def test_another_language_is_answered_in_english(qapp: QApplication) -> None:
    assert install_language(qapp, QLocale("de_AT")) == "de"
    assert tr("Results") == "Ergebnisse"
    assert install_language(qapp, QLocale("fi_FI")) == "en"
    assert spoken() == "en"
    assert tr("Results") == "Results"
    assert files_text(1) == "1 file"
    assert number_text(2170) == "2,170"


def test_only_the_last_language_is_spoken(qapp: QApplication) -> None:
    for code, text in (("de", "Ordner"), ("en", "Folders"), ("de", "Ordner"), ("en", "Folders")):
        install_language(qapp, QLocale(code))
        assert QCoreApplication.translate("FoldersPage", "Folders") == text
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == (
            "Abbrechen" if code == "de" else "Cancel"
        )
