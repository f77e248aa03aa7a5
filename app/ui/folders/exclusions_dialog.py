"""What is left out of a folder, and how does the user say so?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.engine_texts import error_text
from app.ui.look.theme import GRID, META_PT, Theme, sized
from app.watch.rules import Exclusions, PatternError

_BYTES_PER_MB = 1_000_000
_PLACEHOLDER = "*.log\ndrafts/\n/old"


class ExclusionsDialog(QDialog):
    """Patterns, `.gitignore` files and a size; wrong patterns are told before anything is done."""

    chosen = Signal(object, object)

    def __init__(
        self, theme: Theme, path: Path, exclusions: Exclusions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._path = path
        self.setWindowTitle(self.tr("Excluded from “{folder}”").format(folder=path.name or path))
        self.resize(64 * GRID, 52 * GRID)
        self._patterns = QPlainTextEdit("\n".join(exclusions.patterns))
        self._patterns.setPlaceholderText(_PLACEHOLDER)
        self._patterns.setAccessibleName(self.tr("Patterns to exclude, one per line"))
        self._patterns.setTabChangesFocus(True)
        self._gitignore = QCheckBox(self.tr("Files listed in .gitignore"))
        self._gitignore.setChecked(exclusions.use_gitignore)
        self._removed = exclusions.removed
        self._keeps_removed = QCheckBox(self.tr("Folders inside it that you removed from search"))
        self._keeps_removed.setChecked(True)
        self._keeps_removed.setVisible(bool(self._removed))
        self._is_limited = QCheckBox(self.tr("Files larger than"))
        self._is_limited.setChecked(exclusions.max_bytes is not None)
        self._limit = _SizeBox()
        self._limit.setAccessibleName(self.tr("Size in megabytes"))
        self._limit.setRange(0.001, 1_000_000)
        self._limit.setDecimals(3)
        self._limit.setSuffix(self.tr(" MB"))
        self._limit.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self._limit.setValue((exclusions.max_bytes or 50 * _BYTES_PER_MB) / _BYTES_PER_MB)
        self._limit.setEnabled(self._is_limited.isChecked())
        self._is_limited.toggled.connect(self._limit.setEnabled)
        self._trouble = QLabel()
        self._trouble.setWordWrap(True)
        self._trouble.setStyleSheet(f"color: {theme.trouble.name()}")
        self._trouble.hide()
        self._patterns.textChanged.connect(self._trouble.hide)
        self._lay_out(theme)

    @property
    def trouble(self) -> str:
        """What is wrong with what was typed."""
        return self._trouble.text() if not self._trouble.isHidden() else ""

    def _lay_out(self, theme: Theme) -> None:
        title = QLabel(self.tr("Exclude files and folders"))
        title.setFont(sized(self.font(), META_PT, bold=True))
        title.setBuddy(self._patterns)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        size = QHBoxLayout()
        size.addWidget(self._is_limited)
        size.addWidget(self._limit)
        size.addStretch()
        layout.addWidget(title)
        how = self.tr(
            "One pattern per line, as in a .gitignore file: *.log for a kind of file, "
            "drafts/ for folders with that name, /old for one place. Hidden files are always "
            "excluded."
        )
        consequence = self.tr(
            "Excluded files are erased from the index. The files themselves stay as they are."
        )
        layout.addWidget(_note(how, theme))
        layout.addWidget(self._patterns, 1)
        layout.addWidget(self._trouble)
        layout.addWidget(self._gitignore)
        layout.addLayout(size)
        layout.addWidget(self._keeps_removed)
        layout.addSpacing(GRID)
        layout.addWidget(_note(consequence, theme))
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        apply = QPushButton(self.tr("Apply"))
        apply.setDefault(True)
        apply.clicked.connect(self._on_apply)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(apply)
        layout.addLayout(buttons)

    def _exclusions(self) -> Exclusions:
        lines = self._patterns.toPlainText().splitlines()
        return Exclusions(
            tuple(dict.fromkeys(line for line in lines if line.strip())),
            self._gitignore.isChecked(),
            round(self._limit.value() * _BYTES_PER_MB) if self._is_limited.isChecked() else None,
            self._removed if self._keeps_removed.isChecked() else (),
        )

    def _on_apply(self) -> None:
        exclusions = self._exclusions()
        try:
            exclusions.check()
        except PatternError as error:
            self._trouble.setText(error_text(error))
            self._trouble.show()
            self._patterns.setFocus()
            return
        self.chosen.emit(self._path, exclusions)
        self.accept()


class _SizeBox(QDoubleSpinBox):
    def textFromValue(self, value: float) -> str:
        """Write a number without zeros at its end."""
        return self.locale().toString(value, "g", 9)


def _note(text: str, theme: Theme) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setFont(sized(label.font(), META_PT))
    label.setStyleSheet(f"color: {theme.meta.name()}")
    return label
