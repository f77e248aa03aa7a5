"""Settings: where is the index, and how is it moved to another folder?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.engine.move_messages import IndexMoved, MoveIndex, MoveProgress, StopMoving
from app.engine.settings_messages import EngineFacts
from app.printable import printable
from app.ui.bridge import Bridge
from app.ui.engine_texts import error_text
from app.ui.look.format import size_text
from app.ui.look.theme import GRID
from app.ui.manners.announce import announce

_STEPS = 1000
"""Of the meter: bytes would not fit into its numbers."""


class IndexPlace(QWidget):
    """Moves the index, with how far that is, a way to stop it, and what has come of it.

    `moved` brings what is known of it then, while another engine is on its way.

    Parameters
    ----------
    bridge
        Who is asked.
    """

    moved = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._facts: EngineFacts | None = None
        self._is_moving = False
        self._move = QPushButton(self.tr("Move …"))
        self._move.setAccessibleName(self.tr("Move the index …"))
        self._move.clicked.connect(self._on_move)
        self._back = QPushButton(self.tr("Move back …"))
        self._back.setAccessibleName(self.tr("Move the index back to its own folder …"))
        self._back.clicked.connect(lambda: self.confirm(None))
        self._meter = QProgressBar()
        self._meter.setTextVisible(False)
        self._meter.setFixedSize(20 * GRID, 6)
        self._meter.setRange(0, _STEPS)
        self._meter.setAccessibleName(self.tr("Progress of the move"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel moving the index"))
        self._cancel.clicked.connect(self._on_cancel)
        self._said = QLabel()
        self._said.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for one in (self._move, self._back, self._meter, self._cancel):
            row.addWidget(one)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(row)
        layout.addWidget(self._said)
        self._said.hide()
        self._show()
        bridge.moving.connect(self._on_progress)

    @property
    def said(self) -> str:
        """How far it is, or what has come of it."""
        return "" if self._said.isHidden() else self._said.text()

    def set_facts(self, facts: EngineFacts) -> None:
        """Know where the index is."""
        self._facts = facts
        self._show()

    def confirm(self, folder: Path | None) -> QMessageBox:
        """Ask whether the index is to be moved, saying what that means; returns the question."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        size = size_text(self._facts.index_bytes if self._facts is not None else 0)
        if folder is None:
            box.setText(self.tr("Move the index back to its own folder?"))
        else:
            box.setText(self.tr("Move the index to “{folder}”?").format(folder=printable(folder)))
        means = self.tr(
            "SparkBERT copies and checks {size}, then deletes the old copy. You can keep "
            "searching; indexing waits. Keep SparkBERT open until it is done. If anything goes "
            "wrong, the index stays where it is."
        ).format(size=size)
        if folder is not None:
            warning = self.tr(
                "If this folder is on another disk, SparkBERT needs that disk to be connected "
                "from then on. The index holds the text of your documents: anyone who has the "
                "disk can read it, unless it is encrypted."
            )
            means = f"{means}\n\n{warning}"
        box.setInformativeText(means)
        move = box.addButton(self.tr("Move"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(
            box.addButton(self.tr("Don't move"), QMessageBox.ButtonRole.RejectRole)
        )
        box.buttonClicked.connect(lambda one: self._begin(folder) if one is move else None)
        box.finished.connect(box.deleteLater)
        box.open()
        return box

    def _on_move(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder for the index"))
        if folder:
            self.confirm(Path(folder))

    def show_moving(self, progress: MoveProgress) -> None:
        """Show how far a move is."""
        self._is_moving = True
        self._meter.setValue(_STEPS * progress.n_done // max(progress.n_bytes, 1))
        self._say(
            self.tr("Checking the copy …")
            if progress.is_checking
            else self.tr("{done} of {size} copied").format(
                done=size_text(progress.n_done), size=size_text(progress.n_bytes)
            )
        )

    def _begin(self, folder: Path | None) -> None:
        self._cancel.setEnabled(True)
        n_bytes = self._facts.index_bytes if self._facts is not None else 0
        self.show_moving(MoveProgress(0, n_bytes))
        self._bridge.ask(
            MoveIndex(folder),
            lambda moved: self._on_moved(moved, is_away=folder is not None),
            self._on_failed,
        )

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._bridge.ask(StopMoving())

    def _on_progress(self, progress: MoveProgress) -> None:
        if self._is_moving:
            self.show_moving(progress)

    def _on_moved(self, moved: IndexMoved, *, is_away: bool) -> None:
        self._bridge.expect_end()
        if self._facts is not None:  # the next engine takes a while until it tells
            self._facts = replace(self._facts, index=moved.place, is_index_moved=is_away)
        self._finish(self.tr("The index is now in {folder}.").format(folder=printable(moved.place)))
        self.moved.emit(self._facts)

    def _on_failed(self, error: Exception) -> None:
        self._finish(error_text(error))

    def _finish(self, text: str) -> None:
        self._is_moving = False
        self._say(text)
        announce(self._said, text)

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.show()
        self._show()

    def _show(self) -> None:
        is_known = self._facts is not None
        self._move.setVisible(not self._is_moving)
        self._move.setEnabled(is_known)
        self._back.setVisible(
            not self._is_moving and self._facts is not None and self._facts.is_index_moved
        )
        self._meter.setVisible(self._is_moving)
        self._cancel.setVisible(self._is_moving)
