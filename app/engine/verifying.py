"""Who reads and checks the whole index while it is in use?"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from app.engine.checkup import check_files
from app.engine.interrupts import block_interrupts
from app.engine.verify_messages import Verified, VerifyProgress
from sparkbert.errors import CatalogCorruptError
from sparkbert.index.verify import verify


class Verifier:
    """Checks the index in a thread of its own, one check at a time.

    Parameters
    ----------
    directory
        The index's folder.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._closed = False
        self._pool = ThreadPoolExecutor(
            1, thread_name_prefix="verify", initializer=block_interrupts
        )

    def verify(self, tell: Callable[[VerifyProgress], None]) -> Future[Verified]:
        """Check the index; the future raises SparkBertError if it can't be read at all."""
        return self._pool.submit(self._verify, tell)

    def close(self) -> None:
        """End what runs at its next part; what waits is cancelled."""
        self._closed = True
        self._pool.shutdown(cancel_futures=True)

    def _verify(self, tell: Callable[[VerifyProgress], None]) -> Verified:
        def note(n_done: int, n_parts: int) -> None:
            if self._closed:
                raise _EndedError
            tell(VerifyProgress(n_done, n_parts))

        try:
            problems = verify(self._directory, note)
        except _EndedError:
            return Verified(())
        with suppress(CatalogCorruptError):  # which is among the problems already
            problems += check_files(self._directory)
        return Verified(tuple(f"{one.part}: {one.message}" for one in problems))


class _EndedError(Exception):
    """The engine is ending."""
