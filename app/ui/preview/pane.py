"""What is seen of the file that a result stands in, and how does one get from hit to hit?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.engine.messages import DocumentText
from app.engine.search_messages import FoundPassage
from app.printable import printable
from app.ui.format import number_text, tip_text
from app.ui.icons import Glyph, icon
from app.ui.preview.pdf_page import PdfPages
from app.ui.preview.reader_page import ReaderPage
from app.ui.preview.spans import page_spans, stands_in
from app.ui.preview.stamp import FileStamp
from app.ui.results_model import FoundDocument
from app.ui.theme import GRID, META_PT, TEXT_PT, TITLE_PT, Theme, sized
from sparkbert.types import Section

_STALE = "This file has changed since it was indexed; places may not fit."
_OTHER = "This passage has changed since it was found. Search again to see it as it is now."
_NOTHING = "Choose a result to see its page here."
_EXCERPT = "{reason}\nThis is the passage as it was indexed."


class PreviewPane(QWidget):
    """The page, or the readable text, with the hit in sight.

    It asks for a file's text by `text_requested`, and is given it by `set_text` or
    `set_text_failed`; `hit_changed` tells which of the document's passages is shown.
    """

    text_requested = Signal(object)
    open_requested = Signal(object, object)
    reveal_requested = Signal(object)
    copy_requested = Signal(str)
    hit_changed = Signal(int)
    like_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._document: FoundDocument | None = None
        self._number = 0
        self._text: DocumentText | None = None
        self._stamp = FileStamp(self)
        self._stamp.changed.connect(self._on_changed)
        self._name = QLabel()
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setFont(sized(self.font(), TITLE_PT, bold=True))
        self._where = QLabel()
        self._where.setFont(sized(self.font(), META_PT))
        self._warning = QLabel()
        self._warning.setWordWrap(True)
        self._warning.setFont(sized(self.font(), META_PT))
        self._page = QLabel()
        self._page.setFont(sized(self.font(), META_PT))
        self._pages = PdfPages(theme)
        self._pages.page_changed.connect(self._set_header)
        self._glyphs = {
            Glyph.LEFT: _button("Previous hit (Shift+F3)", self._on_previous),
            Glyph.RIGHT: _button("Next hit (F3)", self._on_next),
        }
        self._page_glyphs = (
            (Glyph.LEFT, _button("Previous page", lambda: self._pages.step_page(-1))),
            (Glyph.RIGHT, _button("Next page", lambda: self._pages.step_page(1))),
            (Glyph.MINUS, _button("Smaller (Ctrl+-)", lambda: self._pages.zoom(0.8))),
            (Glyph.PLUS, _button("Larger (Ctrl+=)", lambda: self._pages.zoom(1.25))),
        )
        self._pages.loaded.connect(self._on_pdf_loaded)
        self._pages.failed.connect(self._on_pdf_failed)
        self._reader = ReaderPage(theme)
        self._message = QLabel()
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setFont(sized(self.font(), TEXT_PT))
        self._stack = QStackedWidget()
        for one in (self._message, self._pages, self._reader):
            self._stack.addWidget(one)
        self._build()
        self._stack.currentChanged.connect(self._set_header)
        self.set_theme(theme)
        self.clear()

    @property
    def passage(self) -> FoundPassage | None:
        """The passage that is shown."""
        return self._document.passages[self._number] if self._document else None

    @property
    def pages(self) -> PdfPages:
        """The PDF's pages."""
        return self._pages

    @property
    def reader(self) -> ReaderPage:
        """The readable text."""
        return self._reader

    @property
    def message(self) -> str:
        """What is said where nothing is shown, or empty."""
        return self._message.text() if self._stack.currentWidget() is self._message else ""

    @property
    def warning(self) -> str:
        """What is said above what is shown, or empty."""
        return "" if self._warning.isHidden() else self._warning.text()

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self._pages.set_theme(theme)
        self._reader.set_theme(theme)
        for one in (self._where, self._page, self._message):
            one.setStyleSheet(f"color: {theme.meta.name()}")
        for glyph, button in (*self._glyphs.items(), *self._page_glyphs):
            button.setIcon(icon(glyph, theme.text))
        self._warning.setStyleSheet(f"color: {theme.trouble.name()}")

    def clear(self) -> None:
        """Show nothing."""
        self._document, self._text = None, None
        self._stamp.watch(None)
        self._show_message(_NOTHING)
        self._set_header()

    def focus_content(self) -> None:
        """Let the keyboard scroll what is shown."""
        for one in (self._reader, self._pages):
            if self._stack.currentWidget() is one:
                one.setFocus()

    def refresh(self) -> None:
        """Look whether the file has changed on disk, and show it as it is."""
        self._stamp.check()

    def show_passage(self, document: FoundDocument, number: int) -> None:
        """Show one of a document's passages."""
        is_same = self._document is not None and self._document.path == document.path
        self._document, self._number = document, number
        self._set_header()
        if is_same and self._text is not None:
            self._show()
            return
        self._text = None
        self._warning.hide()
        self._show_message("Loading …")
        self._stamp.watch(document.path)
        if _is_pdf(document.path):
            self._pages.load(document.path)  # the page at once, its marks when the text is there
        self.text_requested.emit(document.path)

    def set_text(self, text: DocumentText) -> None:
        """Take the text that was asked for; another file's is ignored."""
        if self._document is None or text.path != self._document.path:
            return
        self._text = text
        if not _is_pdf(text.path):
            self._reader.set_text(text)
        self._show()

    def set_text_failed(self, path: Path, reason: str) -> None:
        """Say why there is no text; a page that is shown stays, else what was indexed is shown."""
        if self._document is None or path != self._document.path:
            return
        if self._stack.currentWidget() is self._pages:
            self._warn(reason)
        else:
            self._show_excerpt(reason)

    def step(self, by: int) -> None:
        """Show the next of the document's passages, or the one before."""
        if self._document is None:
            return
        number = (self._number + by) % len(self._document.passages)
        self.show_passage(self._document, number)
        self.hit_changed.emit(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the file's name to the room that there is."""
        super().resizeEvent(event)
        self._set_header()

    def _show(self) -> None:
        assert self._document is not None
        if _is_pdf(self._document.path):
            self._pages.load(self._document.path)
            return
        self._stack.setCurrentWidget(self._reader)
        self._reader.show_passage(self._document.passages[self._number])
        self._warn_of_changes()

    def _show_excerpt(self, reason: str) -> None:
        """Show the passage alone, as the index has it."""
        if self._document is None:
            return
        passage = self._document.passages[self._number]
        place = replace(passage.place, section=0, start=0, end=len(passage.hit.text))
        section = Section(passage.hit.text)
        self._reader.set_text(DocumentText(place.path, "", (section,), is_stale=False))
        self._reader.show_passage(replace(passage, place=place))
        self._stack.setCurrentWidget(self._reader)
        self._warn(_EXCERPT.format(reason=reason))

    def _warn(self, text: str) -> None:
        self._warning.setText(text)
        self._warning.setVisible(bool(text))

    def _warn_of_changes(self) -> None:
        """Say what of the marks may not fit."""
        if self._document is None or self._text is None:
            return
        passage = self._document.passages[self._number]
        if self._text.is_stale:
            self._warn(_STALE)
        else:
            self._warn("" if stands_in(passage, self._text.sections) else _OTHER)

    def _on_changed(self, path: Path) -> None:
        """Read a file again that has changed on disk."""
        if self._document is None or path != self._document.path:
            return
        self._text = None
        if _is_pdf(path):
            self._pages.load(path, again=True)
        self.text_requested.emit(path)

    def _on_pdf_loaded(self, path: Path) -> None:
        if self._document is None or path != self._document.path:
            return
        passage = self._document.passages[self._number]
        self._stack.setCurrentWidget(self._pages)
        sections = self._text.sections if self._text is not None else ()
        spans = (
            tuple(page_spans(passage, sections[passage.place.section]))
            if stands_in(passage, sections)
            else ()
        )
        self._pages.show_page(passage.place.page or 1, spans)
        self._warn_of_changes()
        self._set_header()

    def _on_pdf_failed(self, path: Path, reason: str) -> None:
        if self._document is not None and path == self._document.path:
            self._show_excerpt(reason)

    def _show_message(self, text: str) -> None:
        self._message.setText(text)
        self._stack.setCurrentWidget(self._message)

    def _set_header(self) -> None:
        is_shown = self._document is not None
        for one in (self._name, self._where, self._actions, *self._glyphs.values()):
            one.setVisible(is_shown)
        is_paged = is_shown and self._stack.currentWidget() is self._pages
        for one in (self._page, *(button for _, button in self._page_glyphs)):
            one.setVisible(is_paged)
        if self._document is None:
            self._warning.hide()
            return
        path, passages = self._document.path, self._document.passages
        room = max(self.width() - 4 * GRID, 80)
        metrics = QFontMetrics(self._name.font())
        name = printable(path.name)
        self._name.setText(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room))
        self._name.setToolTip(tip_text(path))
        self._where.setText(f"hit {number_text(self._number + 1)} of {number_text(len(passages))}")
        self._page.setText(
            f"page {number_text(self._pages.page)} of {number_text(self._pages.n_pages)}"
        )
        for button in self._glyphs.values():
            button.setEnabled(len(passages) > 1)
        (_, first), (_, last), *_ = self._page_glyphs
        first.setEnabled(self._pages.page > 1)
        last.setEnabled(self._pages.page < self._pages.n_pages)

    def _build(self) -> None:
        steps = QHBoxLayout()
        steps.setSpacing(GRID // 2)
        steps.addWidget(self._glyphs[Glyph.LEFT])
        steps.addWidget(self._where)
        steps.addWidget(self._glyphs[Glyph.RIGHT])
        steps.addStretch()
        (_, back), (_, on), (_, smaller), (_, larger) = self._page_glyphs
        for one in (back, self._page, on, smaller, larger):
            steps.addWidget(one)
        self._actions = QWidget()
        actions = QHBoxLayout(self._actions)
        actions.setContentsMargins(0, 0, 0, 0)
        actions.setSpacing(GRID // 2)
        actions.addWidget(_button("Open the file (Enter)", self._on_open, "Open"))
        actions.addWidget(_button("Ctrl+Enter", self._on_reveal, "Show in folder"))
        actions.addWidget(_button("With file and page", self._on_copy, "Copy passage"))
        actions.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID + GRID // 2, GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._name)
        layout.addLayout(steps)
        layout.addWidget(self._warning)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._actions)

    def _on_previous(self) -> None:
        self.step(-1)

    def _on_next(self) -> None:
        self.step(1)

    def _on_open(self) -> None:
        if (passage := self.passage) is not None:
            self.open_requested.emit(passage.place.path, passage.place.page)

    def _on_reveal(self) -> None:
        if (passage := self.passage) is not None:
            self.reveal_requested.emit(passage.place.path)

    def _on_copy(self) -> None:
        if (passage := self.passage) is not None:
            page = f", p. {passage.place.page}" if passage.place.page is not None else ""
            self.copy_requested.emit(f"{passage.hit.text}\n\n({passage.place.path.name}{page})")


def _button(tip: str, slot: object, text: str = "") -> QPushButton:
    """Return a flat button, for a picture if it has no text."""
    button = QPushButton(text)
    button.setFlat(True)
    button.setToolTip(tip)
    button.setAccessibleName(text or tip)
    button.clicked.connect(slot)
    if not text:
        button.setFixedWidth(3 * GRID + GRID // 2)
        button.setStyleSheet("padding: 3px")
    return button


def _is_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf"
