"""How do folders enter and leave the index, and how does a scan bring the catalog up to date?"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from app.engine.differences import Differences
from app.engine.disks import Disks, without
from app.engine.file_records import Source
from app.engine.files import FileCatalog
from app.engine.removed_parts import leave_out, let_in
from app.engine.sources_copy import SourcesCopy
from app.errors import MissingSourceError, OwnFolderError, SourceError
from app.watch.changes import ChangeSet
from app.watch.rules import Exclusions, PatternError, Selection
from app.watch.scanner import (
    Changes,
    FoundFile,
    KnownFile,
    RootOfflineError,
    look,
    walk,
)
from sparkbert.index.writer import IndexWriter


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What a scan found.

    Parameters
    ----------
    n_unchanged, n_moved, n_removed
        Files that were as before, are elsewhere now, or are gone.
    online
        If not, the root is not there and nothing was changed.
    kept
        Files that are gone and were kept back all the same, because they may turn up elsewhere.
    """

    n_unchanged: int = 0
    n_moved: int = 0
    n_removed: int = 0
    online: bool = True
    kept: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True)
class _Reachable:
    source: Source
    selection: Selection
    may_stall: bool


class SourceKeeper:
    """Keeps the catalog's list of sources and files; changes it in batches of the writer.

    Parameters
    ----------
    writer
        The open index.
    files
        The app's tables on the writer's connection.
    excluded
        Folders that are never indexed: the app's home.
    copy
        Is kept up to date with the list, if given.
    """

    def __init__(
        self,
        writer: IndexWriter,
        files: FileCatalog,
        excluded: Iterable[Path],
        copy: SourcesCopy | None = None,
    ) -> None:
        self._copy = copy
        self._writer = writer
        self._files = files
        self.skipped: frozenset[str] = frozenset()  # ends of names that no scan takes in
        self._excluded = tuple(Path(os.path.realpath(path)) for path in excluded)
        self.disks = Disks(files)
        self._differences = Differences(writer, files, self.disks)

    def add(self, path: Path, exclusions: Exclusions | None = None) -> Path:
        """Make a folder or file a source, unless it belongs to one; returns its real path.

        Sources that the new one takes in are sources no more, unless they have exclusions.

        Parameters
        ----------
        path
            A folder or file.
        exclusions
            What is left out of it, if it is no source yet. With some, it becomes a source of its
            own wherever it lies.

        Raises
        ------
        SourceError
            It is neither there nor known, or is the app's own home, or a pattern means nothing.
        """
        root = Path(os.path.realpath(path))
        exclusions = _checked(exclusions or Exclusions())
        if any(root.is_relative_to(one) for one in self._excluded):
            raise OwnFolderError(f"{root} belongs to the app itself and is not indexed.")
        sources = self._files.sources()
        if root in [source.path for source in sources]:
            return root
        is_folder = root.is_dir()
        is_inside = any(self.selection(one).reaches(root, is_folder=is_folder) for one in sources)
        if is_inside and not root.exists():
            raise MissingSourceError(f"{root} is not there. Check the path.")
        if is_inside and not exclusions:
            return root
        if not root.exists():
            raise MissingSourceError(f"{root} is not there. Check the path, or connect its drive.")
        selection = Selection(root, exclusions)
        with self._writer.batch():
            mounts: set[Path] = set()
            for source in sources:
                is_taken_in = selection.reaches(source.path, is_folder=source.path.is_dir())
                if is_taken_in and source.is_online and not source.exclusions:
                    mounts |= self._files.mounts(source.path)
                    self._files.remove_source(source.path)
            let_in(self._files, sources, root)
            self._files.put_source(Source(root, True, root.stat().st_dev, 0, exclusions))
            self._files.set_mounts(root, mounts)
        self._keep_copy()
        return root

    def exclude(self, path: Path, exclusions: Exclusions) -> int:
        """Say what is left out of a source, instead of what was; returns how many files are out.

        Files that are left out from now on are gone at once, and their traces wiped; those that
        are let in come with the next scan.

        Raises
        ------
        SourceError
            No such source, or a pattern means nothing.
        IndexLockedError
            As for `forget`.
        """
        root = Path(os.path.realpath(path))
        sources = {source.path: source for source in self._files.sources()}
        if root not in sources:
            raise SourceError(_no_source(root, list(sources)))
        source = replace(sources[root], exclusions=_checked(exclusions))
        selection = self.selection(source)
        gone = [
            file.number
            for path, file in self._known(root).items()
            if not (selection.reaches(path) and selection.fits(file.size))
        ]
        with self._writer.batch():
            self._files.put_source(source)
            for number in gone:
                self._differences.remove(number)
        self._keep_copy()
        if gone or self._writer.purge_is_due:
            self._writer.purge()
        return len(gone)

    def selection(self, source: Source) -> Selection:
        """Return what tells which files of a source are indexed, as things stand now."""
        within = [one for one in self._files.sources() if one.path.is_relative_to(source.path)]
        others = [one.path for one in within if one.path != source.path]
        return Selection(
            source.path,
            source.exclusions,
            [*self._excluded, *others],
            self.skipped,
        )

    def take_out(self, numbers: Iterable[int]) -> None:
        """Take files out, within a batch; a purge wipes their traces."""
        for number in numbers:
            self._differences.remove(number)

    def scan(self, root: Path, *, retry: bool = False, keep_gone: bool = False) -> ScanResult:
        """Compare a source, or a part of one, with the disk, and note every change.

        Parameters
        ----------
        root
            The real path of a folder or file that `add` has returned.
        retry
            Whether files that failed before are tried again.
        keep_gone
            Whether files that are gone stay for now, because another source, to be scanned next,
            may hold them. `look_at` what the result says was `kept` when all are scanned.
        """
        source = self._source_of(root)
        if source is None:
            return ScanResult()  # forgotten meanwhile
        looked_ns = time.time_ns()
        known = self._known(root)
        away: frozenset[Path] = frozenset()
        try:
            found = self.disks.patiently(source, walk(self.selection(source), root))
            device = root.stat().st_dev
            # Now that the walk has woken what mounts itself when it is looked at.
            away = self.disks.find_away(source.path)
            if any(root.is_relative_to(mount) for mount in away):
                raise RootOfflineError(f"the disk that holds {root} is not connected")
            if not found and known and source.path == root and device != source.device:
                raise RootOfflineError(f"{root} is the empty mount point of another disk")
        except (RootOfflineError, OSError):
            if source.path == root:
                with self._writer.batch():
                    self._files.put_source(replace(source, is_online=False))
            return ScanResult(online=False)
        by_path = {file.path: file for file in found}
        known = without(known, away, by_path.keys())
        changes, aside = self._differences.find(found, known, {})
        kept: frozenset[Path] = frozenset()
        if keep_gone:
            gone = set(changes.removed)
            kept = frozenset(path for path, file in known.items() if file.number in gone)
            kept -= by_path.keys()
            stay = {known[path].number for path in kept}
            changes = replace(changes, removed=tuple(gone - stay))
        with self._writer.batch():
            self._differences.apply(changes, aside, looked_ns)
            self._differences.note_access(by_path, known, looked_ns)
            self._differences.retry(root, by_path, everything=retry)
            if source.path == root:
                now = replace(source, is_online=True, device=device, scanned_ns=looked_ns)
                self._files.put_source(now)
                self.disks.note_held(root, found, is_all=True)
        return replace(_result(changes), kept=kept)

    def look_at(self, changes: ChangeSet) -> ScanResult:
        """Compare what a watcher has named with the catalog, and note every change.

        A file that was renamed or moved, within a source or between two, keeps its row and its
        text, whether or not both of its halves are in this set.

        Parameters
        ----------
        changes
            What lies outside of all sources is ignored. A source among the folders is scanned, so
            that one that has vanished or is back is noted as offline or online.
        """
        looked_ns = time.time_ns()
        online, results = self._roots_of(changes)
        reachable = [
            _Reachable(source, self.selection(source), self.disks.may_stall(source))
            for source in online
        ]
        found: dict[Path, FoundFile] = {}
        known: dict[Path, KnownFile] = {}
        for path in sorted(changes.paths | changes.folders):
            here = self._look(path, reachable)
            if here is not None:
                known.update(self._known(path))
                found.update((file.path, file) for file in here)
        for source in online:
            known = without(known, self.disks.find_away(source.path), found.keys())
        if found or known or any(self.disks.has_news(source.path) for source in online):
            moves = {move.new: move.old for move in changes.moves}
            differences, aside = self._differences.find(found.values(), known, moves)
            with self._writer.batch():
                self._differences.apply(differences, aside, looked_ns)
                self._differences.note_access(found, known, looked_ns)
                for path in changes.paths | changes.folders:
                    self._differences.retry(path, found)
                for source in online:
                    self.disks.note_held(source.path, found.values(), is_all=False)
            results.append(_result(differences))
        return ScanResult(
            sum(one.n_unchanged for one in results),
            sum(one.n_moved for one in results),
            sum(one.n_removed for one in results),
            all(one.online for one in results),
        )

    def _look(self, path: Path, sources: Iterable[_Reachable]) -> list[FoundFile] | None:
        """Return what is at a path; None if it is of no interest, or that can't be told."""
        one = next((one for one in sources if one.selection.may_reach(path)), None)
        if one is None:
            return None
        if not one.may_stall:
            return look(path, one.selection)
        if not self.disks.is_there(one.source):
            return None
        try:
            looks = (look(path, one.selection) for _ in range(1))
            return self.disks.patiently(one.source, looks)[0]
        except RootOfflineError:
            return None

    def _source_of(self, path: Path) -> Source | None:
        """Return the source that a path belongs to."""
        around = [one for one in self._files.sources() if path.is_relative_to(one.path)]
        return max(around, key=lambda one: len(one.path.parts), default=None)

    def _roots_of(self, changes: ChangeSet) -> tuple[list[Source], list[ScanResult]]:
        """Return the sources that may be looked into, after scanning those that need it whole."""
        online: list[Source] = []
        results: list[ScanResult] = []
        everything = changes.paths | changes.folders
        for source in self._files.sources():
            root = source.path
            if not any(path.is_relative_to(root) for path in everything):
                continue
            # What is under a root that is not there is not gone.
            if root in changes.folders or not (source.is_online and self.disks.is_there(source)):
                results.append(self.scan(root))
            else:
                online.append(source)
        return online, results

    def forget(self, path: Path) -> int:
        """Take a source and all of its files out and wipe their traces; returns how many files.

        Raises
        ------
        SourceError
            No such source.
        IndexLockedError
            The files are out, but a search still reads them; forget again to wipe their traces.
        """
        root = Path(os.path.realpath(path))
        sources = self._files.sources()
        known = self._known(root)
        source = next((one for one in sources if one.path == root), None)
        if source is None:
            if self._writer.purge_is_due and not known:
                self._writer.purge()
                return 0
            raise SourceError(_no_source(root, [one.path for one in sources]))
        with self._writer.batch():
            for file in known.values():
                self._differences.remove(file.number)
            self._files.remove_source(root)
            for around in self._files.sources():
                if self.selection(around).reaches(root, is_folder=known.keys() != {root}):
                    leave_out(self._files, around, root)
        self._keep_copy()
        self._writer.purge()
        return len(known)

    def keys_of(self, root: Path) -> list[str]:
        """Return the keys of the documents of a source."""
        return [str(file.number) for file in self._known(root).values()]

    def _keep_copy(self) -> None:
        if self._copy is not None:
            self._copy.keep(self._writer.connection)

    def _known(self, root: Path) -> dict[Path, KnownFile]:
        """Return the catalog's files under a root without those of sources within it."""
        others = [
            source.path
            for source in self._files.sources()
            if source.path != root and source.path.is_relative_to(root)
        ]
        known = self._files.known(root)
        if not others:
            return known
        return {
            path: file
            for path, file in known.items()
            if not any(path.is_relative_to(other) for other in others)
        }


def _result(changes: Changes) -> ScanResult:
    n_unchanged = changes.n_unchanged + len(changes.touched)
    return ScanResult(n_unchanged, len(changes.moved), len(changes.removed))


def _checked(exclusions: Exclusions) -> Exclusions:
    try:
        exclusions.check()
    except PatternError as error:
        raise SourceError(str(error)) from error
    return exclusions


def _no_source(root: Path, sources: list[Path]) -> str:
    around = next((one for one in sources if root.is_relative_to(one)), None)
    if around is not None:
        return f"{root} is indexed as a part of {around}. Forget that folder instead."
    if not sources:
        return f"{root} is not indexed; nothing is."
    return f"{root} is not indexed. Indexed are: {', '.join(map(str, sources))}."
