"""How is another spelling offered beside what was found?"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.look.format import tip_text
from app.ui.look.theme import META_PT, Theme, sized

_LEAST_LETTERS = 12
_FRAME = 20


class SpellingLink(QPushButton):
    """Says “Did you mean: …?” in what room there is; `chosen` brings the query in other words."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = ""
        self.setFlat(True)
        self.setFont(sized(self.font(), META_PT))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self.chosen.emit(self._query))
        self.set_theme(theme)
        self.hide()

    @property
    def query(self) -> str:
        """What is offered; empty for nothing."""
        return self._query

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self.setStyleSheet(f"color: {theme.accent.name()}; text-align: left; padding: 0 4px")

    def offer(self, query: str | None) -> None:
        """Offer a query in other words, or nothing."""
        self._query = query or ""
        if self._query:
            self.setAccessibleName(self._whole())
            self.setToolTip(tip_text(self._whole()))
            self._fit()
        self.setVisible(bool(self._query))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return what the whole sentence takes."""
        width = QFontMetrics(self.font()).horizontalAdvance(self._whole()) + _FRAME
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return what must be there to be of use."""
        width = QFontMetrics(self.font()).averageCharWidth() * _LEAST_LETTERS
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the middle of what does not fit."""
        super().resizeEvent(event)
        self._fit()

    def _whole(self) -> str:
        return self.tr("Did you mean: {query}?").format(query=self._query.strip())

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        room = max(self.width(), self.minimumSizeHint().width()) - _FRAME // 2
        text = metrics.elidedText(self._whole(), Qt.TextElideMode.ElideMiddle, room)
        self.setText(text.replace("&", "&&"))
