"""How do files become chunks without keeping the engine from its other work?

A few threads, each with a sandbox of its own, read files; what goes wrong with a file is part of
the result. Files are cut into chunks in the sandbox, or else in these threads.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, Self, runtime_checkable

from app.engine.file_records import PendingFile
from app.engine.idle import IdleTimer
from app.engine.interrupts import block_interrupts
from app.engine.reading_order import LARGE_BYTES
from app.extract import failures
from app.extract.base import ExtractedDocument, ExtractionError, ExtractionWarning, ScanError
from app.extract.ocr import is_mostly_scanned
from app.extract.passages import Cutter, Passages, cut_whole
from app.extract.registry import SUPPORTED_EXTENSIONS
from app.extract.sandbox import SandboxClosedError
from app.priority import Priority, lower_thread
from app.watch.scanner import digest_of, fingerprint_of, is_in_cloud
from sparkbert.chunking import Chunk
from sparkbert.types import Document

_log = logging.getLogger(__name__)

REST_AFTER_S = 60.0
"""So long after the last file the readers end, which gives their memory back."""

_QUEUED_PER_THREAD = 2  # enough to never wait for the engine, few enough to stop at once


def _begin() -> None:
    block_interrupts()
    lower_thread(Priority.READING)


class FileReader(Protocol):
    """Reads one file at a time; `app.extract.sandbox.Sandbox` does."""

    def extract(self, path: Path) -> ExtractedDocument:
        """Return a file's text; raises ExtractionError."""
        ...

    def close(self) -> None:
        """End what runs, from any thread."""
        ...


@runtime_checkable
class PassageReader(Protocol):
    """Reads a file and cuts it where it is read; `app.extract.sandbox.Sandbox` may."""

    @property
    def can_cut(self) -> bool:
        """Whether it does."""
        ...

    def read(self, path: Path) -> Passages:
        """Return a file's passages; raises ExtractionError."""
        ...


@dataclass(frozen=True, slots=True)
class FileText:
    """What reading a file has led to: a document and its chunks, or a failure.

    `digest` is the SHA-256 of the content, where it was taken. The document's sections have no
    text: the chunks do.
    """

    file: PendingFile
    digest: bytes | None
    document: Document | None = None
    chunks: tuple[Chunk, ...] = ()
    warnings: tuple[ExtractionWarning, ...] = ()
    failure: ExtractionError | None = None

    @property
    def is_scanned(self) -> bool:
        """Whether most of its pages are pictures."""
        if self.failure is not None:
            return isinstance(self.failure, ScanError)
        return self.document is not None and is_mostly_scanned(
            self.warnings, self.document.sections
        )

    @property
    def n_pieces(self) -> int:
        """How many word pieces the chunks have."""
        return sum(chunk.n_pieces for chunk in self.chunks)


