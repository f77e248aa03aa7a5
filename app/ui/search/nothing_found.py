"""What helps a person whose search has found nothing?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.engine.hints import MissingFolder, SpellingFound
from app.engine.query_language import with_folder_replaced
from app.printable import printable
from app.ui.look.elided_button import ElidedButton
from app.ui.look.flow_layout import FlowLayout
from app.ui.look.theme import GRID, META_PT, TEXT_PT, TITLE_PT, Theme, sized
from app.ui.search.operators import slip_text
from app.ui.search.spelling_link import SpellingLink

_QUOTES = '"“”„«»'


class NothingFoundPage(QWidget):
    """Says so, and offers what may help: other spellings, no filters, no quotation marks.

    What was held back because it is not likely can be asked for, too.
    """

    unfilter_requested = Signal()
    search_requested = Signal(str)
    less_likely_requested = Signal()
    all_folders_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = ""
        self._with_folder = ""
        self._title = QLabel()
        self._title.setFont(sized(self.font(), TITLE_PT, bold=True))
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._lines = QLabel()
        self._lines.setTextFormat(Qt.TextFormat.PlainText)
        self._lines.setFont(sized(self.font(), META_PT))
        self.spelling = SpellingLink(theme)
        self.spelling.setFont(sized(self.font(), TEXT_PT))
        self.spelling.chosen.connect(self.search_requested)
        self._unfilter = ElidedButton(self.tr("Search without filters"))
        self._unfilter.clicked.connect(self.unfilter_requested)
        self._unquote = ElidedButton(self.tr("Search without quotation marks"))
        self._unquote.clicked.connect(self._on_unquote)
        self._folder = ElidedButton()
        self._folder.clicked.connect(lambda: self.search_requested.emit(self._with_folder))
        self._all_folders = ElidedButton(self.tr("Search in all folders"))
        self._all_folders.clicked.connect(self.all_folders_requested)
        self._less_likely = ElidedButton()
        self._less_likely.clicked.connect(self.less_likely_requested)
        buttons = FlowLayout(GRID, is_centred=True)
        for one in (
            self._folder,
            self._unfilter,
            self._unquote,
            self._all_folders,
            self._less_likely,
        ):
            one.setFont(sized(self.font(), META_PT))
            buttons.addWidget(one)
        for label in (self._title, self._lines):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 4 * GRID, GRID, 4 * GRID)
        layout.setSpacing(GRID + GRID // 2)
        layout.addStretch(1)
        layout.addWidget(self._title)
        layout.addWidget(self.spelling, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._lines)
        layout.addLayout(buttons)
        layout.addStretch(2)
        self.set_theme(theme)

    @property
    def offers(self) -> list[str]:
        """What is offered."""
        buttons = (
            self._folder,
            self._unfilter,
            self._unquote,
            self._all_folders,
            self._less_likely,
        )
        return [one.whole for one in buttons if not one.isHidden()]

    @property
    def title(self) -> str:
        """What is said first."""
        return self._title.text()

    @property
    def lines(self) -> str:
        """What is said."""
        return self._lines.text()

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._lines.setStyleSheet(f"color: {theme.meta.name()}")
        self.spelling.set_theme(theme)

    def offer_spelling(self, spelling: SpellingFound) -> None:
        """Offer the query in other words, or nothing."""
        self.spelling.offer(spelling)

    def explain_folder(self, missing: MissingFolder) -> None:
        """Say that no folder has a name that the query asks for, and offer the nearest."""
        name = printable(missing.name)
        self._lines.setText(self.tr("None of your folders is called “{name}”.").format(name=name))
        if missing.nearest is not None:
            self._with_folder = with_folder_replaced(self._query, missing.name, missing.nearest)
            nearest = printable(missing.nearest)
            self._folder.set_whole(self.tr("Search in “{name}”").format(name=nearest))
            self._folder.show()

    def show_query(
        self,
        query: str,
        *,
        is_filtered: bool,
        is_indexing: bool,
        has_folders_off: bool = False,
        n_less_likely: int = 0,
    ) -> None:
        """Say what was not found.

        Parameters
        ----------
        query
            What was typed.
        is_filtered
            Whether files were left out.
        is_indexing
            Whether files are still to come.
        has_folders_off
            Whether folders are left out of all searches.
        n_less_likely
            How many passages have little to do with it.
        """
        self._query = query
        self.spelling.offer(SpellingFound(None))
        is_quoted = any(mark in query for mark in _QUOTES)
        title = self.tr("No good match") if n_less_likely else self.tr("Nothing found")
        self._title.setText(title)
        lines = []
        if is_quoted:
            lines.append(self.tr("Words in quotation marks are searched exactly as typed."))
        if slip := slip_text(query, has_found=False):
            lines.append(slip)
        elif is_filtered:
            lines.append(self.tr("Filters exclude some files."))
        if has_folders_off:
            lines.append(self.tr("Folders with a closed eye are not searched."))
        if is_indexing:
            lines.append(
                self.tr(
                    "Not all files are searchable yet. Results will appear as they are indexed."
                )
            )
        if not lines:
            lines.append(self.tr("Try other or fewer words."))
        self._lines.setText("\n".join(lines))
        self._folder.hide()
        self._unfilter.setVisible(is_filtered)
        self._unquote.setVisible(is_quoted)
        self._all_folders.setVisible(has_folders_off)
        self._less_likely.set_whole(self.tr("Show less likely results"))
        self._less_likely.setVisible(n_less_likely > 0)

    def _on_unquote(self) -> None:
        without = self._query.translate({ord(mark): " " for mark in _QUOTES})
        self.search_requested.emit(" ".join(without.split()))
