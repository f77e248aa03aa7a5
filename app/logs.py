"""Where does the log go, and what is in it?

There are two files in the home folder, kept small by rotation: `sparkbert.log` says what the
programs did, and `not-indexed.log` has a line of JSON for each file that could not be indexed.
Neither ever holds a query or a document's text, and nothing is sent anywhere.
"""

from __future__ import annotations

import faulthandler
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.paths import Home

_LOG_NAME = "sparkbert.log"
_CRASH_NAME = "crash.log"
_NOT_INDEXED_NAME = "not-indexed.log"
_MAX_BYTES = 1_000_000
_N_KEPT = 3
_FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"
_LOGGERS = ("app", "sparkbert", "py.warnings")
_not_indexed = logging.getLogger("app.not_indexed")


def log_file(home: Home) -> Path:
    """Return the file that the log of a home goes to."""
    return home.logs / _LOG_NAME


def not_indexed_file(home: Home) -> Path:
    """Return the file that has a line for each file of a home that could not be indexed."""
    return home.logs / _NOT_INDEXED_NAME


def note_not_indexed(path: Path, reason: str, message: str, detail: str = "") -> None:
    """Write a line about a file that could not be indexed.

    Parameters
    ----------
    path
        The file.
    reason
        The kind of failure.
    message
        Reason and remedy, as the user is told.
    detail
        Where it failed, in terms of the program alone.
    """
    line = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "reason": reason,
        "path": str(path),
        "message": message,
    }
    if detail:
        line["detail"] = detail
    _not_indexed.info("%s", json.dumps(line, ensure_ascii=False))


def forget_in_logs(home: Home, folder: Path) -> None:
    """Take every line out of a home's logs that names a folder or what is in it."""
    name = str(folder)
    spellings = {name, repr(name)[1:-1], json.dumps(name)[1:-1]}
    spellings.add(json.dumps(name, ensure_ascii=False)[1:-1])
    needles = {one.encode("utf-8", "backslashreplace") for one in spellings} | {os.fsencode(folder)}
    for file in home.logs.glob("*.log*"):
        with suppress(OSError), file.open("r+b") as stream:
            lines = stream.readlines()
            kept = [line for line in lines if not any(needle in line for needle in needles)]
            if len(kept) < len(lines):
                # In place: other processes go on writing to the end of this very file.
                stream.seek(0)
                stream.writelines(kept)
                stream.truncate()


@contextmanager
def crashes_logged_to(home: Home) -> Iterator[None]:
    """Have the places written down at which this process is when the system ends it for a fault.

    They are names of functions, nothing else; the file is made anew when it has grown large.
    """
    path = home.logs / _CRASH_NAME
    try:
        home.logs.mkdir(mode=0o700, exist_ok=True)
        is_large = path.exists() and path.stat().st_size > _MAX_BYTES
        file = path.open("w" if is_large else "a", encoding="utf-8")
    except OSError:  # a full disk costs this alone
        yield
        return
    with file:
        faulthandler.enable(file)
        try:
            yield
        finally:
            faulthandler.disable()


@contextmanager
def logging_to(home: Home) -> Iterator[None]:
    """Send the log of both packages to the home's file, as soon as there is such a home."""
    handler = _HomeHandler(home, log_file(home), _FORMAT)
    files = _HomeHandler(home, not_indexed_file(home), "%(message)s")
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    logging.captureWarnings(capture=True)
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    _not_indexed.addHandler(files)
    _not_indexed.propagate = False
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        for logger in loggers:
            logger.removeHandler(handler)
            logger.setLevel(logging.NOTSET)
            logger.propagate = True
        _not_indexed.removeHandler(files)
        _not_indexed.propagate = True
        for one in (handler, files):
            one.close()


class _HomeHandler(RotatingFileHandler):
    """Writes to a home's log, but makes no home; a disk that is full loses log lines alone."""

    def __init__(self, home: Home, file: Path, form: str) -> None:
        super().__init__(
            file,
            maxBytes=_MAX_BYTES,
            backupCount=_N_KEPT,
            encoding="utf-8",
            errors="backslashreplace",  # names that are no UTF-8
            delay=True,
        )
        self._home = home
        self.setFormatter(logging.Formatter(form))

    def emit(self, record: logging.LogRecord) -> None:
        if self._home.directory.is_dir():
            super().emit(record)

    def _open(self) -> TextIOWrapper:
        self._home.logs.mkdir(mode=0o700, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        del record
