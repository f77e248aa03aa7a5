"""What does indexing cost beside encoding, part by part?"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import perf_counter

from app.bench.processes import child_pid, cpu_seconds
from app.bench.results import Estimate, IndexingCost, Part
from app.engine.encoder_link import PROCESS_NAME
from app.engine.encoder_process import EncoderProcess
from app.engine.files import FileCatalog
from app.engine.indexer import Indexer
from app.engine.meaning import MeaningStage, SenseAssigner
from app.engine.messages import Progress
from app.engine.reading import FileReader, ReadingStage
from app.engine.sources import SourceKeeper
from app.engine.tables import create_tables
from app.engine.tally import FileTally
from app.engine.workplace import Tools
from app.extract.passages import Cutter
from app.extract.sandbox import Sandbox
from sparkbert.chunking import Chunk
from sparkbert.encoder.base import Encoding
from sparkbert.index.snapshot import Snapshot
from sparkbert.index.writer import EncodedChunk, IndexWriter
from sparkbert.sparse import SparseVector, word_vector
from sparkbert.types import Document
from sparkbert.words import words


class Stopwatch:
    """Adds up the processor time of parts, which may run in several threads."""

    def __init__(self) -> None:
        self._seconds: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def timing(self, part: str) -> Iterator[None]:
        """Count this thread's time in the block; blocks of one thread must not nest."""
        start = time.thread_time()
        try:
            yield
        finally:
            self.add(part, time.thread_time() - start)

    def add(self, part: str, seconds: float) -> None:
        """Count time that was measured otherwise."""
        with self._lock:
            self._seconds[part] += seconds  # type: ignore[assignment]

    def seconds(self, part: str) -> float:
        """Return what was counted."""
        return float(self._seconds[part])


def measure_indexing(
    directory: Path,
    folder: Path,
    tools: Tools,
    encoder: EncoderProcess,
    tell: Callable[[Progress], None] = lambda progress: None,
) -> IndexingCost:
    """Index a folder from nothing, as the app does, and return what it took.

    Parameters
    ----------
    directory
        Where the index is made; there must be none.
    folder
        What is indexed.
    tools
        What the engine works with.
    encoder
        The running encoder process.
    tell
        Is called with the progress.
    """
    assert encoder.identity  # the model is loaded before the clock starts
    watch = Stopwatch()
    busy = _BusyEncoder(encoder)
    encoder_pid = child_pid(PROCESS_NAME)
    encoder_before = None if encoder_pid is None else cpu_seconds(encoder_pid)
    told: list[tuple[float, Progress]] = []

    def note(progress: Progress) -> None:
        told.append((perf_counter(), progress))
        tell(progress)

    engine_before, start = time.process_time(), perf_counter()
    with _TimedWriter.open(directory, tools.identity) as writer:
        assert isinstance(writer, _TimedWriter)
        writer.watch = watch
        create_tables(writer.connection)
        files = FileCatalog(writer.connection, FileTally(writer.connection))
        sources = SourceKeeper(writer, files, [directory])
        make_reader = _TimedReaders(tools.make_reader, watch)
        with ReadingStage(make_reader, _TimedCutter(tools.cutter, watch)) as reading:
            meaning = MeaningStage(writer, busy, _TimedSenses(tools.senses, watch))
            indexer = Indexer(writer, files, sources, reading, meaning, note)
            summary = indexer.run([sources.add(folder)])
            wall_s = perf_counter() - start
            make_reader.count()
    engine_s = time.process_time() - engine_before
    encoder_after = None if encoder_pid is None else cpu_seconds(encoder_pid)
    encoder_s = (
        None if encoder_before is None or encoder_after is None else encoder_after - encoder_before
    )
    words_s = _words_seconds(directory)
    known = [watch.seconds(part) for part in ("chunking", "senses", "texts", "encodings", "merge")]
    chunking, senses, texts, encodings, merge = known
    extraction_s = watch.seconds("extraction")
    parts = [
        Part("encoder", encoder_s),
        Part("extraction, chunking", extraction_s + chunking if make_reader.is_known else None),
        Part("words", words_s),
        Part("senses", senses),
        Part("commit of texts", max(texts - words_s, 0)),
        Part("commit of senses", encodings),
        Part("merging", merge),
        Part("pipes, scan and the rest", max(engine_s - sum(known), 0)),
    ]
    return IndexingCost(
        n_files=summary.n_indexed,
        n_chunks=summary.n_chunks_by_meaning,
        n_tokens=summary.n_pieces,
        wall_s=wall_s,
        encoder_busy_s=busy.seconds,
        parts=tuple(parts),
        cpu_outside_encoder=_share_outside(parts),
        estimates=estimates_of(told, start, start + wall_s),
    )


