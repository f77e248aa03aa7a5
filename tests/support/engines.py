"""How do tests index files without a model, a sandbox or a vocabulary?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from app.engine.files import FileCatalog
from app.engine.indexer import Indexer
from app.engine.meaning import MeaningStage
from app.engine.messages import IndexSummary, Progress
from app.engine.reading import ReadingStage
from app.engine.sources import SourceKeeper
from app.engine.tables import create_tables
from app.extract.base import ExtractedDocument, ExtractionError, FailureKind, Limits
from app.extract.registry import extract_file
from sparkbert.chunking import Chunk
from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.index.writer import IndexWriter
from sparkbert.sparse import SparseVector
from sparkbert.types import Document, Section
from tests.support.fake_encoder import FakeTokenEncoder
from tests.support.indexes import DIMENSION, IDENTITY, N_CENTROIDS, paragraph_chunks


class FakeBatchEncoder:
    """The fake encoder, one text per micro-batch; to be loaded in an encoder process."""

    def __init__(self) -> None:
        self._encoder = FakeTokenEncoder(DIMENSION)

    @property
    def identity(self) -> EncoderIdentity:
        return self._encoder.identity

    def encode_batches(self, texts: Sequence[str]) -> Iterator[dict[int, Encoding]]:
        for position, text in enumerate(texts):
            yield {position: self._encoder.encode([text])[0]}


class PieceSenses:
    """Gives each piece one sense."""

    def encode(self, encoding: Encoding) -> SparseVector:
        senses = encoding.piece_ids.astype(np.uint32) % N_CENTROIDS
        terms, first, counts = np.unique(senses, return_index=True, return_counts=True)
        weights = np.minimum(counts * 20, 255).astype(np.uint8)
        return SparseVector(terms, weights, first.astype(np.uint8))


class ParagraphCutter:
    """Cuts at blank lines."""

    def chunk(self, document: Document) -> list[Chunk]:
        return paragraph_chunks(document)


@dataclass
class PlainReader:
    """Reads text files in this process; counts what it read, and does what is asked first."""

    before: Callable[[Path], None] = lambda path: None
    read: list[str] = field(default_factory=list)

    def extract(self, path: Path) -> ExtractedDocument:
        self.before(path)
        self.read.append(path.name)
        if path.suffix == ".txt":
            text = path.read_text(encoding="utf-8")
            if not text:
                raise ExtractionError(FailureKind.NO_TEXT, "This file is empty.")
            return ExtractedDocument("", (Section(text, page=1),))
        return extract_file(path, Limits())

    def close(self) -> None:
        pass


@dataclass
class InstantEncoder:
    """Answers at once; `texts` is all that was ever asked, `fail` makes the next requests fail."""

    texts: list[str] = field(default_factory=list)
    fail: list[Exception] = field(default_factory=list)
    started: bool = False

    def start(self) -> None:
        self.started = True

    def submit(self, texts: Sequence[str]) -> Future[list[Encoding]]:
        future: Future[list[Encoding]] = Future()
        if self.fail:
            future.set_exception(self.fail.pop(0))
        else:
            self.texts += texts
            future.set_result(FakeTokenEncoder(DIMENSION).encode(texts))
        return future


@dataclass
class Bench:
    """An index of its own, and what works on it."""

    directory: Path
    reader: PlainReader = field(default_factory=PlainReader)
    encoder: InstantEncoder = field(default_factory=InstantEncoder)
    progress: list[Progress] = field(default_factory=list)
    failpoint: Callable[[str], None] = lambda name: None
    on_progress: Callable[[Indexer, Progress], None] = lambda indexer, progress: None
    bulk_pieces: int = 400
    n_threads: int = 2

    @contextmanager
    def open(self) -> Iterator[tuple[IndexWriter, FileCatalog, SourceKeeper]]:
        with IndexWriter.open(self.directory, IDENTITY, failpoint=self.failpoint) as writer:
            create_tables(writer.connection)
            files = FileCatalog(writer.connection)
            yield writer, files, SourceKeeper(writer, files, [self.directory])

    def index(self, *folders: Path, retry: bool = False) -> IndexSummary:
        """Open the index, bring it up to date with the folders, and close it again."""
        with self.open() as (writer, files, sources):
            roots = [sources.add(folder) for folder in folders]
            with ReadingStage(lambda: self.reader, ParagraphCutter(), self.n_threads) as reading:
                meaning = MeaningStage(writer, self.encoder, PieceSenses(), self.bulk_pieces)
                indexer: Indexer

                def tell(progress: Progress) -> None:
                    self.progress.append(progress)
                    self.on_progress(indexer, progress)

                indexer = Indexer(writer, files, sources, reading, meaning, tell)
                return indexer.run(roots, retry=retry)

    def forget(self, folder: Path) -> int:
        with self.open() as (_, _, sources):
            return sources.forget(folder)
