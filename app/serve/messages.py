"""What may be asked over HTTP, what is answered, and how large may it be?"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr

from sparkbert.library.hits import DocumentHit
from sparkbert.types import HighlightKind

MAX_BODY_BYTES = 16_000_000
MAX_DOCS = 1000
MAX_TEXT = 1_000_000
MAX_ID = 512
MAX_QUERY = 10_000
MAX_TOP_K = 1000
MAX_NEIGHBORS = 100

DocId = StrictInt | Annotated[StrictStr, Field(max_length=MAX_ID)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")  # or a misspelt field would be ignored


class Doc(_Request):
    """A document; one with the same id is replaced. `1` and `"1"` are two ids."""

    doc_id: DocId
    text: Annotated[StrictStr, Field(max_length=MAX_TEXT)]


class IndexRequest(_Request):
    """Documents to be indexed."""

    docs: Annotated[list[Doc], Field(max_length=MAX_DOCS)]


class SearchRequest(_Request):
    """A query, with how many senses each of its tokens searches, and how many results to return."""

    query: Annotated[StrictStr, Field(max_length=MAX_QUERY)]
    search_n_neighbors: Annotated[StrictInt, Field(ge=1, le=MAX_NEIGHBORS)] = 3
    top_k: Annotated[StrictInt, Field(ge=1, le=MAX_TOP_K)] = 10


class IndexResponse(BaseModel):
    """How many documents were indexed."""

    indexed: int


class DeleteResponse(BaseModel):
    """How many documents were deleted."""

    deleted: int


class FoundWord(BaseModel):
    """A word that earned a share of the score, in characters of the document's text.

    `kind` says whether it is a word of the query, or one that is related in meaning.
    """

    start: int
    end: int
    weight: float
    kind: HighlightKind


class FoundDoc(BaseModel):
    """A document with its best passage, which stands at `start` to `end` of its text."""

    doc_id: int | str
    score: float
    text: str
    start: int
    end: int
    highlights: list[FoundWord]

    @classmethod
    def of(cls, hit: DocumentHit) -> FoundDoc:
        """Say what a hit is."""
        return cls(
            doc_id=hit.id,
            score=hit.score,
            text=hit.text,
            start=hit.start,
            end=hit.end,
            highlights=[
                FoundWord(start=one.start, end=one.end, weight=one.weight, kind=one.kind)
                for one in hit.highlights
            ],
        )


class SearchResponse(BaseModel):
    """Documents, best first."""

    results: list[FoundDoc]


class HealthResponse(BaseModel):
    """The server answers, and how many documents it holds."""

    status: Literal["ok"] = "ok"
    docs: int


class ErrorResponse(BaseModel):
    """What is wrong, in a sentence."""

    detail: str
