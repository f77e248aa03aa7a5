"""Which application does the desktop open a kind of file with?

Asking it reads files or starts a program, so none of this is for the GUI's thread.
"""

from __future__ import annotations

import configparser
import os
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from app.ui.opening.viewers import Application

_ASK_S = 5
_SKIM = "net.sourceforge.skim-app.skim"


def default_application(mime: str) -> Application | None:
    """Return the application that a desktop on Linux opens files of a type with."""
    tool = shutil.which("xdg-mime")
    if tool is None:
        return None
    try:
        found = subprocess.run(
            [tool, "query", "default", mime],
            capture_output=True,
            text=True,
            timeout=_ASK_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    entry = found.stdout.strip()
    return read_entry(entry, data_folders()) if entry else None


def read_entry(entry: str, folders: Iterator[Path] | list[Path]) -> Application | None:
    """Return the application of a desktop entry ("org.kde.okular.desktop").

    One that runs in a terminal is none: we have no terminal to run it in.
    """
    for folder in folders:
        # A dash may stand for a folder ("kde-okular.desktop" is kde/okular.desktop).
        for name in (entry, entry.replace("-", "/", 1)):
            parser = configparser.RawConfigParser(strict=False)
            try:
                parser.read(folder / "applications" / name, encoding="utf-8")
                command = parser.get("Desktop Entry", "Exec", fallback="")
                in_terminal = parser.get("Desktop Entry", "Terminal", fallback="false")
            except (configparser.Error, UnicodeDecodeError, OSError):
                continue
            if command and in_terminal.lower() != "true":
                return Application(entry.removesuffix(".desktop"), command)
    return None


def data_folders() -> list[Path]:
    """Return where desktop entries are, those of the user first."""
    own = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local/share")
    others = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return [Path(one) for one in (own, *others.split(":")) if one]


def windows_pdf_command() -> str:
    """Return the command that Windows opens PDFs with, or nothing."""
    if sys.platform == "win32":
        import winreg

        choice = r"Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.pdf\UserChoice"
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, choice) as key:
                program = str(winreg.QueryValueEx(key, "ProgId")[0])
            opens = rf"{program}\shell\open\command"
            return str(winreg.QueryValue(winreg.HKEY_CLASSES_ROOT, opens))
        except OSError:
            return ""
    return ""


def is_skim_default(home: Path) -> bool:
    """Tell whether a Mac's user opens PDFs with Skim, which can be told the page."""
    name = "com.apple.launchservices.secure.plist"
    path = home / "Library/Preferences/com.apple.LaunchServices" / name
    try:
        handlers = plistlib.loads(path.read_bytes())["LSHandlers"]
        return any(
            one.get("LSHandlerContentType") == "com.adobe.pdf"
            and one.get("LSHandlerRoleAll", one.get("LSHandlerRoleViewer")) == _SKIM
            for one in handlers
        )
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return False
