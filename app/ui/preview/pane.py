"""What is seen of the file that a result stands in, and how does one get from hit to hit?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.engine.messages import DocumentText, FoundPassage
from app.ui.format import number_text
from app.ui.preview.pdf_page import PdfPages
from app.ui.preview.spans import page_spans
from app.ui.preview.text_page import TextPage
from app.ui.results_model import FoundDocument
from app.ui.theme import GRID, META_PT, TEXT_PT, TITLE_PT, Theme, sized

_STALE = "This file has changed since it was indexed; places may not fit."


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

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._document: FoundDocument | None = None
        self._number = 0
        self._text: DocumentText | None = None
        self._name = QLabel()
        self._name.setFont(sized(self.font(), TITLE_PT, bold=True))
        self._where = QLabel()
        self._where.setFont(sized(self.font(), META_PT))
        self._warning = QLabel()
        self._warning.setWordWrap(True)
        self._warning.setFont(sized(self.font(), META_PT))
        self._previous = _button("◂", "Previous hit (Shift+F3)", self._on_previous)
        self._next = _button("▸", "Next hit (F3)", self._on_next)
        self._pages = PdfPages(theme)
        self._pages.loaded.connect(self._on_pdf_loaded)
        self._pages.failed.connect(self._on_pdf_failed)
        self._reader = TextPage(theme)
        self._message = QLabel()
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setFont(sized(self.font(), TEXT_PT))
        self._stack = QStackedWidget()
        for one in (self._message, self._pages, self._reader):
            self._stack.addWidget(one)
        self._build()
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
    def reader(self) -> TextPage:
        """The readable text."""
        return self._reader

    @property
    def message(self) -> str:
        """What is said where nothing is shown, or empty."""
        return self._message.text() if self._stack.currentWidget() is self._message else ""

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self._pages.set_theme(theme)
        self._reader.set_theme(theme)
        for one in (self._where, self._message):
            one.setStyleSheet(f"color: {theme.meta.name()}")
        self._warning.setStyleSheet(f"color: {theme.trouble.name()}")

    def clear(self) -> None:
        """Show nothing."""
        self._document, self._text = None, None
        self._show_message("")
        self._set_header()

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
        if _is_pdf(document.path):
            self._pages.load(document.path)  # the page at once, its marks when the text is there
        self.text_requested.emit(document.path)

    def set_text(self, text: DocumentText) -> None:
        """Take the text that was asked for; another file's is ignored."""
        if self._document is None or text.path != self._document.path:
            return
        self._text = text
        self._warning.setText(_STALE)
        self._warning.setVisible(text.is_stale)
        if not _is_pdf(text.path):
            self._reader.set_text(text)
        self._show()

    def set_text_failed(self, path: Path, reason: str) -> None:
        """Say why there is no text; a page that is shown stays."""
        if self._document is None or path != self._document.path:
            return
        if self._stack.currentWidget() is self._pages:
            self._warning.setText(reason)
            self._warning.show()
        else:
            self._show_message(reason)

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

    def _on_pdf_loaded(self, path: Path) -> None:
        if self._document is None or path != self._document.path:
            return
        passage = self._document.passages[self._number]
        self._stack.setCurrentWidget(self._pages)
        sections = self._text.sections if self._text is not None else ()
        spans = (
            tuple(page_spans(passage, sections[passage.place.section]))
            if passage.place.section < len(sections)
            else ()
        )
        self._pages.show_page(passage.place.page or 1, spans)
        self._set_header()

    def _on_pdf_failed(self, path: Path, reason: str) -> None:
        if self._document is not None and path == self._document.path:
            self._show_message(reason)

    def _show_message(self, text: str) -> None:
        self._message.setText(text)
        self._stack.setCurrentWidget(self._message)

    def _set_header(self) -> None:
        is_shown = self._document is not None
        for one in (self._name, self._where, self._previous, self._next, self._actions):
            one.setVisible(is_shown)
        if self._document is None:
            self._warning.hide()
            return
        path, passages = self._document.path, self._document.passages
        room = max(self.width() - 4 * GRID, 80)
        metrics = QFontMetrics(self._name.font())
        self._name.setText(metrics.elidedText(path.name, Qt.TextElideMode.ElideMiddle, room))
        self._name.setToolTip(str(path))
        parts = [f"hit {number_text(self._number + 1)} of {number_text(len(passages))}"]
        page = passages[self._number].place.page
        if page is not None:
            of = f" of {number_text(self._pages.n_pages)}" if self._pages.n_pages else ""
            parts.append(f"page {number_text(page)}{of}")
        self._where.setText(" · ".join(parts))
        for button in (self._previous, self._next):
            button.setEnabled(len(passages) > 1)

    def _build(self) -> None:
        steps = QHBoxLayout()
        steps.setSpacing(GRID // 2)
        steps.addWidget(self._previous)
        steps.addWidget(self._where)
        steps.addWidget(self._next)
        steps.addStretch()
        self._actions = QWidget()
        actions = QHBoxLayout(self._actions)
        actions.setContentsMargins(0, 0, 0, 0)
        actions.setSpacing(GRID // 2)
        actions.addWidget(_button("Open", "Open the file (Enter)", self._on_open))
        actions.addWidget(_button("Show in folder", "Ctrl+Enter", self._on_reveal))
        actions.addWidget(_button("Copy passage", "With file and page", self._on_copy))
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


def _button(text: str, tip: str, slot: object) -> QPushButton:
    button = QPushButton(text)
    button.setFlat(True)
    button.setToolTip(tip)
    button.setAccessibleName(tip if len(text) == 1 else text)
    button.clicked.connect(slot)
    if len(text) == 1:
        button.setFixedWidth(3 * GRID + GRID // 2)
    return button


def _is_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf"
