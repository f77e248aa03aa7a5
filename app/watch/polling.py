"""What changes in a folder of which nobody tells us, or not all?

Network drives don't tell what others write to them, and a disk that is to be unplugged must not be
held. Such folders are looked through now and then, each in a thread of its own, because a server
that doesn't answer would keep all others waiting.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from app.watch.rules import Selection
from app.watch.scanner import RootOfflineError, walk

_log = logging.getLogger(__name__)

_MOST_BUSY = 0.05  # of the time


class Poller:
    """Looks through a folder at intervals and tells which folders in it have changed.

    The first look counts as a change of the whole, because nobody knows what was before.

    Parameters
    ----------
    select
        Makes what tells which files of its root are of interest; called before each look.
    start
        The folder, or the single file, to look through.
    on_changed
        Is called with a folder in which something is different, or `start` when it has vanished
        or is back.
    interval_s
        Between two looks, if they take little time; else they take a small part of it.
    """

    def __init__(
        self,
        select: Callable[[], Selection],
        start: Path,
        on_changed: Callable[[Path], None],
        interval_s: float,
    ) -> None:
        self._select = select
        self._start = start
        self._on_changed = on_changed
        self._interval_s = interval_s
        self._stopping = threading.Event()
        self._folders: dict[str, int] | None = {}
        self._is_first = True
        self._moved_at: float | None = None
        threading.Thread(target=self._run, name="poller", daemon=True).start()

    def close(self) -> None:
        """Look no more. A look that is under way may take as long as its disk; nothing is told."""
        self._stopping.set()

    def stalled_s(self, now: float) -> float:
        """Return for how long a look has been waiting for the disk; 0 if none is under way."""
        moved_at = self._moved_at
        return 0.0 if moved_at is None else now - moved_at

    def _run(self) -> None:
        while not self._stopping.is_set():
            begun = monotonic()
            try:
                self._look()
            except Exception:  # noqa: BLE001 - the next look may do better
                _log.exception("a bug in polling")
            finally:
                self._moved_at = None
            took_s = monotonic() - begun
            self._stopping.wait(max(self._interval_s, took_s / _MOST_BUSY - took_s))

    def _look(self) -> None:
        before, self._folders = self._folders, self._fingerprints()
        after = self._folders
        if self._stopping.is_set():
            return
        if self._is_first or before is None or after is None:
            if self._is_first or (before is None) != (after is None):
                self._on_changed(self._start)
            self._is_first = False
            return
        for folder in before.keys() | after.keys():
            if before.get(folder) != after.get(folder):
                self._on_changed(Path(folder))

    def _fingerprints(self) -> dict[str, int] | None:
        """Return a number per folder that tells its files; None if there is no folder."""
        folders: dict[str, int] = {}
        self._moved_at = monotonic()
        try:
            for file in walk(self._select(), self._start):
                self._moved_at = monotonic()
                if self._stopping.is_set():
                    break
                folder = str(file.path if file.path == self._start else file.path.parent)
                one = hash(file)
                folders[folder] = folders.get(folder, 0) ^ one
        except RootOfflineError:
            return None
        return folders
