"""What happens inside the encoder process?

The child has three threads. One reads requests and ends the process as soon as the pipe closes,
which it does however the parent died. The main thread loads the model and then encodes bulk
requests in order. The third encodes urgent ones beside it: a query shares the processor with what
is under way, but waits for nothing.
"""

from __future__ import annotations

import os
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

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

    return BertTokenEncoder(find_model(directory), threads=threads, raw=raw)


@dataclass(frozen=True, slots=True)
class Request:
    """Texts to be encoded; an urgent request goes ahead of all that are not."""

    number: int
    texts: tuple[str, ...]
    urgent: bool


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


def run_child(factory: EncoderFactory, requests: Connection, replies: Connection) -> None:
    """Serve requests until the parent closes its end of the pipe, or dies."""
    bulk: SimpleQueue[Request] = SimpleQueue()
    urgent: SimpleQueue[Request] = SimpleQueue()
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
        target=_serve, args=(encoder, urgent, to_parent), name="urgent", daemon=True
    ).start()
    _serve(encoder, bulk, to_parent)


def _serve(encoder: BatchEncoder, requests: SimpleQueue[Request], replies: _Replies) -> None:
    while True:
        job = _Job(requests.get())
        while True:
            reply = _advance(encoder, job)
            replies.send(reply)
            if not isinstance(reply, Part) or reply.last:
                break


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


def _read(requests: Connection, bulk: SimpleQueue[Request], urgent: SimpleQueue[Request]) -> None:
    while True:
        try:
            request: Request = requests.recv()
        except (EOFError, OSError):
            os._exit(0)  # nothing here is worth saving, and the main thread may be deep in torch
        (urgent if request.urgent else bulk).put(request)
