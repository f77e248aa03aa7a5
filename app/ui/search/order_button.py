"""By what are results put in order, and how is that said and changed?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.ui.results.results_model import Order
from app.ui.search.operators import order_name


class OrderButton(QToolButton):
    """Says the order that is in force, which has a tick in its menu; `chosen` brings another."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order, self._is_listing = Order.RELEVANCE, False
        self.setAutoRaise(True)
        self.setAccessibleName(self.tr("Sort results"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        group = QActionGroup(self)
        self._actions: dict[Order, QAction] = {}
        for order in Order:
            action = menu.addAction(order_name(order))
            action.setCheckable(True)
            action.triggered.connect(lambda _, o=order: self.choose(o))
            group.addAction(action)
            self._actions[order] = action
        self.setMenu(menu)
        self._show()

    @property
    def in_force(self) -> Order:
        """The order of what is shown: of files without a query the newest is the best."""
        by_date = self._is_listing and self._order is Order.RELEVANCE
        return Order.DATE if by_date else self._order

    def choose(self, order: Order) -> None:
        """Put results in another order."""
        self._order = order
        self._show()
        self.chosen.emit(order)

    def set_listing(self, is_listing: bool) -> None:
        """Say whether files are listed without a query."""
        self._is_listing = is_listing
        self._show()

    def _show(self) -> None:
        self.setText(order_name(self.in_force))
        self._actions[self.in_force].setChecked(True)
