"""How is a request answered all the same when it has met a part of the index that is damaged?"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import suppress
from typing import Any, TypeVar

from sparkbert.errors import IndexCorruptError

_T = TypeVar("_T")


def then(first: Future[_T], follow: Callable[[_T], Future[Any]]) -> Future[Any]:
    """Return the future of what follows a first one; both are told of errors and cancelling."""
    outer: Future[Any] = Future()

    def go_on(done: Future[_T]) -> None:
        if done.cancelled() or done.exception() is not None:
            _copy(done, outer)
            return
        try:
            inner = follow(done.result())
        except Exception as error:  # noqa: BLE001 - it belongs to the asker
            outer.set_exception(error)
            return
        inner.add_done_callback(lambda one: _copy(one, outer))

    first.add_done_callback(go_on)
    return outer


def try_again_mended(
    ask: Callable[[], Future[_T]], mend: Callable[[IndexCorruptError], Future[Any]]
) -> Future[_T]:
    """Ask; where the index turns out to be damaged, have it mended and ask once more.

    Parameters
    ----------
    ask
        Asks for what is wanted.
    mend
        Has what an error tells of mended; its future raises what can't be.
    """
    outer: Future[_T] = Future()

    def look(done: Future[_T]) -> None:
        try:
            error = done.exception()
        except CancelledError:
            error = None
        if isinstance(error, IndexCorruptError):
            then(mend(error), lambda _: ask()).add_done_callback(lambda one: _copy(one, outer))
        else:
            _copy(done, outer)

    ask().add_done_callback(look)
    return outer


def _copy(done: Future[Any], outer: Future[Any]) -> None:
    with suppress(InvalidStateError):
        if done.cancelled():
            outer.cancel()
            outer.set_running_or_notify_cancel()
        elif (error := done.exception()) is not None:
            outer.set_exception(error)
        else:
            outer.set_result(done.result())
