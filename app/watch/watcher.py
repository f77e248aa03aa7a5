"""What happens to the folders that are indexed, while it happens?"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from app.watch.changes import ChangeSet, Coalescer, EventKind, MoveEvent, PathEvent, Patience
from app.watch.faults import KINDS, FaultKind, WatchFault, fault
from app.watch.hooks import Hooks
from app.watch.mounts import DiskKind, Mount, connected, kind_of
from app.watch.native import NativeWatches, WatchLimitError
from app.watch.polling import Poller
from app.watch.roots import Root, identity_of, mounts_within
from app.watch.rules import Selection

_log = logging.getLogger(__name__)

_SLEPT_S = 5.0  # clocks that differ by more have been set, or the computer was asleep


@dataclass(frozen=True, slots=True)
class Intervals:
    """How often the watcher looks by itself, in seconds.

    Parameters
    ----------
    roots_s
        Between looks whether roots and disks are still there, or there again.
    poll_s
        Between looks through what can't be watched.
    stalled_s
        A disk that doesn't answer for so long is taken for one that is gone.
    again_s
        Between tries to watch what could not be watched.
    reconcile_s
        Between looks through all that is watched, for what events have missed.
    """

    roots_s: float = 3.0
    poll_s: float = 30.0
    stalled_s: float = 30.0
    again_s: float = 3600.0
    reconcile_s: float = 3600.0


def elapsed() -> float:
    """Return seconds from some moment on, those that the computer was asleep included."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.time()


