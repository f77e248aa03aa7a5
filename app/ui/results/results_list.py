"""How does one move through the results, and which of them is chosen?"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QHelpEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolTip, QWidget

from app.engine.search_messages import SearchResults
from app.ui.look.theme import GRID, Theme
from app.ui.manners.announce import announce
from app.ui.results.drag_picture import drag_picture
from app.ui.results.result_actions import is_result
from app.ui.results.result_delegate import ResultDelegate
from app.ui.results.result_rows import first_new
from app.ui.results.results_model import Order, ResultRow, ResultsModel, RowKind
from app.ui.results.why import why_html, why_text

_REST_MS = 120
"""So long a row is chosen before its file is read."""


class ResultsList(QListView):
    """The list of results; it moves nothing that the user has chosen.

    `rested` brings the row that has been chosen for a moment, `opened` a row to be opened,
    `copied` one whose passage is wanted, `menu_requested` one and where its menu is wanted,
    `like_wanted` and `file_like_wanted` one whose passage's, or file's, like is to be found,
    `touched` says that the user has chosen something, `typed` brings text that was typed here, and
    `left` and `read_requested` say where the keyboard is wanted next: in the box or in the preview.
    """

    rested = Signal(object)
    opened = Signal(object)
    copied = Signal(object)
    like_wanted = Signal(object)
    file_like_wanted = Signal(object)
    menu_requested = Signal(object, QPoint)
    touched = Signal()
    typed = Signal(str)
    left = Signal()
    read_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ResultsModel()
        self._theme = theme
        self._delegate = ResultDelegate(theme, self)
        self._has_chosen = False  # whether the user has, or only we have
        self._awaited: tuple[Path, int] | None = None  # to be chosen when it is shown again
        self._results: SearchResults | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._on_rested)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setAccessibleName(self.tr("Results"))
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(lambda _: self.open_current())

    @property
    def rows(self) -> ResultsModel:
        """The rows."""
        return self._model

    @property
    def has_chosen(self) -> bool:
        """Whether the user has chosen what is chosen."""
        return self._has_chosen

    @property
    def current_row(self) -> ResultRow | None:
        """What is chosen."""
        index = self.currentIndex()
        row = index.data(ResultsModel.ROW_ROLE) if index.isValid() else None
        return row if isinstance(row, ResultRow) else None

    @property
    def choice(self) -> tuple[Path, int] | None:
        """The file and the number of the passage that are chosen."""
        row = self.current_row
        return None if row is None else (row.document.path, row.number)

    def choose_when_shown(self, choice: tuple[Path, int] | None) -> None:
        """Choose a passage as soon as it is among the results that come."""
        self._awaited = choice

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self._delegate.set_theme(theme)
        self.viewport().update()

    def hold(self) -> None:
        """Move nothing by itself from now on: the user has chosen something."""
        self._touch()

    def forget_choice(self) -> None:
        """Let what comes next be chosen by its rank."""
        self._has_chosen = False
        self._awaited = None

    def clear(self) -> None:
        """Show nothing."""
        self._rest.stop()
        self._results = None
        self._model.clear()

    def set_order(self, order: Order) -> None:
        """Put what is shown, and what will be, in another order."""
        self._model.order = order
        if self._results is not None:
            self.show_results(self._results)

    def show_results(self, results: SearchResults) -> None:
        """Show results; what the user has chosen stays so if it is still among them."""
        chosen = self.choice if self._has_chosen else self._awaited
        is_awaited = not self._has_chosen
        scrolled = self.verticalScrollBar().value()
        self._results = results
        self._model.show(results, keep_open=True)
        if not self._model.rowCount():
            return
        at = self._model.reveal(*chosen) if chosen else None
        self.setCurrentIndex(self._model.index(at or 0))
        if at is None:
            self.scrollToTop()
        elif is_awaited:
            self.scrollTo(self._model.index(at))
        else:
            self.verticalScrollBar().setValue(scrolled)

    def choose(self, path: Path, chunk_id: int) -> None:
        """Choose a passage, as the user has by other means than the list."""
        document = next((one for one in self._model.documents if one.path == path), None)
        at = self._model.row_of(path)
        if document is not None and at is not None:
            self._touch()
            ids = [one.hit.chunk_id for one in document.passages]
            number = ids.index(chunk_id) if chunk_id in ids else 0
            if number == 0 or not self._model.is_open(document):
                self.setCurrentIndex(self._model.index(at))
            self.choose_passage(number)

    def choose_passage(self, number: int) -> None:
        """Choose another passage of the same document."""
        row = self.current_row
        if row is None:
            return
        found = self._model.reveal(row.document.path, number)
        self._choose(found)

    def choose_new(self, known_ids: Collection[int], known_paths: Collection[Path]) -> None:
        """Choose the first file, else the first passage, that is not known, and go there.

        Parameters
        ----------
        known_ids
            The passages' chunks that were shown before.
        known_paths
            The files that were.
        """
        self.setFocus()
        found = first_new(self._model.documents, known_ids, known_paths)
        if found is not None and (at := self._model.reveal(*found)) is not None:
            self._touch()
            self._choose(at)
            self.scrollTo(self._model.index(at))

    def step_document(self, by: int) -> None:
        """Choose the next document, or the one before."""
        self._touch()
        row = self.current_row
        documents = [one.path for one in self._model.documents]
        if not documents:
            return
        at = documents.index(row.document.path) + by if row is not None else 0
        found = self._model.row_of(documents[max(0, min(at, len(documents) - 1))])
        self._choose(found)

    def open_current(self) -> None:
        """Open what is chosen, or unfold it."""
        row = self.current_row
        if row is None:
            return
        if row.kind is RowKind.MORE:
            self._model.toggle(self.currentIndex().row())
        else:
            self.opened.emit(row)

    def move_by_key(self, event: QKeyEvent) -> None:
        """Take a key that was pressed elsewhere; one for folding counts for what was chosen."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if self._has_chosen:
                self._fold(event.key())
            return
        self._touch()
        super().keyPressEvent(event)

    def tell_why(self) -> None:
        """Show, and say, what earned the chosen row its place."""
        row = self.current_row
        if row is not None and row.kind is not RowKind.MORE:
            area = self.visualRect(self.currentIndex())
            self._show_why(row, self.viewport().mapToGlobal(area.bottomLeft()))
            announce(self, self.why_text(row))

    def why_text(self, row: ResultRow) -> str:
        """Return what earned a row its place, line by line, adding up to 100 %."""
        return why_text(row.passage.hit)

    # Qt's own events

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell why, where the mouse rests."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            row = index.data(ResultsModel.ROW_ROLE) if index.isValid() else None
            if isinstance(row, ResultRow) and row.kind is not RowKind.MORE:
                self._show_why(row, event.globalPos())
            return True
        return super().viewportEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the chosen result, with a small picture that hides nothing one drops it on."""
        row, index = self.current_row, self.currentIndex()
        if row is None or not index.flags() & Qt.ItemFlag.ItemIsDragEnabled:
            return
        drag = QDrag(self)
        drag.setMimeData(self._model.mimeData([index]))
        drag.setPixmap(drag_picture(row.document.path, self._theme, self.font(), self))
        drag.setHotSpot(QPoint(-GRID, -GRID))
        drag.exec(actions, Qt.DropAction.CopyAction)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu of what can be done, by mouse or by key."""
        row = self.current_row
        if is_result(row):
            area = self.visualRect(self.currentIndex())
            by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
            where = event.globalPos() if by_mouse else self.viewport().mapToGlobal(area.center())
            self.menu_requested.emit(row, where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, tell why, or hand on what is typed."""
        self._touch()
        key, is_plain = event.key(), not event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_plain:
            self.open_current()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Space and is_plain:
            self.read_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            if is_result(self.current_row):
                self.copied.emit(self.current_row)
        elif not self._take_letter(event) and not self._fold(key):
            if event.text() and event.text().isprintable() and _is_text(event):
                self.typed.emit(event.text())
            else:
                super().keyPressEvent(event)

    def _take_letter(self, event: QKeyEvent) -> bool:
        """Tell why, or find the like, by the letters that ask for it."""
        row = self.current_row
        if row is None or row.kind is RowKind.MORE:
            return False
        match event.key(), event.modifiers():
            case Qt.Key.Key_W, Qt.KeyboardModifier.NoModifier:
                self.tell_why()
            case Qt.Key.Key_M, Qt.KeyboardModifier.NoModifier:
                self.like_wanted.emit(row)
            case Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier:
                self.file_like_wanted.emit(row)
            case _:
                return False
        return True

    def _fold(self, key: int) -> bool:
        """Unfold a file's passages by the right arrow, fold them again by the left one."""
        row = self.current_row
        if row is None or key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        if self._model.is_open(row.document) is (key == Qt.Key.Key_Left):
            if key == Qt.Key.Key_Left:
                self._choose(self._model.row_of(row.document.path))
            self._model.toggle(self.currentIndex().row())
        return True

    def _choose(self, at: int | None) -> None:
        if at is not None:
            self.setCurrentIndex(self._model.index(at))

    def _show_why(self, row: ResultRow, where: QPoint) -> None:
        QToolTip.showText(where, why_html(row.passage.hit, self._theme), self)

    def _touch(self) -> None:
        self._has_chosen = True
        self._awaited = None
        self.touched.emit()

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        if current.isValid():
            self._rest.start()

    def _on_rested(self) -> None:
        if is_result(self.current_row):
            self.rested.emit(self.current_row)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._touch()
        if index.data(ResultsModel.ROW_ROLE).kind is RowKind.MORE:
            self._model.toggle(index.row())


def _is_text(event: QKeyEvent) -> bool:
    return not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
