"""Settings: which folders are searched, and what is left out of each?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QPushButton, QWidget

from app.engine.standing import SourceOverview
from app.printable import printable
from app.ui.folders.folders_panel import FoldersPanel, left_out_text, state_text
from app.ui.settings.page import Page

_PATH_ROLE = int(Qt.ItemDataRole.UserRole)


class FoldersPage(Page):
    """A line per folder, and what can be done with the one that is chosen.

    Parameters
    ----------
    panel
        Asks before a folder is removed, and what is left out of it; what is answered goes its way.
    """

    add_requested = Signal(object)

    def __init__(self, panel: FoldersPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Folders"))
        self._panel = panel
        self.add_sentence(
            self.tr(
                "These folders are searched, with everything in them. Changes are found "
                "moments later."
            )
        )
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Folders that are searched"))
        self._list.currentRowChanged.connect(lambda _: self._on_chosen())
        add = QPushButton(self.tr("Add a folder …"))
        add.clicked.connect(self._on_add)
        self._leave_out = QPushButton(self.tr("Exclude files …"))
        self._leave_out.setToolTip(self.tr("By pattern, .gitignore or size"))
        self._leave_out.clicked.connect(lambda: self._ask(panel.ask_exclusions))
        self._remove = QPushButton(self.tr("Remove …"))
        self._remove.clicked.connect(lambda: self._ask(panel.confirm_removal))
        self._show = QPushButton(self.tr("Show"))
        self._show.setToolTip(self.tr("Show the folder in the file manager"))
        self._show.clicked.connect(self._on_show)
        self.column.addWidget(self._list, 1)
        self.add_row(add, self._leave_out, self._remove, self._show)
        self._on_chosen()

    def set_sources(self, sources: tuple[SourceOverview, ...]) -> None:
        """Show how the folders stand; the one that is chosen stays so."""
        chosen = self._chosen()
        paths = [one.path for one in sources]
        items = [self._list.item(row) for row in range(self._list.count())]
        if [item.data(_PATH_ROLE) for item in items] != paths:
            self._list.clear()
            items = [QListWidgetItem(self._list) for _ in paths]
            if paths:
                self._list.setCurrentRow(paths.index(chosen) if chosen in paths else 0)
        for item, one in zip(items, sources, strict=True):
            lines = [printable(one.path), state_text(one), left_out_text(one.exclusions)]
            item.setText("\n".join(filter(None, lines)))
            item.setData(_PATH_ROLE, one.path)
        self._on_chosen()

    def _chosen(self) -> Path | None:
        item = self._list.currentItem()
        path = None if item is None else item.data(_PATH_ROLE)
        return path if isinstance(path, Path) else None

    def _on_chosen(self) -> None:
        for one in (self._leave_out, self._remove, self._show):
            one.setEnabled(self._chosen() is not None)

    def _ask(self, ask: object) -> None:
        if (path := self._chosen()) is not None:
            ask(path, self)  # type: ignore[operator]

    def _on_show(self) -> None:
        if (path := self._chosen()) is not None:
            self._panel.reveal_requested.emit(path)

    def _on_add(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder to search"))
        if folder:
            self.add_requested.emit([Path(folder)])