class Watcher:
    """Watches roots, each a folder with all that is in it or a single file.

    Make it, `watch` each root, and only then scan: what changes in between is told. What a scan
    leaves out is left out here, and costs no watch.

    Parameters
    ----------
    on_changes
        Is called with what has to be looked at, in the watcher's own thread; hand it to
        `SourceKeeper.look_at`. A root that has vanished or is back is among the folders.
    on_fault
        Is called when a root is looked through at intervals from now on, in the watcher's own
        thread or the one that calls `watch`.
    on_watched
        Is called, likewise, when such a root is watched after all.
    patience
        How long events are gathered.
    intervals
        How often the watcher looks by itself.
    clock
        Tells the time in seconds, but for when the computer is asleep.
    elapsed
        Tells it with that.
    """

    def __init__(
        self,
        on_changes: Callable[[ChangeSet], None],
        on_fault: Callable[[WatchFault], None],
        on_watched: Callable[[Path], None] = lambda root: None,
        *,
        patience: Patience | None = None,
        intervals: Intervals | None = None,
        clock: Callable[[], float] = monotonic,
        elapsed: Callable[[], float] = elapsed,
    ) -> None:
        self._on_changes = on_changes
        self._on_fault = on_fault
        self._on_watched = on_watched
        self._patience = patience or Patience()
        self._intervals = intervals or Intervals()
        self._clock = clock
        self._elapsed = elapsed
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
        self._roots: dict[Path, Root] = {}
        self._native: NativeWatches | None = None
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)
        self._thread.start()

    def watch(self, selection: Selection) -> None:
        """Watch a root, from when this returns on; it need not be there now.

        One that is watched already is watched anew if something else is left out of it now.
        """
        with self._lock:
            before = self._roots.get(selection.root)
            if self._ends or (before and before.selection.exclusions == selection.exclusions):
                return
            if before is not None:
                self._detach(before)
            root = Root(selection, told=before.told if before else None)
            root.looked = self._clock()
            self._roots = {**self._roots, root.path: root}  # read without the lock elsewhere
            with self._wake:
                self._gathered.set_roots(self._roots)
            self._attach(root)

    def unwatch(self, root: Path) -> None:
        """Watch a root no more; does nothing if it is not watched."""
        with self._lock:
            if root not in self._roots:
                return
            self._detach(self._roots[root])
            self._roots = {path: one for path, one in self._roots.items() if path != root}
            with self._wake:
                self._gathered.set_roots(self._roots)

    @property
    def n_waiting(self) -> int:
        """How many changes are being gathered."""
        with self._wake:
            return self._gathered.n_entries

    def close(self) -> None:
        """Stop watching; no callback is called once this has returned."""
        with self._wake:
            self._ends = True
            self._wake.notify()
        self._thread.join()
        with self._lock:
            for root in self._roots.values():
                for poller in root.pollers.values():
                    poller.close()
            if self._native is not None:
                self._native.close()
                self._native = None

    # Roots come and go

    def _attach(self, root: Root) -> None:
        mounts = connected()
        root.mounts = mounts_within(root, mounts)
        root.attached = self._clock()
        kind = kind_of(root.path, mounts)
        if kind is not DiskKind.FIXED:
            self._poll(root, KINDS[kind])
            return
        for mount in mounts:
            if mount.kind is not DiskKind.FIXED and mount.path in root.mounts:
                self._look_through_often(root, mount.path)
        root.identity, is_folder = identity_of(root.path, root.is_file)
        if root.identity is None:
            return
        root.is_file = not is_folder
        try:
            root.watch = self._watches().add(
                root.path if is_folder else root.path.parent,
                is_recursive=is_folder,
                is_wanted=root.has_watch,
            )
        except WatchLimitError:
            self._poll(root, FaultKind.LIMIT)
        except OSError as error:
            if identity_of(root.path, root.is_file)[0] is None:
                root.identity = None  # gone in between
            else:
                self._poll(root, FaultKind.FAILED, error.strerror or "")
        else:
            if self._takes_limited(root):
                self._poll(root, FaultKind.LIMIT)
                return
            root.watch.listen(lambda event: self._take_note(root, event))
            if root.told is not None:
                root.told = None
                self._on_watched(root.path)

    def _takes_limited(self, root: Root) -> bool:
        """Whether folders of a root can't be watched; forgets which."""
        with self._wake:
            limited = {one for one in self._limited if one.is_relative_to(root.path)}
            self._limited -= limited
        return bool(limited)

    def _watches(self) -> NativeWatches:
        if self._native is None:
            self._native = NativeWatches(Hooks(self._lost, self._limit, self._closed))
        return self._native

    def _detach(self, root: Root) -> None:
        watch, root.watch = root.watch, None
        pollers, root.pollers = root.pollers, {}
        root.identity = None
        root.is_stalled = False
        if watch is not None:
            watch.close()
        for poller in pollers.values():
            poller.close()

    def _poll(self, root: Root, kind: FaultKind, reason: str = "") -> None:
        """Look through a root at intervals, instead of watching it."""
        self._detach(root)
        self._look_through_often(root, root.path)
        if root.told is not kind:
            root.told = kind
            self._on_fault(fault(root.path, kind, self._intervals.poll_s, reason))

    def _look_through_often(self, root: Root, folder: Path) -> None:
        root.pollers[folder] = Poller(
            root.selection.renewed, folder, self._look_through, self._intervals.poll_s
        )

    # What the threads of the system and of pollers call

    def _take_note(self, root: Root, event: PathEvent | MoveEvent) -> None:
        for path in (event.old, event.new) if isinstance(event, MoveEvent) else (event.path,):
            root.selection.forget(path)  # if it is a folder, it may be another one
            if root.selection.decides_by(path):
                self._reconsider(root, path.parent)
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
                        self._look_now = True
                self._gathered.add(one, now)
                if now + self._patience.quiet_s < self._wakes_at:
                    self._wake.notify()

    def _reconsider(self, root: Root, folder: Path) -> None:
        """Look what is left out now that a folder's `.gitignore` file says something else."""
        root.selection.forget(folder)
        if root.wants(folder, is_folder=True):
            self._look_through(folder)
            with self._wake:
                self._renewed.add(root.path)

    def _wanted_part(
        self, root: Root, event: PathEvent | MoveEvent
    ) -> tuple[PathEvent | MoveEvent, ...]:
        if isinstance(event, PathEvent):
            # Of what is gone it can't be told whether it was a folder.
            is_gone = event.kind is EventKind.GONE
            is_wanted = root.wants(event.path, is_folder=event.kind is EventKind.FOLDER)
            return (
                (event,)
                if is_wanted or (is_gone and root.wants(event.path, is_folder=True))
                else ()
            )
        old = root.wants(event.old, is_folder=event.is_folder)
        new = root.wants(event.new, is_folder=event.is_folder)
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
        asleep = self._elapsed() - self._clock()
        while True:
            with self._wake:
                due = self._gathered.next_due()
                self._wakes_at = next_look if due is None else min(due, next_look)
                now = self._clock()
                if now < self._wakes_at and not (self._ends or self._look_now):
                    self._wake.wait(self._wakes_at - now)
                if self._ends:
                    return
                now = self._clock()
                changes = self._gathered.take(now)
                look = self._look_now or now >= next_look
                self._look_now = False
            try:
                if changes:
                    self._on_changes(changes)
                asleep, slept_s = self._elapsed() - self._clock(), asleep
                if abs(asleep - slept_s) > _SLEPT_S:
                    self._lost()
                if look:
                    next_look = self._clock() + self._intervals.roots_s
                    self._look_after_roots()
            except Exception:  # noqa: BLE001 - the folders go on being watched
                _log.exception("a bug in watching")

    def _look_after_roots(self) -> None:
        with self._lock:
            with self._wake:
                renewed, self._renewed = self._renewed, set()
            mounts = connected()
            for root in self._roots.values():
                if self._is_to_attach(root, mounts) or root.path in renewed:
                    self._detach(root)
                    self._attach(root)
                    self._look_through(root.path)
                elif self._takes_limited(root) and root.watch:
                    self._poll(root, FaultKind.LIMIT)
                elif self._is_stalled(root):
                    self._look_through(root.path)
            self._reconcile()

    def _is_to_attach(self, root: Root, mounts: tuple[Mount, ...]) -> bool:
        if root.mounts != mounts_within(root, mounts):
            return True
        if root.path in root.pollers:
            is_fixed = root.told in (FaultKind.LIMIT, FaultKind.FAILED)
            return is_fixed and self._clock() > root.attached + self._intervals.again_s
        return identity_of(root.path, root.is_file)[0] != root.identity

    def _is_stalled(self, root: Root) -> bool:
        """Whether a disk doesn't answer any more, and did before."""
        before, now = root.is_stalled, monotonic()
        root.is_stalled = any(
            poller.stalled_s(now) > self._intervals.stalled_s for poller in root.pollers.values()
        )
        return root.is_stalled and not before

    def _reconcile(self) -> None:
        """Have the root looked through whose turn it is, if it is due."""
        first = min(self._roots.values(), key=lambda one: one.looked, default=None)
        if first is not None and self._clock() > first.looked + self._intervals.reconcile_s:
            first.looked = self._clock()
            self._look_through(first.path)
