"""What is different on disk, seen beside all that the catalog knows, and how does it follow?"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from app.engine.disks import Disks, without
from app.engine.files import FileCatalog
from app.extract.base import FailureKind
from app.watch.scanner import Changes, FoundFile, KnownFile, compare
from sparkbert.index.writer import IndexWriter

_ALWAYS_RETRIED = frozenset({FailureKind.PERMISSION_DENIED, FailureKind.VANISHED})
"""Failures whose cause may go away without a trace in the file's fingerprint."""


class Differences:
    """Compares what was found on disk with the catalog, and changes it.

    Parameters
    ----------
    writer
        The open index.
    files
        The app's tables on the writer's connection.
    disks
        Tells which sources are there.
    """

    def __init__(self, writer: IndexWriter, files: FileCatalog, disks: Disks) -> None:
        self._writer = writer
        self._files = files
        self._disks = disks

    def find(
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
            [*found, *(_as_found(path, one) for path, one in waiting.items())],
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
        online = [one.path for one in self._files.sources() if self._disks.is_there(one)]
        candidates = self._files.known_of_size(sizes - {0}, unread=False)
        return {
            path: file
            for path, file in without(candidates, self._files.away(), ()).items()
            if path not in known
            and not os.path.lexists(path)
            and any(path.is_relative_to(root) for root in online)
        }

    def retry(
        self, root: Path, found: Mapping[Path, FoundFile], *, everything: bool = False
    ) -> None:
        """Let failed files under a root be read, if that may end otherwise now; in a batch.

        Parameters
        ----------
        root
            A folder or file.
        found
            What was found there.
        everything
            Whether all that failed are read again.
        """
        self._files.retry(root, None if everything else _ALWAYS_RETRIED)
        for path in self._files.failed_under(root, FailureKind.NOT_DOWNLOADED):
            if path in found and not found[path].is_placeholder:
                self._files.retry(path, frozenset({FailureKind.NOT_DOWNLOADED}))

    def note_access(
        self, found: Mapping[Path, FoundFile], known: Mapping[Path, KnownFile], looked_ns: int
    ) -> None:
        """Have files read that may not be read any more, which tells why; in a batch."""
        for path in found.keys() & known.keys():
            number = known[path].number
            if not os.access(path, os.R_OK) and self._files.is_indexed(number):
                self._files.update(number, found[path], looked_ns, pending=True)

    def apply(self, changes: Changes, aside: Iterable[int], looked_ns: int) -> None:
        """Note all differences in the catalog; in a batch.

        Parameters
        ----------
        changes, aside
            As `find` has returned them.
        looked_ns
            When the disk was looked at.
        """
        for number in (*changes.removed, *aside):
            self.remove(number)
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

    def remove(self, number: int) -> None:
        """Take a file out, with its text; in a batch."""
        self._writer.remove_document(str(number))
        self._files.remove(number)

    def _move(self, number: int, before: Path, file: FoundFile, looked_ns: int) -> None:
        """Give a file its new path; only a new extension can change how its text is read."""
        same_format = before.suffix.lower() == file.path.suffix.lower()
        self._files.update(number, file, looked_ns, pending=not same_format)
        # A file that failed has no document to rename.
        if self._files.is_indexed(number):
            self._writer.rename_document(str(number), file.path.name)


def _as_found(path: Path, known: KnownFile) -> FoundFile:
    return FoundFile(path, known.size, known.mtime_ns, ctime_ns=known.ctime_ns)
