"""What crosses the line between an engine and its clients, and how do they find each other?

The line is a socket of the file system, or a named pipe on Windows; never the network. Whoever can
read the home folder may connect: the key lies there, for its owner alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from app.engine.events import Event
from app.engine.messages import Reply, Request
from app.paths import Home

PROTOCOL = 6
"""Both sides must speak the same one; rises when a message changes."""

_FILE = "engine.json"


@dataclass(frozen=True, slots=True)
class Ask:
    """A client's request; answers carry its number."""

    number: int
    request: Request


@dataclass(frozen=True, slots=True)
class Welcome:
    """The first frame of an engine that will answer; one that is ending hangs up instead."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request."""

    number: int
    reply: Reply


@dataclass(frozen=True, slots=True)
class Failed:
    """A request that failed; the error's text is fit to be shown."""

    number: int
    error: Exception


@dataclass(frozen=True, slots=True)
class Dropped:
    """A search that was not answered, because a newer one has come."""

    number: int


@dataclass(frozen=True, slots=True)
class Tell:
    """Something that was not asked for."""

    event: Event


FromEngine = Welcome | Answer | Failed | Dropped | Tell


@dataclass(frozen=True, slots=True)
class Address:
    """Where a home's engine listens.

    Parameters
    ----------
    protocol
        What it speaks.
    pid
        Its process.
    address
        The socket's path, or the pipe's name.
    key
        In hex; proves that a client may read the home folder.
    """

    protocol: int
    pid: int
    address: str
    key: str

    @property
    def family(self) -> str:
        """What `multiprocessing.connection` calls this kind of line."""
        return "AF_PIPE" if sys.platform == "win32" else "AF_UNIX"

    @property
    def secret(self) -> bytes:
        """The key as bytes."""
        return bytes.fromhex(self.key)


def new_address(home: Home) -> Address:
    """Return an address for the home's one engine to listen at, with a fresh key.

    A socket's path may have some hundred bytes, and a home folder's more: sockets lie in a folder
    of their own under the system's temporary one, for its owner alone.
    """
    name = hashlib.sha256(os.fsencode(os.path.realpath(home.directory))).hexdigest()[:16]
    if sys.platform == "win32":
        address = rf"\\.\pipe\sparkbert-{name}-{os.getpid()}"
    else:
        folder = Path(tempfile.gettempdir()) / f"sparkbert-{os.getuid()}"
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            folder = Path(tempfile.mkdtemp(prefix="sparkbert-"))
        for left in folder.glob(f"{name}-*"):  # by engines of this home that were killed
            left.unlink(missing_ok=True)
        address = str(folder / f"{name}-{os.getpid()}")
    return Address(PROTOCOL, os.getpid(), address, secrets.token_hex(32))


def publish(home: Home, address: Address) -> None:
    """Write down where this home's engine listens."""
    partial = home.directory / f"{_FILE}.part"
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(asdict(address), file)
    partial.replace(home.directory / _FILE)


def published(home: Home) -> Address | None:
    """Return where this home's engine has said it listens, if it has; it may be gone."""
    try:
        return Address(**json.loads((home.directory / _FILE).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def withdraw(home: Home, address: Address) -> None:
    """Take back what `publish` wrote, unless another engine has written since."""
    if published(home) == address:
        (home.directory / _FILE).unlink(missing_ok=True)


def withdraw_any(home: Home) -> None:
    """Remove what an engine that was killed has left; for who holds the home's lock."""
    (home.directory / _FILE).unlink(missing_ok=True)
