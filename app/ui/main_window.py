"""Where is everything in the window, and what happens when something is done to it?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.engine.messages import DocumentText, Pause, ReadDocument, Resume, Retry
from app.engine.standing import Overview
from app.ui.bridge import Bridge
from app.ui.folders.folder_actions import FolderActions
from app.ui.folders.folders_panel import FoldersPanel
from app.ui.folders.not_indexed import NotIndexedDialog
from app.ui.folders.searched_folders import SearchedFolders
from app.ui.folders.welcome import WelcomePage
from app.ui.look.style import style_sheet
from app.ui.look.theme import GRID, Theme, palette_of
from app.ui.manners.activity_bar import ActivityBar
from app.ui.manners.manners import Manners
from app.ui.manners.notices import NoticeBar
from app.ui.manners.shortcuts import Command, bind
from app.ui.manners.window_memory import WindowMemory
from app.ui.opening.opener import reveal
from app.ui.preview.pane import PreviewPane
from app.ui.results.middle import Middle
from app.ui.results.result_actions import ResultActions
from app.ui.results.results_list import ResultsList
from app.ui.results.results_model import ResultRow
from app.ui.search.filter_bar import FilterBar
from app.ui.search.history import History
from app.ui.search.like_flow import LikeFlow
from app.ui.search.saved_searches import SavedSearches
from app.ui.search.search_box import SearchBox
from app.ui.search.search_controller import SearchController
from app.ui.search.search_flow import SearchFlow
from app.ui.seeing.views import Seeing
from app.ui.settings.preferences import PreferenceStore


class MainWindow(QMainWindow):
    """The one window: a box to type in, folders, results, a preview, and how far the work is.

    Parameters
    ----------
    bridge
        Stands for the engine.
    theme
        Colours.
    samples
        The folder of the sample documents.
    settings, preferences
        Remember the window's place, and what the user wants of it.
    """

    closed = Signal()

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        samples: Path,
        settings: QSettings | None = None,
        preferences: PreferenceStore | None = None,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._samples = samples
        self._overview = Overview()
        self.setWindowTitle("SparkBERT")
        self.setAcceptDrops(True)
        self.resize(1240, 800)
        self.history = History(settings)
        self.saved = SavedSearches(settings)
        self.searched = SearchedFolders(settings)
        self.result_actions = ResultActions(self.history, self)
        self.search = SearchController(bridge, self)
        self.box = SearchBox(theme)
        self.filter_bar = FilterBar(theme)
        self.notices = NoticeBar(theme)
        self.folders = FoldersPanel(theme)
        self.middle = Middle(theme, self.history, self.saved)
        self.preview = PreviewPane(theme)
        self.welcome = WelcomePage(theme)
        self.activity = ActivityBar(theme)
        self.not_indexed = NotIndexedDialog(theme, self)
        self.folder_actions = FolderActions(bridge, self.folders, self.not_indexed, self)
        self.manners = Manners(self, bridge, self.folders, self.history, settings, preferences)
        self.flow = SearchFlow(
            bridge,
            self.search,
            self.history,
            self.saved,
            self.box,
            self.filter_bar,
            self.middle,
            self.preview,
            self,
        )
        self.like = LikeFlow(self.search, self.box, self.middle.results, theme, self)
        self.seeing = Seeing(
            theme, bridge, self.search, self.middle, self.filter_bar, settings, self
        )
        self._build()
        self._connect()
        self._bind_keys()
        self.set_theme(theme)
        self._memory = WindowMemory(self, (self._split, self._reading), self.filter_bar, settings)
        self._memory.restore()

    @property
    def results(self) -> ResultsList:
        """The list of results."""
        return self.middle.results

    def set_theme(self, theme: Theme) -> None:
        """Show everything in other colours."""
        QApplication.setPalette(palette_of(theme))  # dialogs and menus, too
        for one in (
            self.box,
            self.like,
            self.filter_bar,
            self.notices,
            self.folders,
            self.middle,
            self.seeing,
            self.preview,
            self.welcome,
            self.activity,
            self.not_indexed,
        ):
            one.set_theme(theme)
        self.manners.set_theme(theme)
        self.setStyleSheet(style_sheet(theme))

    @property
    def overview(self) -> Overview:
        """How everything stands, as last told."""
        return self._overview

    def close_bridge(self) -> None:
        """Leave the engine."""
        self._bridge.close()

    def add_paths(self, paths: list[Path]) -> None:
        """Index folders and files from now on."""
        self.folder_actions.add(paths)

    # Building

    def _build(self) -> None:
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._reading = QSplitter(Qt.Orientation.Horizontal)
        # Above list and preview alone, so that folders do not move when it comes and goes.
        found = QWidget()
        found_column = QVBoxLayout(found)
        found_column.setContentsMargins(0, 0, 0, 0)
        found_column.setSpacing(0)
        found_column.addWidget(self.seeing.timeline)
        found_column.addWidget(self._reading, 1)
        for split, widget, least in (
            (self._split, self.folders, 120),
            (self._split, found, 0),
            (self._reading, self.middle, 300),
            (self._reading, self.preview, 235),
        ):
            split.addWidget(widget)
            split.setHandleWidth(1)
            widget.setMinimumWidth(least)
        self._split.setSizes([240, 1000])
        self._reading.setSizes([530, 470])
        self._split.setStretchFactor(1, 1)
        for part in (0, 1):  # list and preview share what a wider window has
            self._reading.setStretchFactor(part, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._split)
        self._pages.addWidget(self.welcome)
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        inner.addWidget(self.box)
        for bar in (holder, self.filter_bar, self.notices):
            layout.addWidget(bar)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.activity)
        self.setCentralWidget(column)

    def _connect(self) -> None:
        self.box.left.connect(self.close)
        self.filter_bar.filters_changed.connect(
            lambda filters: self.folders.set_chosen(next(iter(filters.folders), None))
        )
        self.middle.start.open_requested.connect(self.result_actions.open_path)
        self.results.opened.connect(self.result_actions.open)
        self.results.copied.connect(self.result_actions.copy_passage)
        self.results.like_wanted.connect(self.like.find_passage)
        self.results.file_like_wanted.connect(self.like.find_file)
        self.result_actions.like_requested.connect(self.like.find_passage)
        self.result_actions.file_like_requested.connect(self.like.find_file)
        self.result_actions.why_requested.connect(lambda _: self.results.tell_why())
        self.preview.like_requested.connect(self.like.find_selection)
        self.results.menu_requested.connect(
            lambda row, where: self.result_actions.menu(row, self.results).popup(where)
        )
        self.results.left.connect(self._focus_box)
        self.result_actions.used.connect(self.flow.remember)
        self.result_actions.failed.connect(self.notices.show_message)
        self.folders.searched_toggled.connect(self.searched.set_searched)
        self.middle.nothing.all_folders_requested.connect(self.searched.clear)
        for show in (self.search.set_without, self.folders.set_off):
            self.searched.changed.connect(show)
            show(self.searched.off)
        self.folders.filter_requested.connect(self.filter_bar.set_folder)
        self.folder_actions.refused.connect(self.notices.show_message)
        self.folder_actions.added.connect(self._focus_box)
        self.folder_actions.removed.connect(self.search.submit)
        self.welcome.add_requested.connect(self.add_paths)
        self.welcome.samples_requested.connect(lambda: self.add_paths([self._samples]))
        self.preview.text_requested.connect(self._on_text_requested)
        self.preview.open_requested.connect(self.result_actions.open_path)
        self.preview.reveal_requested.connect(reveal)
        self.preview.copy_requested.connect(_copy)
        self.activity.pause_requested.connect(lambda: self._bridge.ask(Pause()))
        self.activity.resume_requested.connect(lambda: self._bridge.ask(Resume()))
        self.activity.cancel_requested.connect(
            lambda: self.folder_actions.choose_cancelled(self._overview.sources)
        )
        self.activity.retry_requested.connect(lambda: self._bridge.ask(Retry()))
        self.manners.saved_erased.connect(self.saved.clear)
        self.activity.settings_requested.connect(lambda: self.manners.show_settings())
        self.not_indexed.recognition_requested.connect(self.manners.show_recognition)
        self.activity.keys_requested.connect(self.manners.show_keys)
        self.activity.not_indexed_requested.connect(self.folder_actions.show_not_indexed)
        self._bridge.committed.connect(lambda _: self.preview.refresh())
        self._bridge.overview_changed.connect(self._on_overview)
        self._bridge.notice.connect(self.notices.show_notice)
        self._bridge.failed.connect(self.notices.show_message)

    def _bind_keys(self) -> None:
        bind(
            self,
            {
                Command.SEARCH_BOX: self._focus_box,
                Command.CHOOSE_FOLDER: self._choose_folder,
                Command.SAVE_SEARCH: self.box.save_requested.emit,
                Command.REVEAL: partial(self._with_current, self.result_actions.reveal),
                Command.COPY_PATH: partial(self._with_current, self.result_actions.copy_path),
                Command.WHY: self.results.tell_why,
                Command.MORE_LIKE: partial(self._with_current, self.like.find_passage),
                Command.MORE_LIKE_FILE: partial(self._with_current, self.like.find_file),
                Command.NEXT_HIT: lambda: self.preview.step(1),
                Command.PREVIOUS_HIT: lambda: self.preview.step(-1),
                Command.NEXT_FILE: lambda: self.results.step_document(1),
                Command.PREVIOUS_FILE: lambda: self.results.step_document(-1),
                Command.ZOOM_IN: lambda: self.preview.zoom(1),
                Command.ZOOM_OUT: lambda: self.preview.zoom(-1),
                Command.ZOOM_USUAL: lambda: self.preview.zoom(0),
                Command.FIND: self.preview.begin_find,
                Command.THUMBNAILS: self.preview.toggle_thumbnails,
                Command.SETTINGS: lambda: self.manners.show_settings(),
                Command.HELP: self.manners.show_keys,
                Command.QUIT: self.manners.quit,
                Command.MAP: self.seeing.switch.toggle_view,
                Command.TIMELINE: self.seeing.switch.toggle_timeline,
            },
        )

    # What is asked for

    def _choose_folder(self) -> None:
        below = self.filter_bar.mapToGlobal(self.filter_bar.rect().bottomLeft())
        self.folder_actions.choose_searched(self._overview.sources, below)

    def _with_current(self, act: Callable[[ResultRow], None]) -> None:
        if (row := self.results.current_row) is not None:
            act(row)

    def _on_text_requested(self, request: ReadDocument) -> None:
        def failed(error: Exception) -> None:
            self.preview.set_text_failed(request.path, error)

        def arrived(text: DocumentText) -> None:
            self.preview.set_text(text)

        self._bridge.ask(request, arrived, failed)

    # What comes from the engine

    def _on_overview(self, overview: Overview) -> None:
        self._overview = overview
        self.activity.set_overview(overview)
        self.manners.set_overview(overview)
        self.folders.set_sources(overview.sources)
        self.box.operators.set_folders([one.path.name for one in overview.sources])
        folders = [one.path for one in overview.sources]
        for one in (self.history, self.saved):
            one.keep_under(folders)
        self.searched.keep(folders)
        self._pages.setCurrentWidget(self._split if overview.sources else self.welcome)
        self.filter_bar.setVisible(bool(overview.sources))
        self.middle.start.set_hint(
            self.tr("Type what you are looking for, in your own words.")
            if overview.n_chunks
            else self.tr("Reading your files …")
        )
        self.flow.set_overview(overview)

    # Qt's own events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take folders and files, but not those that are dragged out of our own list."""
        if event.source() is None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._set_awaited(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Await nothing any more."""
        self._set_awaited(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Index what is dropped."""
        self._set_awaited(False)
        urls = event.mimeData().urls()
        self.add_paths([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let typing go to the box from anywhere."""
        is_text = event.text().isprintable() and bool(event.text())
        if is_text and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.box.insert_typed(event.text())
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's place."""
        self._memory.keep()
        if self.manners.stays():
            event.ignore()
            return
        super().closeEvent(event)
        self.closed.emit()

    def _set_awaited(self, is_awaited: bool) -> None:
        self.folders.set_awaited(is_awaited)
        self.welcome.set_awaited(is_awaited)

    def _focus_box(self) -> None:
        self.box.setFocus()
        self.box.selectAll()


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
