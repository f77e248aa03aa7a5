"""An encoder that does what its texts say: for tests of the process around it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from multiprocessing.synchronize import Semaphore
from pathlib import Path

import numpy as np

from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.errors import ModelError

DIE = "die"
HANG = "hang"
BUG = "bug"
TOO_LONG = "too long"


class ScriptedEncoder:
    """One text per micro-batch; `pooled[0]` is the micro-batch's number in this process.

    `gate`, where given, is taken before each micro-batch, after `entered` was released.
    """

    def __init__(self, gate: Semaphore | None = None, entered: Semaphore | None = None) -> None:
        self._gate = gate
        self._entered = entered
        self._n_batches = 0

    @property
    def identity(self) -> EncoderIdentity:
        return EncoderIdentity(name="scripted", sha256="0" * 64, dimension=2, max_pieces=254)

    def encode_batches(self, texts: Sequence[str]) -> Iterator[dict[int, Encoding]]:
        for position, text in enumerate(texts):
            if self._entered is not None and self._gate is not None:
                self._entered.release()
                self._gate.acquire()
            _act(text)
            self._n_batches += 1
            yield {position: self._encoding(text)}

    def _encoding(self, text: str) -> Encoding:
        one = np.array([len(text)], dtype=np.int32)
        return Encoding(
            piece_ids=one,
            starts=np.zeros(1, dtype=np.int32),
            ends=one,
            vectors=np.ones((1, 2), dtype=np.float32),
            pooled=np.array([self._n_batches, os.getpid()], dtype=np.float32),
        )


def _act(text: str) -> None:
    if text == DIE:
        os._exit(3)
    if text == HANG:
        threading.Event().wait()
    if text == BUG:
        raise RuntimeError("a bug")
    if text == TOO_LONG:
        raise ValueError("text 0 has 300 word pieces")


class _TellsItsPriority(ScriptedEncoder):
    """`pooled[0]` is how far the thread that encodes yields."""

    def _encoding(self, text: str) -> Encoding:
        thread = threading.get_native_id()
        encoding = super()._encoding(text)
        encoding.pooled[0] = os.getpriority(os.PRIO_PROCESS, thread)
        return encoding


def that_tells_its_priority() -> ScriptedEncoder:
    return _TellsItsPriority()


def gated(gate: Semaphore, entered: Semaphore) -> ScriptedEncoder:
    return ScriptedEncoder(gate, entered)


def without_model() -> ScriptedEncoder:
    raise ModelError("The model directory lacks everything.")


def with_a_bug() -> ScriptedEncoder:
    raise KeyError("weights")


def that_dies() -> ScriptedEncoder:
    os._exit(9)


def holding_open(fifo: Path) -> ScriptedEncoder:
    """Hold a pipe open for as long as this process lives."""
    os.open(fifo, os.O_WRONLY)
    return ScriptedEncoder()


def once_there(sign: Path) -> ScriptedEncoder:
    """Die until there is a file; then load."""
    if not sign.exists():
        os._exit(9)
    return ScriptedEncoder()


def once_complete(sign: Path) -> ScriptedEncoder:
    """Lack a model until there is a file."""
    return ScriptedEncoder() if sign.exists() else without_model()
