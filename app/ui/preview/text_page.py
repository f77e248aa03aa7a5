"""How is the text of a file shown, with the words of a hit highlighted?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit, QWidget

from app.engine.messages import DocumentText
from app.engine.search_messages import FoundPassage
from app.ui.preview.spans import Span, section_spans
from app.ui.result_delegate import highlight_format, leading_side
from app.ui.theme import GRID, TEXT_PT, TITLE_PT, Theme, sized
from sparkbert.types import Section


class TextPage(QPlainTextEdit):
    """Readable text with headings; highlights lie over it and change nothing in it.

    Of a long text only what is in sight is laid out. `like_requested` brings what is selected, or
    nothing if more like the passage is wanted.
    """

    like_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._starts: list[int] = []
        self._texts: list[str] = []
        self._spans: list[tuple[int, Span]] = []
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.document().setDocumentMargin(2 * GRID)
        self.setAccessibleName("Text of the file")

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self._highlight()

    def set_text(self, document: DocumentText) -> None:
        """Show a document from its start."""
        self.clear()
        self._starts, self._texts, self._spans = [], [], []
        option = self.document().defaultTextOption()
        option.setAlignment(leading_side(document.sections[0].text if document.sections else ""))
        self.document().setDefaultTextOption(option)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for section in document.sections:
            if self._starts:
                cursor.insertBlock()
                cursor.insertBlock()
            self._starts.append(cursor.position())
            self._texts.append(section.text)
            self._insert(cursor, section)
        cursor.endEditBlock()

    def show_passage(self, passage: FoundPassage) -> None:
        """Highlight a passage and bring it into sight; nothing if it stands there no more."""
        self._spans = []
        self._highlight()
        number, place = passage.place.section, passage.place
        if number >= len(self._texts):
            return
        if self._texts[number][place.start : place.end] != passage.hit.text:
            return
        self._spans = [(number, span) for span in section_spans(passage)]
        self._highlight()
        at = self._position(number, passage.place.start)
        cursor = QTextCursor(self.document())
        cursor.setPosition(at)
        self.setTextCursor(cursor)
        self.centerCursor()

    def menu(self) -> QMenu:
        """Return what Qt offers for a text, and to find more of what is selected."""
        menu = self.createStandardContextMenu()
        menu.addSeparator()
        selected = self.textCursor().selection().toPlainText()
        text = (
            self.tr("Find more like the selection") if selected else self.tr("Find more like this")
        )
        menu.addAction(text).triggered.connect(lambda: self.like_requested.emit(selected))
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu."""
        menu = self.menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _insert(self, cursor: QTextCursor, section: Section) -> None:
        """Insert a section character by character as it is, so that positions can be counted."""
        plain, heading = QTextCharFormat(), QTextCharFormat()
        plain.setFont(sized(self.font(), TEXT_PT))
        at = 0
        for one in section.headings:
            heading.setFont(self._heading_font(one.level))
            cursor.insertText(section.text[at : one.start], plain)
            end = one.start + len(one.text)
            cursor.insertText(section.text[one.start : end], heading)
            at = end
        cursor.insertText(section.text[at:], plain)

    def _heading_font(self, level: int) -> QFont:
        return sized(self.font(), TITLE_PT + max(3 - level, 0) * 1.5, bold=True)

    def _highlight(self) -> None:
        marks = []
        for number, span in self._spans:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._position(number, span.start))
            cursor.setPosition(self._position(number, span.end), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format = highlight_format(span.kind, self._theme)
            marks.append(mark)
        self.setExtraSelections(marks)

    def highlighted_words(self) -> list[str]:
        """Return the words that are highlighted."""
        return [one.cursor.selectedText() for one in self.extraSelections()]

    def _position(self, section: int, characters: int) -> int:
        """Return the document's position, in UTF-16, of a character of a section."""
        before = self._texts[section][:characters]
        return self._starts[section] + len(before) + sum(ord(one) > 0xFFFF for one in before)
