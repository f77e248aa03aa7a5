"""What happens inside the encoder process?

The child has three threads. One reads requests and ends the process as soon as the pipe closes,
which it does however the parent died. The main thread loads the model and then encodes bulk
requests in order, at a low priority and at the pace that it is told. The third encodes urgent ones
beside it: a query shares the processor with what is under way, but waits for nothing.
"""

from __future__ import annotations

import os
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from time import monotonic
from typing import Protocol

from app.priority import Priority, lower_thread
from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.encoder.weights import find_model
from sparkbert.errors import ModelError


class BatchEncoder(Protocol):
    """A token encoder that yields control between micro-batches; used by two threads at a time."""

    @property
    def identity(self) -> EncoderIdentity:
        """Which model this is."""
        ...

    def encode_batches(self, texts: Sequence[str]) -> Iterator[dict[int, Encoding]]:
        """Encode texts in micro-batches; yields encodings by position in `texts`."""
        ...


EncoderFactory = Callable[[], BatchEncoder]
"""Loads an encoder inside the child: a top-level function, or a partial of one."""


def load_bert(
    directory: Path | None = None, threads: int | None = None, *, raw: bool = False
) -> BatchEncoder:
    """Load all-MiniLM-L6-v2 from a directory or the installed weights; raises ModelError.

    `raw` asks for vectors as the published SparkBERT takes them.
    """
    from sparkbert.encoder.bert import BertTokenEncoder  # imports torch: only ever in the child

    encoder = BertTokenEncoder(
        find_model(directory), threads=threads, raw=raw, begin_thread=_make_way
    )
    encoder.encode(["ready"])  # what this starts in the libraries is not to yield as bulk work does
    return encoder


def _make_way() -> None:
    lower_thread(Priority.ENCODING)


@dataclass(frozen=True, slots=True)
class Request:
    """Texts to be encoded; an urgent request goes ahead of all that are not."""

    number: int
    texts: tuple[str, ...]
    urgent: bool


@dataclass(frozen=True, slots=True)
class Drop:
    """Nobody waits for a bulk request any more: it ends after the micro-batch that is under way."""

    number: int


@dataclass(frozen=True, slots=True)
class SetRest:
    """Rest after each micro-batch of bulk work, so many times as long as it took."""

    times: float


Order = Request | Drop | SetRest


@dataclass(frozen=True, slots=True)
class Loaded:
    """The model is loaded and will answer."""

    identity: EncoderIdentity


@dataclass(frozen=True, slots=True)
class LoadFailed:
    """The model can't be loaded. `trace` is empty where the reason is a ModelError."""

    reason: str
    trace: str


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a request's encodings, by position in its texts; `last` where it is complete."""

    number: int
    encodings: dict[int, Encoding]
    last: bool


@dataclass(frozen=True, slots=True)
class RequestFailed:
    """A request can't be answered. `trace` is empty where the texts themselves are the reason."""

    number: int
    reason: str
    trace: str


Reply = Loaded | LoadFailed | Part | RequestFailed


@dataclass(slots=True)
class _Job:
    """A request under way."""

    request: Request
    batches: Iterator[dict[int, Encoding]] | None = None
    n_left: int = 0


class _Replies:
    """The parent's end; may be used from several threads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def send(self, reply: Reply) -> None:
        try:
            with self._lock:
                self._connection.send(reply)
        except OSError:  # the parent is gone
            os._exit(0)


class _BulkQueue:
    """Bulk requests in order, and how they are to be worked on; of two threads."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._waiting: deque[Request] = deque()
        self._wanted: set[int] = set()  # that under way, too
        self._rest = 0.0

    def take(self, order: Order) -> None:
        with self._condition:
            match order:
                case Request(number):
                    self._waiting.append(order)
                    self._wanted.add(number)
                case Drop(number):
                    self._wanted.discard(number)
                case SetRest(times):
                    self._rest = times
            self._condition.notify()

    def get(self) -> Request:
        with self._condition:
            self._condition.wait_for(lambda: self._waiting)
            return self._waiting.popleft()

    def finish(self, request: Request) -> None:
        with self._condition:
            self._wanted.discard(request.number)

    def is_wanted(self, request: Request) -> bool:
        with self._condition:
            return request.number in self._wanted

    def rest(self, request: Request, worked_s: float) -> None:
        """Make the pause that is due, unless it is called off."""
        with self._condition:
            times = self._rest
            self._condition.wait_for(
                lambda: self._rest != times or request.number not in self._wanted,
                min(times * worked_s, _LONGEST_REST_S),
            )


_LONGEST_REST_S = 2.0


def run_child(factory: EncoderFactory, requests: Connection, replies: Connection) -> None:
    """Serve requests until the parent closes its end of the pipe, or dies."""
    bulk, urgent = _BulkQueue(), SimpleQueue[Request]()
    threading.Thread(
        target=_read, args=(requests, bulk, urgent), name="requests", daemon=True
    ).start()
    to_parent = _Replies(replies)
    try:
        encoder = factory()
    except ModelError as error:
        to_parent.send(LoadFailed(str(error), ""))
        return
    except Exception as error:  # noqa: BLE001 - a bug crosses the pipe with its trace
        reason = f"{type(error).__name__}: {error}"
        to_parent.send(LoadFailed(reason, traceback.format_exc()))
        return
    to_parent.send(Loaded(encoder.identity))
    threading.Thread(
        target=_serve_urgent, args=(encoder, urgent, to_parent), name="urgent", daemon=True
    ).start()
    _make_way()  # after that thread was started, which would yield too
    _serve_bulk(encoder, bulk, to_parent)


def _serve_urgent(encoder: BatchEncoder, requests: SimpleQueue[Request], replies: _Replies) -> None:
    while True:
        job = _Job(requests.get())
        while _answer(encoder, job, replies):
            pass


def _serve_bulk(encoder: BatchEncoder, requests: _BulkQueue, replies: _Replies) -> None:
    while True:
        job = _Job(requests.get())
        start = monotonic()
        while requests.is_wanted(job.request) and _answer(encoder, job, replies):
            requests.rest(job.request, monotonic() - start)
            start = monotonic()
        requests.finish(job.request)


def _answer(encoder: BatchEncoder, job: _Job, replies: _Replies) -> bool:
    """Encode one micro-batch of a job, and tell whether there are more."""
    reply = _advance(encoder, job)
    replies.send(reply)
    return isinstance(reply, Part) and not reply.last


def _advance(encoder: BatchEncoder, job: _Job) -> Part | RequestFailed:
    """Encode one micro-batch of a job."""
    number = job.request.number
    try:
        if job.batches is None:
            job.batches = encoder.encode_batches(job.request.texts)
            job.n_left = len(job.request.texts)
        part = next(job.batches) if job.n_left else {}
    except ValueError as error:
        return RequestFailed(number, str(error), "")
    except Exception as error:  # noqa: BLE001 - a bug crosses the pipe with its trace
        return RequestFailed(number, f"{type(error).__name__}: {error}", traceback.format_exc())
    job.n_left -= len(part)
    return Part(number, part, last=job.n_left <= 0)


def _read(orders: Connection, bulk: _BulkQueue, urgent: SimpleQueue[Request]) -> None:
    while True:
        try:
            order: Order = orders.recv()
        except (EOFError, OSError):
            os._exit(0)  # nothing here is worth saving, and the main thread may be deep in torch
        if isinstance(order, Request) and order.urgent:
            urgent.put(order)
        else:
            bulk.take(order)
