"""Who is writing to the index?"""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from sparkbert.errors import IndexLockedError

LOCK_NAME = "writer.lock"
HOLDER_NAME = "writer.pid"  # beside the lock: on Windows nobody can read a locked file


class WriterLock:
    """The right to write to an index; the system takes it back when the process dies."""

    def __init__(self, directory: Path) -> None:
        self._holder = directory / HOLDER_NAME
        self._lock = FileLock(directory / LOCK_NAME, timeout=0, mode=0o600, thread_local=False)

    def acquire(self) -> None:
        """Take the lock at once; raises IndexLockedError, which says who holds it."""
        try:
            self._lock.acquire()
        except Timeout:
            raise IndexLockedError(
                f"The process {self._holder_pid()} is already writing to the index in "
                f"{self._holder.parent}. Quit the program that runs there, or end that process, "
                "and try again."
            ) from None
        self._holder.touch(mode=0o600)
        self._holder.write_text(str(os.getpid()))

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()

    def _holder_pid(self) -> str:
        try:
            return self._holder.read_text() or "unknown"
        except OSError:
            return "unknown"
