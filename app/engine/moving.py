"""Who moves the index to another folder, so that it is whole in one of the two at any moment?

It is copied, and the copy is read and checked, while searches go on and nobody writes. One file
that is replaced then says where the index is (`index_place.py`); the engine ends, and the next one
deletes what was left behind.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from app.engine.index_place import delete_left, note_copies, note_moved
from app.engine.interrupts import block_interrupts
from app.engine.messages import Done
from app.engine.move_messages import IndexMoved, MoveIndex, MoveProgress, StopMoving
from app.errors import (
    MoveStoppedError,
    PlaceLockedError,
    PlaceOnNetworkError,
    PlaceTakenError,
    PlaceTooSmallError,
)
from app.paths import Home
from app.watch.mounts import DiskKind, connected, kind_of
from sparkbert.errors import IndexCorruptError
from sparkbert.index.catalog import user_errors
from sparkbert.index.copying import bytes_to_copy, copy_index
from sparkbert.index.segment import sync_directory
from sparkbert.index.verify import verify

_FOLDER = "SparkBERT index"
_COPY = ".sparkbert-copy-"
_SPARE_BYTES = 64_000_000
"""So much room must be left on a disk for the index to grow."""
_TELL_BYTES = 8_000_000

Tell = Callable[[MoveProgress], None]


class Mover:
    """Moves the index in a thread of its own, one move at a time.

    Parameters
    ----------
    home
        Whose index.
    park
        Has the thread that writes wait for a call, and end when it has succeeded.
    """

    def __init__(
        self, home: Home, park: Callable[[Callable[[], IndexMoved]], Future[IndexMoved]]
    ) -> None:
        self._home = home
        self._park = park
        self._is_unwanted = threading.Event()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="move", initializer=block_interrupts)

    def answer(self, request: MoveIndex | StopMoving, tell: Tell) -> Future[Any]:
        """Move the index, or leave it where it is, if it is not too late.

        The future of a move raises MoveError or SparkBertError; the index is where it was then.
        """
        if isinstance(request, StopMoving):
            self.stop()
            done: Future[Done] = Future()
            done.set_result(Done())
            return done
        self._is_unwanted.clear()
        return self._park(lambda: self._pool.submit(self._move, request.folder, tell).result())

    def stop(self) -> None:
        """Leave it where it is, if it is not too late."""
        self._is_unwanted.set()

    def close(self) -> None:
        """End what runs; what waits is cancelled."""
        self.stop()
        self._pool.shutdown(cancel_futures=True)

    def _move(self, folder: Path | None, tell: Tell) -> IndexMoved:
        place = self._home.own_index if folder is None else Path(os.path.realpath(folder)) / _FOLDER
        self._check(place)
        self._copy(place, tell)
        return IndexMoved(place)

    def _check(self, place: Path) -> None:
        """Raise MoveError if the index can't be moved to a place."""
        folder, index = place.parent, Path(os.path.realpath(self._home.index))
        if place == index:
            raise PlaceTakenError(f"The index is in {folder} already.")
        if place.is_relative_to(index) or (place.exists() and any(place.iterdir())):
            raise PlaceTakenError(f"{place} is in use. Choose another folder, or delete that one.")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PlaceLockedError(f"{folder} can't be written to. Choose another folder.")
        if kind_of(folder, connected()) is DiskKind.NETWORK:
            raise PlaceOnNetworkError(
                f"{folder} is on a network drive, where an index can be damaged. Choose a folder "
                "on a disk of this computer."
            )
        n_needed = bytes_to_copy(index) + _SPARE_BYTES
        n_free = shutil.disk_usage(folder).free
        if n_free < n_needed:
            raise PlaceTooSmallError(
                f"The index needs {n_needed / 1e6:,.0f} MB, but {folder} has {n_free / 1e6:,.0f} "
                "MB left. Make room there, or choose another folder."
            )

    def _copy(self, place: Path, tell: Tell) -> None:
        """Have a checked copy of the index be the index; raises what keeps it from that."""
        index, folder = self._home.index, place.parent
        with user_errors(place):
            holder = Path(tempfile.mkdtemp(prefix=_COPY, dir=folder))
        try:
            with user_errors(self._home.directory):
                note_copies(self._home, holder, place)
            copy = holder / "index"
            copy_index(index, copy, _Telling(bytes_to_copy(index), tell, self._is_unwanted))
            self._verify(copy, tell)
            with user_errors(place):
                if place.exists():
                    place.rmdir()  # it is empty
                copy.rename(place)
                sync_directory(folder)
            self._refuse_if_unwanted()
            with user_errors(self._home.directory):
                note_moved(self._home, place)
        except BaseException:
            delete_left(self._home)
            raise
        finally:
            shutil.rmtree(holder, ignore_errors=True)

    def _verify(self, copy: Path, tell: Tell) -> None:
        def note(n_done: int, n_parts: int) -> None:
            self._refuse_if_unwanted()
            tell(MoveProgress(n_done, n_parts, is_checking=True))

        if problems := verify(copy, note):
            raise IndexCorruptError(
                "The index was not moved: its copy is not whole "
                f"({problems[0].part}: {problems[0].message}) Check the index, then the disk."
            )

    def _refuse_if_unwanted(self) -> None:
        if self._is_unwanted.is_set():
            raise MoveStoppedError("The index stays where it was.")


class _Telling:
    """Passes on now and then how much is copied, and ends a copy that is not wanted any more."""

    def __init__(self, n_bytes: int, tell: Tell, is_unwanted: threading.Event) -> None:
        self._n_bytes = n_bytes
        self._tell = tell
        self._is_unwanted = is_unwanted
        self._told = -_TELL_BYTES

    def __call__(self, n_done: int) -> None:
        if self._is_unwanted.is_set():
            raise MoveStoppedError("The index stays where it was.")
        if n_done - self._told >= _TELL_BYTES or n_done >= self._n_bytes:
            self._told = n_done
            self._tell(MoveProgress(min(n_done, self._n_bytes), self._n_bytes))
