"""How do we wait for a disk that may never answer, such as that of a server that is gone?"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TypeVar

from app.watch.scanner import RootOfflineError

_T = TypeVar("_T")


def collect(items: Iterable[_T], stall_s: float) -> list[_T]:
    """Return all items; what makes them works in a thread of its own.

    Parameters
    ----------
    items
        Makes one after the other.
    stall_s
        So long one may take.

    Raises
    ------
    RootOfflineError
        One took longer. The thread goes on waiting; nothing can stop it.
    """
    collected: list[_T] = []
    failed: list[Exception] = []
    progress = threading.Condition()
    is_done = False

    def run() -> None:
        nonlocal is_done
        try:
            for item in items:
                collected.append(item)  # noqa: PERF402 - the waiting thread sees it grow
        except Exception as error:  # noqa: BLE001 - the caller raises it
            failed.append(error)
        with progress:
            is_done = True
            progress.notify()

    threading.Thread(target=run, name="waiting for a disk", daemon=True).start()
    with progress:
        n_items = -1
        while not is_done:
            if len(collected) == n_items:
                raise RootOfflineError("the disk does not answer")
            n_items = len(collected)
            progress.wait_for(lambda: is_done, stall_s)
    if failed:
        raise failed[0]
    return collected
