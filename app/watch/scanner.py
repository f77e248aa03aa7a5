"""What is on disk, and how does it differ from what the catalog knows?

A file is named by its real path; links are not followed, so no file is met twice and no walk runs
in circles. Change is any *difference* of size or modification time, in either direction, and the
content's hash then decides. A time that is not clearly older than the last look proves nothing (the
file may have been written once more within the clock's tick), so such a file is hashed anyway.

Source: "Use of index and Racy Git problem", racy-git.txt of Git's documentation.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_CLOCK_TICK_NS = 2_000_000_000  # FAT keeps times to two seconds

_JUNK_FOLDERS = frozenset(
    {"node_modules", "__pycache__", "$RECYCLE.BIN", "System Volume Information", "lost+found"}
)
_JUNK_FILES = frozenset({"Thumbs.db", "desktop.ini", "Icon\r"})
_JUNK_STARTS = (".", "~$")  # hidden; Office's owner files
_JUNK_ENDS = (".crdownload", ".part", ".partial", ".download", ".tmp", "~")


class RootOfflineError(Exception):
    """A root is not there at present; nothing follows for what it held."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as the walk met it, or a folder that it could not open (`unreadable`)."""

    path: Path
    size: int
    mtime_ns: int
    unreadable: bool = False


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
    """

    number: int
    size: int
    mtime_ns: int
    looked_ns: int
    digest: bytes | None


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


def walk(root: Path, *, excluded: Collection[Path] = ()) -> Iterator[FoundFile]:
    """Yield the files under a root, or the root itself if it is a file.

    Hidden files, junk, links and what is neither file nor folder are left out; so are the folders
    in `excluded`.

    Raises
    ------
    RootOfflineError
        The root is not there.
    """
    try:
        status = root.stat()
    except OSError as error:
        raise RootOfflineError(f"{root} is not there ({error.strerror})") from error
    if not root.is_dir():
        yield FoundFile(root, status.st_size, status.st_mtime_ns)
        return
    folders = [str(root)]
    left_out = {str(path) for path in excluded}
    while folders:
        folder = folders.pop()
        if folder in left_out:
            continue
        try:
            with os.scandir(folder) as entries:
                yield from _files(entries, folders)
        except FileNotFoundError:
            continue  # removed while we walked
        except OSError:
            yield FoundFile(Path(folder), 0, 0, unreadable=True)


def look(
    path: Path, *, excluded: Collection[Path] = (), is_root: bool = False
) -> list[FoundFile] | None:
    """Return what is at a path now, as a walk would have met it; None if that can't be told.

    Parameters
    ----------
    path
        A file or folder, or what was one.
    excluded
        Folders that are left out.
    is_root
        Whether a file is taken whatever its name.
    """
    try:
        status = path.lstat()
        if not is_root and os.path.realpath(path.parent) != str(path.parent):
            return []  # behind a link
        if stat.S_ISDIR(status.st_mode):
            return list(walk(path, excluded=excluded))
    except (FileNotFoundError, NotADirectoryError, RootOfflineError):
        return []
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode) or (is_junk(path.name) and not is_root):
        return []
    return [FoundFile(path, status.st_size, status.st_mtime_ns)]


def _files(entries: Iterable[os.DirEntry[str]], folders: list[str]) -> Iterator[FoundFile]:
    """Yield a folder's files; its folders are appended to `folders`."""
    for entry in entries:
        try:
            if entry.is_dir(follow_symlinks=False):
                if not (entry.name.startswith(".") or entry.name in _JUNK_FOLDERS):
                    folders.append(entry.path)
            elif entry.is_file(follow_symlinks=False) and not is_junk(entry.name):
                status = entry.stat(follow_symlinks=False)
                yield FoundFile(Path(entry.path), status.st_size, status.st_mtime_ns)
        except OSError:  # removed while we walked
            continue


def is_junk(name: str) -> bool:
    """Whether a file of this name is left out: hidden, temporary, or a system's own.

    Examples
    --------
    >>> [is_junk(name) for name in ("a.txt", ".a.txt", "~$a.docx", "a.pdf.part", "Thumbs.db")]
    [False, True, True, True, True]
    """
    return name.startswith(_JUNK_STARTS) or name.endswith(_JUNK_ENDS) or name in _JUNK_FILES


def is_reachable(root: Path, path: Path, *, is_folder: bool = False) -> bool:
    """Whether a walk from the root meets a path, were it there: nothing between is left out.

    Examples
    --------
    >>> root = Path("/a")
    >>> [is_reachable(root, Path(path)) for path in ("/a", "/a/b/c.txt", "/b", "/a/.b/c.txt")]
    [True, True, False, False]
    """
    if not path.is_relative_to(root):
        return False
    parts = path.relative_to(root).parts
    if any(part.startswith(".") or part in _JUNK_FOLDERS for part in parts):
        return False
    return is_folder or not (parts and is_junk(parts[-1]))


def digest_of(path: Path) -> bytes | None:
    """Return the SHA-256 of a file's content, or None if it can't be read now."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError:
        return None


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
            n_unchanged += 1
        elif before.digest is None:
            if (before.size, before.mtime_ns) == (file.size, file.mtime_ns):
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
        if old is None or before is None or not _is_certainly_unchanged(before, file):
            rest.append(file)
            continue
        del left[old]
        moved.append((before.number, file))
    return moved, rest


def _is_certainly_unchanged(before: KnownFile, now: FoundFile) -> bool:
    same = (before.size, before.mtime_ns) == (now.size, now.mtime_ns)
    return same and before.mtime_ns + _CLOCK_TICK_NS < before.looked_ns


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
