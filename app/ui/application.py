"""How is the desktop app put together and started?"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QLocale, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from app.client import EngineClient
from app.logs import logging_to
from app.paths import Home, find_home, keep_private
from app.ui.bridge import Bridge
from app.ui.main_window import MainWindow
from app.ui.single_instance import SingleInstance
from app.ui.theme import Theme, theme_for
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
        return _run(application, home, paths, instance)


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


def current_theme() -> Theme:
    """Return the theme that the desktop asks for."""
    hints = QGuiApplication.styleHints()
    contrast = hints.accessibility().contrastPreference()
    return theme_for(
        is_dark=hints.colorScheme() is Qt.ColorScheme.Dark,
        is_contrast_high=contrast is Qt.ContrastPreference.HighContrast,
    )


def samples_folder() -> Path:
    """Return the folder of the sample documents."""
    return Path(str(resources.files("resources") / "samples"))


def _run(application: QApplication, home: Home, paths: list[Path], instance: SingleInstance) -> int:
    def attach(on_event: object, on_lost: object) -> EngineClient:
        return EngineClient.attach(home, on_event=on_event, on_lost=on_lost)  # type: ignore[arg-type]

    bridge = Bridge(attach)
    settings = QSettings(str(home.window_settings), QSettings.Format.IniFormat)
    window = MainWindow(bridge, current_theme(), samples_folder(), settings)
    hints = application.styleHints()
    for changed in (
        hints.colorSchemeChanged,
        hints.accessibility().contrastPreferenceChanged,
    ):
        changed.connect(lambda _: window.set_theme(current_theme()))

    def raise_window(more: list[Path]) -> None:
        window.add_paths(more)
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()

    instance.started_again.connect(raise_window)
    window.show()
    bridge.start()
    window.add_paths(paths)
    status = application.exec()
    instance.close()
    bridge.close()
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sparkbert-desktop",
        description="Search your documents by meaning. Nothing leaves this computer.",
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="FOLDER", help="index these and keep watching them"
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
