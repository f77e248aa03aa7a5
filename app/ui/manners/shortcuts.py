"""Which keys do what in the window, and how are they told to people?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.ui.translation import tr


class Command(Enum):
    """What a key can ask for, with its keys as `QKeySequence` reads them."""

    SEARCH_BOX = "Ctrl+L"
    CHOOSE_FOLDER = "Ctrl+K"
    SAVE_SEARCH = "Ctrl+D"
    REVEAL = "Ctrl+Return"
    COPY_PATH = "Ctrl+Shift+C"
    WHY = "Ctrl+I"
    MORE_LIKE = "Ctrl+M"
    MORE_LIKE_FILE = "Ctrl+Shift+M"
    NEXT_HIT = "F3"
    PREVIOUS_HIT = "Shift+F3"
    NEXT_FILE = "Alt+Down"
    PREVIOUS_FILE = "Alt+Up"
    ZOOM_IN = "Ctrl+="
    ZOOM_OUT = "Ctrl+-"
    ZOOM_USUAL = "Ctrl+0"
    FIND = "Ctrl+F"
    THUMBNAILS = "F4"
    SETTINGS = "Ctrl+,"
    HELP = "F1"
    MAP = "Ctrl+Shift+V"
    TIMELINE = "Ctrl+T"
    QUIT = "Ctrl+Q"


_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


class Group(Enum):
    """What keys are told together, in this order."""

    SEARCH = 0
    RESULTS = 1
    SEEING = 2
    PREVIEW = 3
    WINDOW = 4


def bind(window: QWidget, slots: Mapping[Command, Callable[[], object]]) -> None:
    """Let keys do what they ask for, wherever the focus is in a window."""
    for command, slot in slots.items():
        QShortcut(QKeySequence(command.value), window).activated.connect(slot)


def group_texts() -> dict[Group, str]:
    """Return what the groups are called."""
    return {
        Group.SEARCH: tr("Search"),
        Group.RESULTS: tr("Results"),
        Group.SEEING: tr("Map and timeline"),
        Group.PREVIEW: tr("Preview"),
        Group.WINDOW: tr("Window"),
    }


def command_texts() -> dict[Command, tuple[Group, str]]:
    """Return what each command does, in a few words; there is one for all of them."""
    return {
        Command.SEARCH_BOX: (Group.SEARCH, tr("Go to the search box")),
        Command.CHOOSE_FOLDER: (Group.SEARCH, tr("Search in one folder only")),
        Command.SAVE_SEARCH: (Group.SEARCH, tr("Save or unsave the search")),
        Command.REVEAL: (Group.RESULTS, tr("Show the file in its folder")),
        Command.COPY_PATH: (Group.RESULTS, tr("Copy the file's path")),
        Command.WHY: (Group.RESULTS, tr("Why a result was found")),
        Command.MORE_LIKE: (Group.RESULTS, tr("More like this passage")),
        Command.MORE_LIKE_FILE: (Group.RESULTS, tr("More like this file")),
        Command.MAP: (Group.SEEING, tr("Show results as a map or as a list")),
        Command.TIMELINE: (Group.SEEING, tr("Show or hide the timeline")),
        Command.NEXT_FILE: (Group.RESULTS, tr("Next file")),
        Command.PREVIOUS_FILE: (Group.RESULTS, tr("Previous file")),
        Command.NEXT_HIT: (Group.PREVIEW, tr("Next hit in the file")),
        Command.PREVIOUS_HIT: (Group.PREVIEW, tr("Previous hit in the file")),
        Command.ZOOM_IN: (Group.PREVIEW, tr("Zoom in")),
        Command.ZOOM_OUT: (Group.PREVIEW, tr("Zoom out")),
        Command.ZOOM_USUAL: (Group.PREVIEW, tr("Fit to width")),
        Command.FIND: (Group.PREVIEW, tr("Find words in the file")),
        Command.THUMBNAILS: (Group.PREVIEW, tr("Page thumbnails")),
        Command.SETTINGS: (Group.WINDOW, tr("Settings")),
        Command.HELP: (Group.WINDOW, tr("Keyboard shortcuts")),
        Command.QUIT: (Group.WINDOW, tr("Quit")),
    }


def focus_texts() -> list[tuple[Group, str, str]]:
    """Return keys that depend on where the focus is, and what they do there."""
    return [
        (Group.SEARCH, "Tab", tr("Take what is offered for a filter")),
        (Group.SEARCH, "Esc", tr("Clear the search box, then close the window")),
        (Group.RESULTS, "Up", tr("Previous result")),
        (Group.RESULTS, "Down", tr("Next result")),
        (Group.RESULTS, "Return", tr("Open the file")),
        (Group.RESULTS, "Right", tr("Show the file's other passages")),
        (Group.RESULTS, "Left", tr("Hide them again")),
        (Group.RESULTS, "Ctrl+C", tr("Copy the passage with its source")),
        (Group.RESULTS, "W", tr("Why a result was found")),
        (Group.RESULTS, "M", tr("More like this passage")),
        (Group.RESULTS, "Shift+M", tr("More like this file")),
        (Group.SEEING, "Right", tr("Next point on the map, later time on the timeline")),
        (Group.SEEING, "Shift+Right", tr("Move the end of the time span")),
        (Group.SEEING, "Ctrl+Shift+Right", tr("Move the start of the time span")),
        (Group.PREVIEW, "Space", tr("Go to the preview")),
        (Group.PREVIEW, "PgDown", tr("Down, and to the next page")),
        (Group.PREVIEW, "PgUp", tr("Up, and to the previous page")),
        (Group.PREVIEW, "Home", tr("First page of a PDF")),
        (Group.PREVIEW, "End", tr("Last page of a PDF")),
        (Group.PREVIEW, "Backspace", tr("Back from a link in a PDF")),
        (Group.WINDOW, "Tab", tr("Next part of the window")),
    ]


def key_text(keys: str) -> str:
    """Return keys as the platform writes them, arrows as keyboards show them."""
    *held, last = keys.split("+")
    shown = {"Return": tr("Enter", "the key"), **_ARROWS}.get(last)
    if shown is None:
        return _native(keys)
    return _native("+".join([*held, "A"]))[:-1] + shown


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
