"""Settings: with which model and vocabulary is meaning found?"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.engine.settings_messages import EngineFacts
from app.settings import Settings
from app.ui.look.format import size_text
from app.ui.settings.engine_settings import EngineSettings
from app.ui.settings.page import Facts, Page
from sparkbert.defaults import IndexSize


class ModelPage(Page):
    """What is used, and how it is changed; it can't be changed here."""

    def __init__(self, engine: EngineSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Model and vocabulary"))
        del engine
        self.add_sentence(
            self.tr(
                "The model turns words into meaning, on this computer; the vocabulary lists the "
                "meanings that passages are found by. An index can only be searched with those "
                "that it was made with."
            )
        )
        self.add_heading(self.tr("Model"))
        self._model = Facts()
        self.column.addWidget(self._model)
        self.add_heading(self.tr("Vocabulary"))
        self._vocabulary = Facts()
        self.column.addWidget(self._vocabulary)
        self.add_heading(self.tr("Index"))
        self._index = Facts()
        self.column.addWidget(self._index)
        self.add_heading(self.tr("To use others"))
        self._how = self.add_sentence("")
        self.finish()

    def set_settings(self, settings: Settings) -> None:
        """Show what is set."""
        self._index.set_fact(
            self.tr("Detail"),
            self.tr("Rich: four meanings for each word")
            if settings.index_size is IndexSize.RICH
            else self.tr("Compact: three meanings for each word"),
        )

    def set_facts(self, facts: EngineFacts) -> None:
        """Show what is used."""
        self._model.set_fact(self.tr("Name"), facts.model)
        self._model.set_fact(self.tr("Size"), size_text(facts.model_bytes))
        self._model.set_fact(self.tr("Checksum"), f"SHA-256 {facts.model_sha256[:16]}…")
        self._model.set_fact(self.tr("Where"), str(facts.model_directory))
        self._vocabulary.set_fact(self.tr("Size"), size_text(facts.vocabulary_bytes))
        digest = facts.vocabulary_sha256[:16]
        self._vocabulary.set_fact(self.tr("Checksum"), f"SHA-256 {digest}…" if digest else "-")
        self._vocabulary.set_fact(self.tr("Where"), str(facts.vocabulary))
        self._how.setText(
            self.tr(
                "Quit SparkBERT, name them in {file}, and run “sparkbert verify --repair”. Every "
                "passage is then encoded again, which takes as long as the first time."
            ).format(file=facts.settings_file)
        )