def estimates_of(
    told: Sequence[tuple[float, Progress]], start_s: float, end_s: float
) -> tuple[Estimate, ...]:
    """Return what was told last by a quarter, a half and three quarters of a run.

    Parameters
    ----------
    told
        What was told, with the time.
    start_s, end_s
        When the run began and ended.
    """
    found: list[Estimate] = []
    for share in (0.25, 0.5, 0.75):
        now_s = start_s + share * (end_s - start_s)
        before = [(at_s, one.seconds_left) for at_s, one in told if at_s <= now_s]
        at_s, left_s = before[-1] if before else (now_s, None)
        said_s = None if left_s is None else max(left_s - (now_s - at_s), 0.0)
        found.append(Estimate(share, said_s, end_s - now_s))
    return tuple(found)


def _share_outside(parts: Sequence[Part]) -> float | None:
    seconds = [part.cpu_s for part in parts]
    known = [one for one in seconds if one is not None]
    if len(known) < len(seconds) or not sum(known):
        return None
    return 1 - known[0] / sum(known)


def _words_seconds(directory: Path) -> float:
    """Return what it takes to find and weigh the words of all chunks again."""
    with Snapshot.open(directory) as snapshot:
        texts = snapshot.texts(snapshot.live.nonzero()[0])
    start = time.thread_time()
    for text in texts:
        word_vector(words(text))
    return time.thread_time() - start


class _TimedWriter(IndexWriter):
    """Counts what commits and merges take."""

    watch = Stopwatch()

    def batch(self) -> AbstractContextManager[None]:
        return self._timed_batch()

    @contextmanager
    def _timed_batch(self) -> Iterator[None]:
        with self.watch.timing("texts"), super().batch():
            yield

    def put_encodings(self, encoded: Sequence[EncodedChunk]) -> None:
        with self.watch.timing("encodings"):
            super().put_encodings(encoded)

    def merge(self) -> int:
        with self.watch.timing("merge"):
            return super().merge()


class _TimedCutter:
    """Counts what chunking takes where the readers don't cut."""

    def __init__(self, cutter: Cutter, watch: Stopwatch) -> None:
        self._cutter = cutter
        self._watch = watch

    def chunk(self, document: Document) -> list[Chunk]:
        with self._watch.timing("chunking"):
            return self._cutter.chunk(document)


class _TimedSenses:
    """Counts what senses take."""

    def __init__(self, senses: SenseAssigner, watch: Stopwatch) -> None:
        self._senses = senses
        self._watch = watch

    def encode(self, encoding: Encoding) -> SparseVector:
        with self._watch.timing("senses"):
            return self._senses.encode(encoding)


class _TimedReaders:
    """Makes readers, and counts what their processes take once they have started."""

    def __init__(self, make_reader: Callable[[], FileReader], watch: Stopwatch) -> None:
        self._make_reader = make_reader
        self._watch = watch
        self._lock = threading.Lock()
        self._started: list[tuple[int, float]] = []
        self.is_known = True

    def __call__(self) -> FileReader:
        reader = self._make_reader()
        if not isinstance(reader, Sandbox):
            self.is_known = False
            return reader
        reader.start()
        pid = reader.pid
        seconds = None if pid is None else cpu_seconds(pid)
        with self._lock:
            if pid is None or seconds is None:
                self.is_known = False
            else:
                self._started.append((pid, seconds))
        return reader

    def count(self) -> None:
        """Count the time of the processes, while they are alive; one replaced is not known."""
        for pid, before in self._started:
            after = cpu_seconds(pid)
            if after is None:
                self.is_known = False
            else:
                self._watch.add("extraction", after - before)


class _BusyEncoder:
    """Counts the time in which the encoder has something to do."""

    def __init__(self, encoder: EncoderProcess) -> None:
        self._encoder = encoder
        self._lock = threading.Lock()
        self._n = 0
        self._since = 0.0
        self.seconds = 0.0

    def start(self) -> None:
        self._encoder.start()

    def submit(self, texts: Sequence[str]) -> Future[list[Encoding]]:
        with self._lock:
            if not self._n:
                self._since = perf_counter()
            self._n += 1
        future = self._encoder.submit(texts)
        future.add_done_callback(self._done)
        return future

    def _done(self, future: Future[list[Encoding]]) -> None:
        with self._lock:
            self._n -= 1
            if not self._n:
                self.seconds += perf_counter() - self._since
