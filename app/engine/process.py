"""How is the engine of a home started, once, and how does it end?

The engine is `python -m app.engine.process --home DIR`. Its children import this module again, so
what is heavy is imported inside functions.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING

from app.engine.wire import published, withdraw_any
from app.errors import AppError, EngineError
from app.logs import crashes_logged_to, log_file, logging_to
from app.paths import Home, find_home, keep_private

if TYPE_CHECKING:
    from app.engine.sensors import Sensors
    from app.engine.workplace import ToolsLoader

_log = logging.getLogger(__name__)

_READY = "ready"
_FAILED = "failed "
_LOCK_NAME = "engine.lock"
_WAIT_FOR_ANOTHER_S = 20.0
_LOOK_EVERY_S = 0.05


def start_engine(home: Home, command: Sequence[str] | None = None) -> None:
    """Start an engine that outlives us, and return when it, or another one, listens.

    Parameters
    ----------
    home
        Whose engine.
    command
        The engine's command line without `--home`; this module's if not given.

    Raises
    ------
    EngineError
        It did not come up; says why.
    """
    command = command or [sys.executable, "-m", "app.engine.process"]
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    try:
        process = subprocess.Popen(
            [*command, "--home", str(home.directory)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=flags,
        )
    except OSError as error:
        raise EngineError(f"The engine can't be started ({error.strerror}).") from error
    assert process.stdout is not None
    with process.stdout as output:
        line = output.readline().decode("utf-8", "replace").strip()
    # Somebody must take note of its end, or it would stay in the system's list.
    threading.Thread(target=process.wait, name="engine-end", daemon=True).start()
    if line.startswith(_FAILED):
        raise EngineError(line.removeprefix(_FAILED))
    if line != _READY:
        raise EngineError(
            f"The engine did not start; the details, if any, are in {log_file(home)}."
        )


@contextmanager
def only_engine(home: Home) -> Iterator[bool]:
    """Make this process the home's one engine; yields False if another one listens already.

    Waits for one that is about to listen or to end; neither can be waited for but by looking.

    Raises
    ------
    HomeError
        The home folder can't be made.
    EngineError
        Another one neither listens nor ends.
    """
    from filelock import FileLock, Timeout

    home.create()
    lock = FileLock(home.directory / _LOCK_NAME, mode=0o600, thread_local=False)
    deadline = monotonic() + _WAIT_FOR_ANOTHER_S
    while True:
        try:
            lock.acquire(timeout=_LOOK_EVERY_S, poll_interval=_LOOK_EVERY_S)
            break
        except Timeout:
            if published(home) is not None:
                yield False
                return
            if monotonic() > deadline:
                raise EngineError(
                    f"Another engine of {home.directory} hangs. End the process that runs "
                    "app.engine.process and try again."
                ) from None
    try:
        withdraw_any(home)  # of one that was killed
        yield True
    finally:
        lock.release()


def main(
    arguments: Sequence[str] | None = None,
    load_tools: ToolsLoader | None = None,
    sensors: Sensors | None = None,
) -> int:
    """Be the engine until the last client has left; returns the exit status.

    Parameters
    ----------
    arguments
        The command line without the program's name.
    load_tools
        Loads model and vocabulary; tests put another in.
    sensors
        Tell how the computer stands; so do tests.
    """
    multiprocessing.freeze_support()
    keep_private()
    parser = argparse.ArgumentParser(prog="sparkbert-engine")
    parser.add_argument("--home", type=Path, required=True)
    home = find_home(parser.parse_args(arguments).home)
    announce = _announcer()
    with logging_to(home):
        try:
            with only_engine(home) as is_ours:
                if is_ours:
                    with crashes_logged_to(home):
                        _serve(home, load_tools, sensors, lambda: announce(_READY))
                else:
                    announce(_READY)
        except AppError as error:
            announce(_FAILED + str(error))
            return 1
        except Exception:  # noqa: BLE001 - a bug: its trace goes to the log
            _log.exception("a bug has ended the engine")
            return 1
    return 0


def _serve(
    home: Home,
    load_tools: ToolsLoader | None,
    sensors: Sensors | None,
    on_listening: Callable[[], None],
) -> None:
    from app.engine.service import Engine

    engine = Engine(home, load_tools, sensors=sensors)

    def stop(number: int, frame: FrameType | None) -> None:
        # Not here: what this very thread holds may be what stopping needs.
        threading.Thread(target=engine.stop, name="stop", daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    engine.run(on_listening)


def _announcer() -> Callable[[str], None]:
    """Return what tells our starter one line; afterwards what is printed goes nowhere."""
    descriptor = os.dup(1)
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    os.close(sink)
    told = threading.Event()

    def announce(line: str) -> None:
        if not told.is_set():
            told.set()
            try:
                os.write(descriptor, f"{line}\n".encode())
            except OSError:
                _log.info("who started the engine is gone")
            os.close(descriptor)

    return announce


if __name__ == "__main__":
    sys.exit(main())
