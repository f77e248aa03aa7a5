"""What does the index hold, seen in bars: files by type, passages over time, room on the disk?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.engine.file_types import FILE_TYPES
from app.engine.seeing import DayCount, IndexPart, Statistics, TypeCount
from app.ui.look.dates import bin_text
from app.ui.look.format import files_text, number_text, passages_text, size_text
from app.ui.look.theme import GRID, META_PT, TEXT_PT, Theme, sized
from app.ui.seeing.time_axis import axis_labels
from app.ui.seeing.timeline_bins import WIDEST_BAR, Bins, bins_of, week_before
from app.ui.translation import tr

_BAR = GRID + GRID // 2
_HISTOGRAM = 10 * GRID
_MOST_TYPES = 6  # the rest is told together


@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar: what it stands for, how long it is, and its number in words."""

    name: str
    value: int
    said: str


class IndexPlots(QWidget):
    """Three plots, each with its numbers in words; to be fed with what `GetStatistics` brings."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._types = _Bars(theme)
        self._time = _Histogram(theme)
        self._parts = _Bars(theme)
        self._titles = [QLabel() for _ in range(3)]
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setFont(sized(self.font(), META_PT))
        self._plots = (self._types, self._time, self._parts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._said)
        layout.addWidget(self._note)
        for title, plot in zip(self._titles, self._plots, strict=True):
            title.setFont(sized(self.font(), TEXT_PT, bold=True))
            layout.addWidget(title)
            layout.addWidget(plot)
            layout.addSpacing(GRID)
        layout.addStretch()
        self.set_theme(theme)
        self.set_waiting()

    @property
    def rows(self) -> list[tuple[str, str]]:
        """What stands beside the bars."""
        return [(row.name, row.said) for plot in (self._types, self._parts) for row in plot.rows]

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        for one in (self._said, self._note):
            one.setStyleSheet(f"color: {theme.meta.name()}")
        for plot in self._plots:
            plot.set_theme(theme)

    def set_waiting(self) -> None:
        """Say that the numbers are on their way."""
        self._say(self.tr("Counting …"))

    def set_trouble(self, text: str) -> None:
        """Say why there are no numbers."""
        self._say(text)

    def set_statistics(self, statistics: Statistics) -> None:
        """Show what the index holds."""
        if not statistics.types:
            self._say(self.tr("Nothing is indexed yet."))
            return
        self._said.hide()
        total = sum(statistics.bytes_of.values())
        titles = (
            self.tr("Files by type"),
            self.tr("Passages by file date"),
            self.tr("Disk space: {size}").format(size=size_text(total)),
        )
        for title, plot, text in zip(self._titles, self._plots, titles, strict=True):
            title.setText(text)
            title.show()
            plot.show()
        self._types.set_rows(type_rows(statistics.types))
        self._time.set_days(statistics.days)
        self._parts.set_rows(part_rows(statistics.bytes_of))
        self._note.setText(repeats_text(statistics))
        self._note.setVisible(bool(self._note.text()))

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.show()
        for one in (*self._titles, *self._plots, self._note):
            one.hide()


def type_rows(types: Sequence[TypeCount]) -> list[BarRow]:
    """Return a bar for each kind of file, those with the most files first."""
    files: dict[str, int] = {}
    passages: dict[str, int] = {}
    for one in types:
        name = _kind_of(one.extension)
        files[name] = files.get(name, 0) + one.n_files
        passages[name] = passages.get(name, 0) + one.n_passages
    names = sorted(files, key=lambda name: -files[name])
    if len(names) > _MOST_TYPES:
        rest, other = names[_MOST_TYPES - 1 :], tr("Other")
        files[other] = sum(files[name] for name in rest)
        passages[other] = sum(passages[name] for name in rest)
        names = [*names[: _MOST_TYPES - 1], other]
    return [
        BarRow(name, files[name], f"{files_text(files[name])} · {passages_text(passages[name])}")
        for name in names
    ]


def repeats_text(statistics: Statistics) -> str:
    """Return why the passages of all types are more than there are, nothing if they aren't."""
    n_places = sum(one.n_passages for one in statistics.types)
    if n_places == statistics.n_passages:
        return ""
    return tr(
        "A passage that several files share counts in each of them below: {places} with "
        "repeats, {different} without."
    ).format(places=passages_text(n_places), different=number_text(statistics.n_passages))


