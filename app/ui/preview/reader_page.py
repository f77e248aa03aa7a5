"""How is a document's text shown, with the words of a hit highlighted, however long it is?

Only a window of it is: what is around the place that is looked at. More is written, and what is
far away taken out, as one scrolls.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from app.engine.messages import DocumentText
from app.engine.search_messages import FoundPassage
from app.extract.layout import BlockKind
from app.ui.look.theme import GRID, Theme
from app.ui.preview.document_writer import DocumentWriter
from app.ui.preview.flow import Flow, LaidFlow, PlainFlow, Stretch
from app.ui.preview.marks import find_format
from app.ui.preview.placement import Mark, Placed, span
from app.ui.preview.sight import Sight, scroll_to, sight_of
from app.ui.preview.spans import section_spans, stands_in
from app.ui.preview.wheel import wheel_steps
from app.ui.results.result_delegate import highlight_format
from sparkbert.types import HighlightKind, Section

_FIRST = 4000  # characters that are written at once around a place
_MORE = 2000  # and each time that more is wanted
_MOST = 80_000  # in the window


class ReaderPage(QTextBrowser):
    """A readable document; highlights lie over it and change nothing in it.

    It loads nothing by itself, neither from the disk nor from the web: `link_chosen` says which
    link was clicked, `menu_requested` where a menu is wanted, `zoom_wanted` by how many steps it
    should be larger.
    """

    link_chosen = Signal(str)
    menu_requested = Signal(object)
    zoom_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text: DocumentText | None = None
        self._flow: Flow | None = None
        self._as_written = True
        self._window: list[tuple[Stretch, int]] = []  # with where each begins in the document
        self._placed: list[Placed] = []
        self._hits: list[tuple[Mark, HighlightKind]] = []
        self._found: Sequence[Mark] = ()
        self._chosen: Mark | None = None
        self._target: Sight | None = None
        self._kept: Sight | None = None
        self._scale = 0
        self.setUndoRedoEnabled(False)
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.document().setDocumentMargin(2 * GRID)
        self.setAccessibleName(self.tr("Text of the file"))
        self.anchorClicked.connect(lambda url: self.link_chosen.emit(url.toString()))
        self._fill = QTimer(self, singleShot=True)
        self._fill.timeout.connect(self._on_fill)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._fill.start())
        self.verticalScrollBar().actionTriggered.connect(lambda _: self._let_go())

    @property
    def can_look(self) -> bool:
        """Whether it is known how the document looks."""
        return self._text is not None and self._text.layout is not None

    @property
    def is_as_written(self) -> bool:
        """Whether it is shown so, not as plain text."""
        return isinstance(self._flow, LaidFlow)

    @property
    def sections(self) -> Sequence[Section]:
        """The document's whole text."""
        return self._flow.sections if self._flow is not None else ()

    @property
    def place(self) -> Mark:
        """Where one looks now."""
        sight = self._target or self._sight()
        return sight.mark if sight is not None else (0, 0, 0)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self._write_again()

    def set_text(self, text: DocumentText, *, stays: bool = False) -> None:
        """Take a document; it is shown when it is known which place of it.

        If one stays, and has scrolled away from the hit, the place is the one that is in sight.
        """
        self._kept = self._sight() if stays and self._target is None else None
        self._text = text
        self._hits, self._found, self._chosen, self._target = [], (), None, None
        self._make_flow()
        self._empty()

    def set_as_written(self, as_written: bool) -> None:
        """Show the document as it was written, or as plain text."""
        self._as_written = as_written
        self._make_flow()
        self._write_again()

    def show_passage(self, passage: FoundPassage) -> None:
        """Highlight a passage and bring it into sight; nothing if it stands there no more."""
        self._hits = []
        place = passage.place
        if not stands_in(passage, self.sections):
            self._show_place((min(place.section, max(len(self.sections) - 1, 0)), 0, 0))
            return
        self._hits = [
            ((place.section, one.start, one.end), one.kind) for one in section_spans(passage)
        ]
        first = self._hits[0][0] if self._hits else (place.section, place.start, place.start)
        kept, self._kept = self._kept, None
        if kept is not None:
            self._show_place(kept.mark, kept.y)
        if not self._window or kept is None:
            self._show_place(first)

    def show_found(self, found: Sequence[Mark], chosen: Mark | None) -> None:
        """Mark what was found in the document, and bring one of it into sight."""
        self._found, self._chosen = found, chosen
        if chosen is not None:
            self._show_place(chosen)
        else:
            self._highlight()

    def zoom(self, steps: int) -> None:
        """Show letters larger or smaller by some steps; 0 as they were."""
        self._scale = 0 if steps == 0 else min(max(self._scale + steps, -4), 12)
        self._write_again()

    def highlighted_words(self) -> list[str]:
        """Return the words of the hit that are highlighted."""
        shown = (self._cursor(mark) for mark, _ in self._hits)
        return [one.selectedText() for one in shown if one is not None]

    def found_words(self) -> list[str]:
        """Return what was found and is marked in what is written by now."""
        shown = (self._cursor(mark) for mark in self._found_here())
        return [one.selectedText() for one in shown if one is not None]

    def selected_text(self) -> str:
        """Return what is selected, with ordinary line ends."""
        return self.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n")

    # Qt's own

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Load nothing: pictures come with the document, and the web stays away."""
        del kind, name

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place in sight."""
        super().resizeEvent(event)
        if self._target is not None:
            self._scroll_to(self._target)
        self._fill.start()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for our own menu."""
        self.menu_requested.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; from now on the place need not stay in sight."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(wheel_steps(event))
            return
        self._let_go()
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by keys, likewise."""
        self._let_go()
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select, likewise."""
        self._let_go()
        super().mousePressEvent(event)

    def _let_go(self) -> None:
        self._target = None

    # The window

    def _make_flow(self) -> None:
        self._flow = None
        if self._text is None:
            return
        if self._as_written and self._text.layout is not None:
            self._flow = LaidFlow(self._text.sections, self._text.layout)
        else:
            self._flow = PlainFlow(self._text.sections)

    def _empty(self) -> None:
        self._window, self._placed = [], []
        self.clear()

    def _write_again(self) -> None:
        """Write what is shown anew: it looks otherwise now."""
        if self._flow is None:
            return
        where = self._sight() or self._target
        self._empty()
        if where is not None:
            self._show_place(where.mark, where.y)

    def _sight(self) -> Sight | None:
        return sight_of(self, self._placed, self.sections, [mark for mark, _ in self._hits])

    def _show_place(self, mark: Mark, y: int | None = None) -> None:
        """Bring characters into sight, at a height or a third from the top.

        What is around them is written if it isn't there.
        """
        if self._flow is None:
            return
        if not self._holds(mark):
            self._empty()
            stretch = self._flow.at(mark[0], mark[1])
            if stretch is None:
                return
            self._append(stretch)
            self._grow(down=True, by=_FIRST)
            self._grow(down=False, by=_MORE)
        self._highlight()
        self._target = Sight(mark, self.viewport().height() // 3 if y is None else y)
        self._scroll_to(self._target)
        self._fill.start()

    def _holds(self, mark: Mark) -> bool:
        section, start, end = mark
        return any(
            one.section == section and one.start <= start and max(end, start) <= one.end
            for one, _ in self._window
        )

    def _on_fill(self) -> None:
        """Write more where one is about to get to the end of what there is."""
        if not self._window:
            return
        bar, room = self.verticalScrollBar(), self.viewport().height()
        wants_down = bar.maximum() - bar.value() < 2 * room
        wants_up = bar.value() < room
        if (wants_down and self._grow(down=True, by=_MORE)) or (
            wants_up and self._grow(down=False, by=_MORE)
        ):
            self._highlight()
            if self._target is not None:
                self._scroll_to(self._target)
            self._fill.start()

    def _grow(self, *, down: bool, by: int) -> bool:
        """Write some more at one end; return whether there was more."""
        assert self._flow is not None
        some: list[Stretch] = []
        at: Stretch | None = self._window[-1 if down else 0][0]
        while by > 0 and at is not None:
            at = self._flow.after(at) if down else self._flow.before(at)
            if at is not None:
                some.append(at)
                by -= at.end - at.start + 40
        if not some:
            return False
        bar = self.verticalScrollBar()
        height, value = self.document().size().height(), bar.value()
        together = QTextCursor(self.document())
        together.beginEditBlock()  # or it would be laid out after each
        for one in some:
            self._append(one) if down else self._prepend(one)
        together.endEditBlock()
        if not down:
            bar.setValue(value + round(self.document().size().height() - height))
        self._trim(at_start=down)
        return True

    def _append(self, stretch: Stretch) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        if self._window and self._window[-1][0].blocks[0].shape.kind is not BlockKind.CELL:
            cursor.insertBlock()  # after a table there is one
        start = cursor.position()
        self._placed += self._writer().write(cursor, stretch, self.sections[stretch.section])
        self._window.append((stretch, start))
        cursor.endEditBlock()

    def _prepend(self, stretch: Stretch) -> None:
        cursor = QTextCursor(self.document())
        before = self.document().characterCount()
        cursor.beginEditBlock()
        form, letters = cursor.blockFormat(), cursor.blockCharFormat()
        cursor.insertBlock(form, letters)
        cursor.setPosition(0)
        placed = self._writer().write(cursor, stretch, self.sections[stretch.section])
        cursor.endEditBlock()
        by = self.document().characterCount() - before
        self._placed = placed + [one.moved(by) for one in self._placed]
        self._window = [(stretch, 0)] + [(one, at + by) for one, at in self._window]

    def _trim(self, *, at_start: bool) -> None:
        """Take out what is far away, if there is too much."""
        written = self.document().characterCount()
        if written <= _MOST or len(self._window) < 3:
            return
        cursor = QTextCursor(self.document())
        if at_start:
            cut = next(
                (i for i, (_, at) in enumerate(self._window) if written - at < _MOST // 2), 0
            )
            if not cut:
                return
            by = self._window[cut][1]
            bar = self.verticalScrollBar()
            height, value = self.document().size().height(), bar.value()
            cursor.setPosition(by, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            self._window = [(one, at - by) for one, at in self._window[cut:]]
            self._placed = [one.moved(-by) for one in self._placed if one.position >= by]
            bar.setValue(value + round(self.document().size().height() - height))
            return
        cut = next((i for i, (_, at) in enumerate(self._window) if at > _MOST // 2), 0)
        if not cut:
            return
        end = self._window[cut][1]
        cursor.setPosition(end)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._window = self._window[:cut]
        self._placed = [one for one in self._placed if one.position < end]

    def _writer(self) -> DocumentWriter:
        pictures = self._text.layout.pictures if self._text and self._text.layout else {}
        width = max(self.viewport().width() - 6 * GRID, 10 * GRID)
        return DocumentWriter(self._theme, self.font(), pictures, width, 1.1**self._scale)

    # Marks

    def _highlight(self) -> None:
        marks = [self._mark(mark, highlight_format(kind, self._theme)) for mark, kind in self._hits]
        marks += [
            self._mark(one, find_format(self._theme, is_chosen=one == self._chosen))
            for one in self._found_here()
        ]
        self.setExtraSelections([one for one in marks if one is not None])

    def _found_here(self) -> Sequence[Mark]:
        """Return what was found in what is written."""
        if not self._window:
            return ()
        first, last = self._window[0][0], self._window[-1][0]
        start = bisect_left(self._found, (first.section, first.start, 0))
        end = bisect_left(self._found, (last.section, last.end, 0))
        return self._found[start:end]

    def _mark(self, mark: Mark, form: QTextCharFormat) -> QTextEdit.ExtraSelection | None:
        cursor = self._cursor(mark)
        if cursor is None:
            return None
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = form
        return selection

    def _cursor(self, mark: Mark) -> QTextCursor | None:
        """Select characters; None if they are not written."""
        found = span(self._placed, mark, self.sections)
        if found is None:
            return None
        cursor = QTextCursor(self.document())
        cursor.setPosition(found[0])
        cursor.setPosition(found[1], QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _scroll_to(self, sight: Sight) -> None:
        scroll_to(self, self._placed, self.sections, sight)
