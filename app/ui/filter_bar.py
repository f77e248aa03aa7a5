"""Which files count in a search, as chips that can be taken away?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from app.engine.file_types import FILE_TYPES
from app.engine.query_language import MEANINGS
from app.engine.search_messages import Filters
from app.printable import printable
from app.ui.dates import span_text
from app.ui.icons import Glyph, icon
from app.ui.results_model import Order
from app.ui.theme import GRID, META_PT, Theme, sized

SPANS = {"Today": 1, "Last week": 7, "Last month": 31, "Last year": 366}


class FilterBar(QWidget):
    """Chips for type, folder and time, which appear only when used, and what was found."""

    filters_changed = Signal(object)
    update_requested = Signal()
    more_requested = Signal()
    operator_requested = Signal(object)
    item_removed = Signal(str)
    order_changed = Signal(object)
    group_removed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._filters = Filters()
        self._typed: tuple[str, ...] = ()
        self._chips: list[QPushButton] = []
        self._span = ""
        self._group = ""
        self._add = QToolButton()
        self._add.setText("Filter")
        self._add.setAutoRaise(True)
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._add.setMenu(self._menu())
        self._order = QToolButton()
        self._order.setText(Order.RELEVANCE.value)
        self._order.setAutoRaise(True)
        self._order.setAccessibleName("Order of the results")
        self._order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._order.setMenu(self._order_menu())
        self._summary = QLabel()
        self._update = QPushButton("Files have changed: update")
        self._update.setFlat(True)
        self._update.clicked.connect(self.update_requested)
        self._more = QPushButton("Show more")
        self._more.setFlat(True)
        self._more.clicked.connect(self.more_requested)
        self._update.hide()
        self._more.hide()
        for one in (self._add, self._order, self._summary, self._update, self._more):
            one.setFont(sized(self.font(), META_PT))
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID // 2)
        self._layout.setSpacing(GRID)
        self._layout.addWidget(self._add)
        self._layout.addStretch()
        self._layout.addWidget(self._update)
        self._layout.addWidget(self._summary)
        self._layout.addWidget(self._more)
        self._layout.addWidget(self._order)
        self.set_theme(theme)

    @property
    def filters(self) -> Filters:
        """Which files count."""
        return self._filters

    @property
    def chip_texts(self) -> list[str]:
        """What the chips say."""
        return [chip.text() for chip in self._chips]

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self._summary.setStyleSheet(f"color: {theme.meta.name()}")
        self._update.setStyleSheet(f"color: {theme.accent.name()}; padding: 0 4px")
        self._more.setStyleSheet(f"color: {theme.accent.name()}; padding: 0 4px")
        self._add.setIcon(icon(Glyph.FILTER, theme.meta))
        self._build_chips()

    def set_summary(self, text: str) -> None:
        """Say what was found."""
        self._summary.setText(text)
        self._summary.setAccessibleName(text)

    @property
    def summary(self) -> str:
        """What was found, as it is said."""
        return self._summary.text()

    @property
    def offers_more(self) -> bool:
        """Whether more results are offered."""
        return not self._more.isHidden()

    def set_more(self, is_there: bool) -> None:
        """Offer to show more results, or not."""
        self._more.setVisible(is_there)

    def set_outdated(self, is_outdated: bool) -> None:
        """Offer to search again, because the files have changed."""
        self._update.setVisible(is_outdated)

    def set_folder(self, folder: Path | None) -> None:
        """Search one folder alone, or all."""
        self._set(replace(self._filters, folders=(folder,) if folder else ()))

    def set_types(self, types: tuple[str, ...]) -> None:
        """Search files of these types alone, or all."""
        self._set(replace(self._filters, types=types))

    def set_span(self, name: str) -> None:
        """Search files changed in the last days alone; an empty name is for all."""
        self._span = name
        since = None
        if name:
            midnight = datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
            since = int((midnight - timedelta(days=SPANS[name] - 1)).timestamp()) * 10**9
        self._set(replace(self._filters, modified_from_ns=since, modified_until_ns=None))

    def set_between(self, from_ns: int | None, until_ns: int | None) -> None:
        """Search files changed from a time on and before another alone, or of all times."""
        self._span = ""
        self._set(replace(self._filters, modified_from_ns=from_ns, modified_until_ns=until_ns))

    def set_group(self, name: str) -> None:
        """Show that one group of the results alone is listed, or all if the name is empty."""
        if name != self._group:
            self._group = name
            self._build_chips()

    def add_tool(self, widget: QWidget) -> None:
        """Add something at the end of the line."""
        self._layout.addWidget(widget)

    def set_typed(self, items: tuple[str, ...]) -> None:
        """Show the filters that stand in the query, too; taking one away asks for it."""
        if items != self._typed:
            self._typed = items
            self._build_chips()

    def set_order(self, order: Order) -> None:
        """Put results in another order."""
        self._order.setText(order.value)
        self.order_changed.emit(order)

    def clear(self) -> None:
        """Let all files count."""
        self._span = ""
        self._set(Filters())

    def _set(self, filters: Filters) -> None:
        if filters != self._filters:
            self._filters = filters
            self._build_chips()
            self.filters_changed.emit(filters)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        types = menu.addMenu("Type")
        for name, some in FILE_TYPES.items():
            types.addAction(name).triggered.connect(lambda _, t=some: self.set_types(t))
        spans = menu.addMenu("Changed")
        for name in SPANS:
            spans.addAction(name).triggered.connect(lambda _, n=name: self.set_span(n))
        menu.addSection("In the query")
        for one, meaning in MEANINGS.items():
            action = menu.addAction(f"{one}:  {meaning}")
            action.triggered.connect(lambda _, o=one: self.operator_requested.emit(o))
        return menu

    def _order_menu(self) -> QMenu:
        menu = QMenu(self)
        for order in Order:
            menu.addAction(order.value).triggered.connect(lambda _, o=order: self.set_order(o))
        return menu

    def _build_chips(self) -> None:
        for chip in self._chips:
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for folder in self._filters.folders:
            self._chip(f"In: {printable(folder.name or folder)}", lambda: self.set_folder(None))
        if self._filters.types:
            name = next(name for name, some in FILE_TYPES.items() if some == self._filters.types)
            self._chip(f"Type: {name}", lambda: self.set_types(()))
        if self._span:
            self._chip(f"Changed: {self._span.lower()}", lambda: self.set_span(""))
        elif (
            span := span_text(self._filters.modified_from_ns, self._filters.modified_until_ns)
        ) is not None:
            self._chip(self.tr("Changed: {span}").format(span=span), lambda: self.set_span(""))
        if self._group:
            name = self.tr("Group: {name}").format(name=self._group)
            self._chip(name, self.group_removed.emit)
        for item in self._typed:
            self._chip(item, lambda _=False, one=item: self.item_removed.emit(one))

    def _chip(self, text: str, remove: object) -> None:
        chip = QPushButton(f"{text}  ✕")
        chip.setFont(sized(self.font(), META_PT))
        chip.setToolTip("Remove this filter")
        chip.setStyleSheet(
            f"QPushButton {{ background: {self._theme.selected.name()};"
            f" color: {self._theme.text.name()}; border: none; border-radius: 10px;"
            f" padding: 3px 10px; }}"
        )
        chip.clicked.connect(remove)
        self._layout.insertWidget(len(self._chips), chip)
        self._chips.append(chip)
