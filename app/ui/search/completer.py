"""How does the search box offer what can follow an operator?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    QStringListModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.engine.hints import NameKind
from app.engine.query_language import Operator
from app.ui.look.theme import TEXT_PT, Theme, sized
from app.ui.search.suggestions import Suggestion, being_typed, suggest, without_unfinished

_MARGIN = 48  # frame, padding and a scroll bar
_N_VISIBLE = 12
"""So many are in sight at once; further ones are scrolled to."""
_KINDS = {Operator.IN: NameKind.FOLDER, Operator.NAME: NameKind.FILE}


class OperatorCompleter(QCompleter):
    """A list below a line of text with the values of the operator that is being typed.

    Arrows choose, Enter or a click takes, and so does Tab, be it the first; Escape closes, and
    whoever types on sees it go. `names_wanted` asks whose names begin with what is typed;
    `set_names` brings them. `changed` says that the list was opened, filled anew or closed, and
    so that something else may be `searched`.
    """

    names_wanted = Signal(object, str)
    changed = Signal()

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._folders: Sequence[str] = ()
        self._names: dict[NameKind, Sequence[str]] = {}  # as they were last told
        self._suggestions: list[Suggestion] = []
        self._is_dismissed = False  # until one types on
        self._is_awaiting = False  # what folders there are of a name that is no known one's
        self._model = QStringListModel(self)
        self.setModel(self._model)
        self._list = QListView()
        self._list.setAccessibleName(self.tr("Suggestions for the filter you are typing"))
        self._list.setFont(sized(line.font(), TEXT_PT))
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPopup(self._list)
        self._list.setItemDelegate(_GivingWay(self._list))  # a popup is given one by Qt
        self.setWidget(line)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(_N_VISIBLE)
        self.activated.connect(self._on_activated)
        line.textEdited.connect(self._on_edited)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours; a list of its own does not follow the window's."""
        self._list.setStyleSheet(
            f"QListView {{ background: {theme.surface.name()}; color: {theme.text.name()};"
            f" border: 1px solid {theme.line.name()}; outline: none; }}"
            " QListView::item { padding: 4px 8px; }"
            f" QListView::item:selected {{ background: {theme.selected.name()};"
            f" color: {theme.text.name()}; }}"
            " QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }"
            f" QScrollBar::handle {{ background: {theme.line.name()}; border-radius: 4px;"
            " margin: 1px; min-height: 32px; }"
            f" QScrollBar::handle:hover {{ background: {theme.meta.name()}; }}"
            " QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
            " QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
        )

    @property
    def offered(self) -> list[str]:
        """What the list holds, if it is shown."""
        return self._model.stringList() if self._list.isVisible() else []

    @property
    def searched(self) -> str:
        """What is to be searched now: all that is typed, but for what waits for its completion."""
        text = self._line.text()
        cursor = self._line.cursorPosition()
        if self._is_awaiting:
            return without_unfinished(text, cursor)
        offered = self._suggestions if self._list.isVisible() else ()
        return without_unfinished(text, cursor, offered)

    def set_folders(self, names: Sequence[str]) -> None:
        """Offer these folders."""
        self._folders = names

    def set_names(self, kind: NameKind, part: str, names: Sequence[str]) -> None:
        """Offer names that were asked for, if they are still wanted."""
        found = being_typed(self._line.text(), self._line.cursorPosition())
        if (
            self._is_dismissed
            or found is None
            or found.value != part
            or _KINDS.get(found.operator) is not kind
        ):
            return
        self._names[kind] = names
        self._is_awaiting = False
        if not self._is_dismissed:
            self._offer(names)
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Tab take what is offered, before it leads away; tell when the list is closed."""
        if watched is self._list and event.type() is QEvent.Type.Hide:
            self._is_dismissed = bool(self._suggestions)
            self._is_awaiting &= not self._is_dismissed
            self.changed.emit()
        is_tab = (
            watched is self._list
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and not event.modifiers()
        )
        if is_tab and self._suggestions:
            at = max(self._list.currentIndex().row(), 0)
            self._list.hide()
            self._take(self._suggestions[at])
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self._is_dismissed = self._is_awaiting = False
        found = being_typed(text, self._line.cursorPosition())
        kind = None if found is None else _KINDS.get(found.operator)
        if kind is NameKind.FOLDER and found is not None:
            known = (*self._folders, *self._names.get(kind, ()))
            self._is_awaiting = found.value.casefold() not in (one.casefold() for one in known)
        # What was told for less is filtered, until what there is for this is told.
        self._offer(() if kind is None else self._names.get(kind, ()))
        if found is not None and kind is not None:
            self.names_wanted.emit(kind, found.value)

    def _offer(self, names: Sequence[str]) -> None:
        text, cursor = self._line.text(), self._line.cursorPosition()
        self._suggestions = suggest(text, cursor, self._folders, names=names)
        self._model.setStringList([one.text.strip() for one in self._suggestions])
        if not self._suggestions:
            self._list.hide()
            return
        typed = text[self._suggestions[0].start : cursor]
        area = self._line.cursorRect()
        area.translate(-self._line.fontMetrics().horizontalAdvance(typed), 0)
        area.setBottom(self._line.height())  # nothing of what is typed is covered
        metrics = self._list.fontMetrics()
        widest = max(metrics.horizontalAdvance(one) for one in self._model.stringList())
        area.setWidth(min(widest + _MARGIN, self._line.width() - area.left()))
        self.complete(area)
        self.changed.emit()

    @Slot(str)
    def _on_activated(self, shown: str) -> None:
        self._take(next(one for one in self._suggestions if one.text.strip() == shown))

    def _take(self, chosen: Suggestion) -> None:
        text, cursor = self._line.text(), self._line.cursorPosition()
        self._line.setText(text[: chosen.start] + chosen.text + text[cursor:].lstrip())
        self._line.setCursorPosition(chosen.start + len(chosen.text))
        self._line.textEdited.emit(self._line.text())


class _GivingWay(QStyledItemDelegate):
    """Paints rows that are as wide as the list: the middle of what is longer is left out."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height that a row needs, and no width."""
        return QSize(0, super().sizeHint(option, index).height())