def part_rows(bytes_of: dict[IndexPart, int]) -> list[BarRow]:
    """Return a bar for each part of the index, the largest first."""
    names = {
        IndexPart.TEXTS: tr("Texts"),
        IndexPart.CATALOG: tr("File names, places, exact phrases"),
        IndexPart.WORDS: tr("Words"),
        IndexPart.SENSES: tr("Meanings of words"),
        IndexPart.CODES: tr("Meanings, word by word"),
        IndexPart.VECTORS: tr("Meanings of whole passages"),
    }
    parts = sorted(bytes_of, key=lambda part: -bytes_of[part])
    return [BarRow(names[one], bytes_of[one], size_text(bytes_of[one])) for one in parts]


def _kind_of(extension: str) -> str:
    names = {
        "PDF": tr("PDF"),
        "Word": tr("Word"),
        "Markdown": tr("Markdown"),
        "Text": tr("Text"),
    }
    kind = next((kind for kind, some in FILE_TYPES.items() if extension in some), None)
    return names.get(kind or "", extension.upper() or tr("No extension"))


class _Bars(QWidget):
    """Rows of a name, a bar and a number."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows: list[BarRow] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.set_rows(self.rows)

    def set_rows(self, rows: list[BarRow]) -> None:
        self.rows = rows
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        most = max((row.value for row in rows), default=0) or 1
        for at, row in enumerate(rows):
            name, said = QLabel(row.name), QLabel(row.said)
            name.setTextFormat(Qt.TextFormat.PlainText)
            said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            said.setStyleSheet(f"color: {self._theme.meta.name()}")
            said.setAccessibleName(f"{row.name}: {row.said}")
            for label in (name, said):
                label.setFont(sized(self.font(), META_PT))
            self._grid.addWidget(name, at, 0)
            self._grid.addWidget(_Bar(row.value / most, self._theme), at, 1)
            self._grid.addWidget(said, at, 2)


class _Bar(QWidget):
    """One bar of a share of its width."""

    def __init__(self, share: float, theme: Theme) -> None:
        super().__init__()
        self._share = share
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(12 * GRID, _BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect())
        for share, colour in ((1.0, self._theme.line), (self._share, self._theme.accent)):
            if not share:
                continue
            width = max(area.width() * share, 2.0)
            is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            left = area.right() - width if is_mirrored else area.left()
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(left, area.top(), width, area.height()), 2, 2)


class _Histogram(QWidget):
    """Passages over time."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bins: Bins | None = None
        self.setFont(sized(self.font(), META_PT))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_days(self, days: Sequence[DayCount]) -> None:
        times = [one.time_ns for one in days]
        more = week_before(times)
        weights = [one.n_passages for one in days] + [0] * len(more)
        self._bins = bins_of([*times, *more], weights)
        if self._bins is not None:
            counts = self._bins.counts
            most = max(range(len(counts)), key=lambda at: counts[at])
            self.setAccessibleName(
                self.tr("Passages by date, from {first} to {last}; most: {most}").format(
                    first=bin_text(self._bins.unit, self._bins.starts[0]),
                    last=bin_text(self._bins.unit, self._bins.starts[-2]),
                    most=self._told(most),
                )
            )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40 * GRID, _HISTOGRAM + self.fontMetrics().height() + GRID)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._bins is not None:
            at = int(event.position().x() / max(self.width(), 1) * len(self._bins))
            at = max(0, min(self._placed(at), len(self._bins) - 1))
            QToolTip.showText(event.globalPosition().toPoint(), self._told(at), self)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._bins is None:
            return
        painter = QPainter(self)
        area = self._area()
        most = max(max(self._bins.counts), 1)
        for at, n in enumerate(self._bins.counts):
            bar = self._bar_of(at)
            gap = max(min(1.0, bar.width() / 6), (bar.width() - WIDEST_BAR) / 2)
            if n:
                bar.setTop(bar.bottom() - max(area.height() * n / most, 2.0))
                painter.fillRect(bar.adjusted(gap, 0, -gap, 0), QColor(self._theme.accent))
        painter.setPen(QPen(self._theme.line, 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(self._theme.meta)
        metrics = QFontMetricsF(self.font())
        labels = axis_labels(self._bins, self._bar_of, area, metrics)
        for rect, text in labels:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    @property
    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _placed(self, at: int) -> int:
        assert self._bins is not None
        return len(self._bins) - 1 - at if self._is_mirrored else at

    def _told(self, at: int) -> str:
        assert self._bins is not None
        return self.tr("{when}: {passages}").format(
            when=bin_text(self._bins.unit, self._bins.starts[at]),
            passages=passages_text(self._bins.counts[at]),
        )

    def _area(self) -> QRectF:
        return QRectF(0, 0, max(self.width(), 1), _HISTOGRAM)

    def _bar_of(self, at: int) -> QRectF:
        assert self._bins is not None
        width = self._area().width() / len(self._bins)
        return QRectF(self._placed(at) * width, 0, width, _HISTOGRAM)
