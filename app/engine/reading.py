"""How do files become chunks without keeping the engine from its other work?

A few threads, each with a sandbox of its own, read files; what goes wrong with a file is part of
the result. Cutting into chunks happens in these threads too.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from app.engine.files import PendingFile
from app.engine.idle import IdleTimer
from app.engine.interrupts import block_interrupts
from app.engine.reading_order import LARGE_BYTES
from app.extract import failures
from app.extract.base import ExtractedDocument, ExtractionError
from app.extract.registry import SUPPORTED_EXTENSIONS
from app.extract.sandbox import SandboxClosedError
from app.priority import Priority, lower_thread
from app.watch.scanner import digest_of, is_in_cloud
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


class Cutter(Protocol):
    """Cuts documents into chunks, in several threads at a time; a Chunker does."""

    def chunk(self, document: Document) -> list[Chunk]:
        """Return a document's chunks in order."""
        ...


@dataclass(frozen=True, slots=True)
class FileText:
    """What reading a file has led to: a document and its chunks, or a failure.

    `digest` is the SHA-256 of the content, where it was taken.
    """

    file: PendingFile
    digest: bytes | None
    document: Document | None = None
    chunks: tuple[Chunk, ...] = ()
    extracted: ExtractedDocument | None = None
    failure: ExtractionError | None = None

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
        Cuts documents into chunks.
    n_threads
        How many files are read at a time.
    rest_after_s
        After so long without a file the readers are closed; the next file makes new ones.
    """

    def __init__(
        self,
        make_reader: Callable[[], FileReader],
        cutter: Cutter,
        n_threads: int = 2,
        *,
        rest_after_s: float = REST_AFTER_S,
    ) -> None:
        self._make_reader = make_reader
        self._cutter = cutter
        self._n_large = max(n_threads - 1, 1)
        self._capacity = n_threads * (1 + _QUEUED_PER_THREAD)
        self._pool = ThreadPoolExecutor(n_threads, thread_name_prefix="reading", initializer=_begin)
        self._lock = threading.Lock()
        self._readers: dict[int, FileReader] = {}  # by thread
        self._closed = False
        self._in_flight: dict[Future[FileText], PendingFile] = {}
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
        return list(self._in_flight)

    @property
    def numbers(self) -> set[int]:
        """The ids of the files that are being worked on."""
        return {file.number for file in self._in_flight.values()}

    def feed(self, files: Iterable[PendingFile]) -> None:
        """Take files to be read, in this order."""
        with self._lock:  # or a reader might be put to rest in between
            for file in files:
                self._in_flight[self._pool.submit(self._read, file)] = file

    def take(self, done: Future[FileText]) -> FileText:
        """Return what came of a future of `in_flight`."""
        with self._lock:
            del self._in_flight[done]
        self._timer.touch()
        return done.result()

    def close(self) -> None:
        """Stop what runs and drop what waits."""
        with self._lock:
            self._closed = True
            readers = list(self._readers.values())
        self._timer.close()
        for future in self._in_flight:
            future.cancel()
        for reader in readers:
            reader.close()
        self._pool.shutdown(cancel_futures=True)

    def _rest(self) -> None:
        """Close the readers, unless files have come since."""
        with self._lock:
            if self._in_flight or self._closed:
                return
            readers, self._readers = list(self._readers.values()), {}
        for reader in readers:
            reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, file: PendingFile) -> FileText:
        suffix = file.path.suffix.lower()
        if is_in_cloud(file.path) and suffix in SUPPORTED_EXTENSIONS:
            return FileText(file, None, failure=failures.not_downloaded())
        # A file that nothing can read may be huge: its name and fingerprint are all we need.
        digest = digest_of(file.path) if suffix in SUPPORTED_EXTENSIONS or not suffix else None
        try:
            extracted = self._reader().extract(file.path)
            document = Document(
                str(file.number), file.path.name, extracted.title, extracted.sections
            )
            chunks = tuple(self._cutter.chunk(document))
        except ExtractionError as error:
            if error.detail:
                _log.info("%s: %s\n%s", file.path, error, error.detail)
            return FileText(file, digest, failure=error)
        except SandboxClosedError:
            raise
        except Exception:  # noqa: BLE001 - a bug costs this file, not the others
            _log.exception("a bug at %s", file.path)
            return FileText(file, digest, failure=failures.crashed())
        return FileText(file, digest, document, chunks, extracted)

    def _reader(self) -> FileReader:
        """Return this thread's reader."""
        thread = threading.get_ident()
        with self._lock:
            reader = self._readers.get(thread)
        if reader is None:
            reader = self._make_reader()
            with self._lock:
                self._readers[thread] = reader
                closed = self._closed
            if closed:
                reader.close()
        return reader
