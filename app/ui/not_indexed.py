"""What is not indexed, why, and what can be done about it?"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.engine.messages import NotIndexed
from app.extract.base import FailureKind
from app.ui.format import count_text
from app.ui.theme import GRID

REASONS = {
    FailureKind.UNSUPPORTED_FORMAT: "Of a format that can't be read",
    FailureKind.ENCRYPTED: "Protected by a password",
    FailureKind.NO_TEXT: "Without text, such as scans",
    FailureKind.EXTRACTION_FAILED: "Damaged or unreadable",
    FailureKind.TIMED_OUT: "Took too long",
    FailureKind.TOO_LARGE: "Too large",
    FailureKind.VANISHED: "Gone while being read",
    FailureKind.PERMISSION_DENIED: "Without permission",
}
_PATH_ROLE = int(Qt.ItemDataRole.UserRole)


class NotIndexedDialog(QDialog):
    """Files by reason, each with what to do about it."""

    retry_requested = Signal(object)
    reveal_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Not indexed")
        self.resize(100 * GRID, 64 * GRID)
        self._summary = QLabel()
        self._tree = QTreeWidget()
        self._tree.setHeaderLabels(["File", "What to do"])
        self._tree.setWordWrap(True)
        self._tree.setTextElideMode(Qt.TextElideMode.ElideNone)  # or lines would not wrap
        self._tree.setUniformRowHeights(False)
        self._tree.setIndentation(2 * GRID)
        self._tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self._tree.header().resizeSection(0, 36 * GRID)
        self._tree.itemDoubleClicked.connect(self._on_double_clicked)
        self._tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self._tree.itemSelectionChanged.connect(self._on_selection)
        self._retry = QPushButton()
        self._retry.clicked.connect(lambda: self.retry_requested.emit(self._selected()))
        self._on_selection()
        close = QPushButton("Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self._retry)
        buttons.addStretch()
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._summary)
        layout.addWidget(self._tree, 1)
        layout.addLayout(buttons)

    def set_failures(self, failures: tuple[NotIndexed, ...]) -> None:
        """Show what is not indexed."""
        by_kind: dict[FailureKind, list[NotIndexed]] = defaultdict(list)
        for one in failures:
            by_kind[one.kind].append(one)
        self._summary.setText(
            f"{count_text(len(failures), 'file')} can't be searched. A file is tried again when it "
            "changes. Double-click shows it in its folder."
            if failures
            else "Everything is indexed."
        )
        self._tree.clear()
        for kind, some in by_kind.items():
            group = QTreeWidgetItem([f"{REASONS[kind]} ({len(some)})", ""])
            self._tree.addTopLevelItem(group)
            group.setFirstColumnSpanned(True)
            for one in some:
                item = QTreeWidgetItem([one.path.name, one.message])
                item.setToolTip(0, str(one.path))
                item.setToolTip(1, one.message)
                item.setData(0, _PATH_ROLE, one.path)
                group.addChild(item)
            group.setExpanded(kind is not FailureKind.UNSUPPORTED_FORMAT)

    def listed_names(self) -> list[str]:
        """Return the names of the files that are listed."""
        found = self._tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        return [item.text(0) for item in found if item.data(0, _PATH_ROLE) is not None]

    def _selected(self) -> list[Path]:
        paths = [item.data(0, _PATH_ROLE) for item in self._tree.selectedItems()]
        return [path for path in paths if path is not None]

    def _on_selection(self) -> None:
        self._retry.setText("Try these again" if self._selected() else "Try all again")

    def _on_double_clicked(self, item: QTreeWidgetItem) -> None:
        path = item.data(0, _PATH_ROLE)
        if isinstance(path, Path):
            self.reveal_requested.emit(path)
