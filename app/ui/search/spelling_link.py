"""How is another spelling offered beside what was found?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from app.engine.hints import SpellingFound
from app.ui.look.format import tip_text
from app.ui.look.theme import GRID, META_PT, Theme, sized
from app.ui.search.shortened import Span, shortened

_LEAST_LETTERS = 12
_PAD = GRID // 2
_QUERY = "{query}"


class SpellingLink(QPushButton):
    """Says “Did you mean: …?”, its new words in bold; `chosen` brings the query with them.

    Where there is no room for all of it, words far from the new ones are left out.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = SpellingFound(None)
        self._marked: list[Span] = []
        self._theme = theme
        self.setFlat(True)
        self.setFont(sized(self.font(), META_PT))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self.chosen.emit(self.query))
        self.set_theme(theme)
        self.hide()

    @property
    def query(self) -> str:
        """What is offered; empty for nothing."""
        return self._found.typed or ""

    @property
    def emphasised(self) -> list[str]:
        """The words in bold."""
        shown = self.text().replace("&&", "&")
        return [shown[start:end] for start, end in self._marked]

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self.setStyleSheet(f"color: {theme.accent.name()}; text-align: left; padding: 0 {_PAD}px")

    def offer(self, found: SpellingFound) -> None:
        """Offer a query in other words, or nothing."""
        self._found = found
        if self.query:
            whole, _ = self._sentence(self.query.strip(), ())
            self.setAccessibleName(whole)
            self.setToolTip(tip_text(whole))
            self._fit()
        self.setVisible(bool(self.query))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return what the whole sentence takes."""
        return QSize(self._width(*self._whole()) + 2 * _PAD + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return what must be there to be of use."""
        width = QFontMetrics(self.font()).averageCharWidth() * _LEAST_LETTERS
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what does not fit."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button without its text, and the text with its new words in bold."""
        del event
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        shown = option.text.replace("&&", "&")
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        layout = self._lay_out(shown, self._marked)
        line = layout.lineAt(0)
        area = self.rect().adjusted(_PAD, 0, -_PAD, 0)
        top = area.top() + (area.height() - line.height()) / 2
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = area.right() - line.naturalTextWidth() if is_mirrored else area.left()
        painter.setPen(self._theme.accent)
        painter.setClipRect(area)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        layout.draw(painter, QPointF(left, top))

    def _whole(self) -> tuple[str, list[Span]]:
        return self._sentence(self.query.strip(), self._changed())

    def _changed(self) -> list[Span]:
        """Return where the new words stand in what is offered, less the blanks before it."""
        cut = len(self.query) - len(self.query.lstrip())
        return [(start - cut, end - cut) for start, end in self._found.changed]

    def _sentence(self, query: str, marked: Sequence[Span]) -> tuple[str, list[Span]]:
        """Return the sentence about a query, and where what is marked stands in it."""
        template = self.tr("Did you mean: {query}?")
        shift = max(template.find(_QUERY), 0)
        spans = [(start + shift, end + shift) for start, end in marked]
        return template.replace(_QUERY, query), spans

    def _fit(self) -> None:
        room = max(self.width(), self.minimumSizeHint().width()) - 2 * _PAD

        def fits(query: str, marked: Sequence[Span]) -> bool:
            return self._width(*self._sentence(query, marked)) <= room

        query, marked = shortened(self.query.strip(), self._changed(), fits)
        if fits(query, marked):
            text, self._marked = self._sentence(query, marked)
        else:  # the words alone, the tool tip has the sentence
            bold = QFont(self.font())
            bold.setBold(True)
            text = QFontMetrics(bold).elidedText(query, Qt.TextElideMode.ElideRight, room)
            self._marked = [(start, min(end, len(text))) for start, end in marked]
        self.setText(text.replace("&", "&&"))

    def _width(self, text: str, marked: Sequence[Span]) -> int:
        layout = self._lay_out(text, marked)  # held, or its lines were gone
        return int(layout.lineAt(0).naturalTextWidth()) + 1

    def _lay_out(self, text: str, marked: Sequence[Span]) -> QTextLayout:
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        ranges = []
        for start, end in marked:
            part = QTextLayout.FormatRange()
            part.start = _units(text[:start])
            part.length = _units(text[start:end])
            part.format = bold
            ranges.append(part)
        layout.setFormats(ranges)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        return layout


def _units(text: str) -> int:
    """Return how long a text is as Qt counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
