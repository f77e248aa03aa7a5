"""What does a window remember of how it was left?"""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

from app.ui.results.results_model import Order
from app.ui.search.filter_bar import FilterBar

_GEOMETRY, _SPLITS, _ORDER = "geometry", ("split/folders", "split/preview"), "order"


class WindowMemory:
    """Keeps a window's place, how it is divided (parts that are folded, too), and the order.

    Parameters
    ----------
    window, splits, filter_bar
        What is remembered; of the window's parts, folders and the rest, then list and preview.
    settings
        Where it is kept; nothing is if not given.
    """

    def __init__(
        self,
        window: QMainWindow,
        splits: tuple[QSplitter, QSplitter],
        filter_bar: FilterBar,
        settings: QSettings | None,
    ) -> None:
        self._window = window
        self._splits = splits
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
            *zip(_SPLITS, (one.restoreState for one in self._splits), strict=True),
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
            for key, split in zip(_SPLITS, self._splits, strict=True):
                self._settings.setValue(key, split.saveState())
