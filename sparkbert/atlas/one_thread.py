"""How do many small matrix products get done while all processors are busy?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from threadpoolctl import ThreadpoolController


@contextmanager
def one_thread() -> Iterator[None]:
    """Let the libraries below numpy and faiss work in the calling thread alone.

    Their threads wait for each other by spinning. Beside an encoder that takes all processors, what
    is 30 ms of work took ten seconds on two of them.
    """
    with _controller().limit(limits=1):
        yield


@cache
def _controller() -> ThreadpoolController:
    from sparkbert import vectors  # noqa: F401 - loaded first, so that it is found, too

    return ThreadpoolController()
