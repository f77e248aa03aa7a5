"""How is a file opened in the desktop's own application, at its place, or shown in its folder?

Which application that is, and how it is told, is found out in other threads.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QObject, QProcess, Qt, QThreadPool, QUrl, Signal, Slot
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
from PySide6.QtGui import QDesktopServices

from app.extract.layout import safe_link
from app.printable import printable
from app.ui.opening.default_apps import (
    default_application,
    is_skim_default,
    windows_pdf_command,
)
from app.ui.opening.viewers import (
    line_command,
    line_of,
    page_command,
    takes_line,
    windows_command,
)

_MARKDOWN = (".md", ".markdown")
_LINED = (*_MARKDOWN, ".txt", ".text", ".log", ".rst")
_MOST_BYTES = 8_000_000  # in larger texts no line is looked for
_BUS_MS = 3000


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a file to go: a page, or the line at which a passage begins."""

    page: int | None = None
    passage: str = ""


class Opener(QObject):
    """Opens files; `opened` brings each that was, `failed` why one can't be, fit to be shown."""

    opened = Signal(object)
    failed = Signal(str)

    _started = Signal(object)
    _found = Signal(object)
    _missing = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._started.connect(self.opened, Qt.ConnectionType.QueuedConnection)
        self._found.connect(self._on_found, Qt.ConnectionType.QueuedConnection)
        self._missing.connect(self._on_missing, Qt.ConnectionType.QueuedConnection)

    def open_at(self, path: Path, spot: Spot) -> None:
        """Open a file, at its place where the desktop's application is known to allow it.

        Returns at once.
        """
        QThreadPool.globalInstance().start(lambda: self._open(path, spot))

    def _open(self, path: Path, spot: Spot) -> None:
        """Find out how, in another thread; what Qt does itself belongs to the GUI's."""
        if not path.exists():
            self._missing.emit(path)
            return
        command = place_command(path, spot)
        if command is not None and shutil.which(command[0]):
            subprocess.Popen(command, start_new_session=True)
            self._started.emit(path)
        else:
            self._found.emit(path)

    @Slot(object)
    def _on_found(self, path: Path) -> None:
        if QDesktopServices.openUrl(url_of(path)):
            self.opened.emit(path)
        else:
            text = self.tr("No app is set up to open “{name}”.")
            self.failed.emit(text.format(name=printable(path.name)))

    @Slot(object)
    def _on_missing(self, path: Path) -> None:
        text = self.tr(
            "“{name}” is not there. It was moved or deleted, or its disk is not connected."
        )
        self.failed.emit(text.format(name=printable(path.name)))


def reveal(path: Path) -> None:
    """Show a file in its folder; returns at once."""
    if sys.platform == "win32":
        QProcess.startDetached("explorer", ["/select,", str(path)])
    elif sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
    else:
        QThreadPool.globalInstance().start(lambda: _reveal(path))


def open_link(address: str) -> None:
    """Open a link that was clicked, in the browser or for a mail; any other kind is ignored."""
    if safe_link(address):
        QDesktopServices.openUrl(QUrl(address))


def url_of(path: Path) -> QUrl:
    """Return a file's URL, byte by byte: a name need not be UTF-8, which QUrl takes it for."""
    return QUrl.fromEncoded(path.as_uri().encode("ascii"), QUrl.ParsingMode.StrictMode)


def select_in_file_manager(path: Path, bus: QDBusConnection) -> bool:
    """Ask the desktop's file manager to show a file; tells whether there was one that did.

    Source: the File Manager D-Bus Interface, freedesktop.org.
    """
    name = "org.freedesktop.FileManager1"
    message = QDBusMessage.createMethodCall(
        name, "/org/freedesktop/FileManager1", name, "ShowItems"
    )
    message.setArguments([[path.as_uri()], ""])
    reply = bus.call(message, QDBus.CallMode.Block, _BUS_MS)
    return reply.type() is QDBusMessage.MessageType.ReplyMessage


def place_command(path: Path, spot: Spot) -> Sequence[str] | None:
    """Return the command that opens a file at its place; None if it is opened as any file is.

    Not for the GUI's thread.
    """
    ending = path.suffix.lower()
    if ending == ".pdf" and spot.page is not None:
        return _page_command(path, spot.page)
    if ending in _LINED and spot.passage and sys.platform.startswith("linux"):
        return _line_command(path, spot.passage)
    return None


# In other threads


def _page_command(path: Path, page: int) -> Sequence[str] | None:
    if sys.platform == "win32":
        return windows_command(windows_pdf_command(), path, page)
    if sys.platform == "darwin":
        link = f"skim://{quote(str(path))}#page={page}"
        return ["open", link] if is_skim_default(Path.home()) else None
    application = default_application("application/pdf")
    return None if application is None else page_command(application, path, page)


def _line_command(path: Path, passage: str) -> Sequence[str] | None:
    mime = "text/markdown" if path.suffix.lower() in _MARKDOWN else "text/plain"
    application = default_application(mime)
    if application is None or not takes_line(application):
        return None
    line = _line(path, passage)
    return None if line is None else line_command(application, path, line)


def _reveal(path: Path) -> None:
    if not select_in_file_manager(path, QDBusConnection.sessionBus()):
        opener = shutil.which("xdg-open")
        if opener:
            subprocess.Popen([opener, str(path.parent)], start_new_session=True)


def _line(path: Path, passage: str) -> int | None:
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        return line_of(path.read_text(encoding="utf-8", errors="replace"), passage)
    except OSError:
        return None
