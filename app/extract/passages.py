"""What does the engine get of a file: passages to store, not the text that they were cut from?

A child process reads a file and cuts it too, and passes the passages on a few at a time. So a long
text is held whole, and split into word pieces, only where memory is limited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from app.extract.base import ExtractedDocument, ExtractionWarning
from sparkbert.chunking import Chunk
from sparkbert.offsets import OffsetMap
from sparkbert.types import Document, Section

_MAX_PLACES = 500_000
"""Turns of all offset maps of a document: a text of nothing but ligatures has one per letter."""
_BATCH = 100


class Cutter(Protocol):
    """Cuts documents into chunks, in several threads at a time; a Chunker does."""

    def chunk(self, document: Document) -> list[Chunk]:
        """Return a document's chunks in order."""
        ...


class SteadyCutter(Protocol):
    """Cuts documents into chunks, one at a time; a Chunker does."""

    def iterate(self, document: Document) -> Iterator[Chunk]:
        """Yield a document's chunks in order."""
        ...


CutterFactory = Callable[[], SteadyCutter]
"""Makes a cutter in a child process; must be picklable."""


@dataclass(frozen=True, slots=True)
class Passages:
    """A file's passages.

    Parameters
    ----------
    title
        What the document calls itself; empty where it does not say.
    sections
        As they were extracted, but without their texts and headings.
    chunks
        What they were cut into.
    warnings
        What is imperfect.
    """

    title: str
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    warnings: tuple[ExtractionWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The first that a child passes on of a document: all but its chunks."""

    title: str
    sections: tuple[Section, ...]
    warnings: tuple[ExtractionWarning, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """Some more chunks; `is_last` if there are no others."""

    chunks: tuple[Chunk, ...]
    is_last: bool


def parts_of(document: ExtractedDocument, cutter: SteadyCutter) -> Iterator[Head | Cut]:
    """Cut a document, and yield what is passed on of it, in order."""
    sections = document.sections
    places = sum(len(section.offsets.starts) for section in sections)
    step = -(-places // _MAX_PLACES)
    yield Head(
        document.title,
        tuple(_bare(section, step) for section in sections),
        document.warnings,
    )
    chunks = cutter.iterate(Document("", "", document.title, sections))
    batch: tuple[Chunk, ...] | None = None
    while batch is None or batch:
        batch = tuple(islice(chunks, _BATCH))
        yield Cut(batch, is_last=not batch)


def cut_whole(document: ExtractedDocument, cutter: Cutter) -> Passages:
    """Cut a document that was extracted in this process."""
    chunks = cutter.chunk(Document("", "", document.title, document.sections))
    bare = tuple(_bare(section, 1) for section in document.sections)
    return Passages(document.title, bare, tuple(chunks), document.warnings)


def _bare(section: Section, step: int) -> Section:
    offsets = section.offsets
    if step > 1:
        offsets = OffsetMap(offsets.starts[::step], offsets.sources[::step])
    return replace(section, text="", headings=(), offsets=offsets)
