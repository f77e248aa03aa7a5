"""Which folders are searched, and how does each of them stand?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QLabel,
    QMenu,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.engine.standing import SourceOverview, SourceState
from app.printable import printable
from app.ui.engine_texts import source_text
from app.ui.folders.drop_area import DropArea
from app.ui.folders.exclusions_dialog import ExclusionsDialog
from app.ui.folders.searched_eye import SearchedEye
from app.ui.look.format import files_text, number_text, size_text, tip_text
from app.ui.look.ring import paint_ring
from app.ui.look.theme import GRID, META_PT, TEXT_PT, Theme, sized
from app.ui.translation import tr
from app.watch.rules import NO_EXCLUSIONS, Exclusions


class FoldersPanel(QWidget):
    """A row per folder, and where to drop more. A click searches in that folder alone."""

    add_requested = Signal(object)
    remove_requested = Signal(object)
    retry_requested = Signal(object)
    reveal_requested = Signal(object)
    exclusions_chosen = Signal(object, object)
    filter_requested = Signal(object)
    stop_requested = Signal(object)
    resume_requested = Signal(object)
    searched_toggled = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen: Path | None = None
        self._off: tuple[Path, ...] = ()
        self._rows: dict[Path, _FolderRow] = {}
        self._title = QLabel(self.tr("Folders"))
        self._title.setFont(sized(self.font(), META_PT, bold=True))
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self._list.addStretch()
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._drop = DropArea(theme, self.tr("Drop folders here\nor choose one"), glyph_side=22)
        self._drop.setToolTip(self.tr("You can drop folders and files anywhere in this window"))
        self._drop.clicked.connect(self._on_add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._title)
        layout.addWidget(area, 1)
        layout.addWidget(self._drop)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self._title.setStyleSheet(f"color: {theme.meta.name()}")
        self._drop.set_theme(theme)
        for row in self._rows.values():
            row.set_theme(theme)

    def set_sources(self, sources: tuple[SourceOverview, ...]) -> None:
        """Show how the folders stand; rows that stay keep their place."""
        for path in self._rows.keys() - {one.path for one in sources}:
            row = self._rows.pop(path)
            self._list.removeWidget(row)
            row.hide()  # at once: another row takes its place
            row.deleteLater()
        names = Counter(one.path.name for one in sources)
        for at, one in enumerate(sources):
            found = self._rows.get(one.path)
            if found is None:
                found = _FolderRow(self._theme, self)
                found.clicked.connect(self._on_clicked)
                found.eye.switched.connect(self.searched_toggled)
                self._rows[one.path] = found
                self._list.insertWidget(at, found)
            found.eye.set_searched(one.path, one.path not in self._off)
            found.set_source(one, is_ambiguous=names[one.path.name] > 1)

    def set_chosen(self, path: Path | None) -> None:
        """Mark the folder that is searched alone."""
        self._chosen = path
        for one, row in self._rows.items():
            row.set_chosen(one == path)

    def set_off(self, folders: tuple[Path, ...]) -> None:
        """Mark the folders that are left out of searches."""
        self._off = folders
        for path, row in self._rows.items():
            row.eye.set_searched(path, path not in folders)
            row.show_searched()

    def eye_of(self, path: Path) -> SearchedEye:
        """Return what switches a folder on and off."""
        return self._rows[path].eye

    def row_texts(self) -> list[str]:
        """Return what the rows say, as a screen reader would."""
        return [row.accessibleName() for row in self._rows.values()]

    def menu_of(self, path: Path) -> QMenu:
        """Return a menu of what can be done with a folder."""
        menu = QMenu(self)
        for text, signal in (
            (self.tr("Show in file manager"), self.reveal_requested),
            (self.tr("Retry files that were not indexed"), self.retry_requested),
        ):
            menu.addAction(text).triggered.connect(lambda _, s=signal: s.emit(path))
        menu.addAction(self.tr("Exclude files …")).triggered.connect(
            lambda _: self.ask_exclusions(path)
        )
        if (state := self._rows[path].state) is SourceState.STOPPED:
            menu.addAction(self.tr("Resume indexing")).triggered.connect(
                lambda _: self.resume_requested.emit(path)
            )
        elif state is not SourceState.OFFLINE:
            menu.addAction(self.tr("Cancel indexing …")).triggered.connect(
                lambda _: self.confirm_stop(path)
            )
        menu.addAction(self.tr("Remove from search …")).triggered.connect(
            lambda _: self.confirm_removal(path)
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def ask_exclusions(self, path: Path, over: QWidget | None = None) -> ExclusionsDialog:
        """Ask what is left out of a folder, over another window if given; returns the question."""
        source = self._rows[path].source
        exclusions = source.exclusions if source is not None else NO_EXCLUSIONS
        dialog = ExclusionsDialog(self._theme, path, exclusions, over or self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.exclusions_chosen)
        dialog.open()
        return dialog

    def confirm_removal(self, path: Path, over: QWidget | None = None) -> QMessageBox:
        """Ask whether a folder is to be removed, saying what that means; returns the question."""
        box = QMessageBox(over or self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        name = printable(path.name or path)
        box.setText(self.tr("Remove “{folder}” from search?").format(folder=name))
        box.setInformativeText(
            self.tr("Its text is erased from the index. The files themselves stay as they are.")
        )
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        # What erases is never what a stray Enter does.
        box.setDefaultButton(box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole))
        box.buttonClicked.connect(
            lambda clicked: self.remove_requested.emit(path) if clicked is remove else None
        )
        box.open()
        return box

    def confirm_stop(self, path: Path) -> QMessageBox:
        """Ask what is to become of a folder whose indexing is cancelled; returns the question."""
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        name = printable(path.name or path)
        box.setText(self.tr("Cancel indexing “{folder}”?").format(folder=name))
        box.setInformativeText(
            self.tr(
                "{found} Keep what was read, or remove the folder from search? The files "
                "themselves stay as they are."
            ).format(found=self._rows[path].found_text())
        )
        keep = box.addButton(self.tr("Keep what was read"), QMessageBox.ButtonRole.AcceptRole)
        remove = box.addButton(
            self.tr("Remove from search"), QMessageBox.ButtonRole.DestructiveRole
        )
        box.setEscapeButton(
            box.addButton(self.tr("Resume indexing"), QMessageBox.ButtonRole.RejectRole)
        )
        signals = {keep: self.stop_requested, remove: self.remove_requested}
        box.buttonClicked.connect(
            lambda clicked: signals[clicked].emit(path) if clicked in signals else None
        )
        box.open()
        return box

    def set_awaited(self, is_awaited: bool) -> None:
        """Show that something is being dragged over the window."""
        self._drop.set_awaited(is_awaited)

    def _on_clicked(self, path: Path) -> None:
        self.filter_requested.emit(None if path == self._chosen else path)

    def _on_add(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder to search"))
        if folder:
            self.add_requested.emit([Path(folder)])


class _FolderRow(QWidget):
    """A dot, a name, a word for the state and a count."""

    clicked = Signal(object)

    def __init__(self, theme: Theme, panel: FoldersPanel) -> None:
        super().__init__()
        self._theme = theme
        self._panel = panel
        self._source: SourceOverview | None = None
        self._name = ""
        self._is_chosen = False
        self.eye = SearchedEye(theme, self)
        self.setObjectName("folder")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._fit()

    @property
    def source(self) -> SourceOverview | None:
        return self._source

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.eye.set_theme(theme)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.eye.move(self.width() - self.eye.width(), (self.height() - self.eye.height()) // 2)

    @property
    def state(self) -> SourceState:
        return self._source.state if self._source is not None else SourceState.LIVE

    def found_text(self) -> str:
        """Say how much of the folder can be searched."""
        n = self._source.n_indexed if self._source is not None else 0
        if not n:
            return self.tr("Nothing in it can be searched yet.")
        return self.tr("{files} can be searched so far.").format(files=files_text(n))

    def set_source(self, source: SourceOverview, *, is_ambiguous: bool) -> None:
        self._source = source
        self._name = printable(source.path.name or source.path)
        if is_ambiguous:
            self._name = f"{self._name} – {printable(source.path.parent.name)}"  # noqa: RUF001 - a dash
        self.show_searched()
        left_out = left_out_text(source.exclusions)
        failed = not_indexed_text(source)
        tip = [str(source.path), state_text(source), failed, source_text(source), left_out]
        self.setToolTip(tip_text(*filter(None, tip)))
        self.update()

    def show_searched(self) -> None:
        """Say whether the folder counts in searches."""
        if self._source is not None:
            state = self.eye.state_text(state_text(self._source))
            self.setAccessibleName(f"{self._name}: {state}")
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        text, meta = sized(self.font(), TEXT_PT), sized(self.font(), META_PT)
        self.setFixedHeight(QFontMetrics(text).height() + QFontMetrics(meta).height() + GRID)

    def set_chosen(self, is_chosen: bool) -> None:
        self._is_chosen = is_chosen
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._source is not None:
            self.clicked.emit(self._source.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._source is None:
            return
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit(self._source.path)
        elif event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and is_shifted):
            where = self.mapToGlobal(self.rect().bottomLeft())
            self._panel.menu_of(self._source.path).popup(where)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # A key that asks for the menu comes as a key, too, on every platform.
        if self._source is not None and event.reason() is not QContextMenuEvent.Reason.Keyboard:
            self._panel.menu_of(self._source.path).popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._source is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._is_chosen or self.hasFocus():
            painter.setBrush(self._theme.selected)
            painter.drawRoundedRect(self.rect(), 6, 6)
        if self.hasFocus():
            paint_ring(painter, self.rect(), self._theme)
        text, meta = sized(self.font(), TEXT_PT), sized(self.font(), META_PT)
        height = QFontMetrics(text).height()
        colour = self._theme.state(self._source.state)
        painter.setBrush(colour)
        if self._source.state is SourceState.OFFLINE:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(colour)
        painter.drawEllipse(2, GRID // 2 + height // 2 - 4, 8, 8)
        left = 2 * GRID + 2
        room = self.eye.x() - left - GRID // 2
        painter.setFont(text)
        painter.setPen(self._theme.text if self.eye.is_searched else self._theme.meta)
        name = QFontMetrics(text).elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(left, GRID // 2 + QFontMetrics(text).ascent(), name)
        painter.setFont(meta)
        painter.setPen(self._theme.meta)
        metrics = QFontMetrics(meta)
        line = metrics.elidedText(
            self.eye.short_text(state_text(self._source)), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(left, GRID // 2 + height + metrics.ascent(), line)


def left_out_text(exclusions: Exclusions) -> str:
    """Return what the user leaves out of a folder, nothing if that is nothing."""
    parts = list(exclusions.patterns)
    if exclusions.use_gitignore:
        parts.append(tr("files listed in .gitignore"))
    if exclusions.max_bytes is not None:
        parts.append(tr("files over {size}").format(size=size_text(exclusions.max_bytes)))
    if exclusions.removed:
        parts.append(tr("%Ln part(s) removed from search", "", len(exclusions.removed)))
    return tr("Excluded: {what}").format(what=", ".join(parts)) if parts else ""


def not_indexed_text(source: SourceOverview) -> str:
    """Say how many files of a folder can't be searched, nothing if all can."""
    n = source.n_failed
    return tr("{number} not indexed").format(number=number_text(n)) if n else ""


def state_text(source: SourceOverview) -> str:
    """Return how a folder stands: a word, and how many of its files can be searched."""
    word = {
        SourceState.LIVE: tr("live"),
        SourceState.POLLED: tr("checked"),
        SourceState.WORKING: tr("indexing"),
        SourceState.OFFLINE: tr("offline"),
        SourceState.STOPPED: tr("stopped"),
        SourceState.TROUBLE: tr("not watched"),
    }[source.state]
    files = files_text(source.n_files)
    if source.n_pending or source.n_failed:
        done = source.n_files - source.n_pending - source.n_failed
        files = tr("{number} of {files}").format(number=number_text(done), files=files)
    return f"{word} · {files}"
