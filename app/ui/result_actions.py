"""What can be done with a result: open it, show it in its folder, take it along?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.history import History
from app.ui.opening import open_at, reveal
from app.ui.results_model import ResultRow, RowKind


class ResultActions(QObject):
    """Does what keys, clicks and the menu of a result ask for.

    `used` says that somebody has done something with a result: the search was worth remembering.
    """

    used = Signal()

    def __init__(self, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history

    def open(self, row: ResultRow) -> None:
        """Open a result's file at its page."""
        self.open_path(row.passage.place.path, row.passage.place.page)

    def open_path(self, path: Path, page: int | None = None) -> None:
        """Open a file."""
        self.used.emit()
        self._history.add_file(path)
        open_at(path, page)

    def reveal(self, row: ResultRow) -> None:
        """Show a result's file in its folder."""
        self.used.emit()
        reveal(row.document.path)

    def copy_path(self, row: ResultRow) -> None:
        """Put the path of a result's file on the clipboard."""
        self._copy(str(row.document.path))

    def copy_passage(self, row: ResultRow) -> None:
        """Put a result's passage on the clipboard, with where it stands."""
        self._copy(citation(row))

    def menu(self, row: ResultRow, parent: QWidget) -> QMenu:
        """Return a menu of all that; it deletes itself when it closes."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, keys, act in (
            ("Open", "Return", self.open),
            ("Show in folder", "Ctrl+Return", self.reveal),
            ("Copy path", "Ctrl+Shift+C", self.copy_path),
            ("Copy passage with source", "Ctrl+C", self.copy_passage),
        ):
            action = menu.addAction(f"{text}\t{keys}")
            action.triggered.connect(lambda _=False, do=act: do(row))
        return menu

    def _copy(self, text: str) -> None:
        self.used.emit()
        QGuiApplication.clipboard().setText(text)


def citation(row: ResultRow) -> str:
    """Return a passage as one would quote it: its text, file, page and heading."""
    place = row.passage.place
    where = [place.path.name]
    if place.page is not None:
        where.append(f"page {place.page}")
    if place.heading:
        where.append(place.heading)
    text = " ".join(row.passage.hit.text.split())
    return f"“{text}”\n— {', '.join(where)}"


def is_result(row: ResultRow | None) -> bool:
    """Tell whether a row stands for a passage, not for more of them."""
    return row is not None and row.kind is not RowKind.MORE
