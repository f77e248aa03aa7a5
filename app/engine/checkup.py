"""Are the app's own tables, the model and the vocabulary what the index takes them for?"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from app.engine.workplace import OpenIndex, Tools
from app.settings import Settings
from sparkbert.encoder.weights import find_model, verify_model
from sparkbert.errors import IncompatibleIndexError, ModelError, SparkBertError, VocabularyError
from sparkbert.index import catalog
from sparkbert.index.verify import Problem

IDENTITY = "identity"
"""The part of an index that says what it was made with."""

_SEPARATOR = os.sep.encode()

_LOST = (
    "SELECT CAST(id AS TEXT) FROM app_files WHERE state = 'indexed'"
    " AND NOT EXISTS (SELECT 1 FROM documents WHERE key = CAST(app_files.id AS TEXT))"
)
_STRAY = (
    "SELECT key FROM documents"
    " WHERE NOT EXISTS (SELECT 1 FROM app_files WHERE CAST(id AS TEXT) = key)"
)


def check_files(directory: Path) -> list[Problem]:
    """Compare the list of files with the documents.

    Raises
    ------
    SearchIndexError
        The catalog can't be read.
    """
    with catalog.user_errors(directory), closing(catalog.connect_reader(directory)) as connection:
        if not connection.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'app_files'"
        ).fetchone():
            return []
        return [
            *_named(connection, _LOST, "File {} is said to be indexed, but its text is not there."),
            *_named(connection, _STRAY, "There is a text of file {}, which is not known."),
            *(
                Problem("catalog", f"File {number} is in none of the folders that are indexed.")
                for number in _homeless(connection)
            ),
        ]


def repair_files(opened: OpenIndex) -> int:
    """Have files whose documents are missing read again; take out what belongs to nothing.

    Those are documents of no file, and files in no folder that is indexed, as a path comes to be
    in which a bit is flipped. Returns how many files it was.
    """
    connection = opened.writer.connection
    lost = [key for (key,) in connection.execute(_LOST)]
    stray = [key for (key,) in connection.execute(_STRAY)]
    homeless = _homeless(connection)
    if lost or stray or homeless:
        with opened.writer.batch():
            for key in stray:
                opened.writer.remove_document(key)
            opened.sources.take_out(homeless)
            opened.read_again(lost)
    return len(lost) + len(stray) + len(homeless)


def check_tools(
    settings: Settings, load: Callable[[], Tools], directory: Path
) -> Iterator[Problem]:
    """Compare model and vocabulary with what they should be, and with what the index was made of.

    Parameters
    ----------
    settings
        Say where they are.
    load
        Loads them.
    directory
        The index's folder.
    """
    try:
        verify_model(find_model(settings.model_directory))
    except ModelError as error:
        yield Problem("model", str(error))
    try:
        tools = load()
    except ModelError:
        return  # told already
    except VocabularyError as error:
        yield Problem("vocabulary", str(error))
        return
    try:
        catalog.check_identity(directory, catalog.read_identity(directory), tools.identity)
    except IncompatibleIndexError as error:
        yield Problem(IDENTITY, str(error))
    except SparkBertError:
        return  # of the catalog, which is checked elsewhere


def _homeless(connection: sqlite3.Connection) -> list[int]:
    """Return the numbers of files that are neither a source nor in one."""
    roots = [root for (root,) in connection.execute("SELECT path FROM app_sources")]
    inside = tuple(root.rstrip(_SEPARATOR) + _SEPARATOR for root in roots)
    return [
        number
        for number, path in connection.execute("SELECT id, path FROM app_files")
        if not (path in roots or path.startswith(inside))
    ]


def _named(connection: sqlite3.Connection, query: str, text: str) -> Iterator[Problem]:
    for (key,) in connection.execute(query):
        yield Problem("catalog", text.format(key))
