"""How do folders enter and leave the index, and how does a scan bring the catalog up to date?"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.engine.files import FileCatalog, Source
from app.engine.sources_copy import SourcesCopy
from app.errors import SourceError
from app.extract.base import FailureKind
from app.watch.changes import ChangeSet
from app.watch.scanner import (
    Changes,
    FoundFile,
    KnownFile,
    RootOfflineError,
    compare,
    is_reachable,
    look,
    walk,
)
from sparkbert.index.writer import IndexWriter

_ALWAYS_RETRIED = frozenset({FailureKind.PERMISSION_DENIED, FailureKind.VANISHED})
"""Failures whose cause may go away without a trace in the file's fingerprint."""


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
        self._excluded = tuple(Path(os.path.realpath(path)) for path in excluded)

    def add(self, path: Path) -> Path:
        """Make a folder or file a source, unless it belongs to one; returns its real path.

        Sources that the new one takes in are sources no more.

        Raises
        ------
        SourceError
            It is neither there nor known, or is the app's own home.
        """
        root = Path(os.path.realpath(path))
        if any(root.is_relative_to(one) for one in self._excluded):
            raise SourceError(f"{root} belongs to the app itself and is not indexed.")
        sources = self._files.sources()
        if any(is_reachable(source.path, root) for source in sources):
            if not root.exists() and root not in [source.path for source in sources]:
                raise SourceError(f"{root} is not there. Check the path.")
            return root
        if not root.exists():
            raise SourceError(f"{root} is not there. Check the path, or connect its drive.")
        with self._writer.batch():
            for source in sources:
                if is_reachable(root, source.path):
                    self._files.remove_source(source.path)
            self._files.put_source(Source(root, True, root.stat().st_dev, 0))
        self._keep_copy()
        return root

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
        source = next((one for one in self._files.sources() if one.path == root), None)
        looked_ns = time.time_ns()
        known = self._known(root)
        try:
            found = list(walk(root, excluded=self._excluded))
            device = root.stat().st_dev
            if not found and known and source is not None and device != source.device:
                raise RootOfflineError(f"{root} is the empty mount point of another disk")
        except (RootOfflineError, OSError):
            if source is not None:
                with self._writer.batch():
                    self._files.put_source(Source(root, False, source.device, source.scanned_ns))
            return ScanResult(online=False)
        changes, aside = self._compare(found, known, {})
        kept: frozenset[Path] = frozenset()
        if keep_gone:
            gone = set(changes.removed)
            kept = frozenset(path for path, file in known.items() if file.number in gone)
            kept -= {file.path for file in found}
            stay = {known[path].number for path in kept}
            changes = replace(changes, removed=tuple(gone - stay))
        with self._writer.batch():
            self._apply(changes, aside, looked_ns)
            self._files.retry(root, None if retry else _ALWAYS_RETRIED)
            if source is not None:
                self._files.put_source(Source(root, True, device, looked_ns))
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
        found: dict[Path, FoundFile] = {}
        known: dict[Path, KnownFile] = {}
        for path in sorted(changes.paths | changes.folders):
            root = next((one for one in online if is_reachable(one, path, is_folder=True)), None)
            if root is None or any(path.is_relative_to(one) for one in self._excluded):
                continue
            here = look(path, excluded=self._excluded, is_root=path == root)
            if here is not None:
                known.update(self._known(path))
                found.update((file.path, file) for file in here)
        if found or known:
            moves = {move.new: move.old for move in changes.moves}
            differences, aside = self._compare(found.values(), known, moves)
            with self._writer.batch():
                self._apply(differences, aside, looked_ns)
                for number, file in self._lost_to_permissions(found, known, changes.paths):
                    self._files.update(number, file, looked_ns, pending=True)
                for path in changes.paths | changes.folders:
                    self._files.retry(path, _ALWAYS_RETRIED)
            results.append(_result(differences))
        return ScanResult(
            sum(one.n_unchanged for one in results),
            sum(one.n_moved for one in results),
            sum(one.n_removed for one in results),
            all(one.online for one in results),
        )

    def _lost_to_permissions(
        self,
        found: Mapping[Path, FoundFile],
        known: Mapping[Path, KnownFile],
        paths: Iterable[Path],
    ) -> list[tuple[int, FoundFile]]:
        """Return files that are indexed and may not be read any more; their reading tells why."""
        return [
            (known[path].number, found[path])
            for path in paths
            if path in found
            and path in known
            and not os.access(path, os.R_OK)
            and self._files.is_indexed(known[path].number)
        ]

    def _roots_of(self, changes: ChangeSet) -> tuple[list[Path], list[ScanResult]]:
        """Return the sources that may be looked into, after scanning those that need it whole."""
        online: list[Path] = []
        results: list[ScanResult] = []
        everything = changes.paths | changes.folders
        for source in self._files.sources():
            root = source.path
            if not any(path.is_relative_to(root) for path in everything):
                continue
            # What is under a root that is not there is not gone.
            if root in changes.folders or not (source.is_online and _is_there(source)):
                results.append(self.scan(root))
            else:
                online.append(root)
        return online, results

    def _compare(
        self,
        found: Collection[FoundFile],
        known: dict[Path, KnownFile],
        moves: dict[Path, Path],
    ) -> tuple[Changes, tuple[int, ...]]:
        """Compare files, with an eye on the rest of the catalog for the other half of a move.

        Returns also the ids of files that were never read, whose places moved files take.
        """
        there = {file.path for file in found}
        vanished = self._vanished({file.size for file in found if file.path not in known}, known)
        sizes = {one.size for path, one in known.items() if path not in there and one.digest}
        unread = self._files.known_of_size(sizes - {0}, unread=True) if sizes else {}
        waiting = {path: file for path, file in unread.items() if path not in known}
        changes = compare(
            [*found, *(FoundFile(path, one.size, one.mtime_ns) for path, one in waiting.items())],
            {**known, **vanished},
            moves=moves,
        )
        foreign = {one.number for one in vanished.values()}
        aside = tuple(
            waiting[file.path].number for _, file in changes.moved if file.path in waiting
        )
        return replace(
            changes,
            added=tuple(file for file in changes.added if file.path not in waiting),
            removed=tuple(number for number in changes.removed if number not in foreign),
        ), aside

    def _vanished(self, sizes: set[int], known: Collection[Path]) -> dict[Path, KnownFile]:
        """Return files elsewhere, of these sizes, that are gone though no one has told us yet."""
        if not sizes - {0}:
            return {}
        online = [one.path for one in self._files.sources() if _is_there(one)]
        return {
            path: file
            for path, file in self._files.known_of_size(sizes - {0}, unread=False).items()
            if path not in known
            and not os.path.lexists(path)
            and any(path.is_relative_to(root) for root in online)
        }

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
        sources = [source.path for source in self._files.sources()]
        known = self._known(root)
        if root not in sources:
            if self._writer.purge_is_due and not known:
                self._writer.purge()
                return 0
            raise SourceError(_no_source(root, sources))
        with self._writer.batch():
            for file in known.values():
                self._remove(file.number)
            self._files.remove_source(root)
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

    def _apply(self, changes: Changes, aside: Iterable[int], looked_ns: int) -> None:
        for number in (*changes.removed, *aside):
            self._remove(number)
        names = self._files.paths([str(number) for number, _ in changes.moved])
        for number, file in changes.moved:  # out of each other's way: two files may be swapped
            self._files.update(number, replace(file, path=Path(f"\0{number}")), 0, pending=False)
        for number, file in changes.moved:
            self._move(number, names[str(number)], file, looked_ns)
        for number, file in changes.touched:
            self._files.update(number, file, looked_ns, pending=False)
        for number, file in changes.modified:
            self._files.update(number, file, looked_ns, pending=True)
            if file.unreadable:
                self._writer.remove_document(str(number))
        for file in changes.added:
            self._files.add(file, looked_ns)

    def _remove(self, number: int) -> None:
        self._writer.remove_document(str(number))
        self._files.remove(number)

    def _move(self, number: int, before: Path, file: FoundFile, looked_ns: int) -> None:
        """Give a file its new path; only a new extension can change how its text is read."""
        same_format = before.suffix.lower() == file.path.suffix.lower()
        self._files.update(number, file, looked_ns, pending=not same_format)
        # A file that failed has no document to rename.
        if self._files.is_indexed(number):
            self._writer.rename_document(str(number), file.path.name)


def _result(changes: Changes) -> ScanResult:
    n_unchanged = changes.n_unchanged + len(changes.touched)
    return ScanResult(n_unchanged, len(changes.moved), len(changes.removed))


def _is_there(source: Source) -> bool:
    """Whether a source is on the disk that it was on."""
    try:
        return source.path.stat().st_dev == source.device
    except OSError:
        return False


def _no_source(root: Path, sources: list[Path]) -> str:
    around = next((one for one in sources if root.is_relative_to(one)), None)
    if around is not None:
        return f"{root} is indexed as a part of {around}. Forget that folder instead."
    if not sources:
        return f"{root} is not indexed; nothing is."
    return f"{root} is not indexed. Indexed are: {', '.join(map(str, sources))}."
