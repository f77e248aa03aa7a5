"""What does the process do that shows PDFs: `python -m app.extract.pdf_child`?

A parser never runs where a window is: it may hang, crash, or keep the interpreter busy. Requests
come in on the standard input, answers go out on the standard output.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, BinaryIO

from app.extract.memory import limit_memory
from app.extract.pdf_messages import MAX_SECONDS, Refused, Trouble
from app.extract.pdf_pipe import PipeBrokenError, receive, send
from app.extract.pdf_viewer import Viewer

if TYPE_CHECKING:
    from app.extract.pdf_messages import Reply

_GRACE_SECONDS = 5.0
_MEMORY_BYTES = 2_000_000_000


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until nobody asks any more."""
    viewer = Viewer()
    while True:
        try:
            request = receive(requests)
        except PipeBrokenError:
            return
        _set_alarm(MAX_SECONDS + _GRACE_SECONDS)  # should the one that waits for it be gone
        reply: Reply
        try:
            reply = viewer.answer(request)
        except MemoryError:
            reply = Refused(Trouble.TOO_LARGE)
        except Exception as error:  # noqa: BLE001 - a bug costs its request, nothing else
            reply = Refused(Trouble.DAMAGED, type(error).__name__)
        _set_alarm(0)
        try:
            send(answers, reply)
        except PipeBrokenError:
            return


def main() -> None:
    """Run as a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
    answers = os.fdopen(os.dup(1), "wb")
    sink = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):  # what parsers print goes nowhere
        os.dup2(sink, number)
    limit_memory(_MEMORY_BYTES)
    serve(sys.stdin.buffer, answers)


def _set_alarm(seconds: float) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
