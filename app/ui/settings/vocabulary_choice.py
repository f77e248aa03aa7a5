"""Settings: with which vocabulary is the index made, and how does one get one of one's own?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.engine.making import UseMaking
from app.engine.own_vocabularies import Told, built_at
from app.engine.settings_messages import EngineFacts
from app.settings import Settings
from app.ui.look.format import date_text, duration_text, passages_text
from app.ui.look.theme import GRID
from app.ui.manners.announce import announce
from app.ui.settings.build_pace import BuildPace
from app.ui.settings.vocabulary_builder import VocabularyBuilder
from app.ui.translation import tr
from sparkbert.defaults import IndexSize, default_vocabulary
from sparkbert.vocabulary.progress import BuildStep

_STEPS = 1000
_LETTERS = 32  # of a box, however long the names in it are


class VocabularyChoice(QWidget):
    """A box of vocabularies, one of sizes, and a button that has another vocabulary built.

    `chosen` brings what the index is to be made with, once the user has agreed to what it takes.

    Parameters
    ----------
    builder
        Builds one.
    """

    chosen = Signal(object)

    def __init__(self, builder: VocabularyBuilder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._builder = builder
        self._settings: Settings | None = None
        self._n_passages = 0
        self._own: tuple[Path, ...] = ()
        self._pace = BuildPace()
        self.vocabularies = QComboBox()
        self.vocabularies.setAccessibleName(self.tr("Vocabulary"))
        self.vocabularies.activated.connect(lambda _: self._on_activated())
        self.sizes = QComboBox()
        self.sizes.setAccessibleName(self.tr("Detail"))
        for size, text in (
            (IndexSize.COMPACT, self.tr("Compact: three meanings for each word")),
            (IndexSize.RICH, self.tr("Rich: four meanings for each word, a larger index")),
        ):
            self.sizes.addItem(text, size)
        self.sizes.activated.connect(lambda _: self._on_activated())
        self._build = QPushButton(self.tr("Build from your documents …"))
        self._build.clicked.connect(self.confirm_build)
        self._meter = QProgressBar()
        self._meter.setTextVisible(False)
        self._meter.setFixedSize(20 * GRID, 6)
        self._meter.setRange(0, _STEPS)
        self._meter.setAccessibleName(self.tr("Progress of the vocabulary"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel building the vocabulary"))
        self._cancel.clicked.connect(self._on_cancel)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._lay_out()
        self._show_run(is_running=False)
        builder.told.connect(self._on_told)
        builder.built.connect(self._on_built)
        builder.failed.connect(self._on_ended)
        builder.cancelled.connect(
            lambda: self._on_ended(self.tr("Cancelled. Nothing was changed."))
        )

    @property
    def said(self) -> str:
        """How far it is, or what has come of it."""
        return "" if self._said.isHidden() else self._said.text()

    def set_settings(self, settings: Settings) -> None:
        """Show what is set."""
        self._settings = settings
        self._fill()

    def set_facts(self, facts: EngineFacts) -> None:
        """Know which vocabularies there are."""
        self._own = facts.own_vocabularies
        self._fill()

    def set_passages(self, n_passages: int) -> None:
        """Know how many passages would be read again."""
        self._n_passages = n_passages
        self._build.setEnabled(n_passages > 0)

    def confirm_build(self) -> QMessageBox:
        """Ask whether a vocabulary is to be built, saying what it takes; returns the question."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Build a vocabulary from your documents?"))
        box.setInformativeText(
            self.tr(
                "The installed vocabulary was learned from texts of many kinds. One learned "
                "from your own documents can distinguish meanings that are special to them. "
                "It is worth it for large collections only.\n\n"
                "Building takes from a few minutes to an hour and needs up to 1 GB of disk "
                "space. You can keep working, and cancel at any time; keep SparkBERT open until "
                "it is done. Nothing changes until you choose to use it."
            )
        )
        build = box.addButton(self.tr("Build"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(self.tr("Not now"), QMessageBox.ButtonRole.RejectRole))
        box.buttonClicked.connect(lambda one: self._on_build() if one is build else None)
        box.finished.connect(box.deleteLater)
        box.open()
        return box

    def confirm_use(self, making: UseMaking, *, is_new: bool = False) -> QMessageBox:
        """Ask whether the index is to be made with something else; returns the question.

        Parameters
        ----------
        making
            With what.
        is_new
            Whether its vocabulary has just been built.
        """
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(
            self.tr("Your vocabulary is ready. Use it?")
            if is_new
            else self.tr("Find all meanings again?")
        )
        takes = self.tr(
            "SparkBERT has to find the meaning of {passages} again, which takes as long "
            "as the first time. Until then, search finds them by words. Your files stay "
            "as they are."
        ).format(passages=passages_text(self._n_passages))
        about = self.tr("Vocabulary: {name}").format(
            name=_name_of(making.vocabulary or default_vocabulary())
        )
        detail = self.sizes.itemText(self.sizes.findData(making.index_size))
        parts = [about, self.tr("Detail: {detail}").format(detail=detail)]
        later = self.tr("You can choose it later, too, in the box “Learned from”.")
        box.setInformativeText("\n\n".join(["\n".join(parts), takes, *([later] if is_new else [])]))
        use = box.addButton(
            self.tr("Use it") if is_new else self.tr("Find again"),
            QMessageBox.ButtonRole.AcceptRole,
        )
        box.setDefaultButton(
            box.addButton(
                self.tr("Not now") if is_new else self.tr("Don't change"),
                QMessageBox.ButtonRole.RejectRole,
            )
        )
        box.buttonClicked.connect(
            lambda one: self.chosen.emit(making) if one is use else self._fill()
        )
        box.finished.connect(box.deleteLater)
        box.open()
        return box

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(2, 1)
        for row, (text, box) in enumerate(
            (
                (self.tr("Learned from"), self.vocabularies),
                (self.tr("Detail"), self.sizes),
            )
        ):
            label = QLabel(text)
            label.setBuddy(box)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(_LETTERS)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        layout.addLayout(grid)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        for one in (self._build, self._meter, self._cancel):
            foot.addWidget(one)
        foot.addStretch()
        layout.addLayout(foot)
        layout.addWidget(self._said)
        self._said.hide()

    def _fill(self) -> None:
        """Show which vocabularies there are, and what is set of them."""
        if self._settings is None:
            return
        now = self._settings.vocabulary
        files = [default_vocabulary(), *self._own]
        if now not in files:
            files.append(now)
        self.vocabularies.clear()
        for file in files:
            self.vocabularies.addItem(_name_of(file), file)
        self.vocabularies.setCurrentIndex(files.index(now))
        self.sizes.setCurrentIndex(self.sizes.findData(self._settings.index_size))

    def _on_activated(self) -> None:
        settings = self._settings
        making = UseMaking(self.vocabularies.currentData(), IndexSize(self.sizes.currentData()))
        if settings is None or (making.vocabulary, making.index_size) == (
            settings.vocabulary,
            settings.index_size,
        ):
            return
        self.confirm_use(making)

    # Building

    def _on_build(self) -> None:
        self._meter.setValue(0)
        self._pace = BuildPace()
        self._cancel.setEnabled(True)
        self._say(self.tr("Gathering your documents …"))
        self._show_run(is_running=True)
        self._builder.start()

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._say(self.tr("Cancelling …"))
        self._builder.cancel()

    def show_building(self, told: Told) -> None:
        """Show how far a vocabulary is."""
        step = BuildStep(told.step)
        self._pace.note(step, told.done, told.total)
        self._show_run(is_running=True)
        self._meter.setValue(round(_STEPS * self._pace.share))
        left = self._pace.seconds_left
        parts = [_step_text(step)]
        if left is not None:
            parts.append(self.tr("{duration} left").format(duration=duration_text(left)))
        self._say(" · ".join(parts))

    def _on_told(self, told: Told) -> None:
        if told.step and self._cancel.isEnabled():
            self.show_building(told)

    def _on_built(self, file: Path) -> None:
        self._own = (file, *(one for one in self._own if one != file))
        self._fill()
        text = self.tr("The vocabulary “{name}” is ready.")
        self._on_ended(text.format(name=_name_of(file)))
        if self._settings is not None:
            self.confirm_use(UseMaking(file, self._settings.index_size), is_new=True)

    def _on_ended(self, text: str) -> None:
        self._show_run(is_running=False)
        self._say(text)
        announce(self._said, text)

    def _show_run(self, *, is_running: bool) -> None:
        self._build.setVisible(not is_running)
        self._meter.setVisible(is_running)
        self._cancel.setVisible(is_running)

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.show()


def _name_of(file: Path) -> str:
    if file == default_vocabulary():
        return tr("Texts of many kinds (installed)")
    built = built_at(file)
    if built is None:
        return file.name
    day = date_text(int(built.timestamp()) * 10**9)
    return tr("Your documents, {day}").format(day=day)


def _step_text(step: BuildStep) -> str:
    return {
        BuildStep.PIECES: tr("Reading words one by one …"),
        BuildStep.TOKENS: tr("Reading your documents …"),
        BuildStep.CLUSTERING: tr("Telling meanings apart …"),
        BuildStep.NEIGHBOURS: tr("Finding related meanings …"),
        BuildStep.COMPRESSION: tr("Making it small …"),
    }[step]
