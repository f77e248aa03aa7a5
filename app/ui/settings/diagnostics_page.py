"""Settings: what can be sent along with a report of a bug?"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QThreadPool, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QPlainTextEdit, QPushButton, QWidget

from app.paths import Home
from app.ui.manners.surroundings import surroundings_text
from app.ui.settings.page import Page


class DiagnosticsPage(Page):
    """A report that holds no text, no names and no paths, to be copied or saved.

    Parameters
    ----------
    home
        Of what is reported; None for what the window alone knows.
    """

    _saved = Signal(str)

    def __init__(self, home: Home | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Diagnostics"))
        self._home = home
        self._process: QProcess | None = None
        self.add_sentence(
            self.tr(
                "For bug reports: versions, sizes, counts, settings and the last lines of "
                "the log. No document text, no file or folder names, no searches. Nothing is "
                "sent; read it before you share it."
            )
        )
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(self.tr("Diagnostics"))
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.column.addWidget(self._text, 1)
        copy = QPushButton(self.tr("Copy"))
        copy.clicked.connect(self._on_copy)
        save = QPushButton(self.tr("Save …"))
        save.clicked.connect(self._on_save)
        again = QPushButton(self.tr("Refresh"))
        again.clicked.connect(self.look)
        self._done = QLabel()
        self.add_row(copy, save, again, self._done)
        self._saved.connect(self._done.setText)

    @property
    def report(self) -> str:
        """What is shown."""
        return self._text.toPlainText()

    @property
    def is_alone(self) -> bool:
        """Whether there is no home to be told of."""
        return self._home is None

    def look(self) -> None:
        """Gather everything anew, beside us."""
        self._done.clear()
        if self._home is None:
            self._text.setPlainText(surroundings_text())
            return
        if self._process is not None:
            return
        self._text.setPlainText(self.tr("Gathering …"))
        self._process = process = QProcess(self)
        process.finished.connect(self._on_gathered)
        process.errorOccurred.connect(self._on_gathered)
        home = str(self._home.directory)
        process.start(sys.executable, ["-m", "app.cli.main", "diagnostics", "--home", home])

    def _on_gathered(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        text = bytes(process.readAllStandardOutput().data()).decode("utf-8", "replace")
        if not text.strip():
            text = self.tr("The engine's details are not available.") + "\n"
        self._text.setPlainText(f"{surroundings_text()}\n{text}")
        process.deleteLater()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
        self._done.setText(self.tr("Copied."))

    def _on_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save diagnostics"), "sparkbert-diagnostics.txt"
        )
        if name:
            report = self.report
            QThreadPool.globalInstance().start(lambda: self._save(Path(name), report))

    def _save(self, file: Path, report: str) -> None:
        try:
            file.write_text(report, encoding="utf-8")
        except OSError as error:
            self._saved.emit(
                self.tr("It can't be saved there ({reason}).").format(reason=error.strerror)
            )
            return
        self._saved.emit(self.tr("Saved."))
