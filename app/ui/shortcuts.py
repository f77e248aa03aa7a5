"""Which keys do what in the window?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class Command(Enum):
    """What a key can ask for, with its keys as `QKeySequence` reads them."""

    SEARCH_BOX = "Ctrl+L"
    CHOOSE_FOLDER = "Ctrl+K"
    REVEAL = "Ctrl+Return"
    COPY_PATH = "Ctrl+Shift+C"
    NEXT_HIT = "F3"
    PREVIOUS_HIT = "Shift+F3"
    NEXT_FILE = "Alt+Down"
    PREVIOUS_FILE = "Alt+Up"
    ZOOM_IN = "Ctrl+="
    ZOOM_OUT = "Ctrl+-"
    MAP = "Ctrl+M"
    TIMELINE = "Ctrl+T"


def bind(window: QWidget, slots: Mapping[Command, Callable[[], object]]) -> None:
    """Let keys do what they ask for, wherever the focus is in a window."""
    for command, slot in slots.items():
        QShortcut(QKeySequence(command.value), window).activated.connect(slot)
