"""What can be done with the folders that are searched, and how is one of them chosen?"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from app.engine.exclusions import SetExclusions
from app.engine.messages import (
    AddSources,
    Failures,
    GetFailures,
    RemoveSource,
    Retry,
    SourcesAdded,
)
from app.engine.standing import SourceOverview, SourceState
from app.engine.stopping import ResumeSource, StopSource
from app.printable import printable
from app.ui.bridge import Bridge
from app.ui.engine_texts import refusal_text
from app.ui.folders.folders_panel import FoldersPanel
from app.ui.folders.not_indexed import NotIndexedDialog
from app.ui.opening.opener import reveal


class FolderActions(QObject):
    """Passes on to the engine what is wanted of folders.

    `refused` brings sentences, `added` says that there is something new to be searched, and
    `removed` that what was found may not count any more.
    """

    refused = Signal(str)
    added = Signal()
    removed = Signal()

    def __init__(
        self, bridge: Bridge, panel: FoldersPanel, not_indexed: NotIndexedDialog, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._panel = panel
        self._not_indexed = not_indexed
        self._parent = parent
        ask = bridge.ask
        panel.add_requested.connect(self.add)
        panel.remove_requested.connect(
            lambda path: ask(RemoveSource(path), lambda _: self.removed.emit())
        )
        panel.retry_requested.connect(lambda path: ask(Retry((path,))))
        panel.exclusions_chosen.connect(
            lambda path, what: ask(SetExclusions(path, what), lambda _: self.removed.emit())
        )
        panel.reveal_requested.connect(reveal)
        panel.stop_requested.connect(lambda path: ask(StopSource(path)))
        panel.resume_requested.connect(lambda path: ask(ResumeSource(path)))
        not_indexed.retry_requested.connect(lambda paths: ask(Retry(tuple(paths))))
        not_indexed.reveal_requested.connect(reveal)

    def add(self, paths: list[Path]) -> None:
        """Index folders and files from now on."""
        if paths:
            self._bridge.ask(AddSources(tuple(paths)), self._on_added)

    def show_not_indexed(self) -> None:
        """List the files that are not indexed, with reasons."""

        def arrived(failures: Failures) -> None:
            self._not_indexed.set_failures(failures.files)
            self._not_indexed.show()

        self._bridge.ask(GetFailures(), arrived)

    def choose_searched(self, sources: tuple[SourceOverview, ...], where: QPoint) -> None:
        """Offer the folders to search in one of them alone."""
        menu = self._menu()
        for number, path in enumerate([None, *(one.path for one in sources)]):
            name = self.tr("All folders") if path is None else printable(path.name or path)
            key = f"&{number} " if number < 10 else ""
            menu.addAction(key + name.replace("&", "&&")).triggered.connect(
                partial(self._filter_by, path)
            )
        menu.popup(where)

    def choose_cancelled(self, sources: tuple[SourceOverview, ...]) -> None:
        """Ask about the folder that is being indexed, or first which one is meant."""
        going = [one for one in sources if one.state is not SourceState.STOPPED]
        working = [one.path for one in going if one.state is SourceState.WORKING]
        paths = working or [one.path for one in going]
        if len(paths) == 1:
            self._panel.confirm_stop(paths[0])
            return
        menu = self._menu()
        for path in paths:
            menu.addAction((path.name or str(path)).replace("&", "&&")).triggered.connect(
                lambda _, one=path: self._panel.confirm_stop(one)
            )
        menu.popup(QCursor.pos())

    def _menu(self) -> QMenu:
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _filter_by(self, folder: Path | None, checked: bool = False) -> None:
        del checked
        self._panel.filter_requested.emit(folder)

    def _on_added(self, added: SourcesAdded) -> None:
        if added.refused:
            self.refused.emit("\n".join(refusal_text(one) for one in added.refused))
        if added.roots:
            self.added.emit()