class ReadingStage:
    """Reads files in threads.

    Parameters
    ----------
    make_reader
        Makes the reader of one thread.
    cutter
        Cuts documents into chunks, if the readers don't.
    n_threads
        How many files are read at a time.
    make_recogniser
        Makes the reader of files whose pages are pictures; None if they are not read. It may take
        minutes, so it has a thread of its own.
    rest_after_s
        After so long without a file the readers are closed; the next file makes new ones.
    """

    def __init__(
        self,
        make_reader: Callable[[], FileReader],
        cutter: Cutter,
        n_threads: int = 2,
        make_recogniser: Callable[[], FileReader] | None = None,
        *,
        rest_after_s: float = REST_AFTER_S,
    ) -> None:
        self._make_reader = make_reader
        self._make_recogniser = make_recogniser
        self._cutter = cutter
        self._n_large = max(n_threads - 1, 1)
        self._capacity = n_threads * (1 + _QUEUED_PER_THREAD)
        self._pool = ThreadPoolExecutor(n_threads, thread_name_prefix="reading", initializer=_begin)
        self._slow_pool = ThreadPoolExecutor(
            1, thread_name_prefix="recognising", initializer=_begin
        )
        self._lock = threading.Lock()
        self._readers: dict[int, FileReader] = {}  # by thread
        self._closed = False
        self._in_flight: dict[Future[FileText], PendingFile] = {}
        self._slow: dict[Future[FileText], PendingFile] = {}
        self._recognised: set[int] = set()  # files that have just been taken
        self._timer = IdleTimer(rest_after_s, self._rest)

    @property
    def room(self) -> int:
        """How many more files are taken now."""
        return self._capacity - len(self._in_flight)

    @property
    def takes_large(self) -> bool:
        """Whether a large file is taken now: one thread is kept for small ones."""
        n_large = sum(file.size > LARGE_BYTES for file in self._in_flight.values())
        return n_large < self._n_large

    @property
    def in_flight(self) -> list[Future[FileText]]:
        """What is being worked on."""
        return [*self._in_flight, *self._slow]

    @property
    def numbers(self) -> set[int]:
        """The ids of the files that are being worked on."""
        return {file.number for file in (*self._in_flight.values(), *self._slow.values())}

    def feed(self, files: Iterable[PendingFile]) -> None:
        """Take files to be read, in this order."""
        with self._lock:  # or a reader might be put to rest in between
            for file in files:
                self._in_flight[self._pool.submit(self._read, file, self._make_reader)] = file

    def take(self, done: Future[FileText]) -> FileText:
        """Return what came of a future of `in_flight`."""
        with self._lock:
            if done in self._slow:
                self._recognised.add(self._slow.pop(done).number)
            else:
                del self._in_flight[done]
        self._timer.touch()
        return done.result()

    def recognises(self, text: FileText) -> bool:
        """Whether a file is read again, because its pages are pictures that can be read."""
        file = text.file
        if self._make_recogniser is None or not text.is_scanned:
            return False
        if file.number in self._recognised:
            self._recognised.remove(file.number)
            return False
        with self._lock:
            self._slow[self._slow_pool.submit(self._read, file, self._make_recogniser)] = file
        return True

    def close(self) -> None:
        """Stop what runs and drop what waits."""
        with self._lock:
            self._closed = True
            readers = list(self._readers.values())
        self._timer.close()
        for future in self.in_flight:
            future.cancel()
        for reader in readers:
            reader.close()
        for pool in (self._pool, self._slow_pool):
            pool.shutdown(cancel_futures=True)

    def _rest(self) -> None:
        """Close the readers, unless files have come since."""
        with self._lock:
            if self._in_flight or self._slow or self._closed:
                return
            readers, self._readers = list(self._readers.values()), {}
        for reader in readers:
            reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, file: PendingFile, make_reader: Callable[[], FileReader]) -> FileText:
        suffix = file.path.suffix.lower()
        if is_in_cloud(file.path) and suffix in SUPPORTED_EXTENSIONS:
            return FileText(file, None, failure=failures.not_downloaded())
        before = fingerprint_of(file.path)
        # A file that nothing can read may be huge: its name and fingerprint are all we need.
        digest = digest_of(file.path) if suffix in SUPPORTED_EXTENSIONS or not suffix else None
        text = self._text(file, make_reader)
        if fingerprint_of(file.path) != before:
            digest = None  # what was read may be half of it: the next look reads it again
        return replace(text, digest=digest)

    def _text(self, file: PendingFile, make_reader: Callable[[], FileReader]) -> FileText:
        try:
            passages = self._passages(file.path, make_reader)
        except ExtractionError as error:
            return FileText(file, None, failure=error)
        except SandboxClosedError:
            raise
        except Exception as error:  # noqa: BLE001 - a bug costs this file, not the others
            trace = failures.trace_of(error)
            _log.error("a bug while file %d was read: %s", file.number, trace)
            return FileText(file, None, failure=failures.crashed(trace))
        document = Document(str(file.number), file.path.name, passages.title, passages.sections)
        return FileText(file, None, document, passages.chunks, passages.warnings)

    def _passages(self, path: Path, make_reader: Callable[[], FileReader]) -> Passages:
        reader = self._reader(make_reader)
        if isinstance(reader, PassageReader) and reader.can_cut:
            return reader.read(path)
        return cut_whole(reader.extract(path), self._cutter)

    def _reader(self, make_reader: Callable[[], FileReader]) -> FileReader:
        """Return this thread's reader."""
        thread = threading.get_ident()
        with self._lock:
            reader = self._readers.get(thread)
        if reader is None:
            reader = make_reader()
            with self._lock:
                self._readers[thread] = reader
                closed = self._closed
            if closed:
                reader.close()
        return reader
