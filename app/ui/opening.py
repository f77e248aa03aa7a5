"""How is a file opened in the desktop's own application, at its page, or shown in its folder?"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QProcess, QThreadPool, QUrl
from PySide6.QtGui import QDesktopServices

_AT_PAGE: dict[str, tuple[str, ...]] = {
    "okular": ("--page", "{page}", "{path}"),
    "evince": ("--page-index={page}", "{path}"),
    "atril": ("--page-index={page}", "{path}"),
    "xreader": ("--page-index={page}", "{path}"),
    "zathura": ("--page={page}", "{path}"),
    "qpdfview": ("{path}#{page}",),
}
"""How viewers of PDFs are told the page."""


def open_at(path: Path, page: int | None) -> None:
    """Open a file, at a page where the desktop's viewer is known to allow it; returns at once."""
    if page is None or path.suffix.lower() != ".pdf" or not sys.platform.startswith("linux"):
        QDesktopServices.openUrl(url_of(path))
        return
    # Asking which viewer it is starts a program: not in the GUI's thread.
    QThreadPool.globalInstance().start(lambda: _open_pdf(path, page))


def reveal(path: Path) -> None:
    """Show a file in its folder; returns at once."""
    if sys.platform == "win32":
        QProcess.startDetached("explorer", ["/select,", str(path)])
    elif sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
    else:
        QDesktopServices.openUrl(url_of(path.parent))


def url_of(path: Path) -> QUrl:
    """Return a file's URL, byte by byte: a name need not be UTF-8, which QUrl takes it for."""
    return QUrl.fromEncoded(path.as_uri().encode("ascii"), QUrl.ParsingMode.StrictMode)


def page_command(viewer: str, path: Path, page: int) -> Sequence[str] | None:
    """Return the command that opens a PDF at a page, if the viewer is known; by its file's name."""
    for name, arguments in _AT_PAGE.items():
        if name in viewer.lower():
            return [name, *(one.format(page=page, path=path) for one in arguments)]
    return None


def _open_pdf(path: Path, page: int) -> None:
    command = page_command(_default_viewer(), path, page)
    if command is not None and shutil.which(command[0]):
        subprocess.Popen(command, start_new_session=True)
    else:
        opener = shutil.which("xdg-open")
        if opener:
            subprocess.Popen([opener, str(path)], start_new_session=True)


def _default_viewer() -> str:
    """Return the name of the desktop entry that opens PDFs, or nothing."""
    tool = shutil.which("xdg-mime")
    if tool is None:
        return ""
    try:
        found = subprocess.run(
            [tool, "query", "default", "application/pdf"],
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout.strip()
