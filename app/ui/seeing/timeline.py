"""When were the files changed that were found, and which stretch of time is wanted?"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.look.dates import bin_text, span_text
from app.ui.look.format import files_text
from app.ui.look.theme import GRID, META_PT, Theme, sized
from app.ui.seeing.time_axis import axis_labels
from app.ui.seeing.timeline_bins import Bins, bins_between, bins_of

_BARS = 4 * GRID
_LEAST_BAR = 3.0
_HANDLE = 5.0  # pixels from an edge of the chosen span that mean the edge
_FEW_FILES = 5  # no more need a timeline
_SETTLED_MS = 300  # so long no key moves the span before it is searched


class _Grip(Enum):
    """What a drag moves."""

    NEW = 0
    FIRST = 1
    LAST = 2
    WHOLE = 3


class Timeline(QWidget):
    """A histogram of files by the time of their last change, with a span that can be chosen.

    `span_chosen` brings the span's ends in nanoseconds since the epoch, None and None for all time.
    """

    span_chosen = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bins: Bins | None = None
        self._edges: tuple[int, ...] = ()
        self._span: tuple[int | None, int | None] = (None, None)
        self._brush: range | None = None
        self._grip: _Grip | None = None
        self._grabbed_at = 0
        self._brush_then: range | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._emit)
        self.setFont(sized(self.font(), META_PT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Timeline of the files found"))
        self.setToolTipDuration(5000)

    @property
    def is_telling(self) -> bool:
        """Whether there is something to see: enough files, of more than one stretch of time."""
        if self._span != (None, None):
            return True
        counts = self._bins.counts if self._bins is not None else ()
        return sum(counts) > _FEW_FILES and sum(n > 0 for n in counts) > 1

    @property
    def bins(self) -> Bins | None:
        """What is shown."""
        return self._bins

    @property
    def chosen(self) -> range | None:
        """Which bins are chosen."""
        return self._brush

    @property
    def said(self) -> tuple[str, str]:
        """What is said beside the bars."""
        counts = self._bins.counts if self._bins is not None else ()
        if self._brush is None:
            return self.tr("%Ln file(s) found", "", sum(counts)), self.tr("by date of change")
        n = sum(counts[at] for at in self._brush)
        of = self.tr("{n} of {files}").format(
            n=self.locale().toString(n), files=files_text(sum(counts))
        )
        return of, span_text(*self._ends(self._brush)) or ""

    def bar_of(self, at: int) -> QRectF:
        """Return where a bin is painted, from top to bottom."""
        area = self._area()
        width = area.width() / max(len(self._edges) - 1, 1)
        place = len(self._edges) - 2 - at if self._is_mirrored else at
        return QRectF(area.left() + place * width, area.top(), width, area.height())

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self.update()

    def set_files(self, times_ns: Sequence[int]) -> None:
        """Show when files were changed."""
        # A chosen span stays in view, even if nothing of it was found.
        ends = [one for one in self._span if one is not None]
        if self._span[1] is not None:
            ends[-1] -= 1
        weights = [1] * len(times_ns) + [0] * len(ends)
        self._bins = bins_of([*times_ns, *ends], weights)
        self._edges = self._bins.edges_ns if self._bins is not None else ()
        self._set_brush()

    def set_span(self, from_ns: int | None, until_ns: int | None) -> None:
        """Show which span is chosen; None and None for all time."""
        self._settled.stop()
        self._span = (from_ns, until_ns)
        self._set_brush()

    # Qt's own

    def sizeHint(self) -> QSize:
        """Return a slim line's size."""
        return QSize(60 * GRID, _BARS + self.fontMetrics().height() + GRID + GRID // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bars, what is chosen of them, and the dates below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_said(painter)
        if self._bins is None:
            return
        theme, area = self._theme, self._area()
        most = max(max(self._bins.counts, default=0), 1)
        if self._brush is not None:
            painter.fillRect(self._chosen_area(), theme.selected)
        for at, n in enumerate(self._bins.counts):
            if not n:
                continue
            bar = self.bar_of(at)
            gap = min(1.0, bar.width() / 6)
            bar.setTop(bar.bottom() - max(area.height() * n / most, _LEAST_BAR))
            is_in = self._brush is None or at in self._brush
            colour = QColor(theme.accent if is_in else theme.offline)
            colour.setAlphaF(1.0 if is_in else 0.55)
            painter.fillRect(bar.adjusted(gap, 0, -gap, 0), colour)
        painter.setPen(QPen(theme.line, 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if self._brush is not None:
            painter.setPen(QPen(theme.accent, 2))
            chosen = self._chosen_area()
            for x in (chosen.left(), chosen.right()):
                painter.drawLine(QPointF(x, chosen.top()), QPointF(x, chosen.bottom()))
        painter.setPen(theme.meta)
        metrics = QFontMetricsF(self.font())
        labels = axis_labels(self._bins, self.bar_of, area, metrics, mirrored=self._is_mirrored)
        for rect, text in labels:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        if self.hasFocus():
            painter.setPen(QPen(theme.accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(8.5, 0.5, -8.5, -0.5), 4, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the span, of one of its ends, or begin another."""
        if event.button() is not Qt.MouseButton.LeftButton or self._bins is None:
            return
        self._grip = self._grip_at(event.position())
        self._grabbed_at, self._brush_then = self._bin_at(event.position()), self._brush
        if self._grip is _Grip.NEW:
            self._brush = range(self._grabbed_at, self._grabbed_at + 1)
            self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Change the span, or tell what the mouse is at."""
        if self._bins is None:
            return
        at = self._bin_at(event.position())
        if self._grip is None:
            self._show_grip(event.position())
            said = self.tr("{when}: {files}").format(
                when=bin_text(self._bins.unit, self._bins.starts[at]),
                files=files_text(self._bins.counts[at]),
            )
            QToolTip.showText(
                event.globalPosition().toPoint(), said, self, self.bar_of(at).toRect()
            )
            return
        self._brush = self._dragged(at)
        self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Search what was chosen."""
        if self._grip is not None:
            self._grip = None
            self._emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Choose all time."""
        self._clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the span by arrows, move its end with Shift, give it up by Esc."""
        key = Qt.Key(event.key())
        is_wider = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        ):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._bins is not None:
            by = 1 if (key == Qt.Key.Key_Right) is not self._is_mirrored else -1
            self._step(by, is_wider=is_wider)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Delete) and self._brush is not None:
            self._clear()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the font."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

    # The span

    def _set_brush(self) -> None:
        self._brush = None
        if self._span != (None, None) and self._edges:
            self._brush = bins_between(self._edges, *self._span)
        self._tell()

    def _ends(self, brush: range) -> tuple[int, int]:
        return self._edges[brush.start], self._edges[brush.stop]

    def _emit(self) -> None:
        ends = (None, None) if self._brush is None else self._ends(self._brush)
        if ends != self._span:
            self._span = ends
            self.span_chosen.emit(*ends)

    def _clear(self) -> None:
        self._grip, self._brush = None, None
        self._settled.stop()
        self._tell()
        self._emit()

    def _step(self, by: int, *, is_wider: bool) -> None:
        n = len(self._edges) - 1
        if self._brush is None:
            at = n - 1 if by < 0 else 0
            self._brush = range(at, at + 1)
        elif is_wider:
            stop = max(self._brush.start + 1, min(self._brush.stop + by, n))
            self._brush = range(self._brush.start, stop)
        elif self._brush.start + by >= 0 and self._brush.stop + by <= n:
            self._brush = range(self._brush.start + by, self._brush.stop + by)
        self._tell()
        self._settled.start()

    def _dragged(self, at: int) -> range:
        """Return the span that a drag has come to."""
        then = self._brush_then
        if self._grip is _Grip.NEW or then is None:
            first, last = sorted((self._grabbed_at, at))
            return range(first, last + 1)
        if self._grip is _Grip.FIRST:
            first, last = sorted((at, then.stop - 1))
            return range(first, last + 1)
        if self._grip is _Grip.LAST:
            first, last = sorted((then.start, at))
            return range(first, last + 1)
        by = max(-then.start, min(at - self._grabbed_at, len(self._edges) - 1 - then.stop))
        return range(then.start + by, then.stop + by)

    def _grip_at(self, where: QPointF) -> _Grip:
        if self._brush is None:
            return _Grip.NEW
        chosen = self._chosen_area()
        left, right = abs(where.x() - chosen.left()), abs(where.x() - chosen.right())
        if min(left, right) <= _HANDLE:
            return _Grip.FIRST if (left <= right) is not self._is_mirrored else _Grip.LAST
        return _Grip.WHOLE if chosen.left() < where.x() < chosen.right() else _Grip.NEW

    def _show_grip(self, where: QPointF) -> None:
        self.setCursor(
            {
                _Grip.NEW: Qt.CursorShape.ArrowCursor,
                _Grip.WHOLE: Qt.CursorShape.OpenHandCursor,
            }.get(self._grip_at(where), Qt.CursorShape.SizeHorCursor)
        )

    def _tell(self) -> None:
        """Say for screen readers what is shown and chosen."""
        self.setAccessibleDescription(" ".join(self.said))
        self.update()

    # Where things are

    @property
    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _said_width(self) -> float:
        return min(24.0 * GRID + self.fontMetrics().averageCharWidth() * 4, self.width() / 3)

    def _area(self) -> QRectF:
        beside, edge = self._said_width() + 3 * GRID, 2.0 * GRID
        left, right = (edge, beside) if self._is_mirrored else (beside, edge)
        return QRectF(left, GRID / 2, max(self.width() - left - right, 1), _BARS)

    def _chosen_area(self) -> QRectF:
        assert self._brush is not None
        ends = (self.bar_of(self._brush.start), self.bar_of(max(self._brush.stop - 1, 0)))
        return ends[0].united(ends[1])

    def _bin_at(self, where: QPointF) -> int:
        area, n = self._area(), len(self._edges) - 1
        at = max(0, min(int((where.x() - area.left()) / (area.width() / n)), n - 1))
        return n - 1 - at if self._is_mirrored else at

    def _paint_said(self, painter: QPainter) -> None:
        width = self._said_width()
        left = self.width() - 2 * GRID - width if self._is_mirrored else 2.0 * GRID
        metrics = QFontMetricsF(self.font())
        top = GRID / 2 + max(_BARS - 2 * metrics.height(), 0) / 2
        for text, colour in zip(self.said, (self._theme.text, self._theme.meta), strict=True):
            painter.setPen(colour)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            rect = QRectF(left, top, width, metrics.height())
            side = Qt.AlignmentFlag.AlignRight if self._is_mirrored else Qt.AlignmentFlag.AlignLeft
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)
            top += metrics.height()
