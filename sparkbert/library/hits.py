"""How do passages that answer a query become documents that do?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sparkbert.library.ids import DocumentId, id_of
from sparkbert.types import Channel, Contribution, Highlight, Hit, Occurrence, Tier


@dataclass(frozen=True, slots=True)
class DocumentHit:
    """A document that answers a query, by its best passage. All positions are characters.

    Parameters
    ----------
    id
        The document's id, as it was given.
    score
        What the passage scores; equals the sum of the contributions' weights.
    text
        The passage.
    start, end
        Where the passage stands in the document's text.
    highlights
        The words that earned the score, by their positions in the document's text.
    contributions
        The score's addends; their positions are of the document's text too.
    channels
        What each way of earning a score adds to it.
    tier
        Whether the passage holds the query literally, which puts it before all that only score.
    """

    id: DocumentId
    score: float
    text: str
    start: int
    end: int
    highlights: tuple[Highlight, ...]
    contributions: tuple[Contribution, ...]
    channels: dict[Channel, float]
    tier: Tier


def documents_of(hits: Sequence[Hit], limit: int) -> list[DocumentHit]:
    """Return the first documents, each by its first hit; what earns nothing is not found."""
    found: dict[str, DocumentHit] = {}
    for hit in hits:
        if hit.score <= 0 and hit.tier is not Tier.EXACT:
            continue
        for occurrence in hit.occurrences:
            if len(found) == limit:
                return list(found.values())
            if occurrence.document_key not in found:
                found[occurrence.document_key] = _document_hit(hit, occurrence)
    return list(found.values())


def _document_hit(hit: Hit, occurrence: Occurrence) -> DocumentHit:
    at = occurrence.start
    return DocumentHit(
        id=id_of(occurrence.document_key),
        score=hit.score,
        text=hit.text,
        start=at,
        end=occurrence.end,
        highlights=tuple(
            replace(one, start=one.start + at, end=one.end + at) for one in hit.highlights
        ),
        contributions=tuple(_shifted(one, at) for one in hit.contributions),
        channels=hit.channels,
        tier=hit.tier,
    )


def _shifted(one: Contribution, by: int) -> Contribution:
    if one.start is None or one.end is None:
        return one
    return replace(one, start=one.start + by, end=one.end + by)
