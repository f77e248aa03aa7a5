"""What happens between us and one run of the encoder process, from spawn to death?"""

from __future__ import annotations

import logging
import multiprocessing
import threading
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field

from app.engine.encoder_child import (
    Drop,
    EncoderFactory,
    Loaded,
    LoadFailed,
    Part,
    Reply,
    Request,
    RequestFailed,
    SetRest,
    run_child,
)
from app.engine.interrupts import interrupts_blocked
from app.errors import EncoderDiedError, EncoderError
from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.errors import ModelError

_log = logging.getLogger(__name__)

PROCESS_NAME = "sparkbert-encoder"
"""What the child is called among this process's children."""

_CLOSE_S = 5.0
"""How long a child may take to leave once asked; then it is killed."""


@dataclass(slots=True)
class _Waiting:
    future: Future[list[Encoding]]
    n_texts: int
    encodings: dict[int, Encoding] = field(default_factory=dict)


class EncoderChild:
    """One run of the child process; `loaded` has what it is, once it is ready, or what failed."""

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
        """Whether a request would be worked on at once."""
        return self.loaded.done() and self._failure is None and not self.died.is_set()

    @property
    def exit_reason(self) -> str:
        """How it ended."""
        code = self._process.exitcode
        if code is not None and code < 0:
            return f"signal {-code}"
        return f"exit code {code}"

    def submit(self, request: Request) -> Future[list[Encoding]]:
        """Send a request."""
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

    def drop(self, number: int) -> None:
        """Forget a request that nobody waits for."""
        with self._lock:
            self._waiting.pop(number, None)
        self.order(Drop(number))

    def order(self, order: Drop | SetRest) -> None:
        """Send what has no answer."""
        with self._lock, suppress(OSError):  # of a dead child nothing more is needed
            self._requests.send(order)

    def close(self) -> None:
        """Let it leave, or kill it; what waits raises EncoderDiedError."""
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
                    waiting = self._waiting.get(number)
                    if waiting is None:
                        return  # dropped
                    waiting.encodings.update(encodings)
                    if last:
                        del self._waiting[number]
                if last and waiting.future.set_running_or_notify_cancel():
                    done = [waiting.encodings[position] for position in range(waiting.n_texts)]
                    waiting.future.set_result(done)
            case RequestFailed(number, reason, trace):
                with self._lock:
                    waiting = self._waiting.pop(number, None)
                if waiting is not None and waiting.future.set_running_or_notify_cancel():
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
            if waiting.future.set_running_or_notify_cancel():
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
