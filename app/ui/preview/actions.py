"""What can be done with the passage that a preview shows?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.engine.search_messages import FoundPassage
from app.ui.look.theme import GRID
from app.ui.preview.buttons import flat_button


class PreviewActions(QWidget):
    """Buttons below the preview.

    `open_requested` brings the file and the page, `reveal_requested` the file, and
    `copy_requested` the passage with where it stands.
    """

    open_requested = Signal(object, object)
    reveal_requested = Signal(object)
    copy_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passage: FoundPassage | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        for tip, slot, text in (
            (self.tr("Open the file (Enter)"), self._on_open, self.tr("Open")),
            (self.tr("Ctrl+Enter"), self._on_reveal, self.tr("Show in folder")),
            (self.tr("Copies the file name and page, too"), self._on_copy, self.tr("Copy passage")),
        ):
            row.addWidget(flat_button(tip, slot, text))
        row.addStretch()

    def set_passage(self, passage: FoundPassage | None) -> None:
        """Offer this for a passage, or nothing."""
        self._passage = passage
        self.setVisible(passage is not None)

    def _on_open(self) -> None:
        if (passage := self._passage) is not None:
            self.open_requested.emit(passage.place.path, passage.place.page)

    def _on_reveal(self) -> None:
        if (passage := self._passage) is not None:
            self.reveal_requested.emit(passage.place.path)

    def _on_copy(self) -> None:
        if (passage := self._passage) is not None:
            name, page = passage.place.path.name, passage.place.page
            if page is None:
                where = self.tr("({name})").format(name=name)
            else:
                where = self.tr("({name}, p. {page})").format(name=name, page=page)
            self.copy_requested.emit(f"{passage.hit.text}\n\n{where}")
