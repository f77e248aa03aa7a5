"""How do files behave that others use while they are read?"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PAUSE_S = 0.001


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Lock a file for this process alone; other programs of POSIX may read it all the same."""
    import fcntl

    with path.open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        fcntl.lockf(file, fcntl.LOCK_EX)
        yield


@contextmanager
def leased(path: Path) -> Iterator[None]:
    """Hold a lease on a file: who opens it waits, up to the system's patience of 45 seconds.

    Linux alone; the owner's process is told by a signal, which is ignored here.
    """
    assert sys.platform == "linux"
    import fcntl
    import signal

    before = signal.signal(signal.SIGIO, signal.SIG_IGN)
    try:
        with path.open("r+b") as file:
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
            yield
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    finally:
        signal.signal(signal.SIGIO, before)


@contextmanager
def growing(path: Path, line: bytes) -> Iterator[None]:
    """Append to a file again and again, as long as the context is open."""
    stop = threading.Event()

    def write() -> None:
        with path.open("ab", buffering=0) as file:
            while not stop.wait(_PAUSE_S):
                file.write(line)

    thread = threading.Thread(target=write, name="growing")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def coming_and_going(path: Path, content: bytes) -> Iterator[None]:
    """Delete a file and write it anew, again and again; at the end it is there."""
    stop = threading.Event()

    def write() -> None:
        while not stop.wait(_PAUSE_S):
            path.unlink(missing_ok=True)
            path.write_bytes(content)

    thread = threading.Thread(target=write, name="coming and going")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        path.write_bytes(content)
