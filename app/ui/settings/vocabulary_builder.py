"""Who has a vocabulary built from the user's documents, beside the window?"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.engine.own_vocabularies import Refusal, Told
from app.paths import Home
from app.ui.translation import SOURCE_LANGUAGE, spoken, tr


class VocabularyBuilder(QObject):
    """Runs a program that builds one at a time; a thread of ours hears what it tells.

    `told` brings how far it is, `built` the file, `failed` a sentence, and `cancelled` comes when
    all traces of one that was not wanted any more are gone. The program ends with the window.

    Parameters
    ----------
    home
        Whose documents; None for a window that has none.
    command
        The program; the app's own if not given.
    """

    told = Signal(object)
    built = Signal(object)
    failed = Signal(str)
    cancelled = Signal()

    _ended = Signal(object)

    def __init__(
        self, home: Home | None, command: Sequence[str] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._home = home
        self._command = command or [sys.executable, "-m", "app.engine.own_vocabulary"]
        self._process: subprocess.Popen[str] | None = None
        self._is_running = False
        self._is_unwanted = False
        self._ended.connect(self._on_ended)

    @property
    def is_running(self) -> bool:
        """Whether one is being built."""
        return self._is_running

    def start(self) -> None:
        """Begin to build one, if none is being built."""
        if self._is_running or self._home is None:
            return
        self._is_running, self._is_unwanted = True, False
        command = [*self._command, "--home", str(self._home.directory)]
        threading.Thread(target=self._run, args=(command,), name="vocabulary", daemon=True).start()

    def cancel(self) -> None:
        """Have it end; nothing of it stays."""
        self._is_unwanted = True
        if (process := self._process) is not None and process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()  # which is how the program is told on every system

    # In another thread

    def _run(self, command: Sequence[str]) -> None:
        last: Told | None = None
        try:
            with subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            ) as process:
                self._process = process
                if self._is_unwanted:
                    self.cancel()
                assert process.stdout is not None
                for line in process.stdout:
                    last = Told.from_line(line) or last
                    if last is not None:
                        self._emit(self.told, last)
        except OSError as error:
            last = Told(error=str(error.strerror))
        self._emit(self._ended, last)

    def _emit(self, signal: object, told: Told | None) -> None:
        with suppress(RuntimeError):  # the window is gone
            signal.emit(told)  # type: ignore[attr-defined]

    # In the GUI's thread

    def _on_ended(self, last: Told | None) -> None:
        self._is_running, self._process = False, None
        if last is not None and last.built:
            self.built.emit(Path(last.built))
        elif self._is_unwanted:
            self.cancelled.emit()
        else:
            self.failed.emit(_trouble_text(last))


def _trouble_text(last: Told | None) -> str:
    if last is None or not last.error:
        return tr("Building the vocabulary stopped unexpectedly. Close other apps and try again.")
    if spoken() == SOURCE_LANGUAGE:
        return last.error
    known = {
        Refusal.TOO_LITTLE_TEXT: tr(
            "Your documents hold too little text to learn from. Index more first."
        ),
        Refusal.TOO_LITTLE_ROOM: tr(
            "The disk has too little room for temporary files. Make room and try again."
        ),
    }
    return known.get(Refusal(last.refusal), last.error)
