"""How does the operating system tell what happens in a folder? The one place that knows watchdog.

On Linux watchdog's own observer hides two things that an index must know: that events were lost,
and that folders could not be watched. Its inotify part is therefore put together here.
"""

from __future__ import annotations

import errno
import os
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from watchdog.observers.inotify_c import InotifyEvent

# Neither reading a file nor what happens to the folder of a changed file is of interest.
_WANTED: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileAttribEvent, FileDeletedEvent,
    FileMovedEvent, DirCreatedEvent, DirAttribEvent, DirDeletedEvent, DirMovedEvent,
]  # fmt: skip
_LIMITS = (errno.ENOSPC, errno.EMFILE, errno.ENFILE)

Event = PathEvent | MoveEvent


class WatchLimitError(Exception):
    """The system lets us watch no more folders."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """What an observer asks and tells, from threads of its own.

    Parameters
    ----------
    is_wanted
        Whether a folder is to be watched.
    on_lost
        Events were lost; anything may have happened.
    on_limit
        A folder can't be watched, because the system allows no more.
    on_closed
        A folder can't be watched, because it may not be opened.
    """

    is_wanted: Callable[[Path], bool]
    on_lost: Callable[[], None]
    on_limit: Callable[[Path], None]
    on_closed: Callable[[Path], None]


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
        try:
            self._observer = _observer(hooks)
        except OSError as error:
            if error.errno in _LIMITS:
                raise WatchLimitError(str(error)) from error
            raise
        self._observer.start()

    def add(self, folder: Path, *, is_recursive: bool) -> NativeWatch:
        """Watch a folder.

        Raises
        ------
        WatchLimitError
            The system allows no more.
        OSError
            It is not there, or may not be opened.
        """
        try:
            return NativeWatch(self._observer, folder, is_recursive)
        except OSError as error:
            if error.errno in _LIMITS:
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
    if event.is_synthetic:
        return None  # follows from an event of the folder
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


def _observer(hooks: Hooks) -> BaseObserver:
    if sys.platform != "linux":
        return Observer()
    from watchdog.observers.inotify import InotifyEmitter
    from watchdog.observers.inotify_c import InotifyFD

    # A folder that is met twice while it is being filled is nothing to warn of.
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)

    class Descriptor(InotifyFD):
        def handle_event(self, event: InotifyEvent) -> None:
            super().handle_event(event)
            if event.is_queue_overflow:
                hooks.on_lost()

        def add_callback(self, path: bytes, *rest: Any) -> Any:
            folder = Path(os.fsdecode(path))
            if not hooks.is_wanted(folder):
                raise OSError(errno.EPERM, "left out")
            if not os.access(path, os.R_OK):
                hooks.on_closed(folder)
                raise PermissionError(errno.EACCES, "may not be opened")
            try:
                return super().add_callback(path, *rest)
            except OSError as error:
                if error.errno in _LIMITS:
                    hooks.on_limit(folder)
                raise

    class LinuxObserver(BaseObserver):
        def __init__(self) -> None:
            self._descriptor = Descriptor()
            self._descriptor.start()
            super().__init__(InotifyEmitter, inotify_fd=self._descriptor)

        def on_thread_stop(self) -> None:
            super().on_thread_stop()
            self._descriptor.stop()
            self._descriptor.join()

    return LinuxObserver()
