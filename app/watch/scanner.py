"""What is on disk, and how does it differ from what the catalog knows?

A file is named by its real path; links are not followed, so no file is met twice and no walk runs
in circles. Change is any *difference* of size or modification time, in either direction, or of
the time that only the system sets (ctime), because programs that unpack, restore or swap files set
the other one as they like; the content's hash then decides. A time that is not clearly older than
the last look proves nothing (the file may have been written once more within the clock's tick), so
such a file is hashed anyway.

Source: "Use of index and Racy Git problem", racy-git.txt of Git's documentation.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.watch.rules import Selection

_CLOCK_TICK_NS = 2_000_000_000  # FAT keeps times to two seconds
_NOT_HERE_ATTRIBUTES = 0x1000 | 0x40000 | 0x400000  # offline, recalled on open, on access
_DATALESS_FLAG = 0x40000000  # SF_DATALESS
_BLOCK = 1 << 20


class RootOfflineError(Exception):
    """A root is not there at present; nothing follows for what it held."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as the walk met it, or a folder that it could not open (`unreadable`).

    The content of one that `is_placeholder` is in a cloud alone; `mode` has its permissions. The
    system sets `ctime_ns` whenever a file is written, renamed or given another time (on Windows,
    when it was made); 0 where it is not known.
    """

    path: Path
    size: int
    mtime_ns: int
    unreadable: bool = False
    is_placeholder: bool = False
    mode: int = 0
    ctime_ns: int = 0


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as the catalog knows it.

    Parameters
    ----------
    number
        The file's id.
    size, mtime_ns
        Its fingerprint at the last look.
    looked_ns
        When that look was, in nanoseconds since the epoch.
    digest
        SHA-256 of the content then; None where it was never read.
    ctime_ns
        As of a `FoundFile`, then.
    """

    number: int
    size: int
    mtime_ns: int
    looked_ns: int
    digest: bytes | None
    ctime_ns: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """How the disk differs from the catalog, one entry per file.

    Parameters
    ----------
    added
        Files that the catalog has not seen.
    modified
        Files of another content, or of an unknown one and another fingerprint, by id.
    touched
        Files whose fingerprint alone differs, by id.
    moved
        Files that are now elsewhere with the same content, by id.
    removed
        Ids of files that are gone.
    n_unchanged
        How many are as they were.
    """

    added: tuple[FoundFile, ...] = ()
    modified: tuple[tuple[int, FoundFile], ...] = ()
    touched: tuple[tuple[int, FoundFile], ...] = ()
    moved: tuple[tuple[int, FoundFile], ...] = ()
    removed: tuple[int, ...] = ()
    n_unchanged: int = 0


def walk(selection: Selection, start: Path | None = None) -> Iterator[FoundFile]:
    """Yield the files of a root, or the root itself if it is a file.

    What the selection does not take and links are left out. Pipes, sockets and devices are files of
    no size: whoever reads them tells that they are none.

    Parameters
    ----------
    selection
        Tells what of the root is indexed.
    start
        The folder in which to begin, one that the selection reaches; the root if not given.

    Raises
    ------
    RootOfflineError
        The folder to begin with is not there.
    """
    root = start or selection.root
    try:
        status = root.stat()
    except OSError as error:
        raise RootOfflineError(f"{root} is not there ({error.strerror})") from error
    if not stat.S_ISDIR(status.st_mode):
        yield _found(root, status)
        return
    folders = [str(root)]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                yield from _files(entries, folders, selection)
        except FileNotFoundError:
            continue  # removed while we walked
        except OSError:
            yield FoundFile(Path(folder), 0, 0, unreadable=True)


def look(path: Path, selection: Selection) -> list[FoundFile] | None:
    """Return what is at a path now, as a walk would have met it; None if that can't be told.

    Parameters
    ----------
    path
        A file or folder, or what was one; a walk may meet it.
    selection
        Tells what of its root is indexed.
    """
    is_root = path == selection.root
    try:
        status = path.lstat()
        if not is_root and os.path.realpath(path.parent) != str(path.parent):
            return []  # behind a link
        if stat.S_ISDIR(status.st_mode):
            is_taken = is_root or selection.takes_folder(str(path))
            return list(walk(selection, path)) if is_taken else []
    except (FileNotFoundError, NotADirectoryError, RootOfflineError):
        return []
    except OSError:
        return None
    if stat.S_ISLNK(status.st_mode):
        return []
    is_taken = is_root or (selection.takes_file(str(path)) and selection.fits(status.st_size))
    return [_found(path, status)] if is_taken else []


