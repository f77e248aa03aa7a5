"""How is something told to at least one client, when it happens before any is there?"""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.engine.events import Event

Tell = Callable[[Event, int | None], None]
"""Tells one client something, or all of them."""


class News:
    """Tells all clients; until the first has asked for something, keeps what there is for it.

    May be used from any thread.

    Parameters
    ----------
    tell
        Tells one client, or all.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._kept: list[Event] | None = []

    def tell(self, event: Event) -> None:
        """Tell it now, or when the first client asks for something."""
        with self._lock:
            if self._kept is not None:
                self._kept.append(event)
                return
        self._tell(event, None)

    def asked(self, client: int) -> None:
        """Note that a client has asked for something, and so is listening."""
        with self._lock:
            kept, self._kept = self._kept, None
        for event in kept or ():
            self._tell(event, client)
