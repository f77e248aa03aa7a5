"""Which folders are to be scanned and watched, and what becomes of one that is asked about?"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from app.engine.messages import SourcesAdded
from app.engine.refusals import Refusal, refusal_of
from app.engine.stops import Stops
from app.engine.type_switch import follow_types
from app.engine.workplace import OpenIndex
from app.errors import SourceError
from app.watch.changes import ChangeSet
from app.watch.faults import WatchFault
from app.watch.rules import Exclusions, Selection

_log = logging.getLogger(__name__)


class Watching(Protocol):
    """What is needed of a watcher."""

    def watch(self, selection: Selection) -> None:
        """Watch a root from now on, if it is not watched, or not so."""
        ...

    def unwatch(self, root: Path) -> None:
        """Watch it no more."""
        ...


class FolderWork:
    """Scans and watches sources, and adds, stops and removes them; of the writing thread.

    Parameters
    ----------
    opened
        The index and the app's tables.
    readers_held
        Returns a context in which no search reads the index, so that a purge can finish.
    """

    def __init__(
        self, opened: OpenIndex, readers_held: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._opened = opened
        self._readers_held = readers_held
        self._watching: Watching | None = None
        self._to_scan: dict[Path, bool] = {}
        self._changes: list[ChangeSet] = []
        self._faults: dict[str, WatchFault] = {}
        self.stops = Stops(opened.writer, opened.files, opened.sources)

    @property
    def is_scan_due(self) -> bool:
        """Whether there is anything to be looked at on disk."""
        return bool(self._to_scan or self._changes)

    @property
    def faults(self) -> dict[str, WatchFault]:
        """By root, why it is looked through at intervals."""
        return self._faults

    def begin(self, watching: Watching) -> None:
        """Look for what has changed since the last time, and watch from now on."""
        self._watching = watching
        for source in self._opened.files.sources():
            self._to_scan.setdefault(source.path, False)

    def look_at(self, changes: ChangeSet) -> None:
        """Have what has changed looked at by the next `scan`."""
        self._changes.append(changes)

    def note_fault(self, fault: WatchFault) -> None:
        """Note that a root is looked through at intervals."""
        self._faults[str(fault.root)] = fault
        if fault.is_trouble:
            _log.warning("not watched: %s", fault.message)

    def note_watched(self, root: Path) -> None:
        """Note that a root is watched after all."""
        self._faults.pop(str(root), None)

    def scan(self, begins: Callable[[Path], None], is_stopping: Callable[[], bool]) -> None:
        """Look at all that is to be looked at; `begins` is called with each root before."""
        while self._to_scan and not is_stopping():
            root, retry = self._to_scan.popitem()
            if root in self.stops.roots:
                continue
            begins(root)
            self._watch(root)  # first: what happens during the scan is not lost
            # What has moved to a source that is scanned later is not gone.
            result = self._opened.sources.scan(root, retry=retry, keep_gone=bool(self._to_scan))
            if result.kept:
                self._changes.append(ChangeSet(result.kept))
        while self._changes and not is_stopping():
            self._opened.sources.look_at(self._changes.pop(0))

    def roots_of_run(self, paths: Sequence[Path]) -> list[Path]:
        """Make paths sources that go on and are watched, and return what a run is to scan.

        Without paths these are all that the user has not stopped. Raises SourceError if there is
        none.
        """
        roots = [self._opened.sources.add(path) for path in paths]
        for root in roots:
            self.stops.resume(root)  # it was asked for
        sources = [source.path for source in self._opened.files.sources()]
        if not (roots or sources):
            raise SourceError("nothing is indexed yet; name a folder")
        roots = roots or [root for root in sources if root not in self.stops.roots]
        for root in roots:
            self._watch(root)
            self._to_scan.pop(root, None)
        return roots

    def add(self, paths: Sequence[Path], exclusions: Exclusions) -> SourcesAdded:
        """Make folders and files sources; they are scanned by the next `scan`."""
        roots: list[Path] = []
        refused: list[Refusal] = []
        for path in paths:
            try:
                roots.append(self._opened.sources.add(path, exclusions))
                if exclusions:
                    self._exclude_more(roots[-1], exclusions)
            except SourceError as error:
                refused.append(refusal_of(path, error))
        for root in roots:
            self.stops.resume(root)
            self._to_scan.setdefault(root, False)
        return SourcesAdded(tuple(roots), tuple(refused))

    def exclude(self, path: Path, exclusions: Exclusions) -> int:
        """Say what is left out of a source, and wipe it; returns how many files that were."""
        root = Path(os.path.realpath(path))
        with self._readers_held():
            n_files = self._opened.sources.exclude(root, exclusions)
        self._to_scan.setdefault(root, False)  # watches it anew, too
        return n_files

    def remove(self, path: Path) -> int:
        """Take a source out and wipe its traces; returns how many files it had."""
        self._let_go(Path(os.path.realpath(path)))
        with self._readers_held():
            n_files = self._opened.sources.forget(path)
        self.stops.look()
        return n_files

    def stop(self, path: Path) -> None:
        """Call the indexing of a source off."""
        self._let_go(self.stops.stop(path))

    def resume(self, path: Path) -> None:
        """Go on with a source that was stopped; raises SourceError if it was not."""
        root = self.stops.resume(path)
        if root is None:
            raise SourceError(f"{path} is not stopped. See: sparkbert status")
        self._to_scan.setdefault(root, False)

    def retry(self, paths: Sequence[Path]) -> None:
        """Have failed files tried again: under paths, or everywhere."""
        files = self._opened.files
        with self._opened.writer.batch():
            sources = {source.path for source in files.sources()} - self.stops.roots
            for root in paths or sources:
                files.retry(root)

    def follow_types(self) -> None:
        """Take out files of types that the user has had skipped since the last time."""
        with self._readers_held():
            follow_types(self._opened)

    def finish_purge(self) -> None:
        """Wipe what a removal that was cut short has left."""
        if self._opened.writer.purge_is_due:
            with self._readers_held():
                self._opened.writer.purge()

    def _exclude_more(self, root: Path, more: Exclusions) -> None:
        sources = {source.path: source for source in self._opened.files.sources()}
        self.exclude(root, sources[root].exclusions.joined(more))

    def _watch(self, root: Path) -> None:
        """Watch a source; what lies within one is watched with it."""
        for source in self._opened.files.sources():
            if source.path == root and self._watching is not None:
                self._watching.watch(self._opened.sources.selection(source))

    def _let_go(self, root: Path) -> None:
        if self._watching is not None:
            self._watching.unwatch(root)
        self._to_scan.pop(root, None)
        self._faults.pop(str(root), None)
