"""Settings: is text recognised in scanned pages, and in which languages?"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.engine.settings_messages import EngineFacts
from app.settings import Settings
from app.ui.settings.engine_settings import EngineSettings
from app.ui.settings.page import Page
from app.ui.translation import SOURCE_LANGUAGE, language_name, spoken

_CODE_ROLE = int(Qt.ItemDataRole.UserRole)


class RecognitionPage(Page):
    """On or off, and the languages that are installed."""

    def __init__(self, engine: EngineSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Text recognition"))
        self._engine = engine
        self._installed: tuple[str, ...] = ()
        self._enabled = self.add_check(
            self.tr("Recognise text in scanned pages (OCR)"),
            self.tr(
                "Tesseract reads pages that are pictures, on this computer. It takes seconds "
                "per page and runs after everything else."
            ),
        )
        self._enabled.clicked.connect(self._write)
        self._missing = self.add_sentence("")
        self._missing.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._missing.setAccessibleName(self.tr("How to install text recognition"))
        self._languages = QListWidget()
        self._languages.setAccessibleName(self.tr("Languages of scanned pages"))
        self._languages.itemChanged.connect(lambda _: self._write())
        self._which = self.add_sentence(
            self.tr("Languages of your scanned pages (each one makes recognition slower):")
        )
        self.finish(self._languages)
        self._show_what_is_there()

    def set_settings(self, settings: Settings) -> None:
        """Show what is set."""
        self._enabled.setChecked(settings.ocr.enabled)
        self._tick(settings.ocr.languages.split("+"))

    def set_facts(self, facts: EngineFacts) -> None:
        """Know what is installed."""
        if facts.ocr_languages != self._installed:
            self._installed = facts.ocr_languages
            self._fill()
        if self._engine.settings is not None:
            self.set_settings(self._engine.settings)
        self._show_what_is_there()

    def _fill(self) -> None:
        self._languages.blockSignals(True)
        self._languages.clear()
        for code in self._installed:
            item = QListWidgetItem(_name_of(code))
            item.setData(_CODE_ROLE, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self._languages.addItem(item)
        self._languages.blockSignals(False)

    def _show_what_is_there(self) -> None:
        is_there = bool(self._installed)
        self._enabled.setEnabled(is_there)
        self._languages.setVisible(is_there)
        self._which.setVisible(is_there)
        self._missing.setVisible(not is_there)
        self._missing.setText(
            self.tr("Looking for Tesseract …")
            if self._engine.facts is None
            else self.tr(
                "Tesseract is not installed. Install it (Debian, Ubuntu: apt install "
                "tesseract-ocr; macOS: brew install tesseract) and its Python package (pip "
                "install tesserocr), then restart SparkBERT."
            )
        )

    def _items(self) -> list[QListWidgetItem]:
        return [self._languages.item(row) for row in range(self._languages.count())]

    def _tick(self, codes: list[str]) -> None:
        self._languages.blockSignals(True)
        for item in self._items():
            is_wanted = item.data(_CODE_ROLE) in codes
            item.setCheckState(Qt.CheckState.Checked if is_wanted else Qt.CheckState.Unchecked)
        self._languages.blockSignals(False)

    def _write(self) -> None:
        settings = self._engine.settings
        if settings is None:
            return
        codes = [
            item.data(_CODE_ROLE)
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
        ]
        kept = settings.ocr.languages  # at least one is needed
        languages = kept if set(codes) in (set(), set(kept.split("+"))) else "+".join(codes)
        ocr = replace(settings.ocr, enabled=self._enabled.isChecked(), languages=languages)
        if not codes:
            self._tick(kept.split("+"))
        if ocr != settings.ocr:
            self._engine.change(lambda now: replace(now, ocr=ocr))


def _name_of(code: str) -> str:
    """Return the name of one of Tesseract's languages, with its code."""
    language = QLocale.codeToLanguage(code.partition("_")[0])
    if language in (QLocale.Language.AnyLanguage, QLocale.Language.C):
        return code
    if spoken() == SOURCE_LANGUAGE:
        return f"{QLocale.languageToString(language)} ({code})"
    return f"{language_name(language)} ({code})"  # Qt knows no more than what it calls itself
