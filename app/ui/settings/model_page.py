"""Settings: with which model and vocabulary is meaning found?"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.engine.settings_messages import EngineFacts
from app.engine.standing import Overview
from app.paths import Home
from app.settings import Settings
from app.ui.look.format import size_text
from app.ui.look.theme import GRID
from app.ui.settings.engine_settings import EngineSettings
from app.ui.settings.page import Facts, Page
from app.ui.settings.vocabulary_builder import VocabularyBuilder
from app.ui.settings.vocabulary_choice import VocabularyChoice


class ModelPage(Page):
    """What is used, and a choice of vocabularies.

    Parameters
    ----------
    engine
        Who knows and is told.
    home
        Whose documents a vocabulary is built from; None for what is in the window alone.
    """

    def __init__(
        self, engine: EngineSettings, home: Home | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Model and vocabulary"))
        self.add_sentence(
            self.tr(
                "The model turns words into meaning, on this computer. The vocabulary lists the "
                "meanings that passages are found by. An index is made with both, and searched "
                "with the same."
            )
        )
        self.add_heading(self.tr("Vocabulary"))
        self.builder = VocabularyBuilder(home, parent=self)
        self.choice = VocabularyChoice(self.builder)
        self.choice.chosen.connect(engine.use)
        self.column.addWidget(self.choice)
        self.column.addSpacing(GRID)
        self._vocabulary = Facts()
        self.column.addWidget(self._vocabulary)
        self.add_heading(self.tr("Model"))
        self._model = Facts()
        self.column.addWidget(self._model)
        self.finish()

    def set_settings(self, settings: Settings) -> None:
        """Show what is set."""
        self.choice.set_settings(settings)

    def set_overview(self, overview: Overview) -> None:
        """Know how much another vocabulary would take."""
        self.choice.set_passages(overview.n_chunks)

    def set_facts(self, facts: EngineFacts) -> None:
        """Show what is used."""
        self.choice.set_facts(facts)
        self._model.set_fact(self.tr("Name"), facts.model)
        self._model.set_fact(self.tr("Size"), size_text(facts.model_bytes))
        self._model.set_fact(self.tr("Checksum"), f"SHA-256 {facts.model_sha256[:16]}…")
        self._model.set_fact(self.tr("Location"), str(facts.model_directory))
        self._vocabulary.set_fact(self.tr("Size"), size_text(facts.vocabulary_bytes))
        digest = facts.vocabulary_sha256[:16]
        self._vocabulary.set_fact(self.tr("Checksum"), f"SHA-256 {digest}…" if digest else "-")
        self._vocabulary.set_fact(self.tr("Location"), str(facts.vocabulary))
