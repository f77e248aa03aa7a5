"""What does a window remember of how it was left?"""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

from app.ui.results.results_model import Order
from app.ui.search.filter_bar import FilterBar

_GEOMETRY, _SPLIT, _ORDER = "geometry", "split", "order"


class WindowMemory:
    """Keeps a window's place, how it is divided (parts that are folded, too), and the order.

    Parameters
    ----------
    window, split, filter_bar
        What is remembered.
    settings
        Where it is kept; nothing is if not given.
    """

    def __init__(
        self,
        window: QMainWindow,
        split: QSplitter,
        filter_bar: FilterBar,
        settings: QSettings | None,
    ) -> None:
        self._window = window
        self._split = split
        self._filter_bar = filter_bar
        self._settings = settings
        if settings is not None:
            filter_bar.order_changed.connect(
                lambda order: settings.setValue(_ORDER, Order(order).name)
            )

    def restore(self) -> None:
        """Put the window as it was left; what makes no sense changes nothing."""
        if self._settings is None:
            return
        for key, restore in (
            (_GEOMETRY, self._window.restoreGeometry),
            (_SPLIT, self._split.restoreState),
        ):
            if (value := self._settings.value(key)) is not None:
                restore(value)
        order = Order.__members__.get(str(self._settings.value(_ORDER, "")))
        if order is not None:
            self._filter_bar.set_order(order)

    def keep(self) -> None:
        """Remember how the window is now."""
        if self._settings is not None:
            self._settings.setValue(_GEOMETRY, self._window.saveGeometry())
            self._settings.setValue(_SPLIT, self._split.saveState())
