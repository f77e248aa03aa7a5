"""How is the text of one file, and the list of what has none, got beside all other work?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Protocol, runtime_checkable

from app.engine.files import reading
from app.engine.idle import IdleTimer
from app.engine.interrupts import block_interrupts
from app.engine.messages import DocumentText, Failures, NotIndexed, ReadDocument
from app.engine.reading import REST_AFTER_S, FileReader
from app.errors import (
    AwayError,
    GoneError,
    LockedError,
    SourceError,
    TooLargeError,
    UnfinishedError,
    UnreadableError,
    VanishedError,
)
from app.extract.base import ExtractedDocument, ExtractionError, FailureKind
from app.extract.freshness import is_being_written
from app.printable import printable
from app.watch.scanner import KnownFile, digest_of
from sparkbert.offsets import OffsetMap
from sparkbert.types import Section


@runtime_checkable
class LookingReader(Protocol):
    """Reads how a file looks, too; `app.extract.sandbox.Sandbox` does."""

    def look_at(self, path: Path) -> ExtractedDocument:
        """Return a file's text and layout; raises ExtractionError."""
        ...


class DocumentDesk:
    """Reads files again for those who look at them, one at a time, in a thread of its own.

    Parameters
    ----------
    directory
        The index's folder.
    make_reader
        Makes the reader of files.
    """

    def __init__(self, directory: Path, make_reader: Callable[[], FileReader]) -> None:
        self._directory = directory
        self._make_reader = make_reader
        self._lock = threading.Lock()
        self._reader: FileReader | None = None
        self._closed = False
        self._pool = ThreadPoolExecutor(
            1, thread_name_prefix="documents", initializer=block_interrupts
        )
        self._timer = IdleTimer(REST_AFTER_S, self._rest)
        self._lists = ThreadPoolExecutor(
            1, thread_name_prefix="lists", initializer=block_interrupts
        )

    def read(self, request: ReadDocument) -> Future[DocumentText]:
        """Return the text of an indexed file.

        The future raises GoneError if it is not indexed, SourceError if it can't be read now.
        """
        return self._pool.submit(self._read, request)

    def failures(self) -> Future[Failures]:
        """Return all that is not indexed."""
        return self._lists.submit(self._failures)

    def close(self) -> None:
        """End what runs; what waits is cancelled."""
        with self._lock:
            self._closed = True
            reader = self._reader
        self._timer.close()
        if reader is not None:
            reader.close()
        self._pool.shutdown(cancel_futures=True)
        self._lists.shutdown(cancel_futures=True)

    def _read(self, request: ReadDocument) -> DocumentText:
        path = request.path
        known = self._known(path)
        reader = self._open_reader()
        try:
            if isinstance(reader, LookingReader):
                extracted = reader.look_at(path)
            else:
                extracted = reader.extract(path)
        except ExtractionError as error:
            raise self._unreadable(path, error) from error
        finally:
            self._timer.touch()
        is_paged = any(one.page is not None for one in extracted.sections)
        pages = request.pages if is_paged else None
        return DocumentText(
            path,
            extracted.title,
            _needed(extracted, pages),
            _is_stale(path, known),
            extracted.layout,
            pages,
        )

    def _unreadable(self, path: Path, error: ExtractionError) -> UnreadableError:
        """Return why a file that was indexed can't be read any more, fit to be shown."""
        if not path.exists():
            with reading(self._directory) as files:
                for source in files.sources():
                    if path.is_relative_to(source.path) and not source.is_online:
                        return AwayError(
                            f"“{source.path.name}” is not connected, so this file can't be shown."
                        )
            return VanishedError("This file is no longer there.")
        name = printable(path.name)
        if error.kind is FailureKind.EXTRACTION_FAILED and is_being_written(path):
            return UnfinishedError(f"“{name}” is being saved just now.")
        if error.kind is FailureKind.TOO_LARGE:
            return TooLargeError(f"“{name}” is too large to be shown here. Open it instead.")
        if error.kind is FailureKind.ENCRYPTED:
            return LockedError(
                f"“{name}” is protected by a password now. Open it in its own application."
            )
        return UnreadableError(f"This file can't be read now: {error}")

    def _known(self, path: Path) -> KnownFile:
        with reading(self._directory) as files:
            found = files.known(path).get(path)
            if found is None or not files.is_indexed(found.number):
                raise GoneError("This file is not indexed any more.")
            return found

    def _open_reader(self) -> FileReader:
        with self._lock:
            if self._closed:
                raise SourceError("The engine is ending.")
            if self._reader is None:
                self._reader = self._make_reader()
            return self._reader

    def _rest(self) -> None:
        """Close the reader, after the files that are asked for; the next one makes another."""

        def close() -> None:
            with self._lock:
                reader, self._reader = self._reader, None
            if reader is not None:
                reader.close()

        self._pool.submit(close)

    def _failures(self) -> Failures:
        with reading(self._directory) as files:
            return Failures(
                tuple(NotIndexed(one.path, one.kind, one.message) for one in files.failures())
            )


def _needed(document: ExtractedDocument, pages: frozenset[int] | None) -> tuple[Section, ...]:
    """Return the sections without what nobody needs.

    A window that is given thousands of pages stands still while it takes them in; a long text has
    an offset per line.
    """
    if pages is not None:
        nothing = Section("")
        return tuple(
            one if number in pages else nothing for number, one in enumerate(document.sections)
        )
    if document.layout is not None or any(one.page is not None for one in document.sections):
        return document.sections
    return tuple(replace(one, offsets=OffsetMap()) for one in document.sections)


def _is_stale(path: Path, known: KnownFile) -> bool:
    """Whether a file has another content than when it was indexed."""
    try:
        status = path.stat()
    except OSError:
        return True
    if (status.st_size, status.st_mtime_ns) == (known.size, known.mtime_ns):
        return False
    return known.digest is None or digest_of(path) != known.digest
