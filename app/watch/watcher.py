"""What happens to the folders that are indexed, while it happens?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.watch.changes import ChangeSet, Patience


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
    """

    def __init__(
        self,
        on_changes: Callable[[ChangeSet], None],
        on_fault: Callable[[WatchFault], None],
        *,
        excluded: Iterable[Path] = (),
        patience: Patience | None = None,
        intervals: Intervals | None = None,
    ) -> None:
        raise NotImplementedError

    def watch(self, root: Path) -> None:
        """Watch a root, by its real path, from when this returns on; it need not be there now."""
        raise NotImplementedError

    def unwatch(self, root: Path) -> None:
        """Watch a root no more; does nothing if it is not watched."""
        raise NotImplementedError

    def close(self) -> None:
        """Stop watching; no callback is called once this has returned."""
        raise NotImplementedError
