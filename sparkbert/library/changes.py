"""How do documents come into an index, and how do they leave it, while others search?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from sparkbert.errors import DocumentError, IndexLockedError, SearchIndexError
from sparkbert.index.writer import EncodedChunk, IndexWriter
from sparkbert.library.ids import DocumentId, key_of
from sparkbert.library.tools import Tools
from sparkbert.types import Document, Section

_DOCUMENTS_AT_ONCE = 256
_CHUNKS_AT_ONCE = 64

Progress = Callable[[int, int], None]


class Changer:
    """The one writer of an index, for several threads.

    Texts are committed group by group, and can be found by their words from then on; then their
    passages are encoded, committed as they come. What an interruption leaves without vectors gets
    them when something is indexed again.

    Parameters
    ----------
    directory
        The index's folder; made if it is not there.
    tools
        What the index is made with.
    repair
        Whether to make damaged segments anew.

    Raises
    ------
    SearchIndexError
        Another process writes, or the index is damaged or of another making.
    """

    def __init__(self, directory: Path, tools: Tools, *, repair: bool = False) -> None:
        self._directory = directory
        self._tools = tools
        self._writer = IndexWriter.open(directory, tools.identity)
        try:
            if repair:
                self._writer.repair()
            if self._writer.purge_is_due:
                with suppress(IndexLockedError):  # somebody reads; another start will do it
                    self._writer.purge()
        except BaseException:
            self._writer.close()
            raise
        self._writing = threading.Lock()  # of the writer, never held while texts are encoded
        self._encoding = threading.Lock()  # of the passages that wait for the encoder
        self._is_closed = threading.Event()

    def put(self, documents: Iterable[tuple[DocumentId, str]], progress: Progress) -> int:
        """Index documents, in place of those with the same ids; returns how many were given."""
        n = 0
        stream = iter(documents)
        while group := list(islice(stream, _DOCUMENTS_AT_ONCE)):
            self._put_group([_document(one) for one in group])
            n += len(group)
        self._encode_pending(progress)
        return n

    def remove(self, keys: Iterable[str]) -> int:
        """Take documents out; returns how many there were."""
        with self._writing:
            self._require_open()
            with self._writer.batch():
                n = sum(self._writer.remove_document(key) for key in keys)
            self._writer.merge()
        return n

    def purge(self) -> None:
        """Wipe what removed documents have left on the disk, while nobody reads."""
        with self._writing:
            self._require_open()
            self._writer.purge()

    def close(self) -> None:
        """End what is under way after its next commit, and let another writer in."""
        self._is_closed.set()
        with self._writing:
            self._writer.close()

    def _put_group(self, documents: list[Document]) -> None:
        cut = [(one, self._tools.chunker.chunk(one)) for one in documents]
        with self._writing:
            self._require_open()
            with self._writer.batch():
                for document, chunks in cut:
                    self._writer.put_document(document, chunks)
            self._writer.merge()

    def _encode_pending(self, progress: Progress) -> None:
        """Encode all that waits, one thread at a time, and what others put in meanwhile."""
        n_done = 0
        for n_encoded, n_waiting in self._encode_groups():
            n_done += n_encoded
            progress(n_done, n_done + n_waiting)

    def _encode_groups(self) -> Iterator[tuple[int, int]]:
        tools = self._tools
        while True:
            with self._encoding:
                with self._writing:
                    self._require_open()
                    some = self._writer.pending(_CHUNKS_AT_ONCE)
                if not some:
                    return
                encodings = tools.encoder.encode([chunk.text for chunk in some])
                encoded = [
                    EncodedChunk(chunk.chunk_id, tools.senses.encode(encoding), encoding.pooled)
                    for chunk, encoding in zip(some, encodings, strict=True)
                ]
                with self._writing:
                    self._require_open()
                    self._writer.put_encodings(encoded)
                    self._writer.merge()
                    n_waiting = self._writer.count_pending()
            yield len(some), n_waiting

    def _require_open(self) -> None:
        if self._is_closed.is_set():
            raise SearchIndexError(f"The index in {self._directory} is closed.")


def given_document(given: object) -> tuple[DocumentId, str]:
    """Return what a caller gives as a document, if it is one; raises DocumentError."""
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise DocumentError(f"A document is given as (id, text), not as {type(given).__name__}.")
    id_, text = given
    key_of(id_)
    if not isinstance(text, str):
        raise DocumentError(
            f"The text of the document {id_!r} is of the type {type(text).__name__}, not str."
        )
    return id_, storable(text)


def _document(given: object) -> Document:
    id_, text = given_document(given)
    return Document(key_of(id_), "", "", (Section(text),))


def storable(text: str) -> str:
    r"""Replace halves of surrogate pairs, which can't be stored, one character for one.

    Examples
    --------
    >>> storable("a\ud800b")
    'a?b'
    """
    return text if text.isascii() else text.encode(errors="replace").decode()
