"""How are child processes kept out of Ctrl-C, which a terminal sends to all of them?

A spawned child inherits the signal mask of the thread that starts it, from its first instruction
on; the engine alone then decides what Ctrl-C means.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


def block_interrupts() -> None:
    """Block SIGINT in this thread and in the processes that it starts; Windows has no masks."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


@contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Do the same for a while; a SIGINT that comes meanwhile is delivered afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
