"""How does a folder become searchable, and stay so with no more work than has changed?

The catalog is the queue: a file that was seen, a text that was read, a chunk that was encoded are
rows, so a run goes on where the last one ended, however it ended. Files are read and chunks encoded
side by side; this thread alone writes.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

from app.engine.file_records import PendingFile
from app.engine.files import FileCatalog
from app.engine.meaning import MeaningStage
from app.engine.messages import IndexSummary, Phase, Progress
from app.engine.reading import FileText, ReadingStage
from app.engine.reading_order import LARGE_BYTES
from app.engine.remaining import WorkLeft
from app.engine.sources import ScanResult, SourceKeeper
from app.errors import EncoderError
from app.extract.base import FailureKind
from app.extract.registry import SUPPORTED_EXTENSIONS
from app.logs import note_not_indexed
from app.watch.changes import ChangeSet
from sparkbert.encoder.base import Encoding
from sparkbert.errors import ModelError
from sparkbert.index.writer import IndexWriter

_log = logging.getLogger(__name__)

_COMMIT_EVERY_S = 1.0
_COMMIT_PIECES = 50_000
_TICK_S = 0.5
_WAIT_S = 0.1


class Indexer:
    """Brings the index up to date with the disk; `stop` may be called from any thread.

    Parameters
    ----------
    writer
        The open index.
    files
        The app's tables on the writer's connection.
    sources
        Scans folders.
    reading
        Reads files; closed by its owner.
    meaning
        Encodes chunks.
    tell
        Is called with the progress, a few times per second at most, in the running thread.
    between
        Is called between two steps of the work, several times per second, in the running thread;
        no batch of the writer is open then.
    """

    def __init__(
        self,
        writer: IndexWriter,
        files: FileCatalog,
        sources: SourceKeeper,
        reading: ReadingStage,
        meaning: MeaningStage,
        tell: Callable[[Progress], None],
        between: Callable[[], None] = lambda: None,
    ) -> None:
        self._writer = writer
        self._files = files
        self._sources = sources
        self._reading = reading
        self._meaning = meaning
        self._tell = tell
        self._between = between
        self._stop = threading.Event()
        self._ready: list[FileText] = []
        self._meaning_error: ModelError | EncoderError | None = None
        self._failed: Counter[FailureKind] = Counter()
        self._left = WorkLeft(SUPPORTED_EXTENSIONS)
        self._summary = IndexSummary()
        self._last_file: Path | None = None
        self._n_waiting_before = self._n_words_only_before = 0
        self._last_commit = self._last_told = -_COMMIT_EVERY_S

    def stop(self) -> None:
        """Let the run end soon; what is committed stays, the rest follows in the next run."""
        self._stop.set()

    def run(self, roots: Sequence[Path], *, retry: bool = False) -> IndexSummary:
        """Scan sources, then work until nothing is left to do; once per object.

        Parameters
        ----------
        roots
            Real paths, as `SourceKeeper.add` has returned them.
        retry
            Whether files that failed before are tried again.

        Raises
        ------
        ModelError, EncoderError
            The encoder doesn't work; every text is found by its words all the same.
        SearchIndexError
            The index or its disk is at fault; the last commit is intact.
        """
        start = monotonic()
        self._n_waiting_before = self._writer.count_pending()
        self._n_words_only_before = self._writer.count_by_words_only()
        kept: set[Path] = set()
        for root in roots:
            kept |= self._scan(root, retry=retry, keep_gone=len(roots) > 1)
        if kept:
            self._count(self._sources.look_at(ChangeSet(frozenset(kept))))
        self._work()
        n_files, _ = self._files.count_pending()
        n_waiting = self._writer.count_pending()
        summary = replace(
            self._summary,
            failed=dict(self._failed),
            n_chunks_by_words=self._n_new(n_waiting) + self._n_new_words_only(),
            n_chunks_words_only=self._n_new_words_only(),
            n_chunks_waiting=n_waiting,
            n_files_waiting=n_files,
            seconds=monotonic() - start,
            stopped=self._stop.is_set(),
        )
        if self._meaning_error is not None:
            raise self._meaning_error
        self._tell(replace(self._progress(), phase=Phase.DONE))
        return summary

    def _scan(self, root: Path, *, retry: bool, keep_gone: bool) -> frozenset[Path]:
        if self._stop.is_set():
            return frozenset()
        self._tell(Progress(Phase.SCANNING, file=root))
        result = self._sources.scan(root, retry=retry, keep_gone=keep_gone)
        self._count(result)
        if not result.online:
            self._summary = replace(self._summary, offline=(*self._summary.offline, root))
        return result.kept

    def _count(self, result: ScanResult) -> None:
        before = self._summary
        self._summary = replace(
            before,
            n_unchanged=before.n_unchanged + result.n_unchanged,
            n_moved=before.n_moved + result.n_moved,
            n_removed=before.n_removed + result.n_removed,
        )

    def _work(self) -> None:
        while not self._stop.is_set():
            self._between()
            self._feed()
            readings, encodings = self._reading.in_flight, self._meaning.in_flight
            self._left.note_encoder(monotonic(), busy=bool(encodings))
            if not (readings or encodings or self._ready):
                break
            waiting: list[Future[Any]] = [*readings, *encodings]
            done, _ = wait(waiting, _WAIT_S, FIRST_COMPLETED)
            for reading in readings:
                if reading in done:
                    text = self._reading.take(reading)
                    if not self._reading.recognises(text):
                        self._read(text)
            if self._commit_is_due():
                self._commit()
            for encoding in encodings:
                if encoding in done and self._meaning_error is None:
                    self._encoded(encoding)
            if monotonic() - self._last_told >= _TICK_S:
                self._last_told = monotonic()
                self._tell(self._progress())
        self._commit()
        self._meaning.drop()
        self._writer.merge()

    def _feed(self) -> None:
        while files := self._next_files():
            self._reading.feed(files)
        if self._meaning_error is None:
            self._meaning.feed()

    def _next_files(self) -> list[PendingFile]:
        """Return the next files that can be read, up to the first large one."""
        room = self._reading.room
        if room <= 0:
            return []
        taken = self._reading.numbers | {text.file.number for text in self._ready}
        pending = self._files.pending(room + len(taken), small=not self._reading.takes_large)
        files = [file for file in pending if file.number not in taken][:room]
        large = (at for at, file in enumerate(files, start=1) if file.size > LARGE_BYTES)
        return files[: next(large, None)]

    def _read(self, text: FileText) -> None:
        is_needed = any(self._writer.can_read(chunk) for chunk in text.chunks)
        if is_needed and not self._meaning_error:
            self._meaning.prepare()  # loads beside the reading; a run without text loads nothing
        self._ready.append(text)
        self._last_file = text.file.path

    def _commit_is_due(self) -> bool:
        if not self._ready:
            return False
        return (
            not self._reading.in_flight
            or monotonic() - self._last_commit >= _COMMIT_EVERY_S
            or sum(text.n_pieces for text in self._ready) >= _COMMIT_PIECES
        )

    def _commit(self) -> None:
        """Commit what was read: found by words from now on."""
        if not self._ready:
            return
        texts, self._ready = self._ready, []
        n_before = self._writer.count_pending_pieces()
        with self._writer.batch():
            for text in texts:
                self._put(text)
        self._learn(texts, self._writer.count_pending_pieces() - n_before)
        self._writer.merge()
        self._last_commit = monotonic()
        n_indexed = sum(text.failure is None for text in texts)
        self._failed.update(text.failure.kind for text in texts if text.failure is not None)
        self._summary = replace(self._summary, n_indexed=self._summary.n_indexed + n_indexed)

    def _learn(self, texts: Sequence[FileText], n_pieces_new: float) -> None:
        """Learn from what was read how much there is in the rest."""
        for text in texts:
            self._left.note_file(text.file.path.suffix.lower(), text.file.size, len(text.chunks))
        n_chunks = sum(len(text.chunks) for text in texts)
        self._left.note_commit(n_chunks=n_chunks, n_pieces_new=n_pieces_new)
        self._left.note_reading(monotonic(), len(texts), n_chunks)

    def _put(self, text: FileText) -> None:
        number = text.file.number
        if not self._files.is_awaited(text.file):
            return  # removed, moved or written to since; if it is pending, it is read once more
        if text.failure is not None:
            self._writer.remove_document(str(number))  # what it held before is out of date
            failure = text.failure
            self._files.mark_failed(number, failure.kind, str(failure), text.digest)
            note_not_indexed(text.file.path, failure.kind, str(failure), failure.detail)
            return
        assert text.document is not None
        self._writer.put_document(text.document, text.chunks, changed_ns=text.file.mtime_ns)
        self._files.mark_indexed(number, text.digest, text.warnings)

    def _encoded(self, done: Future[list[Encoding]]) -> None:
        try:
            n_chunks, n_pieces = self._meaning.take(done)
        except (ModelError, EncoderError) as error:
            _log.warning("encoding has ended: %s", error)
            self._meaning_error = error  # words go on
            self._meaning.drop()
            return
        self._left.note_encoding(monotonic(), n_chunks, n_pieces)
        self._summary = replace(
            self._summary,
            n_chunks_by_meaning=self._summary.n_chunks_by_meaning + n_chunks,
            n_pieces=self._summary.n_pieces + n_pieces,
        )

    def _n_new(self, n_waiting: int) -> int:
        """Return how many have come in to be encoded: encoded now or waiting, but not before."""
        return max(self._summary.n_chunks_by_meaning + n_waiting - self._n_waiting_before, 0)

    def _n_new_words_only(self) -> int:
        return max(self._writer.count_by_words_only() - self._n_words_only_before, 0)

    def _progress(self) -> Progress:
        waiting = self._files.waiting()
        n_files_waiting = sum(one.n_files for one in waiting.values())
        n_waiting = self._writer.count_pending()
        summary = self._summary
        n_done = summary.n_indexed + self._failed.total()
        return Progress(
            phase=Phase.READING if n_files_waiting else Phase.ENCODING,
            n_files_done=n_done,
            n_files=n_done + n_files_waiting,
            n_chunks_by_words=self._n_new(n_waiting) + self._n_new_words_only(),
            n_chunks_by_meaning=summary.n_chunks_by_meaning,
            n_chunks_waiting=n_waiting,
            pieces_per_s=self._left.pieces_per_s,
            chunks_per_s=self._left.chunks_per_s,
            seconds_left=self._left.seconds_left(
                monotonic(), waiting, self._writer.count_pending_pieces()
            ),
            file=self._last_file,
        )
