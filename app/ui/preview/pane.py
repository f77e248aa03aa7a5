"""What is seen of the file that a result stands in, and how does one get from hit to hit?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.engine.messages import DocumentText, ReadDocument
from app.engine.search_messages import FoundPassage
from app.errors import UnfinishedError
from app.ui.look.theme import GRID, META_PT, TEXT_PT, Theme, sized
from app.ui.manners.announce import announce
from app.ui.opening.opener import open_link
from app.ui.preview.actions import PreviewActions
from app.ui.preview.change_note import change_note
from app.ui.preview.find_bar import FindBar
from app.ui.preview.finder import Finder
from app.ui.preview.header import PreviewHeader
from app.ui.preview.menu import add_links, preview_menu
from app.ui.preview.passages import has_pages, is_pdf, pages_of, reading_order
from app.ui.preview.pdf_pages import PdfPages
from app.ui.preview.reader_page import ReaderPage
from app.ui.preview.spans import page_spans, stands_in
from app.ui.preview.stamp import FileStamp
from app.ui.preview.text_trouble import text_trouble
from app.ui.preview.thumbnails import ThumbnailStrip
from app.ui.results.results_model import FoundDocument
from sparkbert.types import Section

_ZOOM = 1.25
_LOOK_MS = 2000
"""So often we look whether the file has changed, while somebody uses the window."""


class PreviewPane(QWidget):
    """The page, or the readable text, with the hit in sight.

    It asks for a file's text by `text_requested`, with a `ReadDocument`, and is given it by
    `set_text` or `set_text_failed`; `hit_changed` tells which of the document's passages is shown.
    `like_requested` brings what is selected, or nothing if more like the passage is wanted.
    """

    text_requested = Signal(object)
    open_requested = Signal(object, object)
    reveal_requested = Signal(object)
    copy_requested = Signal(str)
    hit_changed = Signal(int)
    like_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: FoundDocument | None = None
        self._number = 0
        self._text: DocumentText | None = None
        self._is_refreshed = self._is_unfinished = False
        self._stamp = FileStamp(self)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self.header = PreviewHeader(theme)
        self.pages = PdfPages(theme)
        self.reader = ReaderPage(theme)
        self.thumbnails = ThumbnailStrip(theme, self.pages.paint_aside)
        self.pages.use_small(self.thumbnails.small_picture)
        self.find_bar = FindBar(theme)
        self.finder = Finder(self.find_bar, self.reader, self.pages, self)
        self._actions = PreviewActions()
        self._warning = QLabel()
        self._warning.setWordWrap(True)
        self._warning.setFont(sized(self.font(), META_PT))
        self._message = QLabel()
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setFont(sized(self.font(), TEXT_PT))
        self._paged = QWidget()
        self._stack = QStackedWidget()
        for one in (self._message, self._paged, self.reader):
            self._stack.addWidget(one)
        self._build()
        self._connect()
        self.set_theme(theme)
        self.clear()

    @property
    def passage(self) -> FoundPassage | None:
        """The passage that is shown."""
        return self._document.passages[self._number] if self._document else None

    @property
    def message(self) -> str:
        """What is said where nothing is shown, or empty."""
        return self._message.text() if self._stack.currentWidget() is self._message else ""

    @property
    def warning(self) -> str:
        """What is said above what is shown, or empty."""
        return "" if self._warning.isHidden() else self._warning.text()

    @property
    def selected_text(self) -> str:
        """What is selected in what is shown."""
        return self.pages.selected_text() if self._is_paged else self.reader.selected_text()

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        for one in (self.header, self.pages, self.reader, self.thumbnails, self.find_bar):
            one.set_theme(theme)
        self._message.setStyleSheet(f"color: {theme.meta.name()}")
        self._warning.setStyleSheet(f"color: {theme.trouble.name()}")

    def clear(self) -> None:
        """Show nothing."""
        self._document, self._text = None, None
        self._stamp.watch(None)
        self._look.stop()
        self.find_bar.leave()
        self.header.set_file(None)
        self._actions.set_passage(None)
        self._warning.hide()
        self._show_message(self.tr("Select a result to preview it here."))

    def focus_content(self) -> None:
        """Let the keyboard scroll what is shown."""
        if self._is_paged:
            self.pages.setFocus()
        elif self._stack.currentWidget() is self.reader:
            self.reader.setFocus()

    def refresh(self) -> None:
        """Look whether the file has changed on disk, and show it as it is."""
        self._stamp.check()

    def show_passage(self, document: FoundDocument, number: int) -> None:
        """Show one of a document's passages."""
        is_same = self._document is not None and self._document.path == document.path
        self._document, self._number = document, number
        self._is_refreshed = self._is_unfinished = False
        self.header.set_file(document.path)
        self.header.set_hit(reading_order(document).index(number) + 1, len(document.passages))
        self._actions.set_passage(self.passage)
        if is_same and self._text is not None and has_pages(self._text, document):
            self._stamp.check()
            self._show()
            return
        self._text = None
        self._warning.hide()
        self.find_bar.leave()
        self._show_message(self.tr("Loading …"))
        self._stamp.watch(document.path)
        self._look.start()
        if is_pdf(document.path):
            self.pages.load(document.path)  # the page at once, its marks when the text is there
        self._request_text()

    def set_text(self, text: DocumentText) -> None:
        """Take the text that was asked for; another file's is ignored."""
        if self._document is None or text.path != self._document.path:
            return
        if not has_pages(text, self._document):
            return  # another search's; ours is on its way
        self._text = text
        if not is_pdf(text.path):
            self._is_unfinished = False
            self.reader.set_text(text, stays=self._is_refreshed)
        self._show()

    def set_text_failed(self, path: Path, error: Exception) -> None:
        """Say why there is no text; what is shown stays, else what was indexed is shown."""
        if self._document is None or path != self._document.path:
            return
        reason = text_trouble(error, path)
        if is_pdf(path):
            if self._is_paged:
                self._warn(reason)
            elif not self.pages.is_unfinished:
                self._show_excerpt(reason)
            return
        self._is_unfinished = isinstance(error, UnfinishedError)
        if (
            self._is_unfinished
            and self._is_refreshed
            and self._stack.currentWidget() is self.reader
        ):
            self._warn(reason)
        else:
            self._show_excerpt(reason)

    def step(self, by: int) -> None:
        """Show the next of the document's passages, or the one before."""
        if self._document is None:
            return
        order = reading_order(self._document)
        number = order[(order.index(self._number) + by) % len(order)]
        self.show_passage(self._document, number)
        self.hit_changed.emit(number)
        announce(self, self.header.hit_text)

    def zoom(self, steps: int) -> None:
        """Show it larger or smaller by some steps, or as usual by none."""
        if not self._is_paged:
            self.reader.zoom(steps)
        elif steps:
            self.pages.zoom(_ZOOM**steps)
        else:
            self.pages.fit_width()

    def begin_find(self) -> None:
        """Let something be found in the file; what is selected is looked for first."""
        if self._stack.currentWidget() is not self._message:
            text = self.selected_text
            self.find_bar.begin("" if "\n" in text else text.strip())

    def toggle_thumbnails(self) -> None:
        """Show a PDF's pages side by side, or don't."""
        self._set_strip(self.thumbnails.isHidden())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close what is found from anywhere in the preview."""
        if event.key() == Qt.Key.Key_Escape and self.find_bar.isVisible():
            self.find_bar.leave()
        else:
            super().keyPressEvent(event)

    @property
    def _is_paged(self) -> bool:
        return self._stack.currentWidget() is self._paged

    def _show(self) -> None:
        assert self._document is not None
        if is_pdf(self._document.path):
            self.pages.load(self._document.path)
            return
        self._turn_to(self.reader)  # first, or it would not know its size yet
        self.reader.show_passage(self._document.passages[self._number])
        self._warn_of_changes()

    def _show_excerpt(self, reason: str) -> None:
        """Show the passage alone, as the index has it."""
        if self._document is None:
            return
        passage = self._document.passages[self._number]
        place = replace(passage.place, section=0, start=0, end=len(passage.hit.text))
        section = Section(passage.hit.text)
        self.reader.set_text(DocumentText(place.path, "", (section,), is_stale=False))
        self._turn_to(self.reader)
        self.reader.show_passage(replace(passage, place=place))
        note = self.tr("This is the passage as it was indexed.")
        self._warn(f"{reason}\n{note}")

    def _turn_to(self, content: QWidget) -> None:
        has_changed = self._stack.currentWidget() is not content
        self._stack.setCurrentWidget(content)
        self.header.set_kind(
            is_paged=self._is_paged,
            is_text=content is self.reader,
            has_looks=self.reader.can_look,
        )
        if has_changed and content is not self._message:
            self.finder.set_in_pages(self._is_paged)

    def _request_text(self) -> None:
        assert self._document is not None
        path = self._document.path
        pages = pages_of(self._document) if is_pdf(path) else None
        self.text_requested.emit(ReadDocument(path, pages))

    def _warn(self, text: str) -> None:
        self._warning.setText(text)
        self._warning.setVisible(bool(text))

    def _warn_of_changes(self) -> None:
        """Say what of the marks may not fit."""
        if self._document is None or self._text is None:
            return
        note = change_note(
            self._document.passages[self._number],
            self._text,
            is_paged=self._is_paged,
            n_unmarked=self.pages.n_unmarked,
            can_look=self.reader.can_look,
        )
        self._warn(note)

    def _on_look(self) -> None:
        if self._is_unfinished and self._document is not None:
            self._on_changed(self._document.path)
        elif self.isActiveWindow():
            self.refresh()

    def _on_changed(self, path: Path) -> None:
        """Read a file again that has changed on disk."""
        if self._document is None or path != self._document.path:
            return
        self._text = None
        self._is_refreshed = True
        if is_pdf(path):
            self.pages.load(path, again=True)
        self._request_text()

    def _on_pdf_loaded(self, path: Path) -> None:
        if self._document is None or path != self._document.path:
            return
        passage = self._document.passages[self._number]
        if self._is_unfinished:  # it was said why there was nothing to be seen
            self._warn("")
        self._is_unfinished = False
        self._turn_to(self._paged)
        sections = self._text.sections if self._text is not None else ()
        spans = (
            tuple(page_spans(passage, sections[passage.place.section]))
            if stands_in(passage, sections)
            else ()
        )
        hit_pages = {one.place.page for one in self._document.passages if one.place.page}
        if self.thumbnails.key != (path, self.pages.n_pages, hit_pages):
            self.thumbnails.set_pages(path, self.pages.n_pages, hit_pages)
        self.pages.show_page(passage.place.page or 1, spans, stays=self._is_refreshed)
        self._warn_of_changes()

    def _on_pdf_failed(self, path: Path, reason: str) -> None:
        if self._document is not None and path == self._document.path:
            self._is_unfinished = self.pages.is_unfinished
            self._show_excerpt(reason)

    def _on_page_changed(self) -> None:
        self.header.set_page(self.pages.page, self.pages.n_pages)
        self.thumbnails.set_page(self.pages.page)

    def _show_message(self, text: str) -> None:
        self._message.setText(text)
        self._turn_to(self._message)

    def _set_strip(self, is_on: bool) -> None:
        self.thumbnails.setVisible(is_on)
        self.header.set_strip(is_on)

    def _build(self) -> None:
        paged = QHBoxLayout(self._paged)
        paged.setContentsMargins(0, 0, 0, 0)
        paged.setSpacing(0)
        paged.addWidget(self.thumbnails)
        paged.addWidget(self.pages, 1)
        self.thumbnails.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID + GRID // 2, GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.header)
        layout.addWidget(self.find_bar)
        layout.addWidget(self._warning)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._actions)

    def _connect(self) -> None:
        self._stamp.changed.connect(self._on_changed)
        self._look.timeout.connect(self._on_look)
        self.pages.loaded.connect(self._on_pdf_loaded)
        self.pages.failed.connect(self._on_pdf_failed)
        self.pages.page_changed.connect(self._on_page_changed)
        self.pages.marked.connect(self._warn_of_changes)
        self.pages.menu_requested.connect(self._on_menu)
        self.reader.menu_requested.connect(self._on_menu)
        for one in (self.pages, self.reader):
            one.zoom_wanted.connect(lambda steps: self.zoom(steps) if steps else None)
        self.reader.link_chosen.connect(open_link)
        self.pages.links.left.connect(open_link)
        self._actions.open_requested.connect(self.open_requested)
        self._actions.reveal_requested.connect(self.reveal_requested)
        self._actions.copy_requested.connect(self.copy_requested)
        self.thumbnails.page_chosen.connect(self.pages.turn_to)
        self.find_bar.keyboard_left.connect(self.focus_content)
        self.header.hit_stepped.connect(self.step)
        self.header.page_stepped.connect(self.pages.step_page)
        self.header.page_chosen.connect(self._on_page_chosen)
        self.header.zoomed.connect(self.zoom)
        self.header.find_wanted.connect(self.begin_find)
        self.header.strip_wanted.connect(self._set_strip)
        self.header.plain_wanted.connect(lambda plain: self.reader.set_as_written(not plain))

    def _on_page_chosen(self, page: int) -> None:
        self.pages.turn_to(page)
        self.pages.setFocus()

    def _on_menu(self, where: QPoint) -> None:
        self.make_menu().popup(where)

    def make_menu(self) -> QMenu:
        """Return the menu of what is shown; it deletes itself when it closes."""
        find_like = self.like_requested.emit
        menu = preview_menu(self, self.selected_text, self.begin_find, find_like)
        if self._is_paged:
            add_links(menu, self.pages.links)
        return menu
