"""How are passages painted as points, and what happens when one points at them?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import hypot

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QToolTip, QWidget

from app.ui.look.format import passages_text
from app.ui.look.theme import GRID, META_PT, TEXT_PT, Theme, sized
from app.ui.manners.announce import announce
from app.ui.seeing.map.dots import Dot, Group, point_text, point_tip
from app.ui.seeing.map.markers import marker, marker_icon
from app.ui.seeing.map.overlay import Overlay
from app.ui.seeing.map.placing import place_labels, place_points

_RADIUS, _BIG_RADIUS = 4.5, 7.0
_NEAR = 12.0  # pixels from a point that still mean it
_FADED = 0.22
_ICON = 10
_LABEL_SHARE = 0.45  # of the map's width that a label may take
_STEPS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class MapCanvas(QWidget):
    """Points, and a button with the name of each group.

    `chosen` brings the row of the passage that was chosen, `opened` one to be opened,
    `menu_requested` one and where its menu is wanted, `group_clicked` a group's number, and
    `handed_on` a key that means here what it means in the list.
    """

    chosen = Signal(object)
    opened = Signal(object)
    menu_requested = Signal(object, QPoint)
    group_clicked = Signal(int)
    handed_on = Signal(QKeyEvent)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._dots: tuple[Dot, ...] = ()
        self._groups: tuple[Group, ...] = ()
        self._places: list[QPointF] = []
        self._anchors: list[QPointF] = []
        self._buttons: list[QPushButton] = []
        self._current: int | None = None
        self._hovered: int | None = None
        self._only: int | None = None
        self._message = ""
        self._is_turned = False
        self._base: QPixmap | None = None  # all points, so that hovering repaints two
        self._overlay = Overlay(self._paint_marked, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(12 * GRID)
        self.setAccessibleName(self.tr("Map of the results"))

    @property
    def dots(self) -> Sequence[Dot]:
        """The points, the best passage first."""
        return self._dots

    @property
    def group_buttons(self) -> Sequence[QPushButton]:
        """The buttons with the groups' names."""
        return self._buttons

    @property
    def current_dot(self) -> Dot | None:
        """The point that is chosen."""
        return None if self._current is None else self._dots[self._current]

    @property
    def message(self) -> str:
        """What stands here instead of points."""
        return self._message

    def place_of(self, number: int) -> QPoint:
        """Return where a point is painted."""
        return self._places[number].toPoint()

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self._dress_buttons()
        self._repaint_points()

    def show_dots(self, dots: Sequence[Dot], groups: Sequence[Group]) -> None:
        """Show other passages; the groups are those that `Dot.group` numbers."""
        self._dots, self._groups, self._message = tuple(dots), tuple(groups), ""
        self._current = self._hovered = self._only = None
        # The wider axis along the longer side; it stays there while the window is resized.
        self._is_turned = self.height() > self.width()
        self._make_buttons()
        self._lay_out()
        self._tell()

    def show_message(self, text: str) -> None:
        """Show a sentence instead of points."""
        self.show_dots((), ())
        self._message = text
        self._tell()

    def set_current(self, chunk_id: int | None) -> None:
        """Show which passage is chosen."""
        ids = [dot.row.passage.hit.chunk_id for dot in self._dots]
        self._current = ids.index(chunk_id) if chunk_id in ids else None
        self._tell()
        self.update()

    def set_only(self, group: int | None) -> None:
        """Let one group stand out, or none."""
        self._only = group
        for number, button in enumerate(self._buttons):
            button.setChecked(number == group)
        self._repaint_points()

    # Qt's own events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint points, or a sentence; what is pointed at or chosen is painted above the names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.surface)
        if self._message:
            painter.setPen(self._theme.meta)
            painter.setFont(sized(self.font(), TEXT_PT))
            room = self.rect().adjusted(4 * GRID, 0, -4 * GRID, 0)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._message)
        if self._base is None or self._base.devicePixelRatio() != self.devicePixelRatioF():
            self._base = self._painted_points()
        painter.drawPixmap(0, 0, self._base)
        if self.hasFocus() and self._current is None:
            painter.setPen(QPen(self._theme.accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use all the room."""
        super().resizeEvent(event)
        self._overlay.resize(self.size())
        self._lay_out()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which passage the mouse is at."""
        found = self._dot_at(event.position())
        if found != self._hovered:
            self._hovered = found
            self.setCursor(
                Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor
            )
            if found is None:
                QToolTip.hideText()
            else:
                row = self._dots[found].row
                QToolTip.showText(event.globalPosition().toPoint(), point_tip(row), self)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self._hovered = None
        self.update()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a passage."""
        found = self._dot_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and found is not None:
            self._choose(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a passage."""
        if (found := self._dot_at(event.position())) is not None:
            self.opened.emit(self._dots[found].row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu of what can be done."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            found, where = self._dot_at(QPointF(event.pos())), event.globalPos()
        else:
            found = self._current
            where = self.mapToGlobal(self.place_of(found)) if found is not None else QPoint()
        if found is not None:
            self._choose(found)
            self.menu_requested.emit(self._dots[found].row, where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from point to point, or hand the key on."""
        key = Qt.Key(event.key())
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_plain and key in _STEPS and self._dots:
            self._choose(self._neighbour(_STEPS[key]))
            announce(self, self.accessibleDescription())
        elif is_plain and key == Qt.Key.Key_Home and self._dots:
            self._choose(self._best())
            announce(self, self.accessibleDescription())
        else:
            self.handed_on.emit(event)

    # Within

    def _choose(self, number: int) -> None:
        self._current = number
        self._tell()
        self.update()
        self.chosen.emit(self._dots[number].row)

    def _tell(self) -> None:
        """Say for screen readers what is chosen."""
        dot = self.current_dot
        if self._message:
            told = self._message
        elif dot is None:
            told = passages_text(len(self._dots))
        else:
            told = f"{self._groups[dot.group].name}: {point_text(dot.row)}"
        self.setAccessibleDescription(told)

    def _is_faded(self, number: int) -> bool:
        return self._only is not None and self._dots[number].group != self._only

    def _best(self) -> int:
        return next((n for n in range(len(self._dots)) if not self._is_faded(n)), 0)

    def _neighbour(self, step: QPointF) -> int:
        """Return the next point in a direction, of the group that stands out if one does."""
        if self._current is None:
            return self._best()
        here = self._places[self._current]
        best, best_cost = self._current, float("inf")
        for number, place in enumerate(self._places):
            way = place - here
            along = QPointF.dotProduct(way, step)
            aside = abs(way.x() * step.y() - way.y() * step.x())
            if along > 0.5 and aside <= 1.5 * along and not self._is_faded(number):
                cost = along + 2 * aside
                if cost < best_cost:
                    best, best_cost = number, cost
        return best

    def _dot_at(self, where: QPointF) -> int | None:
        best, best_far = None, _NEAR
        for number, place in enumerate(self._places):
            far = hypot(place.x() - where.x(), place.y() - where.y())
            if far < best_far and not self._is_faded(number):
                best, best_far = number, far
        return best

    def _repaint_points(self) -> None:
        self._base = None
        self.update()

    def _painted_points(self) -> QPixmap:
        """Paint all points, the best last, and what leads to them from the names."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, button in enumerate(self._buttons):
            self._paint_leader(painter, number, QRectF(button.geometry()))
        for number in range(len(self._dots) - 1, -1, -1):
            self._paint_dot(painter, number, _RADIUS)
        painter.end()
        return pixmap

    def _colour(self, group: int) -> QColor:
        return self._theme.groups[group % len(self._theme.groups)]

    def _paint_dot(self, painter: QPainter, number: int, radius: float) -> None:
        dot = self._dots[number]
        painter.save()
        painter.translate(self._places[number])
        painter.scale(radius, radius)
        painter.setOpacity(_FADED if self._is_faded(number) else 1.0)
        painter.setPen(QPen(self._theme.surface, 1.2 / radius))  # tells points that touch
        painter.setBrush(self._colour(dot.group))
        painter.drawPath(marker(dot.group))
        painter.restore()

    def _paint_marked(self, painter: QPainter) -> None:
        """Paint larger, above the names, what is pointed at or chosen."""
        for one in (self._hovered, self._current):
            if one is not None:
                self._paint_dot(painter, one, _BIG_RADIUS)
        if self._current is not None:
            strength = 2.5 if self.hasFocus() else 1.5
            painter.setPen(QPen(self._theme.text, strength))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self._places[self._current], 11, 11)

    def _paint_leader(self, painter: QPainter, number: int, label: QRectF) -> None:
        """Lead from a name to the middle of its group, if they are far from each other."""
        anchor = self._anchors[number]
        near = label.adjusted(-3 * GRID, -3 * GRID, 3 * GRID, 3 * GRID)
        if not near.contains(anchor):
            painter.setPen(QPen(self._colour(number), 1, Qt.PenStyle.DotLine))
            painter.drawLine(label.center(), anchor)

    def _make_buttons(self) -> None:
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._buttons = []
        before: QWidget = self
        for number, group in enumerate(self._groups if len(self._groups) > 1 else ()):
            button = QPushButton(self)
            button.setCheckable(True)
            button.setFont(sized(self.font(), META_PT, bold=True))
            button.setAccessibleName(
                self.tr("Group {name}: {passages}").format(
                    name=group.name, passages=passages_text(group.n)
                )
            )
            button.setToolTip(button.accessibleName())
            button.clicked.connect(partial(self.group_clicked.emit, number))
            QWidget.setTabOrder(before, button)
            before = button
            self._buttons.append(button)
            button.show()
        self._overlay.raise_()
        self._dress_buttons()

    def _dress_buttons(self) -> None:
        theme = self._theme
        ground = QColor(theme.surface)
        ground.setAlphaF(0.94)
        for number, button in enumerate(self._buttons):
            button.setIcon(marker_icon(number, self._colour(number), _ICON))
            button.setStyleSheet(
                f"QPushButton {{ background: {ground.name(QColor.NameFormat.HexArgb)};"
                f" color: {theme.text.name()}; border: 1px solid {theme.line.name()};"
                f" border-radius: 10px; padding: 1px 8px; text-align: left; }}"
                f"QPushButton:hover {{ background: {theme.selected.name()}; }}"
                f"QPushButton:checked {{ background: {theme.selected.name()};"
                f" border-color: {self._colour(number).name()}; }}"
                f"QPushButton:focus {{ border-color: {theme.accent.name()}; }}"
            )

    def _lay_out(self) -> None:
        margin = 4 * GRID
        area = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        self._places = place_points(
            [(dot.x, dot.y) for dot in self._dots],
            area,
            turned=self._is_turned,
            mirrored=self.layoutDirection() is Qt.LayoutDirection.RightToLeft,
        )
        self._anchors = self._middles()
        sizes = []
        for button, group in zip(self._buttons, self._groups, strict=False):
            metrics = button.fontMetrics()
            room = max(int(self.width() * _LABEL_SHARE) - _ICON - 4 * GRID, 6 * GRID)
            fits = (one for one in group.names if metrics.horizontalAdvance(one) <= room)
            shown = next(fits, group.names[-1])
            button.setText(metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room))
            sizes.append(QSizeF(button.sizeHint()))
        bounds = QRectF(self.rect()).adjusted(GRID, GRID, -GRID, -GRID)
        anchors = self._anchors[: len(sizes)]
        labels = place_labels(sizes, anchors, self._places, bounds)
        for button, label in zip(self._buttons, labels, strict=True):
            button.setGeometry(label.toRect())
        self._repaint_points()

    def _middles(self) -> list[QPointF]:
        """Return the middle of each group."""
        sums = [QPointF() for _ in self._groups]
        counts = [0] * len(self._groups)
        for place, dot in zip(self._places, self._dots, strict=True):
            sums[dot.group] += place
            counts[dot.group] += 1
        return [one / max(n, 1) for one, n in zip(sums, counts, strict=True)]
