"""What stands above a preview: which file, which hit of it, which page, and how it is shown?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QIntValidator, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.printable import printable
from app.ui.look.format import number_text, tip_text
from app.ui.look.icons import Glyph, icon
from app.ui.look.theme import GRID, META_PT, TITLE_PT, Theme, sized
from app.ui.preview.buttons import flat_button

_LEFT_TO_RIGHT = "\u200e"  # a name in Arabic keeps its ending at its end, and its place
_ROOMY = 46 * GRID
"""From this width on there is room for all buttons."""


class PreviewHeader(QWidget):
    """The file's name, hits and pages to go through, and buttons for how it is shown.

    `hit_stepped` and `page_stepped` bring how far to go, `page_chosen` a page's number, `zoomed`
    steps of size (0 for the usual one), `strip_wanted` and `plain_wanted` whether thumbnails or
    plain text are.
    """

    hit_stepped = Signal(int)
    page_stepped = Signal(int)
    page_chosen = Signal(int)
    zoomed = Signal(int)
    find_wanted = Signal()
    strip_wanted = Signal(bool)
    plain_wanted = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._is_paged = False
        self._has_looks = False
        self._name = QLabel()
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setFont(sized(self.font(), TITLE_PT, bold=True))
        self._hit, self._n_pages = QLabel(), QLabel()
        self._page = QLineEdit()
        self._page.setAccessibleName(self.tr("Page number"))
        self._page.setToolTip(self.tr("Type a page number and press Enter"))
        self._page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._page.setStyleSheet("padding: 1px 4px; border-radius: 4px")
        self._page.returnPressed.connect(self._on_page_typed)
        for one in (self._hit, self._n_pages, self._page):
            one.setFont(sized(self.font(), META_PT))
        self._hits = {
            Glyph.LEFT: flat_button(
                self.tr("Previous hit (Shift+F3)"), lambda: self.hit_stepped.emit(-1)
            ),
            Glyph.RIGHT: flat_button(self.tr("Next hit (F3)"), lambda: self.hit_stepped.emit(1)),
        }
        self._turns = {
            Glyph.UP: flat_button(self.tr("Previous page"), lambda: self.page_stepped.emit(-1)),
            Glyph.DOWN: flat_button(self.tr("Next page"), lambda: self.page_stepped.emit(1)),
        }
        self._zooms = {
            Glyph.MINUS: flat_button(self.tr("Zoom out (Ctrl+-)"), lambda: self.zoomed.emit(-1)),
            Glyph.PLUS: flat_button(self.tr("Zoom in (Ctrl+=)"), lambda: self.zoomed.emit(1)),
            Glyph.FIT_WIDTH: flat_button(
                self.tr("Fit to width (Ctrl+0)"), lambda: self.zoomed.emit(0)
            ),
        }
        self._search = flat_button(self.tr("Find in this file (Ctrl+F)"), self.find_wanted.emit)
        self._strip = _switch(self.tr("Page thumbnails (F4)"), self.strip_wanted)
        self._plain = _switch(self.tr("Show as plain text"), self.plain_wanted)
        self._build()
        self.set_theme(theme)

    @property
    def hit_text(self) -> str:
        """Which of how many hits is shown."""
        return self._hit.text()

    @property
    def page_field(self) -> QLineEdit:
        """Where a page's number can be typed."""
        return self._page

    @property
    def plain_button(self) -> QPushButton:
        """Shows the file as plain text, or as it was written."""
        return self._plain

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        for one in (self._hit, self._n_pages):
            one.setStyleSheet(f"color: {theme.meta.name()}")
        single = {
            Glyph.SEARCH: self._search,
            Glyph.PAGES: self._strip,
            Glyph.PLAIN_TEXT: self._plain,
        }
        for glyph, button in (self._hits | self._turns | self._zooms | single).items():
            button.setIcon(icon(glyph, theme.text))
        for button in (self._strip, self._plain):
            button.setStyleSheet(
                f"QPushButton {{ padding: 3px }} "
                f"QPushButton:checked {{ background: {theme.selected.name()} }}"
            )

    def set_file(self, path: Path | None) -> None:
        """Name a file, or nothing."""
        self._path = path
        self.setVisible(path is not None)
        self._name.setToolTip(tip_text(path) if path is not None else "")
        self._elide()

    def set_hit(self, number: int, n_hits: int) -> None:
        """Say which hit is shown."""
        text = self.tr("hit {number} of {many}")
        self._hit.setText(text.format(number=number_text(number), many=number_text(n_hits)))
        for button in self._hits.values():
            button.setEnabled(n_hits > 1)

    def set_page(self, page: int, n_pages: int) -> None:
        """Say which page is shown."""
        if not self._page.hasFocus() or not self._page.isModified():
            self._page.setText(str(page))
        self._page.setValidator(QIntValidator(1, max(n_pages, 1), self._page))
        width = QFontMetrics(self._page.font()).horizontalAdvance("0" * len(str(n_pages)))
        self._page.setFixedWidth(width + 2 * GRID)
        self._n_pages.setText(self.tr("of {many}").format(many=number_text(n_pages)))
        self._turns[Glyph.UP].setEnabled(page > 1)
        self._turns[Glyph.DOWN].setEnabled(page < n_pages)

    def set_kind(self, *, is_paged: bool, is_text: bool, has_looks: bool) -> None:
        """Offer what can be done with what is shown."""
        self._is_paged, self._has_looks = is_paged, has_looks
        for one in (self._page, self._n_pages, self._strip):
            one.setVisible(is_paged)
        self._search.setVisible(is_paged or is_text)
        self._plain.setVisible(is_text and has_looks)
        self._is_shown = is_paged or is_text
        self._make_room()

    def set_strip(self, is_on: bool) -> None:
        """Show whether there are thumbnails."""
        self._strip.setChecked(is_on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the file's name to the room that there is."""
        super().resizeEvent(event)
        self._elide()
        self._make_room()

    def _make_room(self) -> None:
        """Where it is narrow, turning pages, which scrolling does too, makes room for zooming."""
        roomy = self.width() >= _ROOMY
        for button in self._turns.values():
            button.setVisible(roomy and self._is_paged)
        for button in self._zooms.values():
            button.setVisible(self._is_shown)
        self._zooms[Glyph.FIT_WIDTH].setVisible(self._is_shown and (roomy or not self._is_paged))

    def _elide(self) -> None:
        if self._path is None:
            return
        room = max(self.width() - 9 * GRID, 10 * GRID)
        metrics = QFontMetrics(self._name.font())
        name = printable(self._path.name)
        elided = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
        self._name.setText(f"{_LEFT_TO_RIGHT}{elided}")

    def _build(self) -> None:
        self._is_shown = False
        for one in (self._search, self._page):  # or each row would grow with what gets shown
            policy = one.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            one.setSizePolicy(policy)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(GRID // 2)
        first.addWidget(self._name, 1)
        for button in (self._search, self._strip, self._plain):
            first.addWidget(button)
        second.addWidget(self._hits[Glyph.LEFT])
        second.addWidget(self._hit)
        second.addWidget(self._hits[Glyph.RIGHT])
        second.addStretch()
        second.addWidget(self._turns[Glyph.UP])
        second.addWidget(self._page)
        second.addWidget(self._n_pages)
        second.addWidget(self._turns[Glyph.DOWN])
        for button in self._zooms.values():
            second.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(first)
        layout.addLayout(second)

    def _on_page_typed(self) -> None:
        self._page.setModified(False)
        self.page_chosen.emit(int(self._page.text()))


def _switch(tip: str, signal: object) -> QPushButton:
    button = flat_button(tip, lambda: signal.emit(button.isChecked()))  # type: ignore[attr-defined]
    button.setCheckable(True)
    return button
