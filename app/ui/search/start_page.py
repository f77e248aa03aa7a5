"""What does a person see who has typed nothing yet?"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.printable import printable
from app.ui.look.elided_button import ElidedButton
from app.ui.look.format import folder_text
from app.ui.look.icons import SIDE, Glyph, glyph_of, icon
from app.ui.look.theme import GRID, META_PT, TEXT_PT, Theme, sized
from app.ui.search.filter_bar import Choice, choice_texts
from app.ui.search.history import History
from app.ui.search.saved_searches import SavedSearch, SavedSearches

_WIDTH = 58 * GRID


class StartPage(QWidget):
    """Saved searches, the last searches and the last files, a click away."""

    search_requested = Signal(str)
    saved_requested = Signal(object)
    open_requested = Signal(object)

    def __init__(
        self,
        theme: Theme,
        history: History,
        saved: SavedSearches,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._history = history
        self._saved = saved
        self._hint = QLabel()
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._hint.setFont(sized(self.font(), TEXT_PT))
        self._inner = QWidget()
        self._inner.setMaximumWidth(_WIDTH)
        self._column = QVBoxLayout(self._inner)
        self._column.setSpacing(GRID // 4)
        self._column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._inner, 20)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, 4 * GRID, 2 * GRID, 2 * GRID)
        outer.setSpacing(3 * GRID)
        outer.addStretch(1)
        outer.addWidget(self._hint)
        outer.addLayout(row)
        outer.addStretch(2)
        history.changed.connect(self._build)
        saved.changed.connect(self._build)
        self.set_theme(theme)

    @property
    def hint(self) -> str:
        """What is said above."""
        return self._hint.text()

    @property
    def entries(self) -> list[str]:
        """What can be clicked, as a screen reader says it."""
        return [one.accessibleName() for one in self._inner.findChildren(QPushButton)]

    def set_hint(self, text: str) -> None:
        """Say something above."""
        self._hint.setText(text)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self._hint.setStyleSheet(f"color: {theme.meta.name()}")
        self._build()

    def _build(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        history = self._history
        if self._saved.searches:
            self._add_title(self.tr("Saved searches"))
        for saved in self._saved.searches:
            self._add_saved(saved)
        saved_texts = {
            " ".join(one.text.split()).casefold()
            for one in self._saved.searches
            if one.choice == Choice()
        }
        recent = [one for one in history.searches if one.casefold() not in saved_texts]
        if recent:
            self._add_title(self.tr("Recent searches"))
        for text in recent:
            self._add_entry(
                Glyph.HISTORY, text, text, lambda _, text=text: self.search_requested.emit(text)
            )
        if history.files:
            self._add_title(self.tr("Recently opened"))
        for path in history.files:
            self._add_entry(
                glyph_of(path),
                printable(path.name),
                self.tr("{name} in {folder}").format(
                    name=printable(path.name), folder=folder_text(path)
                ),
                lambda _, path=path: self.open_requested.emit(path),
            )
        if history.searches or history.files:
            clear = QPushButton(self.tr("Clear this list"))
            clear.setFlat(True)
            clear.setAccessibleName(self.tr("Clear the recent searches and files"))
            clear.setFont(sized(self.font(), META_PT))
            clear.setStyleSheet(
                f"text-align: left; padding: 5px 8px; color: {self._theme.accent.name()}"
            )
            clear.clicked.connect(history.clear)
            self._column.addSpacing(GRID)
            self._column.addWidget(clear)

    def _add_title(self, text: str) -> None:
        title = QLabel(text)
        title.setIndent(0)  # it stands where the entries do
        title.setFont(sized(self.font(), META_PT, bold=True))
        title.setStyleSheet(f"color: {self._theme.meta.name()}; padding: 8px 8px 2px 8px")
        self._column.addWidget(title)

    def _add_saved(self, saved: SavedSearch) -> None:
        about = ", ".join([saved.text, *choice_texts(saved.choice)])
        entry = self._add_entry(
            Glyph.STAR_FILLED,
            " · ".join([saved.name, *choice_texts(saved.choice)]),
            about if saved.name == saved.text else f"{saved.name} ({about})",
            lambda: self.saved_requested.emit(saved),
        )
        entry.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        entry.customContextMenuRequested.connect(
            lambda where: self.menu_of(saved).popup(entry.mapToGlobal(where))
        )

    def menu_of(self, saved: SavedSearch) -> QMenu:
        """Return a menu of what can be done with a saved search."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Rename …")).triggered.connect(lambda: self.ask_name(saved))
        menu.addAction(self.tr("Remove")).triggered.connect(lambda: self._saved.remove(saved))
        menu.addAction(self.tr("Remove all saved searches")).triggered.connect(self._saved.clear)
        return menu

    def ask_name(self, saved: SavedSearch) -> QInputDialog:
        """Ask what a saved search is to be called; returns the question."""
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Rename the search"))
        dialog.setLabelText(self.tr("New name:"))
        dialog.setTextValue(saved.name)
        dialog.textValueSelected.connect(lambda name: self._saved.rename(saved, name))
        dialog.open()
        return dialog

    def _add_entry(self, glyph: Glyph, text: str, name: str, act: object) -> QPushButton:
        entry = ElidedButton("  " + text)
        entry.setFlat(True)
        entry.setIcon(icon(glyph, self._theme.meta))
        entry.setIconSize(QSize(SIDE, SIDE))
        entry.setFont(sized(self.font(), TEXT_PT))
        entry.setAccessibleName(name)
        entry.setToolTip(name)
        entry.setStyleSheet("text-align: left; padding: 5px 8px")
        entry.clicked.connect(act)
        self._column.addWidget(entry)
        return entry
