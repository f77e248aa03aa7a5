"""What of a folder is left out: by what it is, and by the user's choice?

Hidden files, junk and systems' own folders never count. What else is left out, the user says per
folder, in the patterns of `.gitignore` files: those are known, and one language for both is enough.
As in Git, nothing is met in a folder that is left out, and of several `.gitignore` files the
nearest one that has an opinion decides.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pathspec import GitIgnoreSpec
from pathspec.patterns.gitignore import GitIgnorePatternError
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

from app.watch.seals import is_sealed

_JUNK_FOLDERS = frozenset(
    {"node_modules", "__pycache__", "$RECYCLE.BIN", "System Volume Information", "lost+found"}
)
_JUNK_FILES = frozenset({"Thumbs.db", "desktop.ini", "Icon\r"})
_JUNK_STARTS = (".", "~$")  # hidden; Office's owner files
_JUNK_ENDS = (".crdownload", ".part", ".partial", ".download", ".tmp", "~")
_UNREAD = GitIgnoreSpec(())
"""Stands for a `.gitignore` file that was not looked for."""
GITIGNORE = ".gitignore"
_MAX_GITIGNORE_BYTES = 1_000_000


class PatternError(ValueError):
    """A pattern that means nothing; the text names it and is fit to be shown."""

    def __init__(self, pattern: str, what: str) -> None:
        super().__init__(f"“{pattern}” {what} {_REMEDY}")
        self.pattern = pattern


@dataclass(frozen=True, slots=True)
class Exclusions:
    """What the user leaves out of a folder.

    Parameters
    ----------
    patterns
        As lines of a `.gitignore` file in that folder: `*.log`, `drafts/`, `/old/**`, `!keep.log`.
    use_gitignore
        Whether what `.gitignore` files name is left out.
    max_bytes
        Larger files are left out; None for no limit but the one for reading.
    removed
        Seals of folders and files within, which were removed from search on their own.
    """

    patterns: tuple[str, ...] = ()
    use_gitignore: bool = False
    max_bytes: int | None = None
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Exclusions()

    def check(self) -> None:
        """Raise PatternError if a pattern means nothing."""
        for pattern in self.patterns:
            try:
                spec = GitIgnoreSpec.from_lines([pattern])
            except GitIgnorePatternError as error:
                raise PatternError(pattern, "is not a pattern.") from error
            if "\n" in pattern or not any(one.include is not None for one in spec.patterns):
                raise PatternError(pattern, "names nothing.")

    def joined(self, other: Exclusions) -> Exclusions:
        """Return what leaves out all that either does, the other's limit going before ours."""
        new = tuple(one for one in dict.fromkeys(other.patterns) if one not in self.patterns)
        return Exclusions(
            self.patterns + new,
            self.use_gitignore or other.use_gitignore,
            self.max_bytes if other.max_bytes is None else other.max_bytes,
            tuple(dict.fromkeys((*self.removed, *other.removed))),
        )

    def as_text(self) -> str:
        """Return it as the catalog keeps it."""
        parts = [list(self.patterns), self.use_gitignore, self.max_bytes, list(self.removed)]
        return json.dumps(parts if self.removed else parts[:-1])

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return what `as_text` was made of."""
        patterns, use_gitignore, max_bytes, *removed = json.loads(text)
        return cls(tuple(patterns), use_gitignore, max_bytes, *map(tuple, removed))


NO_EXCLUSIONS = Exclusions()
_REMEDY = "Write it as a line of a .gitignore file, such as *.log or drafts/."


def is_junk(name: str) -> bool:
    """Whether a file of this name is left out: hidden, temporary, or a system's own.

    Examples
    --------
    >>> [is_junk(name) for name in ("a.txt", ".a.txt", "~$a.docx", "a.pdf.part", "Thumbs.db")]
    [False, True, True, True, True]
    """
    return name.startswith(_JUNK_STARTS) or name.endswith(_JUNK_ENDS) or name in _JUNK_FILES


class Selection:
    """Tells what of a root is indexed, to any thread.

    `.gitignore` files are read when they are first met; `forget` has some read again.

    Parameters
    ----------
    root
        A folder, or a single file, by its real path.
    exclusions
        What the user leaves out of it.
    left_out
        Folders and files that do not belong to it: the app's home, other sources within.
    skipped
        Ends of names, `.pdf`, of files that the user wants of no folder.
    """

    def __init__(
        self,
        root: Path,
        exclusions: Exclusions | None = None,
        left_out: Iterable[Path] = (),
        skipped: frozenset[str] = frozenset(),
    ) -> None:
        self.root = root
        self._skipped = skipped
        self.exclusions = exclusions or Exclusions()
        self._left_out = frozenset(str(path) for path in left_out)
        self._own = _spec(self.exclusions.patterns)
        self._read: dict[str, GitIgnoreSpec | None] = {}
        self._prefix = os.path.join(root, "")
        self._top: str | None = None

    def renewed(self) -> Selection:
        """Return one that reads all `.gitignore` files again."""
        return Selection(self.root, self.exclusions, map(Path, self._left_out), self._skipped)

    def takes_folder(self, path: str) -> bool:
        """Whether a folder in one that is taken is taken."""
        name = os.path.basename(path)
        if name.startswith(".") or name in _JUNK_FOLDERS or path in self._left_out:
            return False
        return not self._is_named(path, is_folder=True)

    def takes_file(self, path: str) -> bool:
        """Whether a file in a folder that is taken is taken, as far as its path tells."""
        if is_junk(os.path.basename(path)) or path in self._left_out:
            return False
        if self._skipped and os.path.splitext(path)[1].lower() in self._skipped:
            return False
        return not self._is_named(path, is_folder=False)

    def fits(self, size: int) -> bool:
        """Whether a file is small enough."""
        return self.exclusions.max_bytes is None or size <= self.exclusions.max_bytes

    def reaches(self, path: Path, *, is_folder: bool = False) -> bool:
        """Whether a walk from the root meets a path, were it there: nothing between is left out.

        Parameters
        ----------
        path
            Any path.
        is_folder
            Whether it is a folder; else it is a file.
        """
        if path == self.root:
            return True
        if not path.is_relative_to(self.root):
            return False
        parts = path.relative_to(self.root).parts
        here = str(self.root)
        for part in parts[:-1]:
            here = os.path.join(here, part)
            if not self.takes_folder(here):
                return False
        return self.takes_folder(str(path)) if is_folder else self.takes_file(str(path))

    def may_reach(self, path: Path) -> bool:
        """Whether a walk may meet a path of which it is not known whether it is a folder."""
        return self.reaches(path) or self.reaches(path, is_folder=True)

    def decides_by(self, path: Path) -> bool:
        """Whether a file says what else is left out."""
        return self.exclusions.use_gitignore and path.name == GITIGNORE

    def forget(self, folder: Path) -> None:
        """Read the `.gitignore` files in a folder again, and below it, when they are needed."""
        if self._read.pop(str(folder), _UNREAD) is not _UNREAD:
            below = os.path.join(folder, "")
            for one in [one for one in self._read if one.startswith(below)]:
                self._read.pop(one, None)

    def _is_named(self, path: str, *, is_folder: bool) -> bool:
        slash = "/" if is_folder else ""
        own = path.removeprefix(self._prefix).replace(os.sep, "/")
        if is_sealed(own, self.exclusions.removed):
            return True
        if self._own is not None and self._own.check_file(own + slash).include:
            return True
        if not self.exclusions.use_gitignore:
            return False
        for folder in self._folders_above(path):
            spec = self._gitignore(folder)
            if spec is None:
                continue
            inside = path[len(os.path.join(folder, "")) :].replace(os.sep, "/") + slash
            opinion = spec.check_file(inside).include
            if opinion is not None:
                return opinion
        return False

    def _folders_above(self, path: str) -> Iterable[str]:
        """Yield the folders whose `.gitignore` may name a path, the nearest first."""
        if self._top is None:
            self._top = _work_tree(str(self.root)) or str(self.root)
        while path != self._top:
            path = os.path.dirname(path)
            yield path

    def _gitignore(self, folder: str) -> GitIgnoreSpec | None:
        spec = self._read.get(folder, _UNREAD)
        if spec is _UNREAD:
            spec = self._read[folder] = _spec(_lines(os.path.join(folder, GITIGNORE)))
        return spec


def _spec(lines: Iterable[str]) -> GitIgnoreSpec | None:
    patterns: list[GitIgnoreSpecPattern] = []
    for line in lines:
        try:
            patterns += GitIgnoreSpec.from_lines([line]).patterns
        except GitIgnorePatternError:
            continue  # as Git, which takes it for a pattern that nothing matches
    return GitIgnoreSpec(patterns) if any(one.include is not None for one in patterns) else None


def _lines(file: str) -> list[str]:
    try:
        status = os.lstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_GITIGNORE_BYTES:
            return []
        with open(file, encoding="utf-8-sig", errors="surrogateescape") as stream:
            return stream.read().splitlines()
    except OSError:
        return []


def _work_tree(folder: str) -> str | None:
    """Return the folder around one that has a `.git`, whose `.gitignore` counts as well."""
    here = folder
    while True:
        if os.path.lexists(os.path.join(here, ".git")):
            return here
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above
