"""How a file is read in a child process that may hang, crash or eat memory without harm."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Self

from app.extract import failures
from app.extract.base import ExtractedDocument, ExtractionError, Limits
from app.extract.registry import extract_file
from app.priority import Priority, lower_process

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

_log = logging.getLogger(__name__)

_START_SECONDS = 60.0  # a cold disk and a busy machine
_GRACE_SECONDS = 5.0  # the parent's deadline comes first; the child's own alarm is the last resort

ExtractFunction = Callable[[Path, Limits], ExtractedDocument]


class SandboxClosedError(Exception):
    """The sandbox was closed, by this thread or another, before it had an answer."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """The child has started and waits for its first file."""


@dataclass(frozen=True, slots=True)
class _OutOfMemory:
    """The child met its memory limit; it is of no further use."""


_Answer = _Ready | ExtractedDocument | ExtractionError | _OutOfMemory


class Sandbox:
    """Extracts one file at a time in a child process, which is reused until it breaks a limit.

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
    """

    def __init__(
        self, limits: Limits | None = None, *, extract: ExtractFunction = extract_file
    ) -> None:
        self.limits = limits or Limits()
        self._extract = extract
        self._one_at_a_time = threading.Lock()
        self._state = threading.Lock()  # guards the four below
        self._closed = False
        self._process: SpawnProcess | None = None
        self._connection: Connection[Path, _Answer] | None = None
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
        with self._one_at_a_time:
            connection = self._ensure_child()
            worn = self._served > 0
            answer = self._ask(connection, path)
            if worn and not isinstance(answer, ExtractedDocument | ExtractionError):
                # Earlier files may have left too little memory: a fresh child decides.
                _log.info("a used child failed (%s); the file goes to a fresh one", answer)
                answer = self._ask(self._ensure_child(), path)
        if isinstance(answer, ExtractedDocument):
            return answer
        if isinstance(answer, ExtractionError):
            raise answer
        if isinstance(answer, _OutOfMemory):
            raise failures.too_much_memory(self.limits)
        raise failures.crashed(str(answer))

    def close(self) -> None:
        """End the child; a running `extract` raises `SandboxClosedError`."""
        with self._state:
            self._closed = True
            process = self._process
        if process is not None:
            _kill(process)  # before taking the lock below: it wakes the thread that holds it
        with self._one_at_a_time:
            self._discard_child()

    def _ask(self, connection: Connection[Path, _Answer], path: Path) -> _Answer | str:
        """Hand a file to the child; a `str` says how the child died over it."""
        deadline = monotonic() + self.limits.seconds
        try:
            connection.send(path)
            if not connection.poll(max(deadline - monotonic(), 0)):
                self._discard_child()
                return failures.timed_out(self.limits)
            answer = connection.recv()
        except (EOFError, OSError):
            exit_code = self._discard_child()
            if self._closed:
                raise SandboxClosedError from None
            if exit_code is not None and exit_code == -getattr(signal, "SIGALRM", 0):
                return failures.timed_out(self.limits)
            return f"the child process ended with exit code {exit_code}"
        self._served += 1
        if isinstance(answer, _OutOfMemory):
            self._discard_child()
        return answer

    def _ensure_child(self) -> Connection[Path, _Answer]:
        connection = self._connection
        if connection is not None and self._process is not None and self._process.is_alive():
            return connection
        self._discard_child()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve,
            args=(theirs, self.limits, self._extract),
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


def _serve(connection: Connection[_Answer, Path], limits: Limits, extract: ExtractFunction) -> None:
    """Read files until the parent is gone; the child's main function."""
    lower_process(Priority.READING)
    _silence()
    _die_with_parent()
    _limit_memory(limits.memory_bytes)
    connection.send(_Ready())
    while True:
        try:
            path = connection.recv()
        except (EOFError, OSError):
            return
        _set_alarm(limits.seconds + _GRACE_SECONDS)
        answer = _answer(path, limits, extract)
        try:
            connection.send(answer)
        except MemoryError:
            connection.send(_OutOfMemory())
        _set_alarm(0)


def _answer(path: Path, limits: Limits, extract: ExtractFunction) -> _Answer:
    try:
        document = extract(path, limits)
    except ExtractionError as error:
        return error
    except MemoryError:
        return _OutOfMemory()
    except Exception:  # noqa: BLE001 - a parser's bug costs its file, nothing else
        return failures.crashed(traceback.format_exc())
    if sum(len(section.text) for section in document.sections) > limits.characters:
        return failures.too_much_text(limits)
    return document


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


def _limit_memory(allowance: int) -> None:
    """Limit the address space to what is used now plus `allowance` bytes, where the OS can."""
    if sys.platform == "win32":
        return
    import resource

    try:
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        used *= resource.getpagesize()
    except OSError:
        used = 0  # no /proc: what the child holds by now is small against the allowance
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = used + allowance
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    if soft == resource.RLIM_INFINITY or limit < soft:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no core files of private documents


def _set_alarm(seconds: float) -> None:
    """Let the kernel end this process, whatever it is doing, in `seconds`; 0 calls it off."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
