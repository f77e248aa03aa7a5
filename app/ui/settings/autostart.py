"""Does the system start the app with the user's session?

By a file that the desktop looks for: on Linux as freedesktop.org's Autostart says, on macOS a
launch agent; on Windows by a value of the registry.
"""

from __future__ import annotations

import os
import plistlib
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QThreadPool, Signal

from app.paths import Home, find_home

_NAME = "sparkbert-desktop"
_RUN_KEY = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Run"
_LABEL = "org.sparkbert.desktop"


class Autostart(QObject):
    """Looks and changes beside the GUI's thread; `changed` tells how it stands.

    Parameters
    ----------
    home
        Whose window is to be started; None where nothing can be.
    """

    changed = Signal(bool)
    failed = Signal(str)

    def __init__(self, home: Home | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # in the order in which it is asked

    @property
    def is_possible(self) -> bool:
        """Whether there is something to be started."""
        return self._home is not None

    def look(self) -> None:
        """Find out how it stands."""
        if self._home is not None:
            self._pool.start(lambda: self.changed.emit(is_on()))

    def set_on(self, is_wanted: bool) -> None:
        """Have it started with the session, or not."""
        if self._home is not None:
            command = start_command(self._home)
            self._pool.start(lambda: self._set(command if is_wanted else None))

    def _set(self, command: list[str] | None) -> None:
        try:
            put(command)
        except OSError as error:
            self.failed.emit(
                self.tr("{file} can't be changed ({reason}).").format(
                    file=error.filename or autostart_file(), reason=error.strerror
                )
            )
            return
        self.changed.emit(command is not None)


def start_command(home: Home) -> list[str]:
    """Return the command line that starts a home's window in the tray."""
    command = [sys.executable, "-m", "app.ui.application", "--background"]
    beside = Path(sys.executable).with_name(_NAME)
    if beside.is_file():
        command = [str(beside), "--background"]
    if home != find_home():
        command += ["--home", str(home.directory)]
    return command


def autostart_file() -> Path:
    """Return the file that the desktop looks for; on Windows there is none."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{_LABEL}.plist"
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(config) / "autostart" / f"{_NAME}.desktop"


def is_on() -> bool:
    """Whether the system starts the app with the session."""
    if sys.platform == "win32":
        return QSettings(_RUN_KEY, QSettings.Format.NativeFormat).contains(_NAME)
    try:
        text = autostart_file().read_text(encoding="utf-8")
    except OSError:
        return False
    return "Hidden=true" not in text.splitlines()


def put(command: list[str] | None) -> None:
    """Have a command started with the session, none if not given; raises OSError."""
    if sys.platform == "win32":
        import subprocess

        store = QSettings(_RUN_KEY, QSettings.Format.NativeFormat)
        if command is None:
            store.remove(_NAME)
        else:
            store.setValue(_NAME, subprocess.list2cmdline(command))
        return
    file = autostart_file()
    if command is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    write = _launch_agent if sys.platform == "darwin" else _desktop_entry
    file.write_bytes(write(command))


def _desktop_entry(command: list[str]) -> bytes:
    line = " ".join(map(_quoted, command))
    return (
        "[Desktop Entry]\nType=Application\nName=SparkBERT\n"
        "Comment=Search your documents by meaning\n"
        f"Exec={line}\nIcon={_NAME}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"
    ).encode()


def _quoted(argument: str) -> str:
    """Quote an argument as the Desktop Entry Specification says.

    Examples
    --------
    >>> _quoted("/a b/100%")
    '"/a b/100%%"'
    """
    argument = argument.replace("%", "%%")
    if not argument or set(argument) & set(" \t\n\"'\\><~|&;$*?#()`"):
        for one in '\\"`$':
            argument = argument.replace(one, f"\\{one}")
        argument = '"' + argument.replace("\\", "\\\\") + '"'
    return argument


def _launch_agent(command: list[str]) -> bytes:
    return plistlib.dumps(
        {"Label": _LABEL, "ProgramArguments": command, "RunAtLoad": True, "ProcessType": "Standard"}
    )
