"""How do several threads share one encoder that lives in a process of its own?

The model's vectors depend, in their last bits, on which texts share a micro-batch: encoding the
same request twice gives the same bits, encoding a text in other company need not. A query is always
encoded alone.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Self

from app.engine.encoder_child import EncoderFactory, Request, SetRest, load_bert
from app.engine.encoder_link import EncoderChild
from app.engine.idle import IdleTimer
from app.errors import EncoderDiedError, EncoderError
from sparkbert.encoder.base import EncoderIdentity, Encoding, TokenEncoder

_log = logging.getLogger(__name__)

_N_DEATHS_IN_A_ROW = 2
"""A child that died is restarted by the next request; one that dies again unanswered is not."""


class EncoderProcess:
    """A token encoder in a child process; may be used from several threads.

    Nothing blocks but `identity`, `encode` and `encode_query`. The child is started by `start` or
    by the first request and ends with `close`, or when this process dies in whatever way.

    Parameters
    ----------
    factory
        Loads the encoder inside the child; must be picklable. The default loads the real model.
    on_restart
        Is called, in whatever thread asks, with the reason why the last child ended, when another
        takes its place.
    on_change
        Is called, in whatever thread, when `is_ready` or `is_loading` may have changed; must
        return at once and not ask this object.
    sleep_after_s
        After so long without work the child is ended, which gives its memory back; the next
        request starts another. None keeps it.
    """

    def __init__(
        self,
        factory: EncoderFactory = load_bert,
        on_restart: Callable[[str], None] = lambda reason: None,
        on_change: Callable[[], None] = lambda: None,
        *,
        sleep_after_s: float | None = None,
    ) -> None:
        self._factory = factory
        self._on_change = on_change
        self._on_restart = on_restart
        self._lock = threading.Lock()
        self._child: EncoderChild | None = None
        self._next_number = 0
        self._n_deaths = 0
        self._n_busy = 0  # requests that are not answered yet
        self._rest = 0.0
        self._closed = False
        self._timer = None if sleep_after_s is None else IdleTimer(sleep_after_s, self._sleep)

    def start(self) -> None:
        """Start the child if none runs; returns at once, while the model is being loaded.

        What goes wrong is told to the first request.
        """
        with self._lock, suppress(EncoderError):
            self._living_child()
        self._touch()

    @property
    def identity(self) -> EncoderIdentity:
        """Which model this is; waits until it is loaded. Raises as `encode` does."""
        with self._lock:
            loaded = self._living_child().loaded
        return loaded.result()

    @property
    def is_ready(self) -> bool:
        """Whether a request would be worked on at once."""
        with self._lock:
            child = self._child
        return child is not None and child.is_ready

    @property
    def is_loading(self) -> bool:
        """Whether the child has been started and is not ready yet."""
        with self._lock:
            child = self._child
        return child is not None and not child.loaded.done() and not child.died.is_set()

    def sleep_after(self, seconds: float) -> None:
        """Let the child end after so long without work, if it does at all."""
        if self._timer is not None:
            self._timer.set_seconds(seconds)

    def submit(self, texts: Sequence[str], *, urgent: bool = False) -> Future[list[Encoding]]:
        """Ask for encodings, in order; the future raises what `encode` raises.

        To cancel it makes the child drop a bulk request soon.
        """
        with self._lock:
            try:
                child = self._living_child()
            except EncoderError as error:
                failed: Future[list[Encoding]] = Future()
                failed.set_exception(error)
                return failed
            self._next_number += 1
            self._n_busy += 1
            request = Request(self._next_number, tuple(texts), urgent)
        future = child.submit(request)
        future.add_done_callback(partial(self._answered, child, request.number))
        return future

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """Encode texts, in order, as bulk work.

        Raises
        ------
        ValueError
            A text has more word pieces than `identity.max_pieces`.
        ModelError
            The model can't be loaded.
        EncoderDiedError
            The child ended before it had answered; the next request starts another.
        EncoderError
            The child met a bug; its trace is in the log.
        """
        return self.submit(texts).result()

    @property
    def urgent(self) -> TokenEncoder:
        """The same encoder, whose `encode` goes ahead of all bulk work: for queries."""
        return _Urgent(self)

    def encode_query(self, text: str) -> Encoding:
        """Encode one text ahead of all bulk work; raises as `encode` does."""
        return self.submit([text], urgent=True).result()[0]

    def set_rest(self, times: float) -> None:
        """Let bulk work rest after each micro-batch, so many times as long as it took."""
        with self._lock:
            if times == self._rest:
                return
            self._rest = times
            child = self._child
        if child is not None:
            child.order(SetRest(times))

    def forgive(self) -> None:
        """Forget that children have died, or that one could not load: the next may do better."""
        with self._lock:
            self._n_deaths = 0
            child = self._child
            if child is None or not (child.died.is_set() or child.failed_to_load):
                return
            self._child = None
        child.close()

    def close(self) -> None:
        """End the child; requests that wait raise EncoderDiedError."""
        with self._lock:
            self._closed = True
            child, self._child = self._child, None
        if child is not None:
            child.close()
        if self._timer is not None:
            self._timer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _loaded(self, done: Future[EncoderIdentity]) -> None:
        del done
        self._touch()
        self._on_change()

    def _answered(self, child: EncoderChild, number: int, done: Future[list[Encoding]]) -> None:
        if done.cancelled():
            child.drop(number)
        with self._lock:
            self._n_busy -= 1
        self._touch()

    def _touch(self) -> None:
        if self._timer is not None:
            self._timer.touch()

    def _sleep(self) -> None:
        """End a child that has nothing to do; what asks meanwhile gets another."""
        with self._lock:
            child = self._child
            if child is None or self._n_busy or not child.is_ready:
                return
            self._child = None
        self._on_change()
        child.close()
        _log.info("the encoder sleeps")

    def _living_child(self) -> EncoderChild:
        """Return the child, a new one where the last has died; needs the lock."""
        if self._closed:
            raise EncoderDiedError("The encoder process was closed.")
        child = self._child
        if child is not None and child.died.is_set() and not child.failed_to_load:
            self._n_deaths = 1 if child.has_answered else self._n_deaths + 1
            if self._n_deaths >= _N_DEATHS_IN_A_ROW:
                raise EncoderDiedError(
                    f"The encoder process ended {self._n_deaths} times in a row "
                    f"({child.exit_reason}) and is not started again. Close other programs if "
                    "memory is short, then try again; words are still searched."
                )
            self._on_restart(child.exit_reason)
            child = None
        if child is None:
            try:
                child = EncoderChild(self._factory)
            except OSError as error:
                raise EncoderError(
                    f"The encoder process can't be started ({error.strerror}). Close other "
                    "programs and try again; words are still searched."
                ) from error
            self._child = child
            if self._rest:
                child.order(SetRest(self._rest))
            self._on_change()
            child.loaded.add_done_callback(self._loaded)
        return child


class _Urgent:
    def __init__(self, process: EncoderProcess) -> None:
        self._process = process

    @property
    def identity(self) -> EncoderIdentity:
        return self._process.identity

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        return self._process.submit(texts, urgent=True).result()
