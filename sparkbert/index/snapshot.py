"""What does the index hold at one moment, whatever is committed or merged meanwhile?"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sparkbert.errors import IndexCorruptError
from sparkbert.index import catalog
from sparkbert.index.catalog import IndexIdentity
from sparkbert.index.postings import Postings, SenseLookup, WordLookup, joined
from sparkbert.index.runs import rows_with_run
from sparkbert.index.segment import Segment, SegmentKind
from sparkbert.index.state import IndexState, read_state
from sparkbert.index.store import load_tombstones
from sparkbert.index.word_list import words_beginning
from sparkbert.offsets import OffsetMap
from sparkbert.types import Occurrence
from sparkbert.words import has_unspaced

_NONE = -1


@dataclass(frozen=True, slots=True)
class IndexStatistics:
    """How much an index holds, and how many bytes its parts take on disk.

    `words_only_chunks` are those that no encoder is asked to read.
    """

    documents: int
    chunks: int
    encoded_chunks: int
    dead_chunks: int
    segments: int
    postings: int
    bytes_catalog: int
    bytes_words: int
    bytes_senses: int
    bytes_pooled: int
    words_only_chunks: int = 0


class Snapshot:
    """A consistent view of the index, for one thread at a time; `open` makes it, `close` frees it.

    Chunks are numbered by rows: the word segments' chunks one after the other, dead ones included,
    in ascending order of their ids.

    Attributes
    ----------
    identity
        Whose index this is.
    commit
        How many commits the index had seen.
    n_live
        How many chunks are live.
    chunk_ids
        int64 (n_rows,), strictly increasing.
    live
        bool (n_rows,): rows whose chunk some document holds.
    encoded
        bool (n_rows,): rows that have senses and a pooled vector.
    readable
        bool (n_rows,): rows that have them or will; the others are found by their words alone.
    """

    def __init__(self, state: IndexState) -> None:
        connection = self._connection = state.connection
        words, senses = state.segments[SegmentKind.WORDS], state.segments[SegmentKind.SENSES]
        self.identity = state.identity
        self.commit = catalog.commit_number(connection)
        self.chunk_ids = np.concatenate(
            [np.empty(0, np.int64), *(part.chunk_ids for part in words)]
        )
        if np.any(self.chunk_ids[1:] <= self.chunk_ids[:-1]):
            raise IndexCorruptError("The word segments overlap. Verify the index.")
        n_rows = len(self.chunk_ids)
        self.live = np.ones(n_rows, np.bool_)
        self.live[self._rows_of_ids(load_tombstones(connection))] = False
        self.n_live = int(np.count_nonzero(self.live))
        self._words = [
            WordLookup(part, start, self.live)
            for part, start in zip(words, _starts(words), strict=True)
        ]
        self._senses: list[SenseLookup] = []
        self._sense_segment = np.full(n_rows, _NONE, np.int16)
        self._sense_ordinal = np.zeros(n_rows, np.uint16)
        # While the last text is wiped, its words are gone before its senses.
        for number, part in enumerate(senses if n_rows else ()):
            rows, known = self._locate(part.chunk_ids)
            ordinals = np.flatnonzero(known)
            self._sense_segment[rows[ordinals]] = number
            self._sense_ordinal[rows[ordinals]] = ordinals
            self._senses.append(SenseLookup(part, rows, known & self.live[rows]))
        self.encoded = self._sense_segment != _NONE
        self.readable = np.ones(n_rows, np.bool_)
        self.readable[self._rows_of_query("SELECT id FROM chunks WHERE readable = 0")] = False

    @classmethod
    def open(cls, directory: Path, identity: IndexIdentity | None = None) -> Snapshot:
        """Open the index in a folder for reading.

        Parameters
        ----------
        directory
            The index's own folder.
        identity
            What the caller encodes queries with; without it nothing is compared.

        Raises
        ------
        SearchIndexError
            There is no index.
        IncompatibleIndexError
            The index was made by another version, or with another identity.
        IndexCorruptError
            A part is damaged; says which.
        """
        state = read_state(directory, identity)
        try:
            return cls(state)
        except BaseException:
            state.connection.close()
            raise

    def close(self) -> None:
        """Let go of the state, so that the catalog's log can shrink again."""
        self._connection.close()

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def require_whole(self) -> None:
        """Raise IndexCorruptError if a segment's file was truncated since it was mapped.

        To be asked before a search: to read what is gone would kill the process.
        """
        segments = [
            *(part.segment for part in self._words),
            *(part.segment for part in self._senses),
        ]
        if any(part.is_cut_short for part in segments):
            raise IndexCorruptError("A segment was cut short while it was in use.")

    def word_postings(self, term: int) -> Postings:
        """Return the live chunks that hold a word, given its `stem_key`."""
        key = np.uint64(term)
        found = [hit for part in self._words if (hit := part.look_up(key)) is not None]
        rows, weights = joined(found, 2)
        return Postings(rows, weights, np.zeros(len(rows), np.uint8))

    def sense_postings(self, term: int) -> Postings:
        """Return the live chunks that hold a sense, given its centroid's id."""
        key = np.uint32(term)
        found = [hit for part in self._senses if (hit := part.look_up(key)) is not None]
        return Postings(*joined(found, 3))

    def pooled(self, rows: ArrayLike) -> NDArray[np.float32]:
        """Return the pooled vectors of rows (n,), as (n, dimension); zeros where not encoded."""
        wanted = np.asarray(rows, np.int64)
        vectors = np.zeros((len(wanted), self.identity.dimension), np.float32)
        numbers = self._sense_segment[wanted]
        for number in np.unique(numbers[numbers != _NONE]).tolist():
            segment = self._senses[number].segment
            at = np.flatnonzero(numbers == number)
            ordinals = self._sense_ordinal[wanted[at]]
            vectors[at] = segment.pooled[ordinals] * segment.pooled_scales[ordinals, None]
        return vectors

    def codes(self, row: int) -> NDArray[np.uint8]:
        """Return which of their own pieces' senses a row's tokens are, by `sparkbert.codes.pack`.

        A row that is not encoded gives none.
        """
        number = self._sense_segment[row]
        if number == _NONE:
            return np.empty(0, np.uint8)
        segment = self._senses[number].segment
        at = int(self._sense_ordinal[row])
        codes: NDArray[np.uint8] = segment.codes[
            segment.code_starts[at] : segment.code_starts[at + 1]
        ]
        return codes

    def pooled_products(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the product of every row's pooled vector with one (dimension,): float32 (n_rows,).

        Rows that are not encoded get 0. Reads all pooled vectors, 384 MB for a million chunks.
        """
        products = np.zeros(len(self.chunk_ids), np.float32)
        for part in self._senses:
            products[part.live_rows] = part.pooled_products(vector)
        return products

    def rows_of_documents(self, keys: Collection[str]) -> NDArray[np.bool_]:
        """Return a mask (n_rows,) of the chunks that at least one of the documents holds."""
        return self._mask_of_query(
            "SELECT chunk_id FROM documents JOIN occurrences ON document_id = documents.id"
            " WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        )

    def rows_only_in(self, key: str) -> NDArray[np.bool_]:
        """Return a mask (n_rows,) of the chunks that a document holds and no other does."""
        return self._mask_of_query(
            "SELECT DISTINCT chunk_id FROM occurrences AS own JOIN documents"
            " ON documents.id = own.document_id WHERE key = ? AND NOT EXISTS"
            " (SELECT 1 FROM occurrences AS other WHERE other.chunk_id = own.chunk_id"
            " AND other.document_id != own.document_id)",
            (key,),
        )

    def first_rows(
        self, keys: Collection[str], allowed: NDArray[np.bool_] | None = None
    ) -> dict[str, int]:
        """Return the row of each document's first chunk that is allowed, bool (n_rows,)."""
        first: dict[str, int] = {}
        for key, chunk_id in self._connection.execute(
            "SELECT key, chunk_id FROM documents JOIN occurrences ON document_id = documents.id"
            " WHERE key IN (SELECT value FROM json_each(?)) ORDER BY document_id, position",
            (json.dumps(list(keys)),),
        ):
            if key not in first:
                row = int(self.chunk_ids.searchsorted(chunk_id))
                if allowed is None or allowed[row]:
                    first[key] = row
        return first

    def documents_of_rows(self, rows: ArrayLike) -> set[str]:
        """Return the keys of the documents that hold any of some rows' chunks."""
        ids = self.chunk_ids[np.asarray(rows, np.int64)].tolist()
        found = self._connection.execute(
            "SELECT DISTINCT key FROM occurrences JOIN documents ON documents.id = document_id"
            " WHERE chunk_id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
        return {key for (key,) in found}

    def rows_on_pages(self, first: int, last: int) -> NDArray[np.bool_]:
        """Return a mask (n_rows,) of the chunks that stand on a page from the first to the last."""
        return self._mask_of_query(
            "SELECT chunk_id FROM occurrences JOIN sections"
            " ON sections.document_id = occurrences.document_id AND number = section"
            " WHERE page BETWEEN ? AND ?",
            (first, last),
        )

    def holders(self) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
        """Return which documents hold which rows, for ranking whole documents.

        These are the documents' keys and, for each row and document that holds it, the row, int64
        (n,) ascending, and the number of the document's key, int64 (n,).
        """
        query = self._connection.execute
        documents = query("SELECT id, key FROM documents ORDER BY id").fetchall()
        pairs = query("SELECT DISTINCT chunk_id, document_id FROM occurrences ORDER BY 1, 2")
        chunk_ids, holders = np.array(pairs.fetchall(), np.int64).reshape(-1, 2).T
        rows, known = self._locate(chunk_ids)
        numbers = np.searchsorted([id_ for id_, _ in documents], holders)
        return [key for _, key in documents], rows[known], numbers[known]

    def rows_with_phrase(self, phrase: str, limit: int | None = None) -> NDArray[np.int64]:
        """Return the rows, ascending, whose texts hold a phrase's words in this order.

        Words are runs of letters and digits, compared without case and accents and not stemmed.
        What is in a script without spaces may stand anywhere in a run of it.
        """
        if has_unspaced(phrase):
            return rows_with_run(
                phrase, lambda key: self.word_postings(key).rows, self.texts, limit
            )
        return self._rows_of_query(
            "SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ? ORDER BY rowid LIMIT ?",
            (_quoted(phrase), -1 if limit is None else limit),
        )

    def words_beginning(self, prefix: str, limit: int) -> list[str]:
        """Return the words of the texts that begin with a folded prefix, the most frequent first.

        Words are runs of letters and digits, without case and accents, and not stemmed.
        """
        return words_beginning(self._connection, prefix, limit)

    def documents_named(self, name: str, limit: int) -> list[str]:
        """Return the keys of documents whose name or title holds a phrase; the closest first."""
        rows = self._connection.execute(
            "SELECT key FROM names_fts JOIN documents ON documents.id = names_fts.rowid"
            " WHERE names_fts MATCH ? ORDER BY length(documents.name), documents.id LIMIT ?",
            (_quoted(name), limit),
        )
        return [key for (key,) in rows]

    def documents_with_name(self, name: str) -> list[str]:
        """Return the keys of documents whose whole name or title this is, case folded.

        A name counts without its suffix too: "Invoice 12" finds "invoice 12.pdf".
        """
        wanted = name.strip().casefold()
        found = self._connection.execute(
            "SELECT key, documents.name, documents.title FROM names_fts"
            " JOIN documents ON documents.id = names_fts.rowid"
            " WHERE names_fts MATCH ? ORDER BY documents.id",
            (_quoted(name),),
        )
        return [
            key
            for key, file_name, title in found
            if wanted in (file_name.casefold(), Path(file_name).stem.casefold(), title.casefold())
        ]

    def texts(self, rows: ArrayLike) -> list[str]:
        """Return the texts of live rows (n,), in their order."""
        ids = self.chunk_ids[np.asarray(rows, np.int64)].tolist()
        found = dict(
            self._connection.execute(
                "SELECT id, text FROM chunks WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(ids),),
            )
        )
        return [found[chunk_id] for chunk_id in ids]

    def titles(self, rows: ArrayLike) -> list[list[tuple[str, str]]]:
        """Return for each row the (name, title) of the documents that its chunk stands in."""
        ids = self.chunk_ids[np.asarray(rows, np.int64)].tolist()
        found: dict[int, list[tuple[str, str]]] = {chunk_id: [] for chunk_id in ids}
        for chunk_id, name, title in self._connection.execute(
            "SELECT DISTINCT chunk_id, name, title FROM occurrences"
            " JOIN documents ON documents.id = document_id"
            " WHERE chunk_id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        ):
            found[chunk_id].append((name, title))
        return [found[chunk_id] for chunk_id in ids]

    def occurrences(self, row: int) -> list[Occurrence]:
        """Return the places at which a row's chunk stands, oldest document first."""
        found = self._connection.execute(
            "SELECT key, section, page, heading, start, stop FROM occurrences AS o"
            " JOIN documents ON documents.id = o.document_id"
            " LEFT JOIN sections AS s ON s.document_id = o.document_id AND s.number = o.section"
            " WHERE chunk_id = ? ORDER BY o.document_id, position",
            (int(self.chunk_ids[row]),),
        )
        return [Occurrence(*fields) for fields in found]

    def offsets(self, key: str, section: int) -> OffsetMap:
        """Return where a section's characters stand in its source; KeyError if unknown."""
        row = self._connection.execute(
            "SELECT offsets FROM sections JOIN documents ON documents.id = document_id"
            " WHERE key = ? AND number = ?",
            (key, section),
        ).fetchone()
        if row is None:
            raise KeyError((key, section))
        return OffsetMap.from_bytes(row[0])

    def statistics(self) -> IndexStatistics:
        """Count what the index holds; the catalog's bytes include the caller's tables."""
        query = self._connection.execute
        by_kind = {
            kind: (n, postings, n_bytes)
            for kind, n, postings, n_bytes in query(
                "SELECT kind, count(*), sum(n_postings), sum(n_bytes) FROM segments GROUP BY kind"
            )
        }
        words = by_kind.get(SegmentKind.WORDS, (0, 0, 0))
        senses = by_kind.get(SegmentKind.SENSES, (0, 0, 0))
        pooled = sum(
            part.segment.pooled.nbytes + part.segment.pooled_scales.nbytes for part in self._senses
        )
        pages, page_bytes = (
            query(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size")
        )
        return IndexStatistics(
            documents=query("SELECT count(*) FROM documents").fetchone()[0],
            chunks=self.n_live,
            encoded_chunks=int(np.count_nonzero(self.encoded & self.live)),
            dead_chunks=len(self.live) - self.n_live,
            segments=words[0] + senses[0],
            postings=words[1] + senses[1],
            bytes_catalog=pages * page_bytes,
            bytes_words=words[2],
            bytes_senses=senses[2] - pooled,
            bytes_pooled=pooled,
            words_only_chunks=int(np.count_nonzero(~self.readable & self.live)),
        )

    def _locate(self, chunk_ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the rows of chunks, (n,), and which of them there are; other rows are 0."""
        if not len(self.chunk_ids):
            return np.zeros(len(chunk_ids), np.int64), np.zeros(len(chunk_ids), np.bool_)
        rows = self.chunk_ids.searchsorted(chunk_ids)
        rows[rows == len(self.chunk_ids)] = 0
        known = self.chunk_ids[rows] == chunk_ids
        rows[~known] = 0
        return rows, known

    def _rows_of_ids(self, chunk_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        rows, known = self._locate(chunk_ids)
        return rows[known]

    def _mask_of_query(self, sql: str, parameters: tuple[object, ...]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self.chunk_ids), np.bool_)
        mask[self._rows_of_query(sql, parameters)] = True
        return mask

    def _rows_of_query(self, sql: str, parameters: tuple[object, ...] = ()) -> NDArray[np.int64]:
        found = self._connection.execute(sql, parameters)
        return self._rows_of_ids(np.fromiter((chunk_id for (chunk_id,) in found), np.int64))


def _starts(segments: Sequence[Segment]) -> list[int]:
    return [0, *accumulate(part.n_chunks for part in segments)][:-1]


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', " ").replace("\0", " ") + '"'
