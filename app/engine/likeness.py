"""How does a client ask for passages that are like a passage, a selection or a whole file?"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from app.engine.search_messages import Filters, SearchStage


@dataclass(frozen=True, slots=True)
class LikePassage:
    """An indexed passage, by its chunk's id in a `Hit`, and the file that it was shown in."""

    path: Path
    chunk_id: int


@dataclass(frozen=True, slots=True)
class LikeText:
    """Some text, such as what is selected of a file."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class LikeFile:
    """All that an indexed file says."""

    path: Path


Like = LikePassage | LikeText | LikeFile


@dataclass(frozen=True, slots=True)
class SearchLike:
    """Find passages of other files that are like this; answered by `SearchResults`.

    Parameters
    ----------
    like
        What they are to be like. Its own file is left out.
    top_k
        How many passages to return at most.
    filters
        Which files count.
    stage
        WORDS goes by words alone. FULL goes by meaning too: by the vectors that the index holds, so
        that the encoder is asked for those of a `LikeText` alone.
    """

    like: Like
    top_k: int
    filters: Filters = field(default_factory=Filters)
    stage: SearchStage = SearchStage.FULL
