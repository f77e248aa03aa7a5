"""What is an index made of when it is open, and what does it open with?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sparkbert.defaults import INDEX_N_NEIGHBORS, default_vocabulary
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import SHA256, WEIGHTS_FILE
from sparkbert.errors import SearchIndexError
from sparkbert.index import catalog
from sparkbert.library.changes import Changer
from sparkbert.library.encoders import LazyEncoder
from sparkbert.library.readers import ReaderPool
from sparkbert.library.tools import Tools, load_tools

_OWN_VOCABULARY = "own.vocabulary"


@dataclass(frozen=True, slots=True)
class Options:
    """How an index is to be opened; the fields are those of `SparkBert.open`."""

    vocabulary: Path | None
    own_vocabulary: bool
    index_n_neighbors: int | None
    read_only: bool
    repair: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """What an open index works with, and those who read and write it."""

    directory: Path
    tools: Tools
    readers: ReaderPool
    writer: Changer | None

    @property
    def changer(self) -> Changer:
        """The writer; raises SearchIndexError if the index is open for reading only."""
        if self.writer is None:
            raise read_only_error(self.directory)
        return self.writer

    def close(self) -> None:
        """End what is written, wait for those who read, and let go of the index."""
        if self.writer is not None:
            self.writer.close()
        self.readers.close()


def open_parts(
    directory: Path, encoder: LazyEncoder, tokenizer: PieceTokenizer, options: Options
) -> Parts | None:
    """Open an index, and make it if need be; None as long as it has no vocabulary.

    Raises
    ------
    VocabularyError
        The vocabulary can't be read, or is another encoder's.
    SearchIndexError
        Another process writes, or the index is damaged, of another making, or not there.
    """
    file = _vocabulary_file(directory, encoder, options)
    if file is None:
        if options.read_only:
            raise SearchIndexError(f"There is no index in {directory}.")
        return None
    n_neighbors = options.index_n_neighbors or _n_neighbors_of(directory)
    tools = load_tools(encoder, tokenizer, file, n_neighbors)
    changer = None if options.read_only else Changer(directory, tools, repair=options.repair)
    try:
        return Parts(directory, tools, ReaderPool(directory, tools), changer)
    except BaseException:
        if changer is not None:
            changer.close()
        raise


def own_vocabulary_file(directory: Path) -> Path:
    """Return the file in an index's folder for a vocabulary that was trained for it."""
    return directory / _OWN_VOCABULARY


def read_only_error(directory: Path) -> SearchIndexError:
    """Return the error of who would change an index that is open for reading."""
    return SearchIndexError(f"The index in {directory} is open for reading only.")


def _vocabulary_file(directory: Path, encoder: LazyEncoder, options: Options) -> Path | None:
    """Return the vocabulary that is named, or else the index's own, or else the installed one."""
    own = own_vocabulary_file(directory)
    if options.vocabulary is not None:
        return options.vocabulary
    if own.exists():
        return own
    is_minilm = encoder.identity.sha256 == SHA256[WEIGHTS_FILE]
    return default_vocabulary() if is_minilm and not options.own_vocabulary else None


def _n_neighbors_of(directory: Path) -> int:
    """Return with how many senses an index was made, or is to be made."""
    if not catalog.catalog_path(directory).exists():
        return INDEX_N_NEIGHBORS
    try:
        with catalog.user_errors(directory), closing(catalog.connect(directory)) as connection:
            found = catalog.load_identity(connection)  # of a catalog of any version
    except (SearchIndexError, sqlite3.Error):  # opening it will say what is wrong
        found = None
    return found.index_n_neighbors if found else INDEX_N_NEIGHBORS
