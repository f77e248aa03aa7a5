"""Are the catalog's pages whole, asked beside all other work?"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Self

from app.engine.interrupts import block_interrupts
from sparkbert.errors import CatalogCorruptError, SparkBertError
from sparkbert.index import catalog

_log = logging.getLogger(__name__)


class CatalogCheck:
    """Reads the whole catalog once, in a thread of its own; ends with its context.

    Parameters
    ----------
    directory
        The index's folder.
    on_damage
        Is called, in that thread, with what is to be mended.
    """

    def __init__(self, directory: Path, on_damage: Callable[[CatalogCorruptError], Any]) -> None:
        self._directory = directory
        self._on_damage = on_damage
        self._found: Future[CatalogCorruptError | None] = Future()
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="catalog-check", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed = True
            if self._connection is not None:
                self._connection.interrupt()
        self._thread.join()

    def wait(self, timeout_s: float) -> None:
        """Wait until the check is done, or the time is over.

        Raises
        ------
        CatalogCorruptError
            It has found damage.
        """
        with suppress(TimeoutError):
            error = self._found.result(timeout_s)
            if error is not None:
                raise error

    def _run(self) -> None:
        block_interrupts()
        error = None
        try:
            with catalog.user_errors(self._directory):
                self._read()
        except CatalogCorruptError as damage:
            error = damage
        except (SparkBertError, sqlite3.Error) as other:  # or we were interrupted
            _log.info("the catalog was not checked: %s", other)
        self._found.set_result(error)
        if error is not None:
            self._on_damage(error)

    def _read(self) -> None:
        with closing(catalog.connect_reader(self._directory)) as connection:
            with self._lock:
                if self._closed:
                    return
                self._connection = connection
            try:
                found = [message for (message,) in connection.execute("PRAGMA integrity_check(5)")]
            finally:
                with self._lock:
                    self._connection = None
        if found != ["ok"]:
            error = catalog.catalog_corrupt(self._directory)
            raise error from sqlite3.DatabaseError("; ".join(found))
