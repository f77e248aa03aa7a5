"""Which files are no ordinary ones, may not be read, or lie where it is hard to get?"""

from __future__ import annotations

import os
import stat
import sys

from app.extract.base import FailureKind
from tests.support.hostile.folder import HostileFolder

_NOT_ORDINARY = FailureKind.UNSUPPORTED_FORMAT


def write_places(folder: HostileFolder) -> None:
    """Write pipes, sockets, devices, links, files without permission, empty ones and deep ones."""
    folder.bad("empty.txt", b"", "0 bytes", FailureKind.EXTRACTION_FAILED)
    folder.bad("empty.pdf", b"", "0 bytes", FailureKind.EXTRACTION_FAILED)
    folder.bad("empty.docx", b"", "0 bytes", FailureKind.EXTRACTION_FAILED)
    (folder.path / ".hidden.txt").write_bytes(_content("neverfound"))
    folder.tell(folder.path / ".hidden.txt", "hidden")
    if sys.platform == "win32":
        return
    _write_special(folder.within("special"))
    _write_links(folder.within("links"))
    _write_closed(folder.within("closed"))
    _write_deep(folder.within("deep"))


def _content(word: str) -> bytes:
    return f"A plain text about {word}, in an odd place.\n".encode()


def _write_special(folder: HostileFolder) -> None:
    for name in ("pipe.txt", "pipe.pdf", "pipe"):
        os.mkfifo(folder.path / name)
        folder.tell(folder.path / name, "a pipe that nobody writes to", None, _NOT_ORDINARY)
    kinds = {
        "socket.txt": (stat.S_IFSOCK, 0, "a socket"),
        "endless.txt": (stat.S_IFCHR, os.makedev(1, 5), "the device of endless zeros"),
        "terminal.docx": (stat.S_IFCHR, os.makedev(5, 0), "the terminal"),
    }
    for name, (kind, device, what) in kinds.items():
        try:
            os.mknod(folder.path / name, kind | 0o600, device)
        except OSError:  # not for everybody, and not on every system
            continue
        folder.tell(folder.path / name, what, None, _NOT_ORDINARY)


def _write_links(folder: HostileFolder) -> None:
    """Links are left out by every scan: what they lead to is indexed where it lies."""
    targets = {
        "zero.txt": "/dev/zero",
        "random.pdf": "/dev/urandom",
        "itself.txt": "itself.txt",
        "nowhere.txt": "not/there.txt",
        "up": "..",
        "root": "/",
        "beside.txt": "../empty.txt",
    }
    for name, target in targets.items():
        (folder.path / name).symlink_to(target)
        folder.tell(folder.path / name, f"a link to {target}")


def _write_closed(folder: HostileFolder) -> None:
    path = folder.good("unreadable.txt", _content, "no permission to read")
    told = folder.files.pop()
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser may
        folder.files.append(told)
    else:
        folder.tell(path, told.what, None, FailureKind.PERMISSION_DENIED)
    inner = folder.within("unreadable folder")
    inner.good("inside.txt", _content, "in a folder without permission")
    told = folder.files.pop()
    inner.path.chmod(0)
    if os.access(inner.path, os.R_OK | os.X_OK):
        folder.files.append(told)
    else:
        folder.tell(inner.path, told.what, None, FailureKind.PERMISSION_DENIED)


def _write_deep(folder: HostileFolder) -> None:
    """Write a file as deep as a path may be."""
    name = "d" * 200
    path = folder.path
    while len(os.fsencode(path)) < 3_600:
        path /= name
    path.mkdir(parents=True)
    word = folder.word()
    (path / "deep.txt").write_bytes(_content(word))
    folder.tell(path / "deep.txt", "a path of nearly 4,000 bytes", word)
