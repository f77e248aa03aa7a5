"""What is told by the desktop's notifications, and how seldom?"""

from __future__ import annotations

from collections.abc import Callable
from time import time

from PySide6.QtCore import QObject, Signal

from app.engine.events import Notice, NoticeKind
from app.ui.settings.preferences import Notifications, PreferenceStore

_DAY_S = 24 * 3600.0
_TROUBLE = frozenset({NoticeKind.TROUBLE, NoticeKind.NOT_WATCHED, NoticeKind.ENCODER_FAILED})
"""What needs the user; all else stands in the window for whoever comes to look."""


class Herald(QObject):
    """Passes on trouble while nobody looks at the window, of each cause once a day.

    Parameters
    ----------
    preferences
        Whether anything is to be told.
    is_seen
        Tells whether the user has the window in front.
    clock
        Tells the time in seconds.
    """

    told = Signal(str)

    def __init__(
        self,
        preferences: PreferenceStore,
        is_seen: Callable[[], bool],
        clock: Callable[[], float] = time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._is_seen = is_seen
        self._clock = clock
        self._told_at: dict[NoticeKind, float] = {}

    def hear(self, notice: Notice, text: str) -> None:
        """Tell it, if it is worth it; `text` is what the user is to read."""
        if self._preferences.now.notifications is Notifications.NONE:
            return
        if notice.kind not in _TROUBLE or self._is_seen():
            return
        now = self._clock()
        if now - self._told_at.get(notice.kind, -_DAY_S) < _DAY_S:
            return
        self._told_at[notice.kind] = now
        self.told.emit(text)
