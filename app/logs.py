"""Where does the log go, and what is in it?

The log is a file in the home folder, kept small by rotation. It names files and failures, for which
a parser may quote a few characters; it never holds a query, and nothing is sent anywhere.
"""

from __future__ import annotations

import faulthandler
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.paths import Home

_LOG_NAME = "sparkbert.log"
_CRASH_NAME = "crash.log"
_MAX_BYTES = 1_000_000
_N_KEPT = 3
_FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"
_LOGGERS = ("app", "sparkbert", "py.warnings")


def log_file(home: Home) -> Path:
    """Return the file that the log of a home goes to."""
    return home.logs / _LOG_NAME


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
    handler = _HomeHandler(home)
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    logging.captureWarnings(capture=True)
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        for logger in loggers:
            logger.removeHandler(handler)
            logger.setLevel(logging.NOTSET)
            logger.propagate = True
        handler.close()


class _HomeHandler(RotatingFileHandler):
    """Writes to a home's log, but makes no home; a disk that is full loses log lines alone."""

    def __init__(self, home: Home) -> None:
        super().__init__(
            log_file(home), maxBytes=_MAX_BYTES, backupCount=_N_KEPT, encoding="utf-8", delay=True
        )
        self._home = home
        self.setFormatter(logging.Formatter(_FORMAT))

    def emit(self, record: logging.LogRecord) -> None:
        if self._home.directory.is_dir():
            super().emit(record)

    def _open(self) -> TextIOWrapper:
        self._home.logs.mkdir(mode=0o700, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        del record
