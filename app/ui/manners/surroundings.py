"""On what does the window run, in a few lines for a report of a bug?"""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QSysInfo
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication


def surroundings_text() -> str:
    """Return Qt, the desktop, screens and type; English, for whoever reads reports."""
    hints = QGuiApplication.styleHints()
    lines = [
        "Window",
        f"  Qt           {QLibraryInfo.version().toString()}, {QGuiApplication.platformName()}",
        f"  system       {QSysInfo.kernelType()}, {QSysInfo.currentCpuArchitecture()}",
        f"  style        {QApplication.style().name()}, {hints.colorScheme().name.lower()}",
        f"  type         {QGuiApplication.font().pointSizeF():g} pt",
        f"  locale       {QLocale.system().name()}",
    ]
    for screen in QGuiApplication.screens():
        size = screen.size()
        lines.append(
            f"  screen       {size.width()} x {size.height()}, {screen.devicePixelRatio():g} x, "
            f"{screen.logicalDotsPerInch():g} dpi"
        )
    return "\n".join(lines) + "\n"
