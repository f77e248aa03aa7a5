"""How is the desktop app put together and started?"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import subprocess
import sys
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QLocale, QSettings
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from app.client import EngineClient
from app.logs import logging_to
from app.paths import Home, find_home, keep_private
from app.ui.bridge import Bridge
from app.ui.garbage import GarbageCollection
from app.ui.look.appearance import Appearance
from app.ui.main_window import MainWindow
from app.ui.manners.single_instance import SingleInstance
from app.ui.settings.preferences import PreferenceStore
from app.ui.translation import install_language


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window; returns the exit status."""
    multiprocessing.freeze_support()
    keep_private()
    options = _parser().parse_args(arguments)
    home = find_home(options.home)
    application = make_application()
    paths = [path.expanduser().absolute() for path in options.paths]
    instance = SingleInstance(home)
    if instance.hand_over(paths):
        return 0
    instance.listen()
    with logging_to(home):
        return _run(application, home, paths, instance, is_background=options.background)


def make_application() -> QApplication:
    """Return Qt's application, with our name and icon."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName("sparkbert")
    application.setApplicationDisplayName("SparkBERT")
    application.setDesktopFileName("sparkbert-desktop")
    if QLocale.system().language() is QLocale.Language.C:
        QLocale.setDefault(QLocale(QLocale.Language.English))
    install_language(application, QLocale.system())
    application.setStyle("Fusion")  # the one style that follows our colours everywhere
    icon = Path(str(resources.files("resources") / "icons" / "sparkbert.svg"))
    application.setWindowIcon(QIcon(str(icon)))
    return application


def samples_folder() -> Path:
    """Return the folder of the sample documents."""
    return Path(str(resources.files("resources") / "samples"))


def _run(
    application: QApplication,
    home: Home,
    paths: list[Path],
    instance: SingleInstance,
    *,
    is_background: bool,
) -> int:
    def attach(on_event: object, on_lost: object) -> EngineClient:
        return EngineClient.attach(home, on_event=on_event, on_lost=on_lost)  # type: ignore[arg-type]

    bridge = Bridge(attach)
    settings = QSettings(str(home.window_settings), QSettings.Format.IniFormat)
    preferences = PreferenceStore(settings)
    if language := preferences.now.language:
        install_language(application, QLocale(language))
    appearance = Appearance(preferences)
    appearance.scale_type()
    window = MainWindow(bridge, appearance.theme, samples_folder(), settings, preferences)
    GarbageCollection(application)
    gc.freeze()  # what was imported stays: the rest is looked through in a moment
    appearance.theme_changed.connect(window.set_theme)
    manners = window.manners
    manners.set_home(home)
    has_tray = QSystemTrayIcon.isSystemTrayAvailable()
    if has_tray:
        manners.start_tray(application.windowIcon())

    def raise_window(more: list[Path]) -> None:
        window.add_paths(more)
        manners.show_window()

    instance.started_again.connect(raise_window)
    application.setQuitOnLastWindowClosed(False)  # dialogs close, and the tray may be what is left
    window.closed.connect(application.quit)
    if not (is_background and has_tray):
        window.show()
    bridge.start()
    window.add_paths(paths)
    status = application.exec()
    instance.close()
    bridge.close()
    if manners.is_restart_wanted:
        start_again(home)
    return status


def start_again(home: Home) -> None:
    """Start the app anew, as a process that outlives us."""
    command = [sys.executable, "-m", "app.ui.application", "--home", str(home.directory)]
    subprocess.Popen(command, start_new_session=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sparkbert-desktop",
        description="Search your documents by meaning. Nothing leaves this computer.",
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="FOLDER", help="index these and keep watching them"
    )
    parser.add_argument(
        "--background",
        action="store_true",
        help="start in the tray, without a window; with one where there is no tray",
    )
    parser.add_argument(
        "--home",
        type=Path,
        metavar="DIR",
        help="folder of the index, settings and logs (default: your own data folder)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
