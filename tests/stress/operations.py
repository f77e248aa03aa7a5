"""What do people and programs do to files?

Every operation takes its choices from a `Chooser`, so that a seed or Hypothesis may make them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

_T = TypeVar("_T")
_N_NAMES = 12
_MINUTE_S = 60


class Chooser(Protocol):
    """Chooses."""

    def choice(self, some: Sequence[_T]) -> _T:
        """Return one of some things."""
        ...


@dataclass
class Tree:
    """A folder that is indexed, and one beside it that is not.

    Parameters
    ----------
    folder
        The one that is indexed.
    elsewhere
        The other, on the same disk.
    text
        Makes the text of a file, given a number that no other file has.
    """

    folder: Path
    elsewhere: Path
    text: Callable[[int], str]
    n_texts: int = 0
    before: dict[Path, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in (self.folder, self.elsewhere):
            one.mkdir(parents=True, exist_ok=True)

    def do(self, name: str, chooser: Chooser) -> str:
        """Do one of `OPERATIONS`; returns what was done, for a reader."""
        return f"{name}: {OPERATIONS[name](self, chooser)}"

    def files(self) -> list[Path]:
        """Return the files in the folder."""
        return sorted(
            one for one in self.folder.rglob("*") if one.is_file() and not one.is_symlink()
        )

    def folders(self) -> list[Path]:
        """Return the folders in the folder, and itself."""
        inner = (one for one in self.folder.rglob("*") if one.is_dir() and not one.is_symlink())
        return [self.folder, *sorted(inner)]

    def place(self, chooser: Chooser) -> Path:
        """Return a path for a file, which may be taken."""
        suffix = chooser.choice([".txt", ".md"])
        return chooser.choice(self.folders()) / f"{chooser.choice(_NAMES)}{suffix}"

    def next_text(self) -> str:
        """Return a text that no file has."""
        self.n_texts += 1
        return self.text(self.n_texts)

    def write(self, path: Path, content: str) -> None:
        """Write a file, unless a folder or a link is in its place."""
        if path.is_dir() or path.is_symlink():
            return
        if path.exists():
            self.before[path] = path.read_bytes()
        path.write_text(content, encoding="utf-8")


_NAMES = [f"file{number}" for number in range(_N_NAMES)]
_FOLDER_NAMES = ["one", "two", "three"]


def _create(tree: Tree, chooser: Chooser) -> Path:
    path = tree.place(chooser)
    tree.write(path, tree.next_text())
    return path


def _on_a_file(work: Callable[[Tree, Chooser, Path], object]) -> Callable[[Tree, Chooser], object]:
    """Return an operation that is done to a file; without one, a file is made."""

    def operation(tree: Tree, chooser: Chooser) -> object:
        files = tree.files()
        return work(tree, chooser, chooser.choice(files)) if files else _create(tree, chooser)

    return operation


def _edit(tree: Tree, chooser: Chooser, path: Path) -> Path:
    tree.write(path, tree.next_text())
    return path


def _edit_unseen(tree: Tree, chooser: Chooser, path: Path) -> Path:
    """Change the content, but neither size nor time."""
    status = path.stat()
    path.write_bytes(path.read_bytes()[::-1].replace(b"\n", b" "))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    os.utime(path)  # a program that hides both is beyond us
    return path


def _append(tree: Tree, chooser: Chooser, path: Path) -> Path:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{tree.next_text()}")
    return path


def _replace(tree: Tree, chooser: Chooser, path: Path) -> Path:
    """Save as editors do: write beside it, then rename over it."""
    partial = path.with_name(f".{path.name}.part")
    partial.write_text(tree.next_text(), encoding="utf-8")
    partial.replace(path)
    return path


def _back_up_and_save(tree: Tree, chooser: Chooser, path: Path) -> Path:
    """Save as office suites do: the old file gets another name, the new one is written."""
    path.replace(path.with_name(f"{path.name}~"))
    path.write_text(tree.next_text(), encoding="utf-8")
    return path


def _rename(tree: Tree, chooser: Chooser, path: Path) -> str:
    target = tree.place(chooser)
    if not target.is_dir() and not target.is_symlink():
        path.replace(target)
    return f"{path} to {target}"


def _swap(tree: Tree, chooser: Chooser, path: Path) -> str:
    other = chooser.choice(tree.files())
    if other != path:
        aside = tree.elsewhere / "aside"
        path.replace(aside)
        other.replace(path)
        aside.replace(other)
    return f"{path} with {other}"


def _delete(tree: Tree, chooser: Chooser, path: Path) -> Path:
    tree.before[path] = path.read_bytes()
    path.unlink()
    return path


def _restore(tree: Tree, chooser: Chooser) -> object:
    paths = sorted(path for path in tree.before if path.parent.is_dir() and not path.is_dir())
    if not paths:
        return None
    path = chooser.choice(paths)
    path.write_bytes(tree.before[path])
    return path


def _copy(tree: Tree, chooser: Chooser, path: Path) -> str:
    target = tree.place(chooser)
    if target != path and not target.is_dir() and not target.is_symlink():
        shutil.copy2(path, target)
    return f"{path} to {target}"


def _empty(tree: Tree, chooser: Chooser, path: Path) -> Path:
    tree.write(path, "")
    return path


def _touch(tree: Tree, chooser: Chooser, path: Path) -> Path:
    time = path.stat().st_mtime - _MINUTE_S
    os.utime(path, (time, time))
    return path


def _move_out(tree: Tree, chooser: Chooser, path: Path) -> Path:
    path.replace(tree.elsewhere / path.name)
    return path


def _move_in(tree: Tree, chooser: Chooser) -> object:
    waiting = sorted(one for one in tree.elsewhere.iterdir() if one.is_file())
    if not waiting:
        return None
    path = chooser.choice(waiting)
    target = tree.place(chooser)
    if not target.is_dir() and not target.is_symlink():
        path.replace(target)
    return f"{path} to {target}"


def _make_folder(tree: Tree, chooser: Chooser) -> Path:
    path = chooser.choice(tree.folders()[:4]) / chooser.choice(_FOLDER_NAMES)
    path.mkdir(exist_ok=True)
    tree.write(path / f"{chooser.choice(_NAMES)}.txt", tree.next_text())
    return path


def _on_a_folder(
    work: Callable[[Tree, Chooser, Path], object],
) -> Callable[[Tree, Chooser], object]:
    def operation(tree: Tree, chooser: Chooser) -> object:
        folders = tree.folders()[1:]
        if not folders:
            return _make_folder(tree, chooser)
        return work(tree, chooser, chooser.choice(folders))

    return operation


def _rename_folder(tree: Tree, chooser: Chooser, path: Path) -> str:
    target = chooser.choice(tree.folders()) / chooser.choice(_FOLDER_NAMES)
    if not target.exists() and not target.is_relative_to(path):
        path.rename(target)
    return f"{path} to {target}"


def _move_folder_out(tree: Tree, chooser: Chooser, path: Path) -> Path:
    target = tree.elsewhere / f"folder-{path.name}"
    if not target.exists():
        path.rename(target)
    return path


def _move_folder_in(tree: Tree, chooser: Chooser) -> object:
    waiting = sorted(one for one in tree.elsewhere.iterdir() if one.is_dir())
    target = chooser.choice(tree.folders()) / chooser.choice(_FOLDER_NAMES)
    if not waiting or target.exists():
        return None
    path = chooser.choice(waiting)
    path.rename(target)
    return target


def _delete_folder(tree: Tree, chooser: Chooser, path: Path) -> Path:
    shutil.rmtree(path)
    return path


def _link(tree: Tree, chooser: Chooser) -> object:
    """Link to a file, to a folder outside, or to a folder that holds the link."""
    path = chooser.choice(tree.folders()) / chooser.choice(["link.txt", "link", "loop"])
    if os.path.lexists(path):
        path.unlink() if not path.is_dir() or path.is_symlink() else None
        return path
    targets = [tree.elsewhere, path.parent, *tree.files()]
    path.symlink_to(chooser.choice(targets))
    return path


OPERATIONS: dict[str, Callable[[Tree, Chooser], object]] = {
    "create": _create,
    "edit": _on_a_file(_edit),
    "edit unseen": _on_a_file(_edit_unseen),
    "append": _on_a_file(_append),
    "replace": _on_a_file(_replace),
    "back up and save": _on_a_file(_back_up_and_save),
    "rename": _on_a_file(_rename),
    "swap": _on_a_file(_swap),
    "delete": _on_a_file(_delete),
    "restore": _restore,
    "copy": _on_a_file(_copy),
    "empty": _on_a_file(_empty),
    "touch": _on_a_file(_touch),
    "move out": _on_a_file(_move_out),
    "move in": _move_in,
    "make folder": _make_folder,
    "rename folder": _on_a_folder(_rename_folder),
    "move folder out": _on_a_folder(_move_folder_out),
    "move folder in": _move_folder_in,
    "delete folder": _on_a_folder(_delete_folder),
    "link": _link,
}
