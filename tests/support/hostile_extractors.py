"""Extract functions that misbehave, for a sandbox's child to run."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.extract.base import ExtractedDocument, Limits
from sparkbert.types import Section


def misbehave(path: Path, limits: Limits) -> ExtractedDocument:
    """Do what the file's name says, and answer with a word about it."""
    _die(path.stem)
    answers: dict[str, Callable[[], str]] = {
        "eat": lambda: "x" * (3 * limits.memory_bytes),
        "flood": lambda: "x" * (limits.characters + 1),
        "modules": lambda: " ".join(sorted(sys.modules)),
        "sockets": lambda: " ".join(_internet_sockets()) or "none",
        "pid": lambda: str(os.getpid()),
    }
    answer = answers[path.stem]() if path.stem in answers else path.stem
    return ExtractedDocument("", (Section(answer),))


def _die(how: str) -> None:
    match how:
        case "hang":
            while True:
                time.sleep(1)
        case "exit":
            os._exit(3)
        case "abort":
            os.abort()
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "raise":
            raise RuntimeError("a bug")
        case "print":
            sys.stdout.write("to stdout")
            os.write(2, b"to stderr")


def _internet_sockets() -> list[str]:
    found = []
    for descriptor in range(256):
        try:
            family = socket.socket(fileno=os.dup(descriptor)).family
        except OSError:
            continue
        if family in (socket.AF_INET, socket.AF_INET6):
            found.append(str(descriptor))
    return found
