"""How do buttons stand in a row that goes on in the next line where there is no more room?"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget, QWidgetItem


class FlowLayout(QLayout):
    """Puts widgets side by side, and below each other where the width ends.

    What is wider than a line is made as narrow as it.

    Parameters
    ----------
    spacing
        Between widgets, and between lines.
    is_centred
        Whether lines stand in the middle, and not where reading begins.
    pitch
        From one line to the next, if widgets are low enough to need no spacing between lines.
    parent
        Whose layout it is.
    """

    def __init__(
        self,
        spacing: int,
        *,
        is_centred: bool = False,
        pitch: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._is_centred = is_centred
        self._pitch = pitch
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def insertWidget(self, at: int, widget: QWidget) -> None:
        """Put a widget before the one at a place."""
        self.addChildWidget(widget)
        self._items.insert(at, QWidgetItem(widget))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Put an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell that lines depend on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return self._place(QRect(0, 0, width, 0), is_trial=True)

    def sizeHint(self) -> QSize:
        """Return what one line with everything takes."""
        hints = [one.sizeHint() for one in self._shown()]
        width = sum(one.width() for one in hints) + self.spacing() * max(len(hints) - 1, 0)
        return QSize(width, max([self._pitch, *(one.height() for one in hints)]))

    def minimumSize(self) -> QSize:
        """Return what the widest item takes."""
        size = QSize()
        for one in self._shown():
            size = size.expandedTo(one.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Give every widget its place."""
        super().setGeometry(rect)
        self._place(rect, is_trial=False)

    def _shown(self) -> list[QLayoutItem]:
        return [one for one in self._items if not one.isEmpty()]

    def _place(self, rect: QRect, *, is_trial: bool) -> int:
        """Place the items line by line; returns the height that they take."""
        top, gap = rect.top(), 0 if self._pitch else self.spacing()
        for line in self._lines(rect.width()):
            height = max(self._pitch, *(size.height() for _, size in line))
            if not is_trial:
                self._place_line(line, QRect(rect.left(), top, rect.width(), height))
            top += height + gap
        return max(top - gap - rect.top(), 0)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(width, item.minimumSize().width()), 1 << 20))
            if not lines or left + size.width() > width:
                lines.append([])
                left = 0
            lines[-1].append((item, size))
            left += size.width() + self.spacing()
        return lines

    def _place_line(self, line: list[tuple[QLayoutItem, QSize]], area: QRect) -> None:
        taken = sum(size.width() for _, size in line) + self.spacing() * (len(line) - 1)
        left = area.left() + (max(area.width() - taken, 0) // 2 if self._is_centred else 0)
        parent = self.parentWidget()
        direction = Qt.LayoutDirection.LeftToRight if parent is None else parent.layoutDirection()
        for item, size in line:
            top = area.top() + (area.height() - size.height()) // 2
            place = QRect(QPoint(left, top), size)
            item.setGeometry(QStyle.visualRect(direction, area, place))
            left += size.width() + self.spacing()
