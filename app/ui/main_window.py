"""Where is everything in the window, and what happens when something is done to it?"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.engine.messages import (
    AddSources,
    DocumentText,
    Failures,
    GetFailures,
    Overview,
    Pause,
    ReadDocument,
    RemoveSource,
    Resume,
    Retry,
    SourcesAdded,
    WarmUp,
)
from app.ui.activity_bar import ActivityBar
from app.ui.bridge import Bridge
from app.ui.filter_bar import FilterBar
from app.ui.folders_panel import FoldersPanel
from app.ui.format import count_text, number_text
from app.ui.not_indexed import NotIndexedDialog
from app.ui.notices import NoticeBar
from app.ui.opening import open_at, reveal
from app.ui.preview.pane import PreviewPane
from app.ui.result_delegate import ResultDelegate
from app.ui.results_model import ResultRow, ResultsModel, RowKind
from app.ui.search_controller import SearchController, Shown
from app.ui.theme import GRID, SEARCH_PT, TEXT_PT, Theme, palette_of, sized
from app.ui.welcome import WelcomePage
from app.ui.why import reasons

_SELECT_MS = 120  # so long a row is chosen before its file is read
_REFRESH_MS = 1000  # so often results follow what happens in the folders, at most
_HELP = (
    "Nothing found. Try other words, fewer of them, or take a filter away.\n"
    "Words in “quotation marks” must stand in the text as they are."
)


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
        self._is_warm = False
        self._has_chosen = False  # whether the user has, or only we have
        self.setWindowTitle("SparkBERT")
        self.setAcceptDrops(True)
        self.resize(1240, 800)
        self.search = SearchController(bridge, self)
        self.box = _search_box()
        self.filter_bar = FilterBar(theme)
        self.notices = NoticeBar(theme)
        self.folders = FoldersPanel(theme)
        self.model = ResultsModel()
        self.results = QListView()
        self.preview = PreviewPane(theme)
        self.welcome = WelcomePage(theme)
        self.hint = QLabel()
        self.activity = ActivityBar(theme)
        self.not_indexed = NotIndexedDialog(self)
        self._delegate = ResultDelegate(theme, self.results)
        self._select = QTimer(self)
        self._select.setSingleShot(True)
        self._select.setInterval(_SELECT_MS)
        self._select.timeout.connect(self._show_preview)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(_REFRESH_MS)
        self._build()
        self._connect()
        self._add_shortcuts()
        self.set_theme(theme)
        self._restore()

    def set_theme(self, theme: Theme) -> None:
        """Show everything in other colours."""
        self.setPalette(palette_of(theme))
        for one in (
            self.filter_bar,
            self.notices,
            self.folders,
            self.preview,
            self.welcome,
            self.activity,
        ):
            one.set_theme(theme)
        self._delegate.set_theme(theme)
        self.hint.setStyleSheet(f"color: {theme.meta.name()}")
        self.setStyleSheet(_style(theme))
        self.results.viewport().update()

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
        self.results.setModel(self.model)
        self.results.setItemDelegate(self._delegate)
        self.results.setFrameShape(QListView.Shape.NoFrame)
        self.results.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.results.setResizeMode(QListView.ResizeMode.Adjust)
        self.results.setMouseTracking(True)
        self.results.setAccessibleName("Results")
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self.hint.setFont(sized(self.font(), TEXT_PT))
        self._middle = QStackedWidget()
        for one in (self.hint, self.results):
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
        self._show_hint("")

    def _connect(self) -> None:
        self.box.textEdited.connect(self._on_typed)
        self.box.installEventFilter(self)
        self.results.installEventFilter(self)
        self.results.viewport().installEventFilter(self)
        self.search.shown.connect(self._on_shown)
        self.search.cleared.connect(self._on_cleared)
        self.search.failed.connect(self._show_hint)
        self.search.outdated.connect(self._on_outdated)
        self._refresh.timeout.connect(self.search.refresh)
        self.filter_bar.update_requested.connect(self.search.submit)
        self.filter_bar.filters_changed.connect(self._on_filters)
        self.results.selectionModel().currentChanged.connect(self._on_current)
        self.results.clicked.connect(self._on_clicked)
        self.results.doubleClicked.connect(lambda _: self._open_current())
        self.folders.filter_requested.connect(self.filter_bar.set_folder)
        self.folders.add_requested.connect(self.add_paths)
        self.folders.remove_requested.connect(
            lambda path: self._bridge.ask(RemoveSource(path), lambda _: self.search.submit())
        )
        self.folders.retry_requested.connect(lambda path: self._bridge.ask(Retry((path,))))
        self.folders.reveal_requested.connect(reveal)
        self.welcome.add_requested.connect(self.add_paths)
        self.welcome.samples_requested.connect(lambda: self.add_paths([self._samples]))
        self.preview.text_requested.connect(self._on_text_requested)
        self.preview.open_requested.connect(open_at)
        self.preview.reveal_requested.connect(reveal)
        self.preview.copy_requested.connect(_copy)
        self.preview.hit_changed.connect(self._on_hit_changed)
        self.activity.pause_requested.connect(lambda: self._bridge.ask(Pause()))
        self.activity.resume_requested.connect(lambda: self._bridge.ask(Resume()))
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
            ("Ctrl+Return", self._reveal_current),
            ("Ctrl+Shift+C", self._copy_path),
            ("F3", lambda: self.preview.step(1)),
            ("Shift+F3", lambda: self.preview.step(-1)),
            ("Alt+Down", lambda: self._step_document(1)),
            ("Alt+Up", lambda: self._step_document(-1)),
            ("Ctrl+=", lambda: self.preview.pages.zoom(1.25)),
            ("Ctrl+-", lambda: self.preview.pages.zoom(0.8)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # What is typed

    def _on_typed(self, text: str) -> None:
        if text and not self._is_warm:
            self._bridge.ask(WarmUp(), on_error=lambda error: None)
            self._is_warm = True
        self._has_chosen = False
        self.search.type(text)

    def _on_filters(self, filters: object) -> None:
        self.folders.set_chosen(next(iter(self.filter_bar.filters.folders), None))
        self.search.set_filters(self.filter_bar.filters)
        del filters

    def _on_cleared(self) -> None:
        self.model.clear()
        self.preview.clear()
        self.filter_bar.set_summary("")
        self._show_hint("Type what you look for, in your own words." if self._has_files else "")

    def _on_shown(self, shown: Shown) -> None:
        """Show results; what is chosen stays so if it is still among them."""
        results = shown.results
        self.filter_bar.set_outdated(self.search.is_outdated and self._has_chosen)
        chosen = self._current_row() if self._has_chosen else None
        at = (chosen.document.path, chosen.number) if chosen is not None else None
        scrolled = self.results.verticalScrollBar().value()
        self.model.show(results, keep_open=True)
        n = len(self.model.documents)
        seconds = f"{number_text(max(round(1000 * results.seconds), 1))} ms"
        how = "" if results.by_meaning else " · by words only"
        self.filter_bar.set_summary(
            f"{count_text(len(results.passages), 'passage')} in {count_text(n, 'file')}"
            f" · {seconds}{how}"
        )
        if not n:
            if shown.is_final:
                self.preview.clear()
                self._show_hint(_HELP)
            return
        self._middle.setCurrentWidget(self.results)
        row = self.model.row_of(*at) if at is not None else None
        self.results.setCurrentIndex(self.model.index(row if row is not None else 0))
        if row is not None:
            self.results.verticalScrollBar().setValue(scrolled)
        else:
            self.results.scrollToTop()

    def _on_outdated(self) -> None:
        """Follow what happens in the folders, but move nothing that the user has chosen."""
        if self._has_chosen:
            self.filter_bar.set_outdated(True)
        elif not self._refresh.isActive():
            self._refresh.start()

    def _show_hint(self, text: str) -> None:
        self.hint.setText(text)
        self._middle.setCurrentWidget(self.hint)

    # What is chosen

    def _current_row(self) -> ResultRow | None:
        index = self.results.currentIndex()
        row = index.data(ResultsModel.ROW_ROLE) if index.isValid() else None
        return row if isinstance(row, ResultRow) else None

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        if current.isValid():
            self._select.start()

    def _on_clicked(self, index: QModelIndex) -> None:
        self._has_chosen = True
        row = index.data(ResultsModel.ROW_ROLE)
        if row.kind is RowKind.MORE:
            self.model.toggle(index.row())

    def _show_preview(self) -> None:
        row = self._current_row()
        if row is not None and row.kind is not RowKind.MORE:
            self.preview.show_passage(row.document, row.number)

    def _on_hit_changed(self, number: int) -> None:
        row = self._current_row()
        if row is None:
            return
        if number and not self.model.is_open(row.document):
            at = self.model.row_of(row.document.path)
            if at is not None:
                self.model.toggle(at)
        found = self.model.row_of(row.document.path, number)
        if found is not None:
            self.results.setCurrentIndex(self.model.index(found))

    def _step_document(self, by: int) -> None:
        self._has_chosen = True
        row = self._current_row()
        documents = [one.path for one in self.model.documents]
        if not documents:
            return
        at = documents.index(row.document.path) + by if row is not None else 0
        found = self.model.row_of(documents[max(0, min(at, len(documents) - 1))])
        if found is not None:
            self.results.setCurrentIndex(self.model.index(found))

    def _choose_folder(self) -> None:
        """Offer the folders to search in one of them alone."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, path in enumerate([None, *(one.path for one in self._overview.sources)]):
            name = "All folders" if path is None else path.name or str(path)
            key = f"&{number} " if number < 10 else ""
            menu.addAction(key + name.replace("&", "&&")).triggered.connect(
                partial(self._filter_by, path)
            )
        menu.popup(self.filter_bar.mapToGlobal(self.filter_bar.rect().bottomLeft()))

    def _filter_by(self, folder: Path | None, checked: bool = False) -> None:
        del checked
        self.filter_bar.set_folder(folder)

    def _open_current(self) -> None:
        row = self._current_row()
        if row is None:
            return
        if row.kind is RowKind.MORE:
            self.model.toggle(self.results.currentIndex().row())
        else:
            open_at(row.passage.place.path, row.passage.place.page)

    def _reveal_current(self) -> None:
        if (row := self._current_row()) is not None:
            reveal(row.document.path)

    def _copy_path(self) -> None:
        if (row := self._current_row()) is not None:
            _copy(str(row.document.path))

    def why_text(self, row: ResultRow) -> str:
        """Return what earned a row its place, line by line, adding up to 100 %."""
        lines = [one.text("whole passage") for one in reasons(row.passage.hit)]
        return "Why this result\n" + "\n".join(lines)

    # What comes from the engine

    @property
    def _has_files(self) -> bool:
        return bool(self._overview.sources)

    def _on_overview(self, overview: Overview) -> None:
        had_chunks = self._overview.n_chunks
        self._overview = overview
        self.activity.set_overview(overview)
        self.folders.set_sources(overview.sources)
        self._pages.setCurrentWidget(self._split if overview.sources else self.welcome)
        self.filter_bar.setVisible(bool(overview.sources))
        if not self.search.text and not self.hint.text() and overview.sources:
            self._show_hint("Type what you look for, in your own words.")
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
        """Take folders and files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Index what is dropped."""
        urls = event.mimeData().urls()
        self.add_paths([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move through results from the box, and typing go to the box from anywhere."""
        if watched is self.results.viewport() and event.type() is QEvent.Type.ToolTip:
            self._show_why(event)
            return True
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.box:
                return self._key_in_box(event)
            if watched is self.results:
                return self._key_in_results(event)
        return super().eventFilter(watched, event)

    def _key_in_box(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up | Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                self._has_chosen = True
                QGuiApplication.sendEvent(self.results, event)
                return True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers():
                self._open_current()
                return True
            case Qt.Key.Key_Escape:
                if self.box.text():
                    self.box.clear()
                    self.search.type("")
                else:
                    self.close()
                return True
        return False

    def _key_in_results(self, event: QKeyEvent) -> bool:
        self._has_chosen = True
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers():
                self._open_current()
                return True
            case Qt.Key.Key_Escape:
                self._focus_box()
                return True
            case Qt.Key.Key_W if not event.modifiers():
                self._show_why_current()
                return True
            case Qt.Key.Key_Space:
                self.preview.reader.setFocus()
                return True
        if event.text().isprintable() and event.text() and not event.modifiers():
            self.box.setFocus()
            self.box.insert(event.text())
            self._on_typed(self.box.text())
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let typing go to the box from anywhere."""
        is_text = event.text().isprintable() and bool(event.text())
        if is_text and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.box.setFocus()
            self.box.insert(event.text())
            self._on_typed(self.box.text())
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

    def _show_why(self, event: QEvent) -> None:
        index = self.results.indexAt(event.pos())  # type: ignore[attr-defined]
        row = index.data(ResultsModel.ROW_ROLE) if index.isValid() else None
        if isinstance(row, ResultRow) and row.kind is not RowKind.MORE:
            QToolTip.showText(event.globalPos(), self.why_text(row))  # type: ignore[attr-defined]

    def _show_why_current(self) -> None:
        row = self._current_row()
        if row is not None and row.kind is not RowKind.MORE:
            area = self.results.visualRect(self.results.currentIndex())
            where = self.results.viewport().mapToGlobal(area.bottomLeft())
            QToolTip.showText(where, self.why_text(row), self.results)

    def _focus_box(self) -> None:
        self.box.setFocus()
        self.box.selectAll()


def _search_box() -> QLineEdit:
    box = QLineEdit()
    box.setPlaceholderText("Search by words or by meaning")
    box.setClearButtonEnabled(True)
    box.setFont(sized(box.font(), SEARCH_PT))
    box.setAccessibleName("Search")
    box.setMinimumHeight(6 * GRID)
    return box


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _style(theme: Theme) -> str:
    return f"""
        QMainWindow, QWidget {{ color: {theme.text.name()}; }}
        QMainWindow {{ background: {theme.background.name()}; }}
        QLineEdit {{
            background: {theme.surface.name()}; border: 1px solid {theme.line.name()};
            border-radius: 8px; padding: 4px 12px;
        }}
        QLineEdit:focus {{ border-color: {theme.accent.name()}; }}
        QListView, QPlainTextEdit {{ background: {theme.surface.name()}; border: none; }}
        QSplitter::handle {{ background: {theme.line.name()}; }}
        QPushButton {{
            background: {theme.surface.name()}; border: 1px solid {theme.line.name()};
            border-radius: 6px; padding: 5px 12px;
        }}
        QPushButton:flat {{ background: transparent; border: none; padding: 4px 8px; }}
        QPushButton:hover {{ background: {theme.selected.name()}; }}
        QPushButton:focus {{ border: 1px solid {theme.accent.name()}; }}
        QToolButton {{ border: none; padding: 3px 6px; color: {theme.meta.name()}; }}
        QToolButton::menu-indicator {{ image: none; }}
        QProgressBar {{ background: {theme.line.name()}; border: none; border-radius: 3px; }}
        QProgressBar::chunk {{ background: {theme.accent.name()}; border-radius: 3px; }}
        QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
        QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
        QScrollBar::handle {{ background: {theme.line.name()}; border-radius: 4px; margin: 1px; }}
        QScrollBar::handle:vertical {{ min-height: 32px; }}
        QScrollBar::handle:hover {{ background: {theme.meta.name()}; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
        QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
    """
