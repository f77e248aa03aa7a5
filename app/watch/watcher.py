"""What happens to the folders that are indexed, while it happens?"""

from __future__ import annotations

import logging
import stat
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import monotonic

from app.watch.changes import ChangeSet, Coalescer, EventKind, MoveEvent, PathEvent, Patience
from app.watch.native import Hooks, NativeWatch, NativeWatches, WatchLimitError
from app.watch.scanner import RootOfflineError, is_reachable, walk

_log = logging.getLogger(__name__)

_LIMIT = (
    "The system lets no more folders be watched, so {} is looked through every half minute instead."
    " Raise fs.inotify.max_user_watches to see changes at once."
)
_FAILED = "{} can't be watched ({}), so it is looked through every half minute instead."


class FaultKind(StrEnum):
    """Why a root is not watched as it should be."""

    LIMIT = "limit"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class WatchFault:
    """A root can't be watched and is looked through at intervals instead.

    `message` is fit to be shown and has the remedy.
    """

    root: Path
    kind: FaultKind
    message: str


@dataclass(frozen=True, slots=True)
class Intervals:
    """How often the watcher looks by itself, in seconds.

    Parameters
    ----------
    roots_s
        Between looks whether roots are still there, or there again.
    poll_s
        Between looks through a root that can't be watched.
    """

    roots_s: float = 3.0
    poll_s: float = 30.0


