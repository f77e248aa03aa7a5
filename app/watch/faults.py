"""Why is a folder looked through at intervals instead of being watched, and what helps?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.watch.mounts import DiskKind


class FaultKind(StrEnum):
    """Why a root is not watched: NETWORK and REMOVABLE are as it should be, the others are not."""

    LIMIT = "limit"
    FAILED = "failed"
    NETWORK = "network"
    REMOVABLE = "removable"


_MESSAGES = {
    FaultKind.LIMIT: (
        "The system lets no more folders be watched, so {root} is looked through every {seconds:g} "
        "seconds instead. Raise fs.inotify.max_user_watches to see changes at once, or exclude "
        "folders that you don't search."
    ),
    FaultKind.FAILED: (
        "{root} can't be watched ({reason}), so it is looked through every {seconds:g} seconds "
        "instead."
    ),
    FaultKind.NETWORK: (
        "{root} is on a network drive, which doesn't tell of changes, so it is looked through "
        "every {seconds:g} seconds."
    ),
    FaultKind.REMOVABLE: (
        "{root} is on a removable disk, which is not held on to, so it is looked through every "
        "{seconds:g} seconds."
    ),
}
KINDS = {DiskKind.NETWORK: FaultKind.NETWORK, DiskKind.REMOVABLE: FaultKind.REMOVABLE}


@dataclass(frozen=True, slots=True)
class WatchFault:
    """A root is looked through at intervals; `message` is fit to be shown and has the remedy."""

    root: Path
    kind: FaultKind
    message: str

    @property
    def is_trouble(self) -> bool:
        """Whether the user can and should do something about it."""
        return self.kind in (FaultKind.LIMIT, FaultKind.FAILED)


def fault(root: Path, kind: FaultKind, seconds: float, reason: str = "") -> WatchFault:
    """Say that a root is looked through every so many seconds."""
    text = _MESSAGES[kind].format(root=root, seconds=seconds, reason=reason)
    return WatchFault(root, kind, text)