def _files(
    entries: Iterable[os.DirEntry[str]], folders: list[str], selection: Selection
) -> Iterator[FoundFile]:
    """Yield a folder's files; its folders are appended to `folders`."""
    for entry in entries:
        try:
            if entry.is_dir(follow_symlinks=False):
                if selection.takes_folder(entry.path):
                    folders.append(entry.path)
            elif not entry.is_symlink() and selection.takes_file(entry.path):
                status = entry.stat(follow_symlinks=False)
                if selection.fits(status.st_size):
                    yield _found(Path(entry.path), status)
        except OSError:  # removed while we walked
            continue


def _found(path: Path, status: os.stat_result) -> FoundFile:
    if not stat.S_ISREG(status.st_mode):
        return FoundFile(path, 0, 0)  # a pipe's time changes with all that passes through it
    return FoundFile(
        path,
        status.st_size,
        status.st_mtime_ns,
        is_placeholder=is_placeholder(status),
        mode=status.st_mode,
        ctime_ns=status.st_ctime_ns,
    )


def is_placeholder(status: os.stat_result) -> bool:
    """Whether a file's content is in a cloud alone, so that reading it would download it.

    Windows and macOS say so. Linux knows no such files: there a cloud is a file system of its own.
    """
    attributes: int = getattr(status, "st_file_attributes", 0)
    flags: int = getattr(status, "st_flags", 0)
    return bool(attributes & _NOT_HERE_ATTRIBUTES or flags & _DATALESS_FLAG)


def is_in_cloud(path: Path) -> bool:
    """Whether a file's content is in a cloud alone."""
    try:
        return is_placeholder(path.lstat())
    except OSError:
        return False


def digest_of(path: Path) -> bytes | None:
    """Return the SHA-256 of a file's content, or None if it can't be read now.

    Nothing is waited for: not for a pipe's other end, not for a program that has leased the file,
    and not for the end of a file that grows.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    digest = hashlib.sha256()
    try:
        if is_in_cloud(path):
            return None
        with open(path, "rb", buffering=0, opener=lambda name, _: os.open(name, flags)) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                return None
            left = status.st_size
            while left > 0 and (block := stream.read(min(left, _BLOCK))):
                digest.update(block)
                left -= len(block)
    except OSError:
        return None
    return digest.digest()


def fingerprint_of(path: Path) -> tuple[int, ...] | None:
    """Return what changes whenever a file is written to or replaced; None if it is not there."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def compare(
    found: Iterable[FoundFile],
    known: Mapping[Path, KnownFile],
    digest: Callable[[Path], bytes | None] = digest_of,
    moves: Mapping[Path, Path] | None = None,
) -> Changes:
    """Tell what became of each file; as few files as possible are read.

    A folder that could not be opened says nothing about the files that the catalog knows in it:
    they are neither unchanged nor removed. Content that is now at another path is a move, even if
    something else took its place, so that renaming over a file or swapping two reads nothing anew.

    Parameters
    ----------
    found
        What is on disk.
    known
        What the catalog knows there.
    digest
        Hashes a file; None if it can't be read.
    moves
        Files and folders that are said to have been renamed, new path to old. A file of the same
        fingerprint as at the old path is then not read.
    """
    gone = dict(known)
    added: list[FoundFile] = []
    changed: list[tuple[Path, KnownFile, FoundFile]] = []
    touched: list[tuple[int, FoundFile]] = []
    closed: list[Path] = []
    n_unchanged = 0
    read = _Remembered(digest)
    for file in found:
        if file.unreadable:
            closed.append(file.path)
        before = gone.pop(file.path, None)
        if before is None:
            added.append(file)
        elif _is_certainly_unchanged(before, file):
            if file.ctime_ns and not before.ctime_ns:
                touched.append((before.number, file))  # to know it from now on
            else:
                n_unchanged += 1
        elif before.digest is None or file.is_placeholder:  # nothing to compare with
            if _is_same(before, file):
                n_unchanged += 1
            else:
                changed.append((file.path, before, file))
        elif read(file.path) == before.digest:
            touched.append((before.number, file))
        else:
            changed.append((file.path, before, file))
    if closed:
        gone = {path: file for path, file in gone.items() if not _is_under(path, closed)}
    moved, added = _match_told(added, gone, moves or {})
    told = {number for number, _ in moved}
    lost = [(path, one) for path, one in gone.items() if one.number not in told]
    lost += [(path, before) for path, before, _ in changed]
    matched, rest = _match_moves([*added, *(file for *_, file in changed)], lost, read)
    return _settle((*moved, *matched), rest, changed, gone, touched, n_unchanged)


