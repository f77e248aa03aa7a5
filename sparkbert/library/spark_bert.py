"""How does a program index documents and search them, in a few lines?"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from sparkbert.encoder.base import Encoding
from sparkbert.errors import QueryError, SearchIndexError
from sparkbert.languages import query_readability_of
from sparkbert.library.changes import Progress, given_document, storable
from sparkbert.library.encoders import EncoderSource, LazyEncoder, find_encoder
from sparkbert.library.hits import DocumentHit, search_documents
from sparkbert.library.ids import DocumentId, key_of
from sparkbert.library.parts import (
    Options,
    Parts,
    open_parts,
    own_vocabulary_file,
    read_only_error,
)
from sparkbert.library.training import N_TOKENS, train_vocabulary
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.query import encode_query, parse_query
from sparkbert.ranking.searcher import Searcher


class SparkBert:
    """An index of documents in a folder of its own; `open` makes it.

    Threads may search while one indexes; what is indexed is found from the next search on. One
    process writes, others may have the index open with `read_only`.

    torch is loaded with the first text that is encoded, in this process, whose number of torch's
    own threads it sets to one (texts are encoded side by side instead).

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from sparkbert import SparkBert
    >>> folder = TemporaryDirectory()
    >>> index = SparkBert.open(folder.name)
    >>> index.index([(1, "First document text"), (2, "Another document")])
    2
    >>> [hit.id for hit in index.search("text", search_n_neighbors=3, top_k=10)]
    [1, 2]

    A hit says which words earned its score, by their places in the document:

    >>> text = "Rent is due monthly. The landlord pays for repairs of the washing machine."
    >>> index.index([("lease", text)])
    1
    >>> best = index.search("who has the laundry appliance mended?", top_k=1)[0]
    >>> best.id
    'lease'
    >>> {"washing", "repairs"} <= {text[word.start : word.end] for word in best.highlights}
    True

    Indexing an id again replaces its document; several queries are encoded together:

    >>> index.index([(2, "The ferry leaves at noon")])
    1
    >>> [hits[0].id for hits in index.search_many(["boat timetable", "who pays the landlord?"])]
    [2, 'lease']
    >>> index.delete(1, 3)
    1
    >>> len(index), 1 in index
    (2, False)

    Everything is on disk as soon as the call has returned:

    >>> index.close()
    >>> with SparkBert.open(folder.name, read_only=True) as index:
    ...     [hit.id for hit in index.search("ferry", top_k=1)]
    [2]
    >>> folder.cleanup()
    """

    def __init__(self, directory: Path, source: EncoderSource, options: Options) -> None:
        self._directory = directory
        self._encoder = LazyEncoder(source)
        self._tokenizer = source.load_tokenizer()
        self._options = options
        self._starting = threading.Lock()
        self._parts = open_parts(directory, self._encoder, self._tokenizer, options)
        self._is_closed = False

    @classmethod
    def open(
        cls,
        directory: str | os.PathLike[str],
        *,
        encoder: str | os.PathLike[str] | EncoderSource | None = None,
        vocabulary: str | os.PathLike[str] | None = None,
        own_vocabulary: bool = False,
        index_n_neighbors: int | None = None,
        read_only: bool = False,
        repair: bool = False,
    ) -> SparkBert:
        """Open the index in a folder, and make it if there is none.

        An index must always be opened with the encoder that it was made with.

        Parameters
        ----------
        directory
            The index's own folder, on a local disk.
        encoder
            A folder with a sentence model of the BERT kind, as transformers saves it; all-MiniLM-
            L6-v2 if not given. Any other needs a vocabulary of its own.
        vocabulary
            A file made by `sparkbert vocabulary build` with this very encoder. If not given: the
            index's own one, once it has been trained; else the one that is installed.
        own_vocabulary
            Train a vocabulary for this index, from the first documents that are indexed or by
            `train_vocabulary`. Without a word for encoders that no vocabulary is installed for.
        index_n_neighbors
            With how many senses each token of a document is indexed, once for all; 3 if not given.
            With 4 or more none of a passage's senses is left out: better, and larger.
        read_only
            Leave the writing to another process. The index must be there.
        repair
            Make damaged parts anew first. Passages that have lost their meaning are found by their
            words until something is indexed, be it nothing.

        Raises
        ------
        IndexLockedError
            Another process is writing.
        ModelError, VocabularyError
            A file is missing, or not what it should be.
        SearchIndexError
            The index is damaged, or of another version, model, vocabulary or setting; or it is not
            there and can't be made.
        """
        if index_n_neighbors is not None and index_n_neighbors < 1:
            raise ValueError("index_n_neighbors must be 1 or more")
        if encoder is None or isinstance(encoder, str | os.PathLike):
            source = find_encoder(None if encoder is None else Path(encoder).expanduser())
        else:
            source = encoder
        options = Options(
            None if vocabulary is None else Path(vocabulary).expanduser().absolute(),
            own_vocabulary,
            index_n_neighbors,
            read_only,
            repair,
        )
        return cls(Path(directory).expanduser().absolute(), source, options)

    def close(self) -> None:
        """Let go of the index, when the searches under way have ended."""
        with self._starting:
            self._is_closed = True
            if self._parts is not None:
                self._parts.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """Return how many documents there are."""
        parts = self._open_or_none()
        return parts.readers.count_documents() if parts else 0

    def __contains__(self, id_: object) -> bool:
        """Tell whether there is a document with this id."""
        parts = self._open_or_none()
        if parts is None or not isinstance(id_, int | str):
            return False
        return parts.readers.has_document(key_of(id_))

    def index(
        self, documents: Iterable[tuple[DocumentId, str]], *, progress: Progress | None = None
    ) -> int:
        """Index documents, each in place of the one with the same id; returns how many.

        They are committed in groups of some hundred, first their words, then their meaning. After
        an interruption they are found by what was committed; the next call, be it without
        documents, encodes what is missing. Passages that are in the index already cost nothing.

        Parameters
        ----------
        documents
            Pairs of id and text. Long texts are cut into passages.
        progress
            Is called with how many passages are encoded, and of how many.

        Raises
        ------
        DocumentError
            An id or text is not what it may be; names it. Groups before its own are in the index.
        ModelError
            The encoder can't be loaded. Words can be searched.
        SearchIndexError
            The disk is full, the index damaged, closed or open for reading only.
        """
        parts = self._open_or_none()
        if parts is None:
            documents = [given_document(one) for one in documents]
            if not documents:
                return 0
            parts = self._start(text for _, text in documents)
        return parts.changer.put(documents, progress or _no_progress)

    def train_vocabulary(
        self, texts: Iterable[str], *, n_tokens: int = N_TOKENS, seed: int = 1
    ) -> None:
        """Train the index's own vocabulary from texts, before anything is indexed.

        Takes minutes: the texts are encoded, and the word pieces of the model are clustered. The
        more the texts are like what will be indexed, the better.

        Parameters
        ----------
        texts
            What to learn from, such as a sample of the documents.
        n_tokens
            From how many tokens to learn, if there are as many.
        seed
            Decides which passages are drawn, and where clustering begins.

        Raises
        ------
        VocabularyError
            There is nothing to learn from, or the disk is full.
        SearchIndexError
            The index has a vocabulary already.
        """
        if self._open_or_none() is not None:
            raise SearchIndexError(
                f"The index in {self._directory} has a vocabulary already. A new one needs a new "
                "index, opened with own_vocabulary=True."
            )
        self._start(texts, n_tokens, seed)

    def delete(self, *ids: DocumentId) -> int:
        """Take documents out; returns how many of them there were.

        They are not found any more. Traces of their texts stay on the disk until `purge`.
        """
        keys = [key_of(one) for one in ids]
        parts = self._open_or_none()
        return parts.changer.remove(keys) if parts else 0

    def purge(self) -> None:
        """Wipe the traces of deleted and replaced texts off the disk; waits for searches.

        Raises
        ------
        IndexLockedError
            Another process still reads what was deleted; purge again.
        """
        parts = self._open_or_none()
        if parts is not None:
            changer = parts.changer
            with parts.readers.none_reading():
                changer.purge()

    def warm_up(self) -> None:
        """Load the encoder now, not with the first text; raises ModelError."""
        self._encoder.load()

    def search(
        self, query: str, search_n_neighbors: int | None = None, top_k: int = 10
    ) -> list[DocumentHit]:
        """Return the documents that answer a query best, by their best passages.

        Parameters
        ----------
        query
            Words, or a question; what stands in quotation marks must be there as it is.
        search_n_neighbors
            With how many senses each token of the query searches; what the ranking was tuned with
            if not given.
        top_k
            How many documents to return at most.

        Raises
        ------
        QueryError
            The query is empty, or a number is below 1.
        ModelError, SearchIndexError
            The encoder can't be loaded; the index is damaged or closed.
        """
        return self.search_many([query], search_n_neighbors, top_k)[0]

    def search_many(
        self, queries: Sequence[str], search_n_neighbors: int | None = None, top_k: int = 10
    ) -> list[list[DocumentHit]]:
        """Return for each query what `search` returns; all are encoded together."""
        parameters = _parameters(search_n_neighbors, top_k)
        typed = [storable(query) for query in queries]
        texts = [parse_query(query).text for query in typed]
        parts = self._open_or_none()
        n_documents = parts.readers.count_documents() if parts else 0
        if parts is None or not texts or not n_documents:
            return [[] for _ in queries]
        tools = parts.tools
        with parts.readers.reader() as reader:
            has_others = not bool(reader.snapshot.readable[reader.snapshot.live].all())
        encodings = self._encode(texts, has_others=has_others)
        with parts.readers.reader() as reader:
            searcher = Searcher(
                reader.snapshot, tools.lookup, tools.tokenizer, parameters, reader.tokens
            )
            return [
                search_documents(reader.snapshot, searcher, one, encoding, top_k, n_documents)
                for one, encoding in zip(typed, encodings, strict=True)
            ]

    def _encode(self, texts: Sequence[str], *, has_others: bool) -> list[Encoding | None]:
        """Encode queries, together those that are short enough to be encoded whole.

        Queries that the encoder can't read are None: their words are searched. Where some passages
        are by words only (`has_others`), the language of a query counts, else its script alone.
        """
        encoder = self._encoder
        reads = query_readability_of(encoder.identity.sha256, has_others=has_others)
        readable = [text for text in dict.fromkeys(texts) if reads(text)]
        known: dict[str, Encoding] = {}
        if len(readable) > 1:
            limit = encoder.identity.max_pieces
            short = [text for text in readable if self._tokenizer.count(text) <= limit]
            known = dict(zip(short, encoder.encode(short), strict=True))
        for text in readable:
            if text not in known:
                known[text] = encode_query(text, encoder, self._tokenizer)
        return [known.get(text) for text in texts]

    def _open_or_none(self) -> Parts | None:
        """Return the parts of the open index; None as long as it has no vocabulary."""
        if self._is_closed:
            raise SearchIndexError(f"The index in {self._directory} is closed.")
        return self._parts

    def _start(self, texts: Iterable[str], n_tokens: int = N_TOKENS, seed: int = 1) -> Parts:
        """Train the index's own vocabulary, unless another thread has done so just now."""
        if self._options.read_only:
            raise read_only_error(self._directory)
        with self._starting:
            parts = self._open_or_none()
            if parts is None:
                train_vocabulary(
                    texts,
                    self._encoder,
                    self._tokenizer,
                    own_vocabulary_file(self._directory),
                    n_tokens=n_tokens,
                    seed=seed,
                )
                parts = self._parts = open_parts(
                    self._directory, self._encoder, self._tokenizer, self._options
                )
                assert parts is not None
            return parts


def _parameters(search_n_neighbors: int | None, top_k: int) -> RankingParameters:
    if top_k < 1 or (search_n_neighbors is not None and search_n_neighbors < 1):
        raise QueryError("top_k and search_n_neighbors must be 1 or more")
    defaults = RankingParameters()
    if search_n_neighbors is None:
        return defaults
    return replace(defaults, search_n_neighbors=search_n_neighbors)


def _no_progress(done: int, n: int) -> None:
    pass
