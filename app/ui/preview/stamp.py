"""Has the file that is shown changed on disk?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

Stamp = tuple[int, int] | None
"""Size in bytes and time of change in ns; None if there is no such file."""


class FileStamp(QObject):
    """Remembers a file's size and time, and tells when they are others; asks in other threads."""

    changed = Signal(object)

    _read = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._stamp: Stamp = None
        self._is_known = False
        self._asked: Path | None = None
        self._read.connect(self._on_read, Qt.ConnectionType.QueuedConnection)

    def watch(self, path: Path | None) -> None:
        """Remember how a file is now."""
        self._path, self._is_known = path, False
        self.check()

    def check(self) -> None:
        """Look whether it is still so."""
        path = self._path
        if path is not None and path != self._asked:  # a drive that hangs has one thread at most
            self._asked = path
            QThreadPool.globalInstance().start(lambda: self._read.emit(path, _stamp_of(path)))

    def _on_read(self, path: Path, stamp: Stamp) -> None:
        if path == self._asked:
            self._asked = None
        if path != self._path:
            return
        is_other = self._is_known and stamp != self._stamp
        self._stamp, self._is_known = stamp, True
        if is_other:
            self.changed.emit(path)


def _stamp_of(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
