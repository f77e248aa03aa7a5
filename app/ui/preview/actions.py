"""What can be done with the passage that a preview shows?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.look.theme import GRID
from app.ui.preview.buttons import flat_button


class PreviewActions(QWidget):
    """Buttons below the preview: `open_wanted`, `reveal_wanted` and `copy_wanted`."""

    open_wanted = Signal()
    reveal_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        for tip, wanted, text in (
            (self.tr("Open the file (Enter)"), self.open_wanted, self.tr("Open")),
            (self.tr("Ctrl+Enter"), self.reveal_wanted, self.tr("Show in folder")),
            (self.tr("With file and page"), self.copy_wanted, self.tr("Copy passage")),
        ):
            row.addWidget(flat_button(tip, wanted.emit, text))
        row.addStretch()
