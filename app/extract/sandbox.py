"""How is a file read in a child process that may hang, crash or eat memory without harm?"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Self

from app.extract import failures
from app.extract.base import ExtractedDocument, ExtractionError, Limits
from app.extract.child import MAX_STRETCH, Alive, Answer, ExtractFunction, Job, OutOfMemory, serve
from app.extract.ocr import Ocr
from app.extract.passages import Cut, CutterFactory, Head, Passages
from app.extract.registry import extract_file
from sparkbert.chunking import Chunk

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

_log = logging.getLogger(__name__)

_START_SECONDS = 60.0  # a cold disk and a busy machine
_BUSY_SHARE = 0.02  # of the time: who computes less than this has not been kept from computing
_FAT_SHARE = 0.25  # of the memory limit: a child that holds more after a file is replaced


class SandboxClosedError(Exception):
    """The sandbox was closed, by this thread or another, before it had an answer."""


@dataclass(frozen=True, slots=True)
class _Crashed:
    """The child died over a file; `how` is for the log."""

    how: str


class _TimedOut:
    """The child was killed over a file that took too long."""


_Result = ExtractedDocument | Passages | ExtractionError | OutOfMemory | _Crashed | _TimedOut


class Sandbox:
    """Reads one file at a time in a child process, which is reused until it breaks a limit.

    A child that overruns the time is killed, one that crashes or runs out of memory is replaced,
    and the file alone is what failed. The child's output goes nowhere; it opens no sockets; it
    dies with its parent, even if that is killed. Several sandboxes may work side by side; each
    is safe to `close` from any thread, which ends a running `extract` too.

    The memory limit is the address space (RLIMIT_AS) on Linux. macOS accepts that limit without
    enforcing it and Windows has none, so there only the limits of time, input and output hold.

    A spawned child imports the parent's main module: keep heavy imports inside functions there.

    Parameters
    ----------
    limits
        What one file may cost.
    extract
        The function that the child runs, importable by its name.
    make_cutter
        Makes what cuts documents in the child, for `read`.
    ocr
        Whether and how text is recognised in pictures of pages.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        extract: ExtractFunction = extract_file,
        make_cutter: CutterFactory | None = None,
        ocr: Ocr | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._extract = extract
        self._make_cutter = make_cutter
        self._ocr = ocr or Ocr()
        self._one_at_a_time = threading.Lock()
        self._state = threading.Lock()  # guards the four below
        self._closed = False
        self._process: SpawnProcess | None = None
        self._connection: Connection[Job, Answer] | None = None
        self._served = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The child's process id, None while there is no child."""
        process = self._process
        return process.pid if process else None

    @property
    def can_cut(self) -> bool:
        """Whether the child can cut what it reads: whether there is `read`."""
        return self._make_cutter is not None

    def start(self) -> None:
        """Start the child ahead of the first file; otherwise that file waits for it."""
        with self._one_at_a_time:
            self._ensure_child()

    def extract(self, path: Path) -> ExtractedDocument:
        """Return the text of the file at `path`.

        Raises
        ------
        ExtractionError
            With the kind, the reason and the remedy, whatever went wrong.
        SandboxClosedError
            The sandbox is closed, or was while the file was being read.
        """
        result = self._do(Job(path, ocr=self._ocr))
        assert isinstance(result, ExtractedDocument)
        return result

    def look_at(self, path: Path) -> ExtractedDocument:
        """Return the text of the file at `path` and how it looks; raises the same."""
        result = self._do(Job(path, is_looked_at=True, ocr=self._ocr))
        assert isinstance(result, ExtractedDocument)
        return result

    def read(self, path: Path) -> Passages:
        """Return the passages of the file at `path`; raises the same."""
        result = self._do(Job(path, is_cut=True, ocr=self._ocr))
        assert isinstance(result, Passages)
        return result

    def close(self) -> None:
        """End the child; a running `extract` raises `SandboxClosedError`."""
        with self._state:
            self._closed = True
            process = self._process
        if process is not None:
            _kill(process)  # before taking the lock below: it wakes the thread that holds it
        with self._one_at_a_time:
            self._discard_child()

    def _do(self, job: Job) -> ExtractedDocument | Passages:
        with self._one_at_a_time:
            connection = self._ensure_child()
            worn = self._served > 0
            result = self._ask(connection, job)
            if worn and isinstance(result, OutOfMemory | _Crashed):
                # Earlier files may have left too little memory: a fresh child decides.
                _log.info("a used child failed (%s); the file goes to a fresh one", result)
                result = self._ask(self._ensure_child(), job)
            self._replace_fat_child()
        match result:
            case ExtractedDocument() | Passages():
                return result
            case ExtractionError():
                raise result
            case OutOfMemory():
                raise failures.too_much_memory(self.limits)
            case _TimedOut():
                raise failures.timed_out(self.limits)
            case _Crashed(how):
                raise failures.crashed(how)

    def _ask(self, connection: Connection[Job, Answer], job: Job) -> _Result:
        """Hand a file to the child, and return what has become of both."""
        try:
            connection.send(job)
            result = self._receive(connection)
        except (EOFError, OSError):
            exit_code = self._discard_child()
            if self._closed:
                raise SandboxClosedError from None
            if exit_code is not None and exit_code == -getattr(signal, "SIGALRM", 0):
                return _TimedOut()
            return _Crashed(f"the child process ended with exit code {exit_code}")
        self._served += 1
        if isinstance(result, OutOfMemory | _TimedOut):
            self._discard_child()
        return result

    def _receive(self, connection: Connection[Job, Answer]) -> _Result:
        """Return the whole answer of the child; each part of it may take as long as a file."""
        head: Head | None = None
        chunks: list[Chunk] = []
        while True:
            if not self._has_answer(connection):
                return _TimedOut()
            match connection.recv():
                case Head() as head:
                    pass
                case Alive():
                    pass
                case Cut(some, is_last):
                    assert head is not None
                    chunks += some
                    if is_last:
                        return Passages(head.title, head.sections, tuple(chunks), head.warnings)
                case ExtractedDocument() | ExtractionError() | OutOfMemory() as answer:
                    return answer

    def _has_answer(self, connection: Connection[Job, Answer]) -> bool:
        """Wait for the child: as long as it may take, or longer if others take its processor."""
        limit = self.limits.seconds
        start, used = monotonic(), self._cpu_seconds()
        most = used + limit
        while monotonic() < start + MAX_STRETCH * limit:
            if connection.poll(max(most - used, _BUSY_SHARE * limit)):
                return True
            before, used = used, self._cpu_seconds()
            # If it has not computed at all, it sleeps, or this system does not tell.
            if used >= most or used - before < _BUSY_SHARE * (most - before):
                return False
        return False

    def _cpu_seconds(self) -> float:
        pid = self.pid
        return 0.0 if pid is None else _cpu_seconds(pid)

    def _ensure_child(self) -> Connection[Job, Answer]:
        connection = self._connection
        if connection is not None and self._process is not None and self._process.is_alive():
            return connection
        self._discard_child()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=serve,
            args=(theirs, self.limits, self._extract, self._make_cutter),
            name="extractor",
            daemon=True,
        )
        with self._state:
            if self._closed:
                raise SandboxClosedError
            process.start()
            self._process, self._connection, self._served = process, ours, 0
        theirs.close()
        try:
            if not ours.poll(_START_SECONDS):
                raise TimeoutError(f"the extractor did not start in {_START_SECONDS:g} seconds")
            ours.recv()
        except (EOFError, OSError):
            exit_code = self._discard_child()
            if self._closed:
                raise SandboxClosedError from None
            raise failures.crashed(f"the child did not start (exit code {exit_code})") from None
        return ours

    def _replace_fat_child(self) -> None:
        """End a child that has not given back what a file took: the next may need it."""
        pid = self.pid
        if pid is not None and _resident_bytes(pid) > self.limits.memory_bytes * _FAT_SHARE:
            self._discard_child()

    def _discard_child(self) -> int | None:
        """End the child, if there is one, and return its exit code."""
        with self._state:
            process, connection = self._process, self._connection
            self._process = self._connection = None
        if connection is not None:
            connection.close()
        if process is None:
            return None
        process.join(timeout=0.2)  # one that is dying already tells its own exit code
        _kill(process)
        process.join()
        exit_code = process.exitcode
        process.close()
        return exit_code


def _kill(process: SpawnProcess) -> None:
    try:
        process.kill()
    except ValueError:  # closed meanwhile
        return


def _cpu_seconds(pid: int) -> float:
    """Return how long a process has computed, 0 where that can't be told."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    user, system = fields.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _resident_bytes(pid: int) -> int:
    """Return how much memory a process holds, 0 where that can't be told."""
    try:
        resident = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(resident) * os.sysconf("SC_PAGE_SIZE")
