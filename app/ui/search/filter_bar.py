"""Which files count in a search, as chips that can be taken away, and what was found?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from app.engine.file_types import FILE_TYPES
from app.engine.query_language import Operator
from app.engine.search_messages import Filters
from app.printable import printable
from app.ui.look.dates import span_text
from app.ui.look.elided_button import ElidedButton
from app.ui.look.elided_label import ElidedLabel
from app.ui.look.flow_layout import FlowLayout
from app.ui.look.icons import Glyph, icon
from app.ui.look.theme import GRID, META_PT, Theme, sized
from app.ui.results.results_model import Order
from app.ui.search.operators import Span, changed_in, meaning_of, span_name, type_name
from app.ui.search.order_button import OrderButton
from app.ui.search.spelling_link import SpellingLink
from app.ui.translation import tr

_EVER = (None, None)
_CHIP_LETTERS = 60
_LINE = 4 * GRID


@dataclass(frozen=True, slots=True)
class Choice:
    """The filters that are chosen, as they are meant on any day.

    `between` has the times of the first change that counts and of the first that does not, in
    nanoseconds since the epoch, if no `span` says it.
    """

    folder: Path | None = None
    types: tuple[str, ...] = ()
    span: Span | None = None
    between: tuple[int | None, int | None] = _EVER


class FilterBar(QWidget):
    """Chips for type, folder and time, which appear only when used, and what was found."""

    filters_changed = Signal(object)
    update_requested = Signal()
    more_requested = Signal()
    operator_requested = Signal(object)
    phrase_requested = Signal()
    exclusion_requested = Signal()
    item_removed = Signal(str)
    order_changed = Signal(object)
    group_removed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._filters = Filters()
        self._typed: tuple[str, ...] = ()
        self._chips: list[ElidedButton] = []
        self._span: Span | None = None
        self._group = ""
        self._found = ""  # what was found in all, if one group of it is listed
        self._add = QToolButton()
        self._add.setText(self.tr("Filter"))
        self._add.setAutoRaise(True)
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._add.setMenu(self._menu())
        self._order = OrderButton()
        self._order.chosen.connect(self.order_changed)
        self._summary = QLabel()
        self._summary.setMinimumHeight(_LINE)
        self.spelling = SpellingLink(theme)
        self._hint = ElidedLabel()
        self._hint.hide()
        self._update = QPushButton()
        self._update.setFlat(True)
        self._update.clicked.connect(self.update_requested)
        self._more = QPushButton(self.tr("Show more"))
        self._more.setFlat(True)
        self._more.clicked.connect(self.more_requested)
        self._update.hide()
        self._more.hide()
        for one in (
            self._add,
            self._order,
            self._hint,
            self._summary,
            self._update,
            self._more,
        ):
            one.setFont(sized(self.font(), META_PT))
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID // 2)
        self._layout.setSpacing(GRID)
        # Chips go on in the next line rather than widen the window.
        self._flow = FlowLayout(GRID, pitch=_LINE)
        self._flow.addWidget(self._add)
        self._layout.addLayout(self._flow)
        self._aside = QHBoxLayout()
        self._aside.setSpacing(GRID)
        self._aside.addWidget(self._hint, 1)
        self._aside.addWidget(self.spelling, 1)
        self._aside.addStretch()
        for one in (self._update, self._summary, self._more, self._order):
            self._aside.addWidget(one)
        self._layout.addLayout(self._aside, 1)
        self._layout.setAlignment(self._aside, Qt.AlignmentFlag.AlignTop)
        self.set_theme(theme)

    @property
    def choice(self) -> Choice:
        """Which filters are chosen."""
        filters = self._filters
        between = (filters.modified_from_ns, filters.modified_until_ns)
        return Choice(
            next(iter(filters.folders), None),
            filters.types,
            self._span,
            _EVER if self._span is not None else between,
        )

    @property
    def filters(self) -> Filters:
        """Which files count."""
        return self._filters

    @property
    def chip_texts(self) -> list[str]:
        """What the chips say."""
        return [chip.whole for chip in self._chips]

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        for one in (self._summary, self._hint):
            one.setStyleSheet(f"color: {theme.meta.name()}")
        self._update.setStyleSheet(f"color: {theme.accent.name()}; padding: 0 4px")
        self._more.setStyleSheet(f"color: {theme.accent.name()}; padding: 0 4px")
        self._add.setIcon(icon(Glyph.FILTER, theme.meta))
        self.spelling.set_theme(theme)
        self._build_chips()

    def set_summary(self, text: str) -> None:
        """Say what was found in all."""
        self._found = text
        if not self._group:
            self._say(text)

    @property
    def summary(self) -> str:
        """What was found, as it is said."""
        return self._summary.text()

    @property
    def hint(self) -> str:
        """What is said about how the query was read; empty for nothing."""
        return "" if self._hint.isHidden() else self._hint.text()

    def set_hint(self, text: str) -> None:
        """Say how the query was read, where that may surprise; nothing if the text is empty."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    @property
    def offers_more(self) -> bool:
        """Whether more results are offered."""
        return not self._more.isHidden()

    def set_more(self, is_there: bool) -> None:
        """Offer to show more results, or not."""
        self._more.setVisible(is_there)

    def set_waiting(self, is_waiting: bool) -> None:
        """Offer nothing again that was asked for, as long as it is on its way."""
        self._more.setEnabled(not is_waiting)
        self._update.setEnabled(not is_waiting)

    @property
    def order_text(self) -> str:
        """How the results are said to be ordered."""
        return self._order.text()

    @property
    def offer_of_new(self) -> str:
        """What is offered that is new; empty for nothing."""
        return "" if self._update.isHidden() else self._update.text()

    def set_new(self, n: int) -> None:
        """Offer to take in so many files that would be found now; none for nothing."""
        self._update.setText(self.tr("%Ln new result(s)", "", n))
        self._update.setToolTip(self.tr("Show them; the list does not move by itself"))
        self._update.setVisible(n > 0)

    def set_folder(self, folder: Path | None) -> None:
        """Search one folder alone, or all."""
        self._set(replace(self._filters, folders=(folder,) if folder else ()))

    def set_types(self, types: tuple[str, ...]) -> None:
        """Search files of these types alone, or all."""
        self._set(replace(self._filters, types=types))

    def set_span(self, span: Span | None) -> None:
        """Search files changed in the last days alone, or all."""
        self.choose(replace(self.choice, span=span, between=_EVER))

    def set_between(self, from_ns: int | None, until_ns: int | None) -> None:
        """Search files changed from a time on and before another alone, or of all times."""
        self.choose(replace(self.choice, span=None, between=(from_ns, until_ns)))

    def set_group(self, name: str, summary: str = "") -> None:
        """Show that one group of the results alone is listed, or all if the name is empty."""
        if name != self._group:
            self._group = name
            self._build_chips()
        self._say(summary if name else self._found)

    def add_tool(self, widget: QWidget) -> None:
        """Add something at the end of the line."""
        self._aside.addWidget(widget)

    def set_typed(self, items: tuple[str, ...]) -> None:
        """Show the filters that stand in the query, too; taking one away asks for it."""
        if items != self._typed:
            self._typed = items
            self._build_chips()

    def set_order(self, order: Order) -> None:
        """Put results in another order."""
        self._order.choose(order)

    def set_listing(self, is_listing: bool) -> None:
        """Say whether files are listed without a query, of which the newest is the best."""
        self._order.set_listing(is_listing)

    def choose(self, choice: Choice) -> None:
        """Let the files of a choice count."""
        self._span = choice.span
        from_ns, until_ns = choice.between
        self._set(
            Filters(
                folders=(choice.folder,) if choice.folder else (),
                types=choice.types,
                modified_from_ns=from_ns if choice.span is None else _start_of(choice.span),
                modified_until_ns=until_ns,
            )
        )

    def clear(self) -> None:
        """Let all files count."""
        self.choose(Choice())

    def _set(self, filters: Filters) -> None:
        if filters != self._filters:
            self._filters = filters
            self._build_chips()
            self.filters_changed.emit(filters)

    def _say(self, text: str) -> None:
        self._summary.setText(text)
        self._summary.setAccessibleName(text)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        types = menu.addMenu(self.tr("Type"))
        for name, some in FILE_TYPES.items():
            types.addAction(type_name(name)).triggered.connect(lambda _, t=some: self.set_types(t))
        spans = menu.addMenu(self.tr("Changed"))
        for span in Span:
            spans.addAction(span_name(span)).triggered.connect(lambda _, s=span: self.set_span(s))
        menu.addSeparator()
        # A heading that stands where the items do; the style's own does not.
        menu.addAction(self.tr("In the query")).setEnabled(False)
        for text, signal in (
            (self.tr('"…"  exactly these words'), self.phrase_requested),
            (self.tr("-…  without this word"), self.exclusion_requested),
        ):
            menu.addAction(text).triggered.connect(lambda _, s=signal: s.emit())
        for one in Operator:
            action = menu.addAction(f"{one}:  {meaning_of(one)}")
            action.triggered.connect(lambda _, o=one: self.operator_requested.emit(o))
        return menu

    def _build_chips(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        choice = self.choice
        removers = (
            (Choice(folder=choice.folder), lambda: self.set_folder(None)),
            (Choice(types=choice.types), lambda: self.set_types(())),
            (replace(choice, folder=None, types=()), lambda: self.set_span(None)),
        )
        for part, remove in removers:
            for text in choice_texts(part):
                self._chip(text, remove)
        if self._group:
            name = self.tr("Group: {name}").format(name=self._group)
            self._chip(name, self.group_removed.emit)
        for item in self._typed:
            self._chip(item, lambda _=False, one=item: self.item_removed.emit(one))

    def _chip(self, text: str, remove: object) -> None:
        chip = ElidedButton(text, "  ✕")
        chip.setFont(sized(self.font(), META_PT))
        chip.setMaximumWidth(chip.fontMetrics().averageCharWidth() * _CHIP_LETTERS)
        chip.setAccessibleName(self.tr("Remove the filter {name}").format(name=text))
        chip.setToolTip(self.tr("Remove this filter"))
        chip.setStyleSheet(
            f"QPushButton {{ background: {self._theme.selected.name()};"
            f" color: {self._theme.text.name()}; border: 1px solid transparent;"
            f" border-radius: 10px; padding: 2px 10px; }}"
            f" QPushButton:focus {{ border-color: {self._theme.accent.name()}; }}"
        )
        chip.clicked.connect(remove)
        self._flow.insertWidget(len(self._chips), chip)
        self._chips.append(chip)


def choice_texts(choice: Choice) -> list[str]:
    """Return what chips say of a choice, a text for each filter."""
    texts = []
    if choice.folder is not None:
        name = printable(choice.folder.name or choice.folder)
        texts.append(tr("In: {name}").format(name=name))
    if choice.types:
        kinds = FILE_TYPES.items()  # one that was saved may have had fewer extensions then
        name = next((name for name, some in kinds if set(choice.types) <= set(some)), "")
        texts.append(tr("Type: {name}").format(name=type_name(name)))
    if choice.span is not None:
        texts.append(changed_in(choice.span))
    elif (between := span_text(*choice.between)) is not None:
        texts.append(tr("Changed: {span}").format(span=between))
    return texts


def _start_of(span: Span) -> int:
    """Return when a span of days begins, in nanoseconds since the epoch."""
    midnight = datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return int((midnight - timedelta(days=span.value - 1)).timestamp()) * 10**9
