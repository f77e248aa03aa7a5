"""What would be on the disk if the power failed now, and what if a write were refused?

A `FaultyDisk` stands below everything that writes under a folder: SQLite through a VFS, Python's
own files through `os`. It keeps a log of what was written, synced, created, renamed and deleted.
"""

from __future__ import annotations

import errno
import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.stress import sqlite_layer

_SECTOR = 512
_SQLITE_FULL = sqlite3.SQLITE_FULL
_SQLITE_IOERR_WRITE = 10 | 3 << 8


class Kind(Enum):
    """What happened to a file."""

    CREATE = auto()
    WRITE = auto()
    TRUNCATE = auto()
    SYNC = auto()
    RENAME = auto()
    DELETE = auto()
    SYNC_FOLDER = auto()
    MARK = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log; a SYNC of a Python file carries the whole content."""

    kind: Kind
    path: Path = Path()
    other: Path = Path()
    offset: int = 0
    data: bytes = b""
    is_whole: bool = False


class Refusal(Enum):
    """How a disk refuses to write."""

    FULL = (errno.ENOSPC, _SQLITE_FULL)
    BROKEN = (errno.EIO, _SQLITE_IOERR_WRITE)


@dataclass
class FaultyDisk:
    """Keeps the log, and refuses to write when it is told to.

    Parameters
    ----------
    root
        The folder.
    """

    root: Path
    log: list[Entry] = field(default_factory=list)
    n_changes: int = 0
    n_refused: int = 0
    _refusal: Refusal | None = None
    _from: int = 0
    _left: int = 0
    _os_open: Callable[..., int] = os.open

    def mark(self, number: int) -> None:
        """Note that what was done so far has been promised to be on the disk."""
        self.log.append(Entry(Kind.MARK, offset=number))

    def refuse(self, refusal: Refusal, at: int, n_times: int) -> None:
        """Refuse changes from the one with a number on, so many of them."""
        self._refusal, self._from, self._left = refusal, at, n_times

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch all that this process does to files under the root."""
        with ExitStack() as stack:
            stack.enter_context(sqlite_layer.watched(self))
            for name in ("open", "fsync", "unlink", "replace", "rename"):
                original = getattr(os, name)
                stack.enter_context(patch.object(os, name, self._around(name, original)))
            yield

    # As SQLite's watcher

    def opening(self, path: Path, *, creates: bool) -> int:
        if not creates or not self._is_ours(path):
            return 0
        return self._sqlite(Entry(Kind.CREATE, path))

    def writing(self, path: Path, offset: int, data: bytes) -> int:
        return self._sqlite(Entry(Kind.WRITE, path, offset=offset, data=data))

    def truncating(self, path: Path, size: int) -> int:
        return self._sqlite(Entry(Kind.TRUNCATE, path, offset=size))

    def syncing(self, path: Path) -> int:
        error = self._sqlite(Entry(Kind.SYNC, path))
        if not error and path.name.endswith("-wal"):  # a new log has its folder synced with it
            self._note(Entry(Kind.SYNC_FOLDER, path.parent))
        return error

    def deleting(self, path: Path, *, synced: bool) -> int:
        if not path.exists():
            return 0
        error = self._sqlite(Entry(Kind.DELETE, path))
        if not error and synced:
            self._note(Entry(Kind.SYNC_FOLDER, path.parent))
        return error

    def _sqlite(self, entry: Entry) -> int:
        if not self._is_ours(entry.path):
            return 0
        refusal = self._refusal_now()
        if refusal is not None:
            return int(refusal.value[1])
        self._note(entry)
        return 0

    # As Python's `os`

    def _around(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            entry = self._entry(name, arguments)
            if entry is None:
                return original(*arguments, **options)
            if name != "unlink" and (refusal := self._refusal_now()) is not None:
                raise OSError(refusal.value[0], os.strerror(refusal.value[0]), str(entry.path))
            result = original(*arguments, **options)
            self._note(entry)
            return result

        return call

    def _entry(self, name: str, arguments: tuple[Any, ...]) -> Entry | None:
        """Return what a call is about to do, None if it is nothing to us."""
        if name == "fsync":
            path = Path(os.readlink(f"/proc/self/fd/{arguments[0]}"))
            if not self._is_ours(path):
                return None
            if path.is_dir():
                return Entry(Kind.SYNC_FOLDER, path)
            return Entry(Kind.SYNC, path, data=path.read_bytes(), is_whole=True)
        path = Path(os.fsdecode(arguments[0]))
        if not self._is_ours(path):
            return None
        if name == "open":
            creates = arguments[1] & os.O_CREAT and not path.exists()
            return Entry(Kind.CREATE, path) if creates and path.suffix != ".lock" else None
        if name == "unlink":
            return Entry(Kind.DELETE, path) if path.exists() else None
        return Entry(Kind.RENAME, path, Path(os.fsdecode(arguments[1]))) if path.exists() else None

    def _is_ours(self, path: Path) -> bool:
        return path.is_relative_to(self.root) and not path.name.endswith("-shm")

    def _refusal_now(self) -> Refusal | None:
        self.n_changes += 1
        if self._refusal is None or self.n_changes < self._from or self._left <= 0:
            return None
        self._left -= 1
        self.n_refused += 1
        return self._refusal

    def _note(self, entry: Entry) -> None:
        self.log.append(entry)


@dataclass
class _Inode:
    durable: bytes = b""
    pending: list[Entry] = field(default_factory=list)


class PowerCut:
    """What a disk may hold if the power fails after some entries of a log.

    What was synced is there. Of what was not, any part may be: writes are kept, dropped, or torn
    at the borders of sectors; names change in order, up to any point.

    Parameters
    ----------
    log
        All entries, those after the cut included.
    at
        How many of them had happened.
    rng
        Decides what is kept.
    """

    def __init__(self, log: list[Entry], at: int, rng: random.Random) -> None:
        self._rng = rng
        self._names: dict[Path, _Inode] = {}  # as the system sees them
        self._durable: dict[Path, _Inode] = {}
        self._pending: list[Entry] = []
        self._inode_of: dict[int, _Inode] = {}
        self.promised = 0
        for number, entry in enumerate(log[:at]):
            self._apply(number, entry)
        self._final = {entry.path: entry.data for entry in reversed(log[at:]) if entry.is_whole}

    def write(self, root: Path, target: Path) -> None:
        """Make the folder as it would be found."""
        share = self._rng.choice([0.0, 0.5, 1.0])  # of what was not synced
        n_names = (
            round(self._rng.uniform(0, len(self._pending)))
            if share == 0.5
            else (len(self._pending) if share else 0)
        )
        for entry in self._pending[:n_names]:
            self._rename(self._durable, entry)
        for folder in ("", "segments"):
            (target / folder).mkdir(parents=True, exist_ok=True)
        for path, inode in self._durable.items():
            place = target / path.relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(self._content(path, inode, share))

    def _apply(self, number: int, entry: Entry) -> None:
        match entry.kind:
            case Kind.MARK:
                self.promised = entry.offset
            case Kind.CREATE:
                self._names[entry.path] = self._inode_of[id(entry)] = _Inode()
                self._pending.append(entry)
            case Kind.RENAME:
                self._names[entry.other] = self._inode_of[id(entry)] = self._names.pop(entry.path)
                self._pending.append(entry)
            case Kind.DELETE:
                self._names.pop(entry.path, None)
                self._pending.append(entry)
            case Kind.WRITE | Kind.TRUNCATE:
                self._names.setdefault(entry.path, _Inode()).pending.append(entry)
            case Kind.SYNC:
                inode = self._names.setdefault(entry.path, _Inode())
                inode.durable = entry.data if entry.is_whole else _written(inode)
                inode.pending.clear()
            case Kind.SYNC_FOLDER:
                left = []
                for one in self._pending:
                    if one.path.parent == entry.path:
                        self._rename(self._durable, one)
                    else:
                        left.append(one)
                self._pending = left

    def _rename(self, names: dict[Path, _Inode], entry: Entry) -> None:
        if entry.kind is Kind.DELETE:
            names.pop(entry.path, None)
            return
        if entry.kind is Kind.RENAME:
            names.pop(entry.path, None)
        names[entry.other if entry.kind is Kind.RENAME else entry.path] = self._inode_of[id(entry)]

    def _content(self, path: Path, inode: _Inode, share: float) -> bytes:
        kept = [one for one in inode.pending if self._rng.random() < share]
        if not inode.durable and not inode.pending and path in self._final and share:
            # Written by Python and not synced yet: some of it, or zeros in its place.
            data = self._final[path]
            length = self._rng.randint(0, len(data))
            return data[:length] + bytes(self._rng.choice([0, len(data) - length]))
        torn = [_torn(one, self._rng) if self._rng.random() < share / 4 else one for one in kept]
        return _written(_Inode(inode.durable, torn))


def _torn(entry: Entry, rng: random.Random) -> Entry:
    """Return a write of which only some sectors, from its start, have reached the disk."""
    n_sectors = len(entry.data) // _SECTOR
    if entry.kind is not Kind.WRITE or not n_sectors:
        return entry
    length = rng.randint(0, n_sectors) * _SECTOR
    return Entry(entry.kind, entry.path, offset=entry.offset, data=entry.data[:length])


def _written(inode: _Inode) -> bytes:
    content = bytearray(inode.durable)
    for one in inode.pending:
        if one.kind is Kind.TRUNCATE:
            del content[one.offset :]
            content.extend(bytes(max(0, one.offset - len(content))))
            continue
        end = one.offset + len(one.data)
        content.extend(bytes(max(0, one.offset - len(content))))
        content[one.offset : end] = one.data
    return bytes(content)
