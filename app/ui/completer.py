"""How does the search box offer what can follow an operator?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from app.ui.suggestions import Suggestion, suggest
from app.ui.theme import TEXT_PT, sized

_MARGIN = 40  # frame and a scroll bar
_STYLE = (
    "QListView::item { padding: 4px 8px; }"
    " QListView::item:selected"
    " { background: palette(highlight); color: palette(highlighted-text); }"
)


class OperatorCompleter(QCompleter):
    """A list below a line of text with the values of the operator that is being typed.

    Arrows choose, Enter or a click takes, Escape closes, and whoever types on sees it go.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._folders: Sequence[str] = ()
        self._suggestions: list[Suggestion] = []
        self._model = QStringListModel(self)
        self.setModel(self._model)
        self._list = QListView()
        self._list.setAccessibleName("Values for the filter that is being typed")
        self._list.setFont(sized(line.font(), TEXT_PT))
        self._list.setStyleSheet(_STYLE)
        self.setPopup(self._list)
        self.setWidget(line)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(12)
        self.activated.connect(self._on_activated)
        line.textEdited.connect(self._on_edited)

    @property
    def offered(self) -> list[str]:
        """What the list holds, if it is shown."""
        return self._model.stringList() if self._list.isVisible() else []

    def set_folders(self, names: Sequence[str]) -> None:
        """Offer these folders."""
        self._folders = names

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        cursor = self._line.cursorPosition()
        self._suggestions = suggest(text, cursor, self._folders)
        self._model.setStringList([one.text.strip() for one in self._suggestions])
        if not self._suggestions:
            self._list.hide()
            return
        typed = text[self._suggestions[0].start : cursor]
        area = self._line.cursorRect()
        area.translate(-self._line.fontMetrics().horizontalAdvance(typed), 0)
        area.setBottom(self._line.height())  # nothing of what is typed is covered
        area.setWidth(self._list.sizeHintForColumn(0) + _MARGIN)
        self.complete(area)

    @Slot(str)
    def _on_activated(self, shown: str) -> None:
        chosen = next(one for one in self._suggestions if one.text.strip() == shown)
        text, cursor = self._line.text(), self._line.cursorPosition()
        self._line.setText(text[: chosen.start] + chosen.text + text[cursor:].lstrip())
        self._line.setCursorPosition(chosen.start + len(chosen.text))
        self._line.textEdited.emit(self._line.text())
