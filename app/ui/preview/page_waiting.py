"""Which pages have kept one waiting so long that it should be said?"""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, QTimer

_PATIENCE_MS = 200  # most pages are there sooner, and words that come and go are no calm sight


class PageWaiting(QObject):
    """Knows which pages in sight have been blank for a while.

    Parameters
    ----------
    on_late
        Is called when there are more of them.
    """

    def __init__(self, on_late: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._blank: frozenset[int] = frozenset()
        self._late: frozenset[int] = frozenset()
        self._on_late = on_late
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(self._on_timeout)

    def is_late(self, page: int) -> bool:
        """Tell whether a page has been blank for a while."""
        return page in self._late

    def note(self, blank: Collection[int]) -> None:
        """Learn which of the pages in sight are blank now."""
        self._blank = frozenset(blank)
        self._late &= self._blank
        if self._blank == self._late:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def _on_timeout(self) -> None:
        self._late = self._blank
        self._on_late()
