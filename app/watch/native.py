"""How does the operating system tell what happens in a folder?

This and `inotify.py`, for Linux, are the only ones that know watchdog.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from watchdog.events import (
    DirAttribEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from app.watch.changes import EventKind, MoveEvent, PathEvent
from app.watch.hooks import LIMITS, Hooks

# Neither reading a file nor what happens to the folder of a changed file is of interest.
_WANTED: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileAttribEvent, FileDeletedEvent,
    FileMovedEvent, DirCreatedEvent, DirAttribEvent, DirDeletedEvent, DirMovedEvent,
]  # fmt: skip

Event = PathEvent | MoveEvent


class WatchLimitError(Exception):
    """The system lets us watch no more folders."""


class NativeWatch:
    """Events of one folder."""

    def __init__(self, observer: BaseObserver, folder: Path, is_recursive: bool) -> None:
        self.folder = folder
        self.is_recursive = is_recursive
        self._observer = observer
        self._handler = _Handler()
        self._watch = observer.schedule(
            self._handler, str(folder), recursive=is_recursive, event_filter=_WANTED
        )

    def listen(self, on_event: Callable[[Event], None]) -> None:
        """Pass events on from now; those that came before are passed first."""
        self._handler.listen(on_event)

    def close(self) -> None:
        """Watch no more."""
        self._observer.unschedule(self._watch)


class NativeWatches:
    """Makes watches.

    Parameters
    ----------
    hooks
        What is asked and told.

    Raises
    ------
    WatchLimitError
        The system allows no more.
    """

    def __init__(self, hooks: Hooks) -> None:
        self._wanted: dict[str, Callable[[str], bool]] = {}
        try:
            self._observer = _observer(hooks, self._wanted)
        except OSError as error:
            if error.errno in LIMITS:
                raise WatchLimitError(str(error)) from error
            raise
        self._observer.start()

    def add(
        self, folder: Path, *, is_recursive: bool, is_wanted: Callable[[str], bool]
    ) -> NativeWatch:
        """Watch a folder.

        Parameters
        ----------
        folder
            Its path.
        is_recursive
            Whether all that is in it is watched, too.
        is_wanted
            Whether a folder, in one that is watched, is to be watched. Where the system watches
            whole trees by itself, it is not asked.

        Raises
        ------
        WatchLimitError
            The system allows no more.
        OSError
            It is not there, or may not be opened.
        """
        self._wanted[str(folder)] = is_wanted
        try:
            return NativeWatch(self._observer, folder, is_recursive)
        except OSError as error:
            if error.errno in LIMITS:
                raise WatchLimitError(str(error)) from error
            raise

    def close(self) -> None:
        """Watch nothing more."""
        self._observer.stop()
        self._observer.join()


class _Handler(FileSystemEventHandler):
    def __init__(self) -> None:
        self._on_event: Callable[[Event], None] | None = None
        self._early: list[Event] = []

    def listen(self, on_event: Callable[[Event], None]) -> None:
        self._on_event = on_event
        for event in self._early:
            on_event(event)

    def on_any_event(self, event: FileSystemEvent) -> None:
        told = _translate(event)
        if told is None:
            return
        if self._on_event is not None:
            self._on_event(told)
        else:
            self._early.append(told)


def _translate(event: FileSystemEvent) -> Event | None:
    path = Path(os.fsdecode(event.src_path))
    match event:
        case FileMovedEvent() | DirMovedEvent():
            return MoveEvent(path, Path(os.fsdecode(event.dest_path)), event.is_directory)
        case FileDeletedEvent() | DirDeletedEvent():
            return PathEvent(EventKind.GONE, path)
        case DirCreatedEvent() | DirAttribEvent():
            return PathEvent(EventKind.FOLDER, path)
        case _:
            return PathEvent(EventKind.CHANGED, path)


def _observer(hooks: Hooks, wanted: Mapping[str, Callable[[str], bool]]) -> BaseObserver:
    if sys.platform != "linux":
        return Observer()
    from app.watch.inotify import LinuxObserver

    return LinuxObserver(hooks, wanted)
