"""What is a watched root, and which folder of the disk is it now?"""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path

from app.watch.faults import FaultKind
from app.watch.mounts import Mount, mounts_of
from app.watch.native import NativeWatch
from app.watch.polling import Poller
from app.watch.rules import Selection


@dataclass(slots=True)
class Root:
    """A folder or file that is watched, and how; changed under the watcher's lock alone."""

    selection: Selection
    told: FaultKind | None = None  # why it is polled, if it is and has been told
    identity: tuple[int, int] | None = None  # of the folder; None while it is not there
    is_file: bool = False
    watch: NativeWatch | None = None
    pollers: dict[Path, Poller] = field(default_factory=dict)  # by the folder they look through
    mounts: frozenset[Path] = frozenset()
    attached: float = 0.0
    looked: float = 0.0
    is_stalled: bool = False

    @property
    def path(self) -> Path:
        """Its real path."""
        return self.selection.root

    def wants(self, path: Path, *, is_folder: bool) -> bool:
        """Whether what happens to a path is of interest."""
        if self.is_file:
            return path == self.path
        return self.selection.reaches(path, is_folder=is_folder)

    def has_watch(self, folder: str) -> bool:
        """Whether a folder in one that is watched is watched."""
        return self.selection.takes_folder(folder) and Path(folder) not in self.pollers


def mounts_within(root: Root, mounts: tuple[Mount, ...]) -> frozenset[Path]:
    """Return the mount points on which it depends what can be watched of a root."""
    return frozenset(
        one
        for one in mounts_of(root.path, mounts)
        if root.path.is_relative_to(one) or root.selection.reaches(one, is_folder=True)
    )


def identity_of(root: Path, was_file: bool) -> tuple[tuple[int, int] | None, bool]:
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
