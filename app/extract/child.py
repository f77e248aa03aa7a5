"""What does the child process do that reads files, and how is it kept within its limits?"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.extract import failures
from app.extract.base import ExtractedDocument, ExtractionError, Limits, ScanError
from app.extract.memory import limit_memory
from app.extract.ocr import Ocr, is_mostly_scanned
from app.extract.passages import Cut, CutterFactory, Head, SteadyCutter, parts_of
from app.extract.registry import lay_out_file
from app.priority import Priority, lower_process

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MAX_STRETCH = 5  # so many times its limit a file may take on a machine that does much else
_GRACE_SECONDS = 5.0  # the parent's deadline comes first; the child's own alarm is the last resort

ExtractFunction = Callable[[Path, Limits], ExtractedDocument]


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read; `is_cut` if its passages are wanted, not its text.

    With `is_looked_at` its text comes with how it looks.

    Pictures of pages are read too if `ocr` says so.
    """

    path: Path
    is_cut: bool = False
    is_looked_at: bool = False
    ocr: Ocr = field(default_factory=Ocr)


@dataclass(frozen=True, slots=True)
class Ready:
    """The child has started and waits for its first file."""


@dataclass(frozen=True, slots=True)
class OutOfMemory:
    """The child met its memory limit; it is of no further use."""


@dataclass(frozen=True, slots=True)
class Alive:
    """The child has come to another page; that may take as long as a file."""


Answer = Ready | ExtractedDocument | ExtractionError | OutOfMemory | Head | Cut | Alive
"""To a job that `is_cut` come, if all goes well, `Head` and then each `Cut`."""


def serve(
    connection: Connection[Answer, Job],
    limits: Limits,
    extract: ExtractFunction,
    make_cutter: CutterFactory | None,
) -> None:
    """Read files until the parent is gone; the child's main function."""
    lower_process(Priority.READING)
    _silence()
    _die_with_parent()
    limit_memory(limits.memory_bytes)
    child = _Child(connection, limits, extract, make_cutter)
    connection.send(Ready())
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        child.do(job)


class _Child:
    def __init__(
        self,
        connection: Connection[Answer, Job],
        limits: Limits,
        extract: ExtractFunction,
        make_cutter: CutterFactory | None,
    ) -> None:
        self._connection = connection
        self._limits = limits
        self._extract = extract
        self._make_cutter = make_cutter
        self._cutter: SteadyCutter | None = None

    def do(self, job: Job) -> None:
        """Read one file and send what comes of it."""
        self._set_alarm()
        try:
            if job.is_cut:
                self._cut(job)
            else:
                self._connection.send(self._read(job))
        except MemoryError:
            self._connection.send(OutOfMemory())
        _set_alarm(0)

    def _cut(self, job: Job) -> None:
        document = self._read(job)
        if not isinstance(document, ExtractedDocument):
            self._connection.send(document)
            return
        try:
            if self._cutter is None:
                assert self._make_cutter is not None
                self._cutter = self._make_cutter()
            for part in parts_of(document, self._cutter):
                self._connection.send(part)
                self._set_alarm()  # each part may take as long as a file
        except (MemoryError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 - a bug costs its file, nothing else
            self._connection.send(failures.crashed(failures.trace_of(error)))

    def _read(self, job: Job) -> ExtractedDocument | ExtractionError:
        try:
            document = self._read_with_pictures(job)
        except ExtractionError as error:
            return error
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - a parser's bug costs its file, nothing else
            return failures.crashed(failures.trace_of(error))
        if sum(len(section.text) for section in document.sections) > self._limits.characters:
            return failures.too_much_text(self._limits)
        return document

    def _read_with_pictures(self, job: Job) -> ExtractedDocument:
        document: ExtractedDocument | None = None
        try:
            extract = lay_out_file if job.is_looked_at else self._extract
            document = extract(job.path, self._limits)
        except ScanError:
            if not job.ocr.is_on:
                raise failures.scanned_pdf(job.ocr.state) from None
        if document is not None and (
            not job.ocr.is_on or not is_mostly_scanned(document.warnings, document.sections)
        ):
            return document
        from app.extract.recognise import recognise

        return recognise(job.path, document, self._limits, job.ocr, self._stay_alive)

    def _stay_alive(self) -> None:
        self._connection.send(Alive())
        self._set_alarm()

    def _set_alarm(self) -> None:
        _set_alarm(self._limits.seconds * MAX_STRETCH + _GRACE_SECONDS)


def _silence() -> None:
    """Send what parsers print, in C too, nowhere."""
    sink = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    os.close(sink)
    logging.disable(logging.CRITICAL)  # formatting them costs time on damaged files


def _die_with_parent() -> None:
    """Exit when the parent is gone, also in the middle of a file.

    Not PR_SET_PDEATHSIG, which fires when the parent's *thread* ends that started the child.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(0)

    threading.Thread(target=watch, name="parent watch", daemon=True).start()


def _set_alarm(seconds: float) -> None:
    """Let the kernel end this process, whatever it is doing, in `seconds`; 0 calls it off."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
