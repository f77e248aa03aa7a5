"""When were the files changed that were found, and which stretch of time is wanted?"""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.look.dates import bin_text, span_text
from app.ui.look.format import files_text, number_text, passages_text
from app.ui.look.theme import GRID, META_PT, Theme, sized
from app.ui.manners.announce import announce
from app.ui.seeing.time_axis import axis_labels
from app.ui.seeing.timeline_bins import WIDEST_BAR, Bins, bins_between, bins_of, week_before
from app.ui.seeing.timeline_brush import Grip, Step, dragged, stepped
from app.ui.seeing.timeline_files import TimelineFiles

_BARS = 4 * GRID
_LEAST_BAR = 3.0
_HANDLE = 5.0  # pixels from an edge of the chosen span that mean the edge
_SETTLED_MS = 300  # so long no key moves the span before it is searched


_STEPS = {
    Qt.KeyboardModifier.NoModifier: Step.WHOLE,
    Qt.KeyboardModifier.ShiftModifier: Step.LAST,
    Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier: Step.FIRST,
}
Ends = tuple[int | None, int | None]
_EVER: Ends = (None, None)


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
        self._files = TimelineFiles()
        self._span: Ends = _EVER
        self._brush: range | None = None
        self._is_drafted = False  # the brush is being moved, and not searched yet
        self._later: TimelineFiles | None = None  # to be shown when it is
        self._grip: Grip | None = None
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
    def bins(self) -> Bins | None:
        """What is shown."""
        return self._bins

    @property
    def chosen(self) -> range | None:
        """Which bins are chosen."""
        return self._brush

    @property
    def said(self) -> tuple[str, str]:
        """What is said beside the bars: of the very time that is searched."""
        files, span = self._files, span_text(*self._ends)
        if span is None and files.others_ns:
            return self._part_text(len(files.times_ns)), self.tr("in the chosen group")
        if span is not None:
            return self._part_text(files.n_within(*self._ends)), span
        by_date = self.tr("by date changed")
        if files.n_best is not None:
            best = passages_text(files.n_best)
            text = self.tr("{files} with the best {passages}")
            return text.format(files=files_text(files.n_all), passages=best), by_date
        if files.n_listed is not None:
            text = self.tr("newest {shown} of {all}")
            shown, listed = number_text(files.n_all), files_text(files.n_listed)
            return text.format(shown=shown, all=listed), by_date
        return self.tr("%Ln file(s) found", "", files.n_all), by_date

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

    def set_files(self, files: TimelineFiles) -> None:
        """Show when files were changed; bars do not move while the user moves the span."""
        if self._is_drafted:
            self._later = files
            return
        self._later = None
        self._files = files
        # A chosen span stays in view, even if nothing of it was found, and so does the time of
        # all that was found where one group of it is chosen.
        ends = [one for one in self._span if one is not None]
        if self._span[1] is not None:
            ends[-1] -= 1
        ends += files.others_ns
        ends += week_before([*files.times_ns, *ends])
        weights = [1] * len(files.times_ns) + [0] * len(ends)
        self._bins = bins_of([*files.times_ns, *ends], weights)
        self._edges = self._bins.edges_ns if self._bins is not None else ()
        self._set_brush()

    def set_span(self, from_ns: int | None, until_ns: int | None) -> None:
        """Show which span is chosen; None and None for all time."""
        self._settled.stop()
        self._grip = None
        self._span = (from_ns, until_ns)
        self._set_brush()
        if self._later is not None:
            self.set_files(self._later)

    # Qt's own

    def sizeHint(self) -> QSize:
        """Return a slim line's size."""
        return QSize(60 * GRID, _BARS + self.fontMetrics().height() + GRID + GRID // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bars, what is chosen of them, and the dates below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_said(painter)
        theme, area = self._theme, self._area()
        if self._bins is None:
            painter.setPen(QPen(theme.line, 1))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
            return
        most = max(max(self._bins.counts, default=0), 1)
        if self._brush is not None:
            painter.fillRect(self.chosen_area, theme.selected)
        for at, n in enumerate(self._bins.counts):
            if not n:
                continue
            bar = self.bar_of(at)
            gap = max(min(1.0, bar.width() / 6), (bar.width() - WIDEST_BAR) / 2)
            bar.setTop(bar.bottom() - max(area.height() * n / most, _LEAST_BAR))
            is_in = self._brush is None or at in self._brush
            colour = QColor(theme.accent if is_in else theme.offline)
            colour.setAlphaF(1.0 if is_in else 0.55)
            painter.fillRect(bar.adjusted(gap, 0, -gap, 0), colour)
        painter.setPen(QPen(theme.line, 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if self._brush is not None:
            painter.setPen(QPen(theme.accent, 2))
            chosen = self.chosen_area
            for x in (chosen.left(), chosen.right()):
                painter.drawLine(QPointF(x, chosen.top()), QPointF(x, chosen.bottom()))
        painter.setPen(theme.meta)
        metrics = QFontMetricsF(self.font())
        labels = axis_labels(self._bins, self.bar_of, area, metrics)
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
        if self._grip is Grip.NEW:
            self._draft(range(self._grabbed_at, self._grabbed_at + 1))

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
        n = len(self._edges) - 1
        self._draft(dragged(self._grip, self._brush_then, self._grabbed_at, at, n))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Search what was chosen."""
        if self._grip is not None:
            self._grip = None
            self._emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Choose all time."""
        self._clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the span by arrows, its end with Shift, its beginning with Ctrl and Shift.

        Home and End go to the first and the last bar, Esc chooses all time.
        """
        key = Qt.Key(event.key())
        step = _STEPS.get(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        if step is None or self._bins is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = 1 if (key == Qt.Key.Key_Right) is not self._is_mirrored else -1
            self._step(step, by)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            far = len(self._edges)
            self._step(step, -far if key == Qt.Key.Key_Home else far)
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

    @property
    def _ends(self) -> Ends:
        """The span that is shown: the one that is searched, or the one that it is to be."""
        if self._is_drafted and self._brush is not None:
            return self._edges[self._brush.start], self._edges[self._brush.stop]
        return _EVER if self._is_drafted else self._span

    def _set_brush(self) -> None:
        self._brush, self._is_drafted = None, False
        if self._span != _EVER and self._edges:
            self._brush = bins_between(self._edges, *self._span)
        self._tell()

    def _draft(self, brush: range | None) -> None:
        self._brush, self._is_drafted = brush, True
        self._tell()

    def _emit(self) -> None:
        ends = self._ends
        self._is_drafted = False
        if ends != self._span:
            self._span = ends
            self.span_chosen.emit(*ends)
        if self._later is not None and not self._is_drafted:
            self.set_files(self._later)

    def _clear(self) -> None:
        self._grip = None
        self._settled.stop()
        self._draft(None)
        self._emit()

    def _step(self, step: Step, by: int) -> None:
        n = len(self._edges) - 1
        if self._brush is None and abs(by) > n:  # Home and End go where their names say
            by = -by
        self._draft(stepped(self._brush, step, by, n))
        announce(self, " ".join(self.said))
        self._settled.start()

    def _grip_at(self, where: QPointF) -> Grip:
        if self._brush is None:
            return Grip.NEW
        chosen = self.chosen_area
        left, right = abs(where.x() - chosen.left()), abs(where.x() - chosen.right())
        if min(left, right) <= _HANDLE:
            return Grip.FIRST if (left <= right) is not self._is_mirrored else Grip.LAST
        return Grip.WHOLE if chosen.left() < where.x() < chosen.right() else Grip.NEW

    def _show_grip(self, where: QPointF) -> None:
        self.setCursor(
            {
                Grip.NEW: Qt.CursorShape.ArrowCursor,
                Grip.WHOLE: Qt.CursorShape.OpenHandCursor,
            }.get(self._grip_at(where), Qt.CursorShape.SizeHorCursor)
        )

    def _tell(self) -> None:
        """Say for screen readers what is shown and chosen."""
        self.setAccessibleDescription(" ".join(self.said))
        self.update()

    def _part_text(self, n: int) -> str:
        """Say that some of the files are meant; of files that are not all, which there are."""
        text = self.tr("{n} of {files}")
        if self._files.n_best is not None:
            text = self.tr("{n} of the best {files}")
        elif self._files.n_listed is not None:
            text = self.tr("{n} of the newest {files}")
        return text.format(n=number_text(n), files=files_text(self._files.n_all))

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

    @property
    def chosen_area(self) -> QRectF:
        """Where the span is marked: a part of a bin where it begins or ends within one."""
        area, (first, end) = self._area(), self._ends
        if not self._edges:
            return QRectF()
        start = self._x_of(self._edges[0] if first is None else first)
        stop = self._x_of(self._edges[-1] if end is None else end)
        return QRectF(min(start, stop), area.top(), abs(stop - start), area.height())

    def _x_of(self, time_ns: int) -> float:
        at = max(0, min(bisect_right(self._edges, time_ns) - 1, len(self._edges) - 2))
        first, end = self._edges[at : at + 2]
        share = max(0.0, min((time_ns - first) / (end - first), 1.0))
        bar = self.bar_of(at)
        return (
            bar.right() - share * bar.width()
            if self._is_mirrored
            else (bar.left() + share * bar.width())
        )

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
