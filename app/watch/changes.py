"""Which files and folders have to be looked at, after a stream of events from the file system?

Events are hints: they come late, twice, in odd orders, or not at all. So they are only gathered, by
path, until a path has been quiet for a moment; what has become of it, the disk says. A path that is
gone is kept back longer, because the other half of a move may be on its way. Nothing here reads a
clock or the disk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class EventKind(StrEnum):
    """What an event says of its path."""

    CHANGED = "changed"
    """A file was made or written, or its permissions were changed."""
    FOLDER = "folder"
    """All that is under a folder may be different."""
    GONE = "gone"
    """A file or folder was deleted or moved out of sight."""


@dataclass(frozen=True, slots=True)
class PathEvent:
    """Something happened to a path."""

    kind: EventKind
    path: Path


@dataclass(frozen=True, slots=True)
class MoveEvent:
    """A file or folder was renamed from `old` to `new`."""

    old: Path
    new: Path
    is_folder: bool


@dataclass(frozen=True, slots=True)
class Move:
    """A file or folder that is said to have been renamed."""

    old: Path
    new: Path


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What has to be looked at; the disk then says what is true.

    Parameters
    ----------
    paths
        Files, and whatever is no longer there: each is looked at alone, or with what the catalog
        knows under it if it is no file now. None lies within one of `folders`.
    folders
        Folders of which everything has to be looked at. None lies within another.
    moves
        Hints that spare the reading of files: both ends are in `paths` or `folders`, or under one,
        and nothing was written there.
    """

    paths: frozenset[Path] = frozenset()
    folders: frozenset[Path] = frozenset()
    moves: tuple[Move, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.paths or self.folders)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long events are gathered.

    Parameters
    ----------
    quiet_s
        A path is looked at when nothing has happened to it for so long,
    at_most_s
        or so long after the first event, so that what is written without end comes through too.
    gone_s
        A path that is gone is kept back for so long.
    max_entries
        Above so many paths, folders stand for what is in them.
    """

    quiet_s: float = 0.4
    at_most_s: float = 4.0
    gone_s: float = 2.0
    max_entries: int = 4096


@dataclass(slots=True)
class _Entry:
    kind: EventKind
    first: float
    last: float
    is_written: bool = False  # not only renamed


class Coalescer:
    """Gathers events and gives out sets of changes when they are due; for one thread at a time.

    Parameters
    ----------
    patience
        How long to gather, and how much to hold.
    """

    def __init__(self, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        self._roots: frozenset[Path] = frozenset()
        self._entries: dict[Path, _Entry] = {}
        self._moves: dict[Path, Path] = {}  # new -> old

    def set_roots(self, roots: Iterable[Path]) -> None:
        """Say which folders are never collapsed into the one above; forgets what lies elsewhere."""
        self._roots = frozenset(roots)
        self._entries = {
            path: entry
            for path, entry in self._entries.items()
            if any(path.is_relative_to(root) for root in self._roots)
        }
        self._moves = {
            new: old
            for new, old in self._moves.items()
            if new in self._entries and old in self._entries
        }

    @property
    def n_entries(self) -> int:
        """How many paths are held."""
        return len(self._entries)

    def add(self, event: PathEvent | MoveEvent, now: float) -> None:
        """Take note of an event at a time in seconds."""
        if isinstance(event, MoveEvent):
            self._add_move(event, now)
        else:
            self._put(event.path, event.kind, now).is_written |= event.kind is EventKind.CHANGED
        if len(self._entries) > self._patience.max_entries:
            self._collapse(now)

    def next_due(self) -> float | None:
        """Return when `take` will have something to give, unless more events come; None: never."""
        if not self._entries:
            return None
        return min(self._due(entry) for entry in self._entries.values())

    def take(self, now: float) -> ChangeSet:
        """Return what is due at a time, and what is nearly so if anything is; forget it."""
        if not any(self._due(entry) <= now for entry in self._entries.values()):
            return ChangeSet()
        soon = now + self._patience.quiet_s / 2
        ready = {path for path, entry in self._entries.items() if self._due(entry) <= soon}
        moves: list[Move] = []
        # Both halves of a move are looked at together, and so are moves that share a half.
        while joined := [
            (new, old) for new, old in self._moves.items() if new in ready or old in ready
        ]:
            for new, old in joined:
                ready |= {new, old} & self._entries.keys()
                moves.append(Move(old, new))
                del self._moves[new]
        moves = self._only_moves(moves)
        taken = {path: self._entries.pop(path).kind for path in ready}
        folders = {path for path, kind in taken.items() if kind is EventKind.FOLDER}
        top = frozenset(path for path in folders if folders.isdisjoint(path.parents))
        paths = frozenset(path for path in taken.keys() - folders if top.isdisjoint(path.parents))
        return ChangeSet(paths, top, tuple(moves))

    def _only_moves(self, moves: list[Move]) -> list[Move]:
        """Return the moves of files to which nothing was written, and of folders likewise."""
        written = {path for path, entry in self._entries.items() if entry.is_written}
        for path in list(written):
            written.update(path.parents)
        return [one for one in moves if written.isdisjoint((one.old, one.new))]

    def _put(self, path: Path, kind: EventKind, now: float) -> _Entry:
        entry = self._entries.get(path)
        if entry is None:
            entry = self._entries[path] = _Entry(kind, now, now)
            return entry
        if entry.kind is EventKind.GONE:
            entry.first = now  # it is back: what is new is not older than this
        # A folder stays one: a file in its place is met by a walk as well.
        if entry.kind is not EventKind.FOLDER:
            entry.kind = kind
        entry.last = now
        return entry

    def _add_move(self, event: MoveEvent, now: float) -> None:
        kind = EventKind.FOLDER if event.is_folder else EventKind.CHANGED
        origin = self._moves.pop(event.old, event.old)
        old = self._put(event.old, EventKind.GONE, now)
        self._put(event.new, kind, now).is_written |= old.is_written
        if origin == event.new:
            return  # it was there before
        self._moves[event.new] = origin
        if origin != event.old and origin not in self._entries:
            self._put(origin, EventKind.GONE, now)

    def _due(self, entry: _Entry) -> float:
        if entry.kind is EventKind.GONE:
            return entry.last + self._patience.gone_s
        return min(entry.last + self._patience.quiet_s, entry.first + self._patience.at_most_s)

    def _collapse(self, now: float) -> None:
        """Let folders stand for what is in them, the fullest first, until half the room is free."""
        room = self._patience.max_entries // 2
        while len(self._entries) > room:
            parents = Counter(path.parent for path in self._entries if path not in self._roots)
            if not parents:
                return
            most = parents.most_common(1)[0][1]
            # Of folders that hold little each, those farthest down go first.
            full = {path for path, n in parents.items() if n > 1 and n >= most / 2}
            if not full:
                deepest = max(len(path.parts) for path in parents)
                full = {path for path in parents if len(path.parts) == deepest}
            self._lift(full, now)
        self._moves.clear()

    def _lift(self, folders: set[Path], now: float) -> None:
        lifted: dict[Path, _Entry] = {}
        for path, entry in self._entries.items():
            above = next((one for one in path.parents if one in folders), None)
            if path in self._roots or above is None:
                kept = lifted.setdefault(path, entry)
                kept.first = min(kept.first, entry.first)
                if entry.kind is EventKind.FOLDER:
                    kept.kind = EventKind.FOLDER
                continue
            folder = lifted.setdefault(above, _Entry(EventKind.FOLDER, entry.first, now))
            folder.kind = EventKind.FOLDER
            folder.first = min(folder.first, entry.first)
            folder.last = max(folder.last, entry.last)
        self._entries = lifted
