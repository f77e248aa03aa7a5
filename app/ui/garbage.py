"""In which thread are Python's cycles of objects freed?"""

from __future__ import annotations

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject


class GarbageCollection(QObject):
    """Frees cycles in the GUI's thread alone, whenever its events are done.

    Python frees them in whatever thread happens to allocate. Where a widget or a timer is among
    them, Qt destroys it in the wrong thread, and the process may crash. `stop` leaves it to Python
    again.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None, "there is no application yet"
        self._dispatcher = dispatcher
        dispatcher.aboutToBlock.connect(self._collect)

    def stop(self) -> None:
        """Leave it to Python again."""
        self._dispatcher.aboutToBlock.disconnect(self._collect)
        gc.enable()

    def _collect(self) -> None:
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation] > 0:
                gc.collect(generation)
                return