class Watcher:
    """Watches roots, each a folder with all that is in it or a single file.

    Make it, `watch` each root, and only then scan: what changes in between is told. Hidden files,
    junk and links are left out, as in a scan.

    Parameters
    ----------
    on_changes
        Is called with what has to be looked at, in the watcher's own thread; hand it to
        `SourceKeeper.look_at`. A root that has vanished or is back is among the folders.
    on_fault
        Is called when a root can't be watched, in the watcher's own thread or the one that calls
        `watch`; the root is looked through at intervals from then on.
    excluded
        Folders that are left out: the app's home.
    patience
        How long events are gathered.
    intervals
        How often the watcher looks by itself.
    clock
        Tells the time in seconds.
    """

    def __init__(
        self,
        on_changes: Callable[[ChangeSet], None],
        on_fault: Callable[[WatchFault], None],
        *,
        excluded: Iterable[Path] = (),
        patience: Patience | None = None,
        intervals: Intervals | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._on_changes = on_changes
        self._on_fault = on_fault
        self._excluded = tuple(excluded)
        self._patience = patience or Patience()
        self._intervals = intervals or Intervals()
        self._clock = clock
        # Guards the events; held for moments only, also by the system's threads.
        self._wake = threading.Condition()
        self._gathered = Coalescer(self._patience)
        self._limited: set[Path] = set()
        self._closed_folders: set[Path] = set()
        self._renewed: set[Path] = set()
        self._look_now = False
        self._wakes_at = 0.0
        self._ends = False
        # Guards the roots; never taken by the system's threads.
        self._lock = threading.RLock()
        self._roots: dict[Path, _Root] = {}
        self._native: NativeWatches | None = None
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)
        self._thread.start()

    def watch(self, root: Path) -> None:
        """Watch a root, by its real path, from when this returns on; it need not be there now."""
        with self._lock:
            if root in self._roots or self._ends:
                return
            self._roots = {**self._roots, root: _Root(root)}  # read without the lock elsewhere
            with self._wake:
                self._gathered.set_roots(self._roots)
            self._attach(self._roots[root])

    def unwatch(self, root: Path) -> None:
        """Watch a root no more; does nothing if it is not watched."""
        with self._lock:
            if root not in self._roots:
                return
            self._detach(self._roots[root])
            self._roots = {path: one for path, one in self._roots.items() if path != root}
            with self._wake:
                self._gathered.set_roots(self._roots)

    def close(self) -> None:
        """Stop watching; no callback is called once this has returned."""
        with self._wake:
            self._ends = True
            self._wake.notify()
        self._thread.join()
        with self._lock:
            if self._native is not None:
                self._native.close()
                self._native = None

    # Roots come and go

    def _attach(self, root: _Root) -> None:
        root.identity, is_folder = _identity(root.path, root.is_file)
        if root.identity is None:
            return
        root.is_file = not is_folder
        try:
            folder = root.path if is_folder else root.path.parent
            root.watch = self._watches().add(folder, is_recursive=is_folder)
        except WatchLimitError:
            self._poll(root, FaultKind.LIMIT, _LIMIT.format(root.path))
        except OSError as error:
            if _identity(root.path, root.is_file)[0] is None:
                root.identity = None  # gone in between
            else:
                self._poll(root, FaultKind.FAILED, _FAILED.format(root.path, error.strerror))
        else:
            root.watch.listen(lambda event: self._take_note(root, event))

    def _watches(self) -> NativeWatches:
        if self._native is None:
            self._native = NativeWatches(
                Hooks(self._is_wanted_folder, self._lost, self._limit, self._closed)
            )
        return self._native

    def _detach(self, root: _Root) -> None:
        watch, root.watch, root.folders = root.watch, None, None
        root.identity = None
        if watch is not None:
            watch.close()

    def _poll(self, root: _Root, kind: FaultKind, message: str) -> None:
        root.folders = self._fingerprints(root.path)
        root.polled = self._clock()
        if not root.told:
            root.told = True
            self._on_fault(WatchFault(root.path, kind, message))

    def _fingerprints(self, root: Path) -> dict[Path, int]:
        folders: dict[Path, int] = {}
        try:
            for file in walk(root, excluded=self._excluded):
                folder = file.path.parent if file.path != root else root
                folders.setdefault(folder, 0)
                folders[folder] ^= hash((file.path.name, file.size, file.mtime_ns))
        except RootOfflineError:
            pass
        return folders

    # What the system's threads call

    def _is_wanted_folder(self, folder: Path) -> bool:
        if any(folder.is_relative_to(one) for one in self._excluded):
            return False
        return any(
            is_reachable(root.path, folder, is_folder=True)
            or (root.is_file and root.path.parent == folder)
            for root in self._roots.values()
        )

    def _is_wanted(self, root: _Root, path: Path, *, is_folder: bool) -> bool:
        if root.is_file:
            return path == root.path
        return is_reachable(root.path, path, is_folder=is_folder) and not any(
            path.is_relative_to(one) for one in self._excluded
        )

    def _take_note(self, root: _Root, event: PathEvent | MoveEvent) -> None:
        for one in self._wanted_part(root, event):
            now = self._clock()
            with self._wake:
                if isinstance(one, PathEvent):
                    if one.kind is EventKind.GONE and one.path == root.path:
                        self._look_now = True
                        self._wake.notify()
                    if one.kind is EventKind.FOLDER and one.path in self._closed_folders:
                        self._closed_folders.discard(one.path)
                        self._renewed.add(root.path)
                self._gathered.add(one, now)
                if now + self._patience.quiet_s < self._wakes_at:
                    self._wake.notify()

    def _wanted_part(
        self, root: _Root, event: PathEvent | MoveEvent
    ) -> tuple[PathEvent | MoveEvent, ...]:
        if isinstance(event, PathEvent):
            # Of what is gone it can't be told whether it was a folder.
            is_folder = event.kind is not EventKind.CHANGED
            return (event,) if self._is_wanted(root, event.path, is_folder=is_folder) else ()
        old = self._is_wanted(root, event.old, is_folder=event.is_folder)
        new = self._is_wanted(root, event.new, is_folder=event.is_folder)
        if old and new:
            return (event,)
        if old:
            return (PathEvent(EventKind.GONE, event.old),)
        kind = EventKind.FOLDER if event.is_folder else EventKind.CHANGED
        return (PathEvent(kind, event.new),) if new else ()

    def _lost(self) -> None:
        for root in self._roots.values():
            self._look_through(root.path)

    def _look_through(self, folder: Path) -> None:
        with self._wake:
            self._gathered.add(PathEvent(EventKind.FOLDER, folder), self._clock())
            self._wake.notify()

    def _limit(self, folder: Path) -> None:
        with self._wake:
            self._limited.add(folder)
            self._look_now = True
            self._wake.notify()

    def _closed(self, folder: Path) -> None:
        with self._wake:
            self._closed_folders.add(folder)

    # The watcher's own thread

    def _run(self) -> None:
        next_look = self._clock() + self._intervals.roots_s
        while True:
            with self._wake:
                due = self._gathered.next_due()
                self._wakes_at = next_look if due is None else min(due, next_look)
                now = self._clock()
                if now < self._wakes_at and not (self._ends or self._look_now or self._renewed):
                    self._wake.wait(self._wakes_at - now)
                if self._ends:
                    return
                now = self._clock()
                changes = self._gathered.take(now)
                look = self._look_now or now >= next_look or bool(self._renewed)
                self._look_now = False
            try:
                if changes:
                    self._on_changes(changes)
                if look:
                    next_look = self._clock() + self._intervals.roots_s
                    self._look_after_roots()
            except Exception:  # noqa: BLE001 - the folders go on being watched
                _log.exception("a bug in watching")

    def _look_after_roots(self) -> None:
        with self._lock:
            with self._wake:
                limited, self._limited = self._limited, set()
                renewed, self._renewed = self._renewed, set()
            for root in self._roots.values():
                identity, _ = _identity(root.path, root.is_file)
                if identity != root.identity or root.path in renewed:
                    self._detach(root)
                    self._attach(root)
                    self._look_through(root.path)
                elif root.watch and any(one.is_relative_to(root.path) for one in limited):
                    root.watch.close()
                    root.watch = None
                    self._poll(root, FaultKind.LIMIT, _LIMIT.format(root.path))
                    self._look_through(root.path)
                elif root.folders is not None:
                    self._poll_again(root, root.folders)

    def _poll_again(self, root: _Root, before: dict[Path, int]) -> None:
        if self._clock() < root.polled + self._intervals.poll_s:
            return
        root.polled = self._clock()
        root.folders = after = self._fingerprints(root.path)
        for folder in before.keys() | after.keys():
            if before.get(folder) != after.get(folder):
                self._look_through(folder)


@dataclass(slots=True)
class _Root:
    path: Path
    identity: tuple[int, int] | None = None  # of the folder; None while it is not there
    is_file: bool = False
    watch: NativeWatch | None = None
    folders: dict[Path, int] | None = None  # fingerprints, where it is polled
    polled: float = 0.0
    told: bool = False


def _identity(root: Path, was_file: bool) -> tuple[tuple[int, int] | None, bool]:
    """Return which folder has to be watched for a root, and whether it is the root itself."""
    try:
        status = root.stat()
        is_folder = stat.S_ISDIR(status.st_mode)
        if not is_folder:
            status = root.parent.stat()
    except OSError:
        if not was_file:
            return None, True
        try:
            status, is_folder = root.parent.stat(), False  # it may come back
        except OSError:
            return None, False
    return (status.st_dev, status.st_ino), is_folder
