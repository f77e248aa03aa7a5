"""What can be done with a result: open it, show it in its folder, take it along?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.printable import printable
from app.ui.look.format import folder_text
from app.ui.look.theme import GRID
from app.ui.manners.shortcuts import key_text
from app.ui.opening.opener import Opener, Spot, reveal
from app.ui.results.citation import markdown_citation, passage_data
from app.ui.results.result_rows import ResultRow, RowKind
from app.ui.search.history import History

_MAX_TWINS = 12
_WIDEST = 60 * GRID


class ResultActions(QObject):
    """Does what keys, clicks and the menu of a result ask for.

    `used` says that somebody has done something with a result: the search was worth remembering.
    `failed` brings why a file can't be opened; `like_requested` and `file_like_requested` bring a
    row whose like is to be found, and `why_requested` one whose rank is to be explained.
    """

    used = Signal()
    failed = Signal(str)
    like_requested = Signal(object)
    file_like_requested = Signal(object)
    why_requested = Signal(object)

    def __init__(self, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opener = Opener(self)
        self._opener.opened.connect(history.add_file)
        self._opener.failed.connect(self.failed)

    def open(self, row: ResultRow) -> None:
        """Open a result's file at its page, or at the line where the passage stands."""
        place = row.passage.place
        self._open(place.path, Spot(place.page, row.passage.hit.text))

    def open_path(self, path: Path, page: int | None = None) -> None:
        """Open a file."""
        self._open(path, Spot(page))

    def reveal(self, row: ResultRow) -> None:
        """Show a result's file in its folder."""
        self.used.emit()
        reveal(row.document.path)

    def copy_path(self, row: ResultRow) -> None:
        """Put the path of a result's file on the clipboard."""
        data = QMimeData()
        data.setText(str(row.document.path))
        self._copy(data)

    def copy_passage(self, row: ResultRow) -> None:
        """Put a result's passage on the clipboard, with where it stands."""
        self._copy(passage_data(row))

    def copy_markdown(self, row: ResultRow) -> None:
        """Put a result's passage on the clipboard as a quotation in Markdown."""
        data = QMimeData()
        data.setText(markdown_citation(row))
        self._copy(data)

    def menu(self, row: ResultRow, parent: QWidget) -> QMenu:
        """Return a menu of all that; it deletes itself when it closes."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for texts in (
            (
                (self.tr("Open"), "Return", self.open),
                (self.tr("Show in folder"), "Ctrl+Return", self.reveal),
            ),
            (
                (self.tr("Why was this found?"), "W", self.why_requested.emit),
                (self.tr("Find more like this passage"), "M", self.like_requested.emit),
                (self.tr("Find more like this file"), "Shift+M", self.file_like_requested.emit),
            ),
            (
                (self.tr("Copy passage with source"), "Ctrl+C", self.copy_passage),
                (self.tr("Copy as Markdown quotation"), "", self.copy_markdown),
                (self.tr("Copy path"), "Ctrl+Shift+C", self.copy_path),
            ),
        ):
            menu.addSeparator()
            for text, keys, act in texts:
                action = menu.addAction(f"{text}\t{key_text(keys)}" if keys else text)
                action.triggered.connect(lambda _=False, do=act: do(row))
        if row.twins:
            self._add_twins(menu.addMenu(self.tr("Also in")), row)
        return menu

    def _add_twins(self, menu: QMenu, row: ResultRow) -> None:
        """Offer the other files that hold the passage; copies often have one name, so say where."""
        places = {place.path: place for place in reversed(row.passage.also_in)}
        for path in row.twins[:_MAX_TWINS]:
            spot = Spot(places[path].page, row.passage.hit.text)
            text = self.tr("{name} in {folder}").format(
                name=printable(path.name), folder=folder_text(path)
            )
            short = menu.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, _WIDEST)
            action = menu.addAction(short.replace("&", "&&"))
            action.setToolTip(text)
            action.triggered.connect(lambda _=False, at=(path, spot): self._open(*at))
        if (n_more := len(row.twins) - _MAX_TWINS) > 0:
            menu.addAction(self.tr("and %Ln more file(s)", "", n_more)).setEnabled(False)

    def _open(self, path: Path, spot: Spot) -> None:
        self.used.emit()
        self._opener.open_at(path, spot)

    def _copy(self, data: QMimeData) -> None:
        self.used.emit()
        QGuiApplication.clipboard().setMimeData(data)


def is_result(row: ResultRow | None) -> bool:
    """Tell whether a row stands for a passage, not for more of them."""
    return row is not None and row.kind is not RowKind.MORE
