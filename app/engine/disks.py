"""Which of the disks that hold a source are there, and which keep us waiting?

What lies on a disk that is not connected is not gone: its mount point may be empty, or vanish with
it, or even hold files of its own. So the catalog knows the mount points that the files of a source
lay on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from app.engine.file_records import Source
from app.engine.files import FileCatalog
from app.watch.mounts import DiskKind, connected, mounts_of
from app.watch.scanner import FoundFile, KnownFile
from app.watch.stalls import collect

_T = TypeVar("_T")

_STALL_S = 10.0
"""A server that does not answer for so long is taken for one that is gone."""


class Disks:
    """Looks after the disks of the catalog's sources; for the thread that writes.

    Parameters
    ----------
    files
        The app's tables on the writer's connection.
    """

    def __init__(self, files: FileCatalog) -> None:
        self._files = files
        self._stalled: set[Path] = set()
        self._away: dict[Path, frozenset[Path]] = {}
        self._noted: dict[Path, frozenset[Path]] = {}

    def away(self, root: Path) -> frozenset[Path]:
        """Return the mount points of disks that held something of a source, and were not there."""
        return self._away.get(root, frozenset())

    def find_away(self, root: Path) -> frozenset[Path]:
        """Return the same as of now; of no use before something on the disks was looked at.

        Some systems mount a disk when it is looked at.
        """
        held = self._files.mounts(root)
        there = {one.path for one in connected()} if held else set()
        self._away[root] = held - there if there else frozenset()
        return self._away[root]

    def has_news(self, root: Path) -> bool:
        """Whether a disk has gone or come since the last `note_held`."""
        return self.away(root) != self._noted.get(root, frozenset())

    def note_held(self, root: Path, found: Iterable[FoundFile], *, is_all: bool) -> None:
        """Note the mount points on which files of a source lie; in a batch of the writer.

        Parameters
        ----------
        root
            The source.
        found
            Files that are there.
        is_all
            Whether these are all but for those that are away.
        """
        mounts = mounts_of(root, connected())
        around = frozenset(one for one in mounts if root.is_relative_to(one))
        within = mounts - around
        if within:
            within &= {folder for file in found for folder in file.path.parents}
        before = self._files.mounts(root)
        away = self.away(root)
        held = around | within | (away if is_all else before)
        if held != before or away != self._noted.get(root):
            self._files.set_mounts(root, held, away)
            self._noted[root] = away

    def may_stall(self, source: Source) -> bool:
        """Whether a part of a source lies on a disk that may never answer."""
        networks = [one for one in connected() if one.kind is DiskKind.NETWORK]
        return bool(mounts_of(source.path, networks))

    def patiently(self, source: Source, items: Iterator[_T]) -> list[_T]:
        """Return all items, but don't wait for ever where a disk may not answer.

        Raises
        ------
        RootOfflineError
            It does not.
        """
        if not self.may_stall(source):
            return list(items)
        self._stalled.add(source.path)  # unless it answers
        found = collect(items, _STALL_S)
        self._stalled.discard(source.path)
        return found

    def is_there(self, source: Source) -> bool:
        """Whether a source is on the disk that it was on, and that disk has answered of late."""
        try:
            return source.path not in self._stalled and source.path.stat().st_dev == source.device
        except OSError:
            return False


def without(
    known: dict[Path, KnownFile], away: frozenset[Path], found: Collection[Path]
) -> dict[Path, KnownFile]:
    """Return what is known but for what is out of sight with its disk, and so may still be."""
    if not away:
        return known
    return {
        path: file
        for path, file in known.items()
        if path in found or not any(path.is_relative_to(mount) for mount in away)
    }
