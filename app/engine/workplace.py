"""Which model, vocabulary and settings does the engine work with, and how is it put together?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypedDict

import numpy as np

from app.engine.encoder_child import EncoderFactory, load_bert
from app.engine.files import FileCatalog
from app.engine.index_place import require_place
from app.engine.meaning import SenseAssigner
from app.engine.reading import FileReader, ReadingStage
from app.engine.sources import SourceKeeper
from app.engine.sources_copy import SourcesCopy
from app.engine.tables import create_tables
from app.engine.tally import FileTally
from app.errors import HomeError
from app.extract.base import Limits
from app.extract.cutting import JudgingCutter
from app.extract.ocr import Ocr, OcrState, find_ocr
from app.extract.passages import Cutter
from app.extract.sandbox import Sandbox
from app.paths import Home
from app.settings import Settings
from sparkbert.chunking import Chunker
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import MODEL_NAME, SHA256, WEIGHTS_FILE, find_model
from sparkbert.index import catalog
from sparkbert.index.catalog import IndexIdentity
from sparkbert.index.writer import IndexWriter
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.sparse import SenseEncoder
from sparkbert.vocabulary.lookup import SenseLookup
from sparkbert.vocabulary.vocabulary import Vocabulary, VocabularyCard


@dataclass(frozen=True, slots=True)
class Tools:
    """What the engine works with; tests put others in.

    Parameters
    ----------
    identity
        What an index must have been made with.
    encoder
        Loads the encoder in a process of its own.
    raw_encoder
        Loads one that gives vectors as the published SparkBERT takes them, to be measured beside.
    tokenizer
        Cuts texts into word pieces.
    lookup
        Finds the senses of tokens.
    cutter
        Cuts documents into chunks.
    senses
        Weighs the senses of a chunk.
    make_reader
        Makes a reader of files.
    ranking
        Parameters of searches.
    ocr
        Whether and how text is recognised in pictures of pages.
    make_recogniser
        Makes a reader of files that does so.
    """

    identity: IndexIdentity
    encoder: EncoderFactory
    raw_encoder: EncoderFactory
    tokenizer: PieceTokenizer
    lookup: SenseLookup
    cutter: Cutter
    senses: SenseAssigner
    make_reader: Callable[[], FileReader]
    ranking: RankingParameters
    ocr: Ocr = field(default_factory=Ocr)
    make_recogniser: Callable[[], FileReader] | None = None


ToolsLoader = Callable[[Settings], Tools]


def load_tools(settings: Settings) -> Tools:
    """Load everything but the encoder, which loads itself where it runs.

    Raises
    ------
    ModelError, VocabularyError
        A file is missing or is not what it should be.
    """
    model = find_model(settings.model_directory)
    tokenizer = PieceTokenizer(model.tokenizer)
    vocabulary = Vocabulary.load(settings.vocabulary)
    lookup = SenseLookup(vocabulary, tokenizer.is_word)
    cutter = Chunker(tokenizer)
    return Tools(
        identity=IndexIdentity(
            encoder=MODEL_NAME,
            encoder_sha256=SHA256[WEIGHTS_FILE],
            vocabulary_sha256=vocabulary.sha256,
            dimension=vocabulary.centroids.shape[1],
            index_n_neighbors=settings.index_size.n_neighbors,
            max_pieces=cutter.max_pieces,
        ),
        encoder=partial(load_bert, settings.model_directory, settings.scheduling.encoder_threads),
        raw_encoder=partial(load_bert, settings.model_directory, raw=True),
        tokenizer=tokenizer,
        lookup=lookup,
        cutter=cutter,
        senses=SenseEncoder.of_index(lookup, settings.index_size.n_neighbors),
        ranking=RankingParameters(search_n_neighbors=settings.search_n_neighbors),
        **readers_of(settings, model.tokenizer, SHA256[WEIGHTS_FILE]),
    )


def limits_of(settings: Settings) -> Limits:
    """Return what the user lets one file cost."""
    own = settings.extraction
    return Limits(own.seconds, own.memory_bytes, own.characters, own.input_bytes)


def open_reading(tools: Tools) -> ReadingStage:
    """Open the stage that reads files with these tools."""
    return ReadingStage(tools.make_reader, tools.cutter, make_recogniser=tools.make_recogniser)


class _Readers(TypedDict):
    make_reader: Callable[[], FileReader]
    ocr: Ocr
    make_recogniser: Callable[[], FileReader] | None


def readers_of(settings: Settings, tokenizer: Path, encoder_sha256: str) -> _Readers:
    """Return what reads files for an encoder, as far as a user's settings decide it."""
    own = settings.ocr
    ocr = find_ocr(enabled=own.enabled, languages=own.languages, seconds=own.seconds)
    make_reader = partial(
        Sandbox, limits_of(settings), make_cutter=partial(JudgingCutter, tokenizer, encoder_sha256)
    )
    # A reader that does not recognise still tells why.
    plain = replace(ocr, state=OcrState.WAITING) if ocr.is_on else ocr
    return {
        "make_reader": partial(make_reader, ocr=plain),
        "ocr": ocr,
        "make_recogniser": partial(make_reader, ocr=ocr) if ocr.is_on else None,
    }


