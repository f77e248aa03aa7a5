"""How do passages that answer a query become documents that do?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sparkbert.encoder.base import Encoding
from sparkbert.index.snapshot import Snapshot
from sparkbert.library.ids import DocumentId, id_of
from sparkbert.ranking.fusion import Ranking
from sparkbert.ranking.searcher import Searcher
from sparkbert.types import Channel, Contribution, Highlight, Hit, Occurrence, Tier

_MOST_OF_EACH = 3


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
    by_words_only
        Whether the encoder can't read the passage, so that it is never found by its meaning.
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
    by_words_only: bool = False


def search_documents(
    snapshot: Snapshot,
    searcher: Searcher,
    typed: str,
    encoding: Encoding | None,
    top_k: int,
    n_documents: int,
) -> list[DocumentHit]:
    """Return the best documents, each by its best passage; what earns nothing is not found.

    Parameters
    ----------
    snapshot
        The state that is searched.
    searcher
        Searches it.
    typed, encoding
        The query, and its vectors; without them only words count.
    top_k
        How many documents to return at most.
    n_documents
        About how many there are.
    """
    of_each = min(snapshot.n_live / max(n_documents, 1), _MOST_OF_EACH)
    n_passages = round(top_k * max(of_each, 1)) + top_k // 2  # mostly enough
    hits = searcher.search(typed, encoding, n_passages)
    found = _documents_of(hits)
    if len(found) < top_k and len(hits) == n_passages:
        n_passages = _n_passages(
            snapshot, searcher.rank(typed, encoding, len(snapshot.live)), top_k
        )
        found = _documents_of(searcher.search(typed, encoding, n_passages))
    return found[:top_k]


def _n_passages(snapshot: Snapshot, ranking: Ranking, n_documents: int) -> int:
    """Return how many of the best passages it takes to have so many documents, if there are."""
    keys: set[str] = set()
    for n, row in enumerate(ranking.rows.tolist(), 1):
        keys.update(one.document_key for one in snapshot.occurrences(row))
        if len(keys) >= n_documents:
            return n
    return len(ranking.rows)


def _documents_of(hits: Sequence[Hit]) -> list[DocumentHit]:
    found: dict[str, DocumentHit] = {}
    for hit in hits:
        if hit.score > 0 or hit.tier is Tier.EXACT:
            for occurrence in hit.occurrences:
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
        by_words_only=hit.by_words_only,
    )


def _shifted(one: Contribution, by: int) -> Contribution:
    if one.start is None or one.end is None:
        return one
    return replace(one, start=one.start + by, end=one.end + by)
