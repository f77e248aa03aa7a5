"""How does Linux tell what happens in a folder?

watchdog's own observer hides two things that an index must know: that events were lost, and that
folders could not be watched. It also walks through all folders, wanted or not, and takes as many
watches as it can get, which other programs need too. Its inotify part is therefore put together
here.
"""

from __future__ import annotations

import errno
import os
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent
from watchdog.observers.api import BaseObserver
from watchdog.observers.inotify import InotifyEmitter, InotifyWatchGroup
from watchdog.observers.inotify_c import InotifyEvent, InotifyFD

from app.watch.hooks import LIMITS, Hooks

_SHARE = 0.5
_MOST_WATCHES = 100_000  # each costs the system about a kilobyte that nobody can page out

IsWanted = Callable[[str], bool]


def max_watches() -> int:
    """Return how many folders we watch at most: other programs of the user need watches too."""
    try:
        with open("/proc/sys/fs/inotify/max_user_watches", encoding="ascii") as stream:
            return min(int(int(stream.read()) * _SHARE), _MOST_WATCHES)
    except (OSError, ValueError):
        return _MOST_WATCHES


class LinuxObserver(BaseObserver):
    """Watches folders.

    Parameters
    ----------
    hooks
        What it tells beside events.
    wanted
        By watched folder, what tells whether a folder in one that is watched is to be watched.
    """

    def __init__(self, hooks: Hooks, wanted: Mapping[str, IsWanted]) -> None:
        # A folder that is met twice while it is being filled is nothing to warn of.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self._descriptor = _Descriptor(hooks, wanted)
        self._descriptor.start()
        super().__init__(_Emitter, inotify_fd=self._descriptor)

    @property
    def n_watches(self) -> int:
        """How many folders are watched."""
        return self._descriptor.n_watches

    def on_thread_stop(self) -> None:
        """End with what reads the events."""
        super().on_thread_stop()
        self._descriptor.stop()
        self._descriptor.join()


class _Descriptor(InotifyFD):
    def __init__(self, hooks: Hooks, wanted: Mapping[str, IsWanted]) -> None:
        super().__init__()
        self.wanted = wanted
        self._hooks = hooks

    @property
    def n_watches(self) -> int:
        return len(self._watch_for_wd)

    def handle_event(self, event: InotifyEvent) -> None:
        super().handle_event(event)
        if event.is_queue_overflow:
            self._hooks.on_lost()

    def add_callback(self, path: bytes, *rest: Any) -> Any:
        folder = Path(os.fsdecode(path))
        if not os.access(path, os.R_OK):
            self._hooks.on_closed(folder)
            raise PermissionError(errno.EACCES, "may not be opened")
        try:
            if self.n_watches >= max_watches():
                raise OSError(errno.ENOSPC, "no more is our share")
            return super().add_callback(path, *rest)
        except OSError as error:
            if error.errno in LIMITS:
                self._hooks.on_limit(folder)
            raise


class _Emitter(InotifyEmitter):
    def on_thread_start(self) -> None:
        self._inotify = _Group(
            self._inotify_fd,
            os.fsencode(self.watch.path),
            is_recursive=self.watch.is_recursive,
            event_mask=self.get_event_mask_from_filter(),
        )

    def queue_events(self, timeout: float, *, full_events: bool = False) -> None:
        """Queue what comes next; that it has ended meanwhile is no error, as it is to watchdog."""
        inotify = self._inotify
        event = inotify.read_event() if inotify is not None else None
        with self._lock:
            if event is not None and self._inotify is not None:
                self.build_and_queue_event(event)

    def queue_event(self, event: FileSystemEvent) -> None:
        if not event.is_synthetic:  # else it follows from an event of the folder
            super().queue_event(event)


class _Group(InotifyWatchGroup):
    def _add_all_callbacks(self, path: bytes) -> None:
        if path != self.path and not self._is_to_watch(path):
            return
        self._add_callback(path)
        if not self.is_recursive:
            return
        for folder, names, _ in os.walk(path):  # of a file, nothing
            names[:] = [one for one in names if self._is_to_watch(os.path.join(folder, one))]
            for name in names:
                self._add_callback(os.path.join(folder, name))

    def _is_to_watch(self, folder: bytes) -> bool:
        assert isinstance(self._inotify_fd, _Descriptor)
        is_wanted = self._inotify_fd.wanted[os.fsdecode(self.path)]
        return not os.path.islink(folder) and is_wanted(os.fsdecode(folder))

    def _recursive_simulate(self, src_path: bytes) -> list[InotifyEvent]:
        return []  # all that is in a new folder is looked at anyway
