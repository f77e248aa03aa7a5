"""Which errors can the library raise, and which of them can a user do something about?"""

from __future__ import annotations


class SparkBertError(Exception):
    """Base of every error the library raises on purpose; its text is fit to show to a user."""


class ModelError(SparkBertError):
    """The model's files are missing, or are not the files they should be."""


class VocabularyError(SparkBertError):
    """A vector vocabulary can't be read, or can't be built from what was given."""


class SearchIndexError(SparkBertError):
    """Base of everything that can be wrong with an index on disk."""


class IndexLockedError(SearchIndexError):
    """Another process is writing to this index."""


class IndexCorruptError(SearchIndexError):
    """A part of the index is not what its checksum says; names the part."""


class CatalogCorruptError(IndexCorruptError):
    """The catalog itself is damaged, without which the rest says nothing."""


class IncompatibleIndexError(SearchIndexError):
    """The index was made by another format version, model or vocabulary."""


class DiskFullError(SearchIndexError):
    """No space is left where the index lives; the last commit is intact."""


class DiskError(SearchIndexError):
    """The disk that holds the index can't be read or written; the last commit is intact."""


class QueryError(SparkBertError):
    """A query can't be understood as given."""


class DocumentError(SparkBertError):
    """A document's id or text is not what it may be."""


class CollectionError(SparkBertError):
    """A test collection lacks a file or holds a line that is not what BEIR prescribes."""
