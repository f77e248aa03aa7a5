"""Settings: what is remembered, where is it kept, and how is it erased?"""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.engine.settings_messages import EngineFacts
from app.ui.settings.page import Facts, Page
from app.ui.settings.preferences import PreferenceStore


class PrivacyPage(Page):
    """What is remembered of searches, and what lies where."""

    erase_requested = Signal()
    erase_saved_requested = Signal()

    def __init__(self, preferences: PreferenceStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Privacy"))
        self._preferences = preferences
        self.add_sentence(
            self.tr(
                "Nothing leaves this computer: SparkBERT opens no network connection. Only "
                "your user account can read what it keeps."
            )
        )
        self.column.addSpacing(8)
        self._remembers = self.add_check(
            self.tr("Remember searches and opened files"),
            self.tr("They appear below the empty search box, so you can use them again."),
        )
        self._remembers.clicked.connect(lambda on: preferences.change(remembers=on))
        self._erase = QPushButton(self.tr("Erase history"))
        self._erase.clicked.connect(lambda: self._on_erase(self.erase_requested))
        self._erase_saved = QPushButton(self.tr("Erase saved searches"))
        self._erase_saved.clicked.connect(lambda: self._on_erase(self.erase_saved_requested))
        self._erased = QLabel(self.tr("Erased."))
        self._erased.hide()
        self.add_row(self._erase, self._erase_saved, self._erased)
        self.add_sentence(
            self.tr(
                "The history is what you searched for and opened. Saved searches are kept "
                "separately, until you erase them."
            )
        )
        self.add_heading(self.tr("Where things are kept"))
        self._facts = Facts()
        self.column.addWidget(self._facts)
        self.add_sentence(
            self.tr(
                "Removing a folder erases its text from the index, its name from the logs, "
                "and its files from the history."
            )
        )
        self.finish()
        preferences.changed.connect(lambda _: self._show())
        self._show()

    def set_facts(self, facts: EngineFacts) -> None:
        """Show what lies where."""
        self._facts.set_fact(self.tr("Text of your documents"), str(facts.index))
        self._facts.set_fact(self.tr("Settings"), str(facts.settings_file))
        self._facts.set_fact(self.tr("History"), str(facts.home / "window.ini"))
        self._facts.set_fact(self.tr("Logs (no document text)"), str(facts.logs))

    def _on_erase(self, request: SignalInstance) -> None:
        request.emit()
        self._erased.show()

    def _show(self) -> None:
        self._remembers.setChecked(self._preferences.now.remembers)
