"""Settings: which kinds of files are read?"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from app.engine.settings_messages import EngineFacts
from app.settings import FilesSettings, FileType, Settings
from app.ui.settings.engine_settings import EngineSettings
from app.ui.settings.page import Page


class TypesPage(Page):
    """A box per family of files."""

    def __init__(self, engine: EngineSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("File types"))
        self._engine = engine
        self.add_sentence(
            self.tr(
                "These types are read in all folders. Clearing a box erases that type from "
                "the index; ticking it reads the files again. The files themselves stay as "
                "they are."
            )
        )
        self.column.addSpacing(8)
        self._boxes: dict[FileType, QCheckBox] = {}
        for kind, text, sentence in (
            (
                FileType.PDF,
                self.tr("PDF"),
                self.tr(".pdf, page by page; scans need text recognition."),
            ),
            (
                FileType.WORD,
                self.tr("Word"),
                self.tr(".docx, .docm, .dotx and .dotm, with tables and footnotes."),
            ),
            (
                FileType.MARKDOWN,
                self.tr("Markdown"),
                self.tr(".md, .markdown, .mdown and .mkd, with their headings."),
            ),
            (
                FileType.TEXT,
                self.tr("Text"),
                self.tr(
                    ".txt, .text, .log, .rst, .adoc, .asciidoc, .org and .textile, in any encoding."
                ),
            ),
        ):
            box = self.add_check(text, sentence)
            box.clicked.connect(self._on_clicked)
            box.setEnabled(False)
            self._boxes[kind] = box
        self.finish()

    def set_settings(self, settings: Settings) -> None:
        """Show what is set."""
        for kind, box in self._boxes.items():
            box.setEnabled(True)
            box.setChecked(kind not in settings.files.skipped_types)

    def set_facts(self, facts: EngineFacts) -> None:
        """Need none."""

    def _on_clicked(self) -> None:
        skipped = tuple(kind for kind, box in self._boxes.items() if not box.isChecked())
        self._engine.change(lambda settings: replace(settings, files=FilesSettings(skipped)))
