"""Settings: where is the index, how large is it, is it whole, and can it be made again?"""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QWidget,
)

from app.engine.seeing import GetStatistics
from app.engine.settings_messages import EngineFacts
from app.engine.standing import Overview
from app.engine.verify_messages import Verified, VerifyIndex, VerifyProgress
from app.settings import Settings
from app.ui.bridge import Bridge
from app.ui.engine_texts import error_text
from app.ui.look.format import files_text, passages_text, size_text
from app.ui.look.theme import GRID, LIGHT, Theme
from app.ui.manners.announce import announce
from app.ui.settings.engine_settings import EngineSettings
from app.ui.settings.index_place import IndexPlace
from app.ui.settings.index_plots import IndexPlots
from app.ui.settings.page import Facts, Page

_N_SHOWN = 5


class IndexPage(Page):
    """Facts, a check of everything, and a new beginning.

    Parameters
    ----------
    engine, bridge
        Who knows, and who is asked.
    """

    def __init__(
        self, engine: EngineSettings, bridge: Bridge, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Index"))
        self._engine = engine
        self._bridge = bridge
        self._overview = Overview()
        self.add_sentence(
            self.tr(
                "The index holds the text of your documents. Only your user account can read it."
            )
        )
        self._facts = Facts()
        self.column.addWidget(self._facts)
        self.place = IndexPlace(bridge)
        self.place.moved.connect(self._on_moved)
        self.column.addWidget(self.place)
        self.add_heading(self.tr("Check for damage"))
        self._check = QPushButton(self.tr("Check now"))
        self._check.clicked.connect(self._on_check)
        self._meter = QProgressBar()
        self._meter.setTextVisible(False)
        self._meter.setFixedSize(20 * GRID, 6)
        self._meter.setAccessibleName(self.tr("Progress of the check"))
        self._result = QLabel()
        self._result.setWordWrap(True)
        self.add_row(self._check, self._meter)
        self.column.addWidget(self._result)
        self._meter.hide()
        self._result.hide()
        self.add_sentence(
            self.tr(
                "Reads the whole index and compares it with its checksums. You can keep "
                "searching. Damage found during daily work is repaired automatically."
            )
        )
        self.add_heading(self.tr("Rebuild"))
        self._rebuild = QPushButton(self.tr("Rebuild …"))
        self._rebuild.clicked.connect(self.confirm_rebuild)
        self.add_row(self._rebuild)
        self.add_sentence(
            self.tr(
                "Deletes the index and reads all folders again. Only needed if search goes "
                "wrong and a check finds no damage."
            )
        )
        self.column.addSpacing(GRID)
        self._plots = IndexPlots(LIGHT)
        self.finish(self._plots)
        bridge.verified.connect(self._on_progress)

    @property
    def result(self) -> str:
        """What the last check has found."""
        return self._result.text()

    def set_theme(self, theme: Theme) -> None:
        """Show the plots in other colours."""
        self._plots.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew what the index holds, when somebody looks."""
        super().showEvent(event)
        self._bridge.ask(
            GetStatistics(),
            self._plots.set_statistics,
            lambda error: self._plots.set_trouble(error_text(error)),
        )

    def set_settings(self, settings: Settings) -> None:
        """Need none."""

    def set_facts(self, facts: EngineFacts) -> None:
        """Show where the index is, and how large."""
        self.place.set_facts(facts)
        self._facts.set_fact(self.tr("Location"), str(facts.index))
        self._facts.set_fact(self.tr("Size"), size_text(facts.index_bytes))
        if facts.set_aside_bytes:
            self._facts.set_fact(
                self.tr("Set aside"),
                self.tr("{size} of damaged files, kept until you remove a folder").format(
                    size=size_text(facts.set_aside_bytes)
                ),
            )

    def set_overview(self, overview: Overview) -> None:
        """Show what it holds."""
        self._overview = overview
        self._facts.set_fact(
            self.tr("Holds"),
            self.tr("{passages} in {files}").format(
                passages=passages_text(overview.n_chunks),
                files=files_text(overview.n_files_by_words),
            ),
        )

    def confirm_rebuild(self) -> QMessageBox:
        """Ask whether the index is to be made again, saying what it takes; returns the question."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Rebuild the index?"))
        box.setInformativeText(
            self.tr(
                "SparkBERT reads {files} again and finds the meaning of {passages} again, "
                "which takes as long as the first time. Until then, search finds what is "
                "ready. Folders that are not connected come back when they are. Your files "
                "stay as they are."
            ).format(
                files=files_text(self._overview.n_files),
                passages=passages_text(self._overview.n_chunks),
            )
        )
        rebuild = box.addButton(self.tr("Rebuild"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(
            box.addButton(self.tr("Keep the index"), QMessageBox.ButtonRole.RejectRole)
        )
        box.buttonClicked.connect(lambda one: self._on_rebuild() if one is rebuild else None)
        box.finished.connect(box.deleteLater)
        box.open()
        return box

    def _on_moved(self, facts: EngineFacts | None) -> None:
        if facts is not None:
            self.set_facts(facts)
        self._engine.load()

    def _on_rebuild(self) -> None:
        self._bridge.restart(rebuild=True)
        self._engine.load()

    def _on_check(self) -> None:
        self._check.setEnabled(False)
        self._meter.setRange(0, 0)
        self._meter.show()
        self._result.hide()
        self._bridge.ask(VerifyIndex(), self._on_verified, self._on_failed)

    def _on_progress(self, progress: VerifyProgress) -> None:
        self._meter.setRange(0, progress.n_parts)
        self._meter.setValue(progress.n_done)

    def _on_verified(self, verified: Verified) -> None:
        problems = verified.problems
        if not problems:
            self._show_result(self.tr("No damage found."))
            return
        shown = "\n".join(problems[:_N_SHOWN])
        self._show_result(
            self.tr(
                "The index is damaged. Rebuild it, or quit and run “sparkbert verify --repair”.\n"
                "{problems}"
            ).format(problems=shown)
        )

    def _on_failed(self, error: Exception) -> None:
        self._show_result(error_text(error))

    def _show_result(self, text: str) -> None:
        self._check.setEnabled(True)
        self._meter.hide()
        self._result.setText(text)
        self._result.show()
        announce(self._result, text)
