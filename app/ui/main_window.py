"""Where is everything in the window, and what happens when something is done to it?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QCursor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.engine.exclusions import SetExclusions
from app.engine.messages import (
    AddSources,
    DocumentText,
    Failures,
    GetFailures,
    Pause,
    ReadDocument,
    RemoveSource,
    Resume,
    Retry,
    SourcesAdded,
    WarmUp,
)
from app.engine.query_language import parse_typed
from app.engine.standing import (
    Activity,
    EncoderState,
    Overview,
    SourceState,
)
from app.engine.stopping import ResumeSource, StopSource
from app.printable import printable
from app.ui.activity_bar import ActivityBar
from app.ui.bridge import Bridge
from app.ui.filter_bar import FilterBar
from app.ui.folders_panel import FoldersPanel
from app.ui.format import count_text, number_text
from app.ui.history import History
from app.ui.not_indexed import NotIndexedDialog
from app.ui.nothing_found import NothingFoundPage
from app.ui.notices import NoticeBar
from app.ui.opening import reveal
from app.ui.preview.pane import PreviewPane
from app.ui.result_actions import ResultActions
from app.ui.results_list import ResultsList
from app.ui.results_model import ResultRow
from app.ui.search_box import SearchBox
from app.ui.search_controller import SearchController, Shown
from app.ui.start_page import StartPage
from app.ui.style import style_sheet
from app.ui.theme import GRID, TEXT_PT, Theme, palette_of, sized
from app.ui.welcome import WelcomePage

_REFRESH_MS = 1000  # so often results follow what happens in the folders, at most
_SETTLED_MS = 2500  # so long a search stands before it is remembered
_TYPE = "Type what you look for, in your own words."


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
    settings
        Remembers the window's place.
    """

    closed = Signal()

    def __init__(
        self, bridge: Bridge, theme: Theme, samples: Path, settings: QSettings | None = None
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._samples = samples
        self._settings = settings
        self._overview = Overview()
        self._has_warmed = False
        self.setWindowTitle("SparkBERT")
        self.setAcceptDrops(True)
        self.resize(1240, 800)
        self.history = History(settings)
        self.result_actions = ResultActions(self.history, self)
        self.search = SearchController(bridge, self)
        self.box = SearchBox(theme)
        self.filter_bar = FilterBar(theme)
        self.notices = NoticeBar(theme)
        self.folders = FoldersPanel(theme)
        self.results = ResultsList(theme)
        self.preview = PreviewPane(theme)
        self.welcome = WelcomePage(theme)
        self.start = StartPage(theme, self.history)
        self.nothing = NothingFoundPage(theme)
        self.trouble = QLabel()
        self.activity = ActivityBar(theme)
        self.not_indexed = NotIndexedDialog(theme, self)
        self._refresh = _single_shot(self, _REFRESH_MS)
        self._settled = _single_shot(self, _SETTLED_MS)
        self._build()
        self._connect()
        self._add_shortcuts()
        self.set_theme(theme)
        self._restore()

    def set_theme(self, theme: Theme) -> None:
        """Show everything in other colours."""
        QApplication.setPalette(palette_of(theme))  # dialogs and menus, too
        for one in (
            self.box,
            self.filter_bar,
            self.notices,
            self.folders,
            self.results,
            self.preview,
            self.welcome,
            self.start,
            self.nothing,
            self.activity,
            self.not_indexed,
        ):
            one.set_theme(theme)
        self.trouble.setStyleSheet(f"color: {theme.trouble.name()}")
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
        if paths:
            self._bridge.ask(AddSources(tuple(paths)), self._on_added)

    # Building

    def _build(self) -> None:
        self.trouble.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.trouble.setWordWrap(True)
        self.trouble.setFont(sized(self.font(), TEXT_PT))
        self._middle = QStackedWidget()
        for one in (self.start, self.results, self.nothing, self.trouble):
            self._middle.addWidget(one)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        for widget, width in ((self.folders, 220), (self._middle, 540), (self.preview, 480)):
            self._split.addWidget(widget)
            widget.setMinimumWidth(width // 2)
        self._split.setSizes([220, 540, 480])
        self._split.setStretchFactor(1, 1)
        self._split.setHandleWidth(1)
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
        self.box.textEdited.connect(self._on_typed)
        self.box.textChanged.connect(
            lambda text: self.filter_bar.set_typed(parse_typed(text).items)
        )
        self.box.moved.connect(self.results.move_by_key)
        self.box.entered.connect(self.results.open_current)
        self.box.emptied.connect(lambda: self.search.type(""))
        self.box.left.connect(self.close)
        self.filter_bar.operator_requested.connect(self.box.begin_operator)
        self.filter_bar.item_removed.connect(self.box.take_out)
        self.search.shown.connect(self._on_shown)
        self.search.cleared.connect(self._on_cleared)
        self.search.failed.connect(self._show_trouble)
        self.search.outdated.connect(self._on_outdated)
        self.start.search_requested.connect(self.box.take)
        self.start.open_requested.connect(self.result_actions.open_path)
        self.nothing.unfilter_requested.connect(self._on_unfilter)
        self.nothing.search_requested.connect(self.box.take)
        self._refresh.timeout.connect(self.search.refresh)
        self._settled.timeout.connect(self._remember_search)
        self.filter_bar.update_requested.connect(self.search.submit)
        self.filter_bar.more_requested.connect(self.search.show_more)
        self.filter_bar.filters_changed.connect(self._on_filters)
        self.results.rested.connect(self._on_rested)
        self.results.opened.connect(self.result_actions.open)
        self.results.copied.connect(self.result_actions.copy_passage)
        self.results.menu_requested.connect(
            lambda row, where: self.result_actions.menu(row, self.results).popup(where)
        )
        self.result_actions.used.connect(self._remember_search)
        self.filter_bar.order_changed.connect(self.results.set_order)
        self.results.typed.connect(self.box.insert_typed)
        self.results.left.connect(self._focus_box)
        self.results.read_requested.connect(self.preview.focus_content)
        self.folders.filter_requested.connect(self.filter_bar.set_folder)
        self.folders.add_requested.connect(self.add_paths)
        self.folders.remove_requested.connect(
            lambda path: self._bridge.ask(RemoveSource(path), lambda _: self.search.submit())
        )
        self.folders.retry_requested.connect(lambda path: self._bridge.ask(Retry((path,))))
        self.folders.exclusions_chosen.connect(
            lambda path, what: self._bridge.ask(
                SetExclusions(path, what), lambda _: self.search.submit()
            )
        )
        self.folders.reveal_requested.connect(reveal)
        self.folders.stop_requested.connect(lambda path: self._bridge.ask(StopSource(path)))
        self.folders.resume_requested.connect(lambda path: self._bridge.ask(ResumeSource(path)))
        self.welcome.add_requested.connect(self.add_paths)
        self.welcome.samples_requested.connect(lambda: self.add_paths([self._samples]))
        self.preview.text_requested.connect(self._on_text_requested)
        self.preview.open_requested.connect(self.result_actions.open_path)
        self.preview.reveal_requested.connect(reveal)
        self.preview.copy_requested.connect(_copy)
        self.preview.hit_changed.connect(self.results.choose_passage)
        self._bridge.committed.connect(lambda _: self.preview.refresh())
        self.activity.pause_requested.connect(lambda: self._bridge.ask(Pause()))
        self.activity.resume_requested.connect(lambda: self._bridge.ask(Resume()))
        self.activity.cancel_requested.connect(self._choose_cancelled)
        self.activity.retry_requested.connect(lambda: self._bridge.ask(Retry()))
        self.activity.not_indexed_requested.connect(self._on_not_indexed)
        self.not_indexed.retry_requested.connect(
            lambda paths: self._bridge.ask(Retry(tuple(paths)))
        )
        self.not_indexed.reveal_requested.connect(reveal)
        self._bridge.overview_changed.connect(self._on_overview)
        self._bridge.notice.connect(self.notices.show_notice)
        self._bridge.failed.connect(self.notices.show_message)

    def _add_shortcuts(self) -> None:
        for keys, slot in (
            ("Ctrl+L", self._focus_box),
            ("Ctrl+K", self._choose_folder),
            ("Ctrl+Return", partial(self._with_current, self.result_actions.reveal)),
            ("Ctrl+Shift+C", partial(self._with_current, self.result_actions.copy_path)),
            ("F3", lambda: self.preview.step(1)),
            ("Shift+F3", lambda: self.preview.step(-1)),
            ("Alt+Down", lambda: self.results.step_document(1)),
            ("Alt+Up", lambda: self.results.step_document(-1)),
            ("Ctrl+=", lambda: self.preview.pages.zoom(1.25)),
            ("Ctrl+-", lambda: self.preview.pages.zoom(0.8)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # What is typed

    def _on_typed(self, text: str) -> None:
        if text and not self._has_warmed and self._overview.encoder is EncoderState.ASLEEP:
            self._bridge.ask(WarmUp(), on_error=lambda error: None)
            self._has_warmed = True
        self.results.forget_choice()
        self._settled.stop()
        self.search.type(text)

    def _on_unfilter(self) -> None:
        self.filter_bar.clear()
        if (parsed := parse_typed(self.box.text())).items:
            self.box.take(parsed.text)

    def _on_filters(self, filters: object) -> None:
        del filters
        self.folders.set_chosen(next(iter(self.filter_bar.filters.folders), None))
        self.search.set_filters(self.filter_bar.filters)

    def _on_cleared(self) -> None:
        self._settled.stop()
        self.results.clear()
        self.preview.clear()
        self.filter_bar.set_summary("")
        self.filter_bar.set_more(False)
        self._middle.setCurrentWidget(self.start)

    def _on_shown(self, shown: Shown) -> None:
        results = shown.results
        self.filter_bar.set_outdated(self.search.is_outdated and self.results.has_chosen)
        self.results.show_results(results)
        n = len(self.results.rows.documents)
        self.filter_bar.set_summary(_summary(shown, n))
        can_more = shown.is_final and not shown.is_all and self.search.can_show_more
        self.filter_bar.set_more(can_more)
        if n:
            self._middle.setCurrentWidget(self.results)
        elif shown.is_final:
            self.preview.clear()
            self.nothing.show_query(
                shown.text,
                is_filtered=bool(self.search.filters or parse_typed(self.search.text).items),
                is_indexing=self._overview.activity in (Activity.READING, Activity.SCANNING),
            )
            self._middle.setCurrentWidget(self.nothing)
        if n and shown.is_final:
            self._settled.start()

    def _on_outdated(self) -> None:
        """Follow what happens in the folders, but move nothing that the user has chosen."""
        if self.results.has_chosen:
            self.filter_bar.set_outdated(True)
        elif not self._refresh.isActive():
            self._refresh.start()

    def _show_trouble(self, text: str) -> None:
        self.trouble.setText(text)
        self._middle.setCurrentWidget(self.trouble)

    def _remember_search(self) -> None:
        if self.results.rows.documents:
            self.history.add_search(self.search.text)

    # What is chosen

    def _on_rested(self, row: ResultRow) -> None:
        self.preview.show_passage(row.document, row.number)

    def _choose_folder(self) -> None:
        """Offer the folders to search in one of them alone."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, path in enumerate([None, *(one.path for one in self._overview.sources)]):
            name = "All folders" if path is None else printable(path.name or path)
            key = f"&{number} " if number < 10 else ""
            menu.addAction(key + name.replace("&", "&&")).triggered.connect(
                partial(self._filter_by, path)
            )
        menu.popup(self.filter_bar.mapToGlobal(self.filter_bar.rect().bottomLeft()))

    def _choose_cancelled(self) -> None:
        """Ask about the folder that is being indexed, or first which one is meant."""
        sources = [one for one in self._overview.sources if one.state is not SourceState.STOPPED]
        working = [one.path for one in sources if one.state is SourceState.WORKING]
        paths = working or [one.path for one in sources]
        if len(paths) == 1:
            self.folders.confirm_stop(paths[0])
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for path in paths:
            menu.addAction((path.name or str(path)).replace("&", "&&")).triggered.connect(
                lambda _, one=path: self.folders.confirm_stop(one)
            )
        menu.popup(QCursor.pos())

    def _filter_by(self, folder: Path | None, checked: bool = False) -> None:
        del checked
        self.filter_bar.set_folder(folder)

    def _with_current(self, act: Callable[[ResultRow], None]) -> None:
        if (row := self.results.current_row) is not None:
            act(row)

    # What comes from the engine

    def _on_overview(self, overview: Overview) -> None:
        had_chunks = self._overview.n_chunks
        self._overview = overview
        self._has_warmed &= overview.encoder is EncoderState.ASLEEP  # it may fall asleep again
        self.activity.set_overview(overview)
        self.folders.set_sources(overview.sources)
        self.box.operators.set_folders([one.path.name for one in overview.sources])
        self.history.keep_under([one.path for one in overview.sources])
        self._pages.setCurrentWidget(self._split if overview.sources else self.welcome)
        self.filter_bar.setVisible(bool(overview.sources))
        self.start.set_hint(_TYPE if overview.n_chunks else "Reading your files …")
        if overview.n_chunks and not had_chunks and self.search.text:
            self.search.submit()  # there was nothing to be found before

    def _on_added(self, added: SourcesAdded) -> None:
        if added.refused:
            self.notices.show_message("\n".join(one.reason for one in added.refused))
        if added.roots:
            self._focus_box()

    def _on_text_requested(self, path: Path) -> None:
        def failed(error: Exception) -> None:
            self.preview.set_text_failed(path, str(error))

        def arrived(text: DocumentText) -> None:
            self.preview.set_text(text)

        self._bridge.ask(ReadDocument(path), arrived, failed)

    def _on_not_indexed(self) -> None:
        def arrived(failures: Failures) -> None:
            self.not_indexed.set_failures(failures.files)
            self.not_indexed.show()

        self._bridge.ask(GetFailures(), arrived)

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
        if self._settings is not None:
            self._settings.setValue("geometry", self.saveGeometry())
            self._settings.setValue("split", self._split.saveState())
        super().closeEvent(event)
        self.closed.emit()

    def _restore(self) -> None:
        if self._settings is not None:
            for key, restore in (
                ("geometry", self.restoreGeometry),
                ("split", self._split.restoreState),
            ):
                if (value := self._settings.value(key)) is not None:
                    restore(value)

    def _set_awaited(self, is_awaited: bool) -> None:
        self.folders.set_awaited(is_awaited)
        self.welcome.set_awaited(is_awaited)

    def _focus_box(self) -> None:
        self.box.setFocus()
        self.box.selectAll()


def _summary(shown: Shown, n_documents: int) -> str:
    """Say what was found; of results that are not all, that they are the best."""
    results = shown.results
    passages = count_text(len(results.passages), "passage")
    best = "" if shown.is_all else "best "
    files = count_text(n_documents, "file")
    milliseconds = number_text(max(round(1000 * results.seconds), 1))
    how = "" if results.by_meaning else " · by words only"
    return f"{best}{passages} in {files} · {milliseconds} ms{how}"


def _single_shot(parent: QMainWindow, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