EarlyLoader = Callable[[Settings, IndexIdentity], Tools]


def load_early_tools(settings: Settings, identity: IndexIdentity) -> Tools:
    """Load what a search by words alone needs, and the encoder's factory: no vocabulary.

    Parameters
    ----------
    settings
        The user's.
    identity
        What the index was made with.

    Raises
    ------
    ModelError
        A file is missing.
    """
    model = find_model(settings.model_directory)
    tokenizer = PieceTokenizer(model.tokenizer)
    lookup = SenseLookup(_no_senses(identity.dimension), tokenizer.is_word)
    return Tools(
        identity=identity,
        encoder=partial(load_bert, settings.model_directory, settings.scheduling.encoder_threads),
        raw_encoder=partial(load_bert, settings.model_directory, raw=True),
        tokenizer=tokenizer,
        lookup=lookup,
        cutter=Chunker(tokenizer),
        senses=SenseEncoder(lookup, 1),
        make_reader=Sandbox,
        ranking=RankingParameters(search_n_neighbors=settings.search_n_neighbors),
    )


def _no_senses(dimension: int) -> Vocabulary:
    return Vocabulary(
        card=VocabularyCard(1, "", "", (), 0, 0, 0, 1.0, 0, 0),
        sha256="",
        indptr=np.zeros(1, np.int32),
        counts=np.zeros(0, np.int64),
        centroids=np.zeros((0, dimension), np.int8),
        steps=np.zeros(0, np.float32),
        neighbours=np.zeros((0, 0), np.int32),
    )


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An index that is open for writing, with the app's tables."""

    writer: IndexWriter
    files: FileCatalog
    sources: SourceKeeper
    n_restored: int = 0
    """How many sources were taken over from the copy, because a new catalog had none."""

    def read_again(self, keys: Collection[str]) -> None:
        """Have files whose documents were lost read again; inside a batch."""
        self.writer.connection.executemany(
            "UPDATE app_files SET state = 'pending', failure = NULL, message = NULL, digest = NULL"
            " WHERE CAST(id AS TEXT) = ?",
            [(key,) for key in keys],
        )


@contextmanager
def open_index(home: Home, identity: IndexIdentity) -> Iterator[OpenIndex]:
    """Open a home's index for writing, and make it if there is none.

    An index without sources and documents gets those sources that the copy beside it tells of.

    Raises
    ------
    HomeError
        The home folder can't be made, or the disk that the index was moved to is away.
    SearchIndexError
        Another process writes, or the index is damaged or of another making.
    """
    home.create()
    require_place(home)
    with IndexWriter.open(home.index, identity) as writer:
        create_tables(writer.connection)
        files = FileCatalog(writer.connection, FileTally(writer.connection))
        copy = SourcesCopy(home.directory / "sources.json")
        n_restored = 0
        if writer.is_empty and not files.sources():
            with writer.batch():
                n_restored = copy.restore(writer.connection)
        copy.keep(writer.connection)
        sources = SourceKeeper(writer, files, [home.directory, home.index], copy)
        yield OpenIndex(writer, files, sources, n_restored)


def require_index(home: Home) -> Path:
    """Return the folder of a home's index; raises HomeError, with the remedy, if it has none."""
    require_place(home)
    if not catalog.catalog_path(home.index).is_file():
        raise HomeError(
            f"Nothing is indexed yet in {home.directory}. Start with: sparkbert index FOLDER"
        )
    return home.index


def identity_of(home: Home) -> IndexIdentity:
    """Return what a home's index was made with; raises HomeError if there is none."""
    return catalog.read_identity(require_index(home))
