"""How is a page of settings laid out: a title, and each setting with its sentence?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui.look.theme import GRID, META_PT, TITLE_PT, sized

_INDENT = 3 * GRID
"""So far right stands what belongs to a box that is ticked."""
_LEAST_CONTROL = 20 * GRID
_SPIN_MARGIN = 6


class Page(QWidget):
    """A column of settings; what it holds is added from the top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = heading = QLabel()
        heading.setFont(sized(self.font(), TITLE_PT, bold=True))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        self.column.setSpacing(GRID)
        self.column.addWidget(heading)
        self.column.addSpacing(GRID)
        self._labels: list[QLabel] = []  # of controls, which stand below each other

    @property
    def title(self) -> str:
        """What it is about; also its name in the list of pages."""
        return self._heading.text()

    def set_title(self, title: str) -> None:
        """Say what it is about."""
        self._heading.setText(title)

    def add_sentence(self, text: str, *, indent: int = 0) -> QLabel:
        """Add a sentence that explains something."""
        label = QLabel(text)
        label.setObjectName("meta")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(sized(self.font(), META_PT))
        label.setContentsMargins(indent, 0, 0, 0)
        self.column.addWidget(label)
        return label

    def add_heading(self, text: str) -> None:
        """Begin a part of the page."""
        label = QLabel(text)
        label.setFont(sized(self.font(), META_PT, bold=True))
        self.column.addSpacing(GRID)
        self.column.addWidget(label)

    def add_check(self, text: str, sentence: str) -> QCheckBox:
        """Add something that is so or not, with what that means."""
        box = QCheckBox(text)
        box.setAccessibleName(text)
        box.setAccessibleDescription(sentence)
        self.column.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)  # its ring is around its text
        self.add_sentence(sentence, indent=_INDENT)
        self.column.addSpacing(GRID)
        return box

    def add_control(self, text: str, control: QWidget, sentence: str) -> None:
        """Add something that has several values, with what they mean."""
        label = QLabel(text)
        label.setBuddy(control)
        self._labels.append(label)
        self._align()
        control.setMinimumWidth(_LEAST_CONTROL)
        for line in control.findChildren(QLineEdit):
            line.setTextMargins(
                _SPIN_MARGIN, 0, 0, 0
            )  # a style sheet's padding does not count here
        control.setAccessibleName(text)
        control.setAccessibleDescription(sentence)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(label)
        row.addWidget(control)
        row.addStretch()
        self.column.addLayout(row)
        self.add_sentence(sentence)
        self.column.addSpacing(GRID)

    def add_row(self, *widgets: QWidget) -> None:
        """Add some widgets side by side."""
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for one in widgets:
            row.addWidget(one)
        row.addStretch()
        self.column.addLayout(row)

    def changeEvent(self, event: QEvent) -> None:
        """Keep controls below each other in larger type."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._align()

    def _align(self) -> None:
        widest = max((one.sizeHint().width() for one in self._labels), default=0)
        for one in self._labels:
            one.setMinimumWidth(widest)

    def finish(self, last: QWidget | QLayout | None = None) -> None:
        """Let the rest of the page be empty, or belong to what comes last."""
        match last:
            case QWidget():
                self.column.addWidget(last, 1)
            case QLayout():
                self.column.addLayout(last, 1)
            case None:
                self.column.addStretch(1)


class Facts(QWidget):
    """Lines of a name and a value, which can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)
        self._values: dict[str, QLabel] = {}

    def set_fact(self, name: str, value: str) -> None:
        """Show a value; a name that is there gets another one."""
        if name not in self._values:
            row = len(self._values)
            label = QLabel(name)
            label.setObjectName("meta")
            found = QLabel()
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.setWordWrap(True)
            found.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            found.setAccessibleName(name)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(found, row, 1)
            self._values[name] = found
        # A path has no spaces to be broken at.
        self._values[name].setText(value.replace("/", "/\u200b"))
        self._values[name].setAccessibleDescription(value)

    @property
    def names(self) -> list[str]:
        """Of which there are values."""
        return list(self._values)

    def fact(self, name: str) -> str:
        """Return a value that is shown."""
        return self._values[name].text().replace("\u200b", "")