def _settle(
    moved: tuple[tuple[int, FoundFile], ...],
    rest: list[FoundFile],
    changed: list[tuple[Path, KnownFile, FoundFile]],
    gone: Mapping[Path, KnownFile],
    touched: list[tuple[int, FoundFile]],
    n_unchanged: int,
) -> Changes:
    """Put together what is left once moves are known: a path may have lost its file to another."""
    taken = {number for number, _ in moved}
    owners = {path: before.number for path, before, _ in changed if before.number not in taken}
    overwritten = set(owners) & {file.path for _, file in moved}
    return Changes(
        added=tuple(file for file in rest if file.path not in owners),
        modified=tuple((owners[file.path], file) for file in rest if file.path in owners),
        touched=tuple(touched),
        moved=moved,
        removed=(
            *(one.number for one in gone.values() if one.number not in taken),
            *(owners[path] for path in sorted(overwritten)),
        ),
        n_unchanged=n_unchanged,
    )


class _Remembered:
    """Reads each file once."""

    def __init__(self, digest: Callable[[Path], bytes | None]) -> None:
        self._digest = digest
        self._known: dict[Path, bytes | None] = {}

    def __call__(self, path: Path) -> bytes | None:
        if path not in self._known:
            self._known[path] = self._digest(path)
        return self._known[path]


def _match_told(
    added: list[FoundFile], gone: Mapping[Path, KnownFile], moves: Mapping[Path, Path]
) -> tuple[list[tuple[int, FoundFile]], list[FoundFile]]:
    """Pair added files with those that they are said to have been, if their fingerprints agree."""
    if not moves:
        return [], added
    moved: list[tuple[int, FoundFile]] = []
    rest: list[FoundFile] = []
    left = dict(gone)
    for file in added:
        new = next((one for one in (file.path, *file.path.parents) if one in moves), None)
        old = moves[new] / file.path.relative_to(new) if new is not None else None
        before = left.get(old) if old is not None else None
        if old is None or before is None or not _is_certainly_only_moved(before, file):
            rest.append(file)
            continue
        del left[old]
        moved.append((before.number, file))
    return moved, rest


def _is_certainly_unchanged(before: KnownFile, now: FoundFile) -> bool:
    newest = max(before.mtime_ns, before.ctime_ns)
    return _is_same(before, now) and newest + _CLOCK_TICK_NS < before.looked_ns


def _is_certainly_only_moved(before: KnownFile, now: FoundFile) -> bool:
    """Whether a file is unchanged that is known to have been renamed, which sets its ctime."""
    return _is_certainly_unchanged(before, replace(now, ctime_ns=before.ctime_ns))


def _is_same(before: KnownFile, now: FoundFile) -> bool:
    """Whether the fingerprints agree."""
    is_same_ctime = before.ctime_ns == now.ctime_ns or not (before.ctime_ns and now.ctime_ns)
    return is_same_ctime and (before.size, before.mtime_ns) == (now.size, now.mtime_ns)


def _is_under(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _match_moves(
    new: Iterable[FoundFile],
    lost: Iterable[tuple[Path, KnownFile]],
    digest: Callable[[Path], bytes | None],
) -> tuple[list[tuple[int, FoundFile]], list[FoundFile]]:
    """Pair files that lost their place with new ones of the same content; returns also the rest."""
    by_size: dict[int, list[tuple[Path, KnownFile]]] = defaultdict(list)
    for path, before in lost:
        if before.digest is not None:
            by_size[before.size].append((path, before))
    moved: list[tuple[int, FoundFile]] = []
    rest: list[FoundFile] = []
    for file in new:
        candidates = by_size.get(file.size)
        content = digest(file.path) if candidates and not file.unreadable else None
        matches = [one for one in candidates or () if one[1].digest == content]
        if content is None or not matches or candidates is None:
            rest.append(file)
            continue
        # Of several copies that are gone, take the one of the same name.
        best = max(matches, key=lambda one: one[0].name == file.path.name)
        candidates.remove(best)
        moved.append((best[1].number, file))
    return moved, rest
