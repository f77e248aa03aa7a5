"""What passes between the library and its caller: documents in, hits with evidence out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sparkbert.offsets import OffsetMap

HEADING_SEPARATOR = " › "  # noqa: RUF001
"""Stands between the headings that a chunk is under."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section: where it starts (characters), how deep (1 is top), its text."""

    start: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document that no chunk ever leaves: a page, or what stands under one heading.

    Parameters
    ----------
    text
        The readable text; paragraphs are separated by blank lines.
    page
        The page's number as a reader counts, from 1, where the document has pages.
    headings
        The headings within `text`, by position.
    offsets
        Where each character of `text` stands in the extractor's source text, where that is known.
    """

    text: str
    page: int | None = None
    headings: tuple[Heading, ...] = ()
    offsets: OffsetMap = field(default_factory=OffsetMap)


@dataclass(frozen=True, slots=True)
class Document:
    """A text to be indexed under the caller's key, which names it in every hit.

    `name` is what users call it (a file's name), `title` what it calls itself; both may be empty.
    """

    key: str
    name: str
    title: str
    sections: tuple[Section, ...]


class Channel(StrEnum):
    """The ways in which a chunk can earn its score."""

    SEMANTIC = "semantic"
    LEXICAL = "lexical"
    POOLED = "pooled"


class HighlightKind(StrEnum):
    """Whether a highlighted word is the query's own (by stem) or one that is related in meaning."""

    EXACT = "exact"
    RELATED = "related"


class Tier(StrEnum):
    """Whether a hit holds the query literally, which puts it before all that only score."""

    EXACT = "exact"
    RANKED = "ranked"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One addend of a hit's score.

    `query` is the query's word that earned it (the whole query for the pooled channel); `start`
    and `end` are characters in the chunk's text, both None where the whole passage earned it.
    """

    channel: Channel
    query: str
    start: int | None
    end: int | None
    weight: float


@dataclass(frozen=True, slots=True)
class Highlight:
    """A word of the chunk's text, in characters, with the share of the score that it earned."""

    start: int
    end: int
    weight: float
    kind: HighlightKind


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where a chunk stands: document key, page, heading and characters in the section."""

    document_key: str
    section: int
    page: int | None
    heading: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a query, with everything that explains its place.

    `score` equals the sum of the contributions' weights and of `channels`' values. `by_words_only`
    says that the encoder can't read the text, which is therefore never found by meaning. One that
    is not `is_likely` is among the best of what there is, but has little to do with the query.
    """

    chunk_id: int
    text: str
    score: float
    tier: Tier
    channels: dict[Channel, float]
    contributions: tuple[Contribution, ...]
    highlights: tuple[Highlight, ...]
    occurrences: tuple[Occurrence, ...]
    by_words_only: bool = False
    is_likely: bool = True
