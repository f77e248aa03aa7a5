"""Which keys are there? What F1 shows."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.look.theme import GRID, META_PT, sized
from app.ui.manners.shortcuts import (
    Group,
    command_texts,
    focus_texts,
    group_texts,
    key_text,
)

_COLUMNS = (
    (Group.SEARCH, Group.SEEING, Group.WINDOW),
    (Group.RESULTS,),
    (Group.PREVIEW,),
)


class ShortcutsDialog(QDialog):
    """All keys by groups, in columns; what has several keys stands once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self._lines: list[tuple[str, str]] = []
        columns = QHBoxLayout()
        columns.setSpacing(5 * GRID)
        for groups in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(GRID)
            for group in groups:
                self._add_group(column, group)
            column.addStretch()
            columns.addLayout(column)
        hint = QLabel(self.tr("Just type: it goes to the search box from anywhere."))
        hint.setObjectName("meta")
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(hint)
        foot.addStretch()
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(columns)
        layout.addLayout(foot)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What is shown: what is done, and by which keys."""
        return self._lines

    def _add_group(self, column: QVBoxLayout, group: Group) -> None:
        title = QLabel(group_texts()[group])
        title.setObjectName("meta")
        title.setFont(sized(self.font(), META_PT, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(0, 1)
        lines = [(text, keys) for one, keys, text in focus_texts() if one is group]
        commands = command_texts().items()
        lines += [(text, command.value) for command, (one, text) in commands if one is group]
        self._lines += lines
        by_text: dict[str, list[str]] = {}
        for text, keys in lines:
            by_text.setdefault(text, []).append(keys)
        for row, (text, several) in enumerate(by_text.items()):
            grid.addWidget(QLabel(text), row, 0)
            grid.addLayout(_keys_row(several), row, 1)
        column.addWidget(title)
        column.addLayout(grid)
        column.addSpacing(GRID)


def _keys_row(several: list[str]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID // 2)
    row.addStretch()
    for keys in several:
        key = QLabel(key_text(keys))
        key.setObjectName("key")
        row.addWidget(key)
    return row
