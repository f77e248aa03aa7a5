"""How do several threads share one encoder that lives in a process of its own?

The model's vectors depend, in their last bits, on which texts share a micro-batch: encoding the
same request twice gives the same bits, encoding a text in other company need not. A query is always
encoded alone.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from app.engine.encoder_child import (
    EncoderFactory,
    Loaded,
    LoadFailed,
    Part,
    Reply,
    Request,
    RequestFailed,
    load_bert,
    run_child,
)
from app.engine.idle import IdleTimer
from app.engine.interrupts import interrupts_blocked
from app.errors import EncoderDiedError, EncoderError
from sparkbert.encoder.base import EncoderIdentity, Encoding, TokenEncoder
from sparkbert.errors import ModelError

_log = logging.getLogger(__name__)

PROCESS_NAME = "sparkbert-encoder"
"""What the child is called among this process's children."""

_N_DEATHS_IN_A_ROW = 2
"""A child that died is restarted by the next request; one that dies again unanswered is not."""

_CLOSE_S = 5.0
"""How long a child may take to leave once asked; then it is killed."""


@dataclass(slots=True)
class _Waiting:
    future: Future[list[Encoding]]
    n_texts: int
    encodings: dict[int, Encoding] = field(default_factory=dict)


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
        self._child: _Child | None = None
        self._next_number = 0
        self._n_deaths = 0
        self._n_busy = 0  # requests that are not answered yet
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

    def submit(self, texts: Sequence[str], *, urgent: bool = False) -> Future[list[Encoding]]:
        """Ask for encodings, in order; the future raises what `encode` raises."""
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
        future.add_done_callback(self._answered)
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

    def _answered(self, done: Future[list[Encoding]]) -> None:
        del done
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

    def _living_child(self) -> _Child:
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
                child = _Child(self._factory)
            except OSError as error:
                raise EncoderError(
                    f"The encoder process can't be started ({error.strerror}). Close other "
                    "programs and try again; words are still searched."
                ) from error
            self._child = child
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


class _Child:
    """One run of the child process, from spawn to death."""

    def __init__(self, factory: EncoderFactory) -> None:
        context = multiprocessing.get_context("spawn")
        child_requests, self._requests = context.Pipe(duplex=False)
        self._replies, child_replies = context.Pipe(duplex=False)
        self._process = context.Process(
            target=run_child,
            args=(factory, child_requests, child_replies),
            name=PROCESS_NAME,
            daemon=True,
        )
        with interrupts_blocked():
            self._process.start()
        child_requests.close()
        child_replies.close()  # or its end would never be seen
        self.loaded: Future[EncoderIdentity] = Future()
        self.died = threading.Event()
        self.has_answered = False
        self.failed_to_load = False
        self._lock = threading.Lock()
        self._waiting: dict[int, _Waiting] = {}
        self._failure: Exception | None = None
        self._reader = threading.Thread(target=self._read, name="encoder-replies", daemon=True)
        self._reader.start()

    @property
    def is_ready(self) -> bool:
        return self.loaded.done() and self._failure is None and not self.died.is_set()

    @property
    def exit_reason(self) -> str:
        code = self._process.exitcode
        if code is not None and code < 0:
            return f"signal {-code}"
        return f"exit code {code}"

    def submit(self, request: Request) -> Future[list[Encoding]]:
        waiting = _Waiting(Future(), len(request.texts))
        # One lock for both, so that a death between them can't strand the request.
        with self._lock:
            if self._failure is not None:
                waiting.future.set_exception(self._failure)
                return waiting.future
            self._waiting[request.number] = waiting
            with suppress(OSError):  # a dead child: the reader is about to fail what waits
                self._requests.send(request)
        return waiting.future

    def close(self) -> None:
        with self._lock:
            self._requests.close()
        self._process.join(_CLOSE_S)
        if self._process.is_alive():
            self._process.kill()
        self._reader.join()

    def _read(self) -> None:
        try:
            while True:
                self._handle(self._replies.recv())
        except (EOFError, OSError):
            pass
        self._process.join()
        self._replies.close()
        self.died.set()  # before the failures: who sees one may ask again at once
        self._fail(EncoderDiedError(f"The encoder process ended ({self.exit_reason})."))

    def _handle(self, reply: Reply) -> None:
        match reply:
            case Loaded(identity):
                self.loaded.set_result(identity)
            case LoadFailed(reason, trace):
                self.failed_to_load = True  # it would fail again: every request is told why
                self._fail(_load_error(reason, trace))
            case Part(number, encodings, last):
                self.has_answered = True
                with self._lock:
                    waiting = self._waiting[number]
                    waiting.encodings.update(encodings)
                    if last:
                        del self._waiting[number]
                if last:
                    done = [waiting.encodings[position] for position in range(waiting.n_texts)]
                    waiting.future.set_result(done)
            case RequestFailed(number, reason, trace):
                with self._lock:
                    waiting = self._waiting.pop(number)
                waiting.future.set_exception(_request_error(reason, trace))

    def _fail(self, error: Exception) -> None:
        """Fail every request that waits, and all that follow; the first reason counts."""
        with self._lock:
            self._failure = error = self._failure or error
            stranded = list(self._waiting.values())
            self._waiting.clear()
        if not self.loaded.done():
            self.loaded.set_exception(error)
        for waiting in stranded:
            waiting.future.set_exception(error)


def _load_error(reason: str, trace: str) -> Exception:
    if not trace:
        return ModelError(reason)
    _log.error("the encoder could not be loaded\n%s", trace)
    return ModelError(f"The model can't be loaded: {reason}")


def _request_error(reason: str, trace: str) -> Exception:
    if not trace:
        return ValueError(reason)
    _log.error("the encoder met a bug\n%s", trace)
    return EncoderError(f"The encoder failed at a request: {reason}")
