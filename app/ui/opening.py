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

from PySide6.QtCore import QProcess, QThreadPool, QUrl
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
from PySide6.QtGui import QDesktopServices

from app.extract.layout import safe_link
from app.ui.default_apps import default_application, is_skim_default, windows_pdf_command
from app.ui.viewers import line_command, line_of, page_command, takes_line, windows_command

_TYPES = {".pdf": "application/pdf", ".md": "text/markdown", ".markdown": "text/markdown"}
_TEXT = "text/plain"
_LINED = (".md", ".markdown", ".txt", ".text", ".log", ".rst")
_MOST_BYTES = 8_000_000  # in larger texts no line is looked for
_BUS_MS = 3000


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a file to go: a page, or the line at which a passage begins."""

    page: int | None = None
    passage: str = ""


def open_at(path: Path, spot: Spot) -> None:
    """Open a file, at its place where the desktop's application is known to allow it.

    Returns at once.
    """
    ending = path.suffix.lower()
    is_placed = (ending == ".pdf" and spot.page is not None) or (
        ending in _LINED and bool(spot.passage) and sys.platform.startswith("linux")
    )
    if not is_placed:
        QDesktopServices.openUrl(url_of(path))
        return
    QThreadPool.globalInstance().start(lambda: _open(path, spot))


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
    """Return the command that opens a file at its place; None if the application isn't known."""
    if sys.platform == "win32":
        return windows_command(windows_pdf_command(), path, spot.page or 1)
    if sys.platform == "darwin":
        link = f"skim://{quote(str(path))}#page={spot.page}"
        return ["open", link] if is_skim_default(Path.home()) else None
    application = default_application(_TYPES.get(path.suffix.lower(), _TEXT))
    if application is None:
        return None
    if spot.page is not None:
        return page_command(application, path, spot.page)
    if not takes_line(application):
        return None
    line = _line(path, spot.passage)
    return None if line is None else line_command(application, path, line)


# In other threads


def _open(path: Path, spot: Spot) -> None:
    command = place_command(path, spot)
    if command is not None and shutil.which(command[0]):
        subprocess.Popen(command, start_new_session=True)
    else:
        _open_plainly(path)


def _open_plainly(path: Path) -> None:
    """Open a file or a folder as the desktop does, from a thread that must not ask Qt for it."""
    if sys.platform == "win32":
        import os

        os.startfile(path)
        return
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener:
        subprocess.Popen([opener, str(path)], start_new_session=True)


def _reveal(path: Path) -> None:
    if not select_in_file_manager(path, QDBusConnection.sessionBus()):
        _open_plainly(path.parent)


def _line(path: Path, passage: str) -> int | None:
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        return line_of(path.read_text(encoding="utf-8", errors="replace"), passage)
    except OSError:
        return None
