"""What is not indexed, why, and what can be done about it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.engine.messages import NotIndexed
from app.extract.base import FailureKind
from app.printable import printable
from app.ui.engine_texts import failure_text, reason_texts
from app.ui.look.format import files_text, folder_text, number_text, tip_text
from app.ui.look.icons import glyph_of, icon
from app.ui.look.theme import GRID, META_PT, Theme, sized
from app.ui.translation import tr

_FAILURE_ROLE = int(Qt.ItemDataRole.UserRole)


class NotIndexedDialog(QDialog):
    """Files by reason; of the one that is chosen, what to do about it."""

    retry_requested = Signal(object)
    reveal_requested = Signal(object)
    recognition_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._failures: tuple[NotIndexed, ...] = ()
        self.setWindowTitle(self.tr("Not indexed"))
        self.resize(100 * GRID, 64 * GRID)
        self._summary = QLabel()
        self._summary.setWordWrap(True)
        self._tree = QTreeWidget()
        self._tree.setAccessibleName(self.tr("Files that are not indexed"))
        self._tree.setHeaderLabels([self.tr("File"), self.tr("Folder")])
        self._tree.setIndentation(2 * GRID)
        self._tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._tree.header().resizeSection(0, 52 * GRID)
        self._tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self._tree.itemDoubleClicked.connect(lambda _: self._on_reveal())
        self._tree.itemSelectionChanged.connect(self._on_selection)
        self._detail = QLabel()
        self._detail.setWordWrap(True)
        self._detail.setTextFormat(Qt.TextFormat.PlainText)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._detail.setMinimumHeight(10 * GRID)
        self._retry = QPushButton()
        self._retry.clicked.connect(lambda: self.retry_requested.emit(self._selected()))
        self._reveal = QPushButton(self.tr("Show in folder"))
        self._reveal.clicked.connect(self._on_reveal)
        self._recognise = QPushButton(self.tr("Text recognition …"))
        self._recognise.setToolTip(self.tr("Recognise the text in scanned pages"))
        self._recognise.clicked.connect(self.recognition_requested)
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        for one in (self._retry, self._reveal, self._recognise):
            buttons.addWidget(one)
        buttons.addStretch()
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID + GRID // 2)
        layout.addWidget(self._summary)
        layout.addWidget(self._tree, 1)
        layout.addWidget(self._detail)
        layout.addLayout(buttons)
        self._on_selection()

    @property
    def summary(self) -> str:
        """What is said of all."""
        return self._summary.text()

    @property
    def detail(self) -> str:
        """What is said of the file that is chosen."""
        return self._detail.text()

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self.set_failures(self._failures)

    def set_failures(self, failures: tuple[NotIndexed, ...]) -> None:
        """Show what is not indexed; the first file of all is chosen."""
        self._failures = failures
        by_kind: dict[FailureKind, list[NotIndexed]] = defaultdict(list)
        for one in failures:
            by_kind[one.kind].append(one)
        self._summary.setText(_summary(by_kind))
        self._tree.clear()
        for kind in sorted(by_kind, key=lambda kind: kind is FailureKind.UNSUPPORTED_FORMAT):
            self._add_group(kind, by_kind[kind])
        first = self._tree.topLevelItem(0)
        if first is not None and (item := first.child(0)) is not None:
            self._tree.setCurrentItem(item)
        self._on_selection()

    def listed_names(self) -> list[str]:
        """Return the names of the files that are listed."""
        found = self._tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        return [item.text(0) for item in found if item.data(0, _FAILURE_ROLE) is not None]

    def choose(self, path: Path) -> None:
        """Choose a file."""
        found = self._tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        for item in found:
            failure = item.data(0, _FAILURE_ROLE)
            if failure is not None and failure.path == path:
                self._tree.setCurrentItem(item)

    def _add_group(self, kind: FailureKind, failures: list[NotIndexed]) -> None:
        group = QTreeWidgetItem([f"{reason_texts()[kind]} ({number_text(len(failures))})", ""])
        group.setFont(0, sized(self.font(), META_PT, bold=True))
        self._tree.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)
        for one in failures:
            item = QTreeWidgetItem([printable(one.path.name), folder_text(one.path)])
            item.setIcon(0, icon(glyph_of(one.path), self._theme.meta))
            item.setToolTip(0, tip_text(one.path))
            item.setForeground(1, self._theme.meta)
            item.setData(0, _FAILURE_ROLE, one)
            group.addChild(item)
        group.setExpanded(kind is not FailureKind.UNSUPPORTED_FORMAT)

    def _chosen(self) -> list[NotIndexed]:
        found = (item.data(0, _FAILURE_ROLE) for item in self._tree.selectedItems())
        return [one for one in found if one is not None]

    def _selected(self) -> list[Path]:
        return [one.path for one in self._chosen()]

    def _on_selection(self) -> None:
        chosen = self._chosen()
        self._retry.setText(self.tr("Try again") if chosen else self.tr("Try all again"))
        self._reveal.setEnabled(len(chosen) == 1)
        self._recognise.setVisible(any(one.kind is FailureKind.NO_TEXT for one in chosen))
        match chosen:
            case [one]:
                self._detail.setText(f"{printable(one.path)}\n{failure_text(one)}")
            case []:
                self._detail.setText("")
            case _:
                self._detail.setText(
                    self.tr("{files} selected.").format(files=files_text(len(chosen)))
                )

    def _on_reveal(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1:
            self.reveal_requested.emit(chosen[0].path)


def _summary(by_kind: Mapping[FailureKind, Sequence[NotIndexed]]) -> str:
    """Count files as the activity bar does; those of other formats are told apart."""
    if not by_kind:
        return tr("Everything is indexed.")
    n_other = len(by_kind.get(FailureKind.UNSUPPORTED_FORMAT, ()))
    n = sum(len(some) for some in by_kind.values()) - n_other
    parts = []
    if n:
        parts.append(
            tr(
                "{files} can't be searched, grouped by reason. Each is retried when it changes."
            ).format(files=files_text(n))
        )
    if n_other:
        parts.append(tr("{files} in unsupported formats.").format(files=files_text(n_other)))
    return " ".join(parts)
