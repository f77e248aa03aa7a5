"""How does a client choose what an index is made with?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sparkbert.defaults import IndexSize


@dataclass(frozen=True, slots=True)
class UseMaking:
    """Make the index with another vocabulary or in another size. Answered by `StoredSettings`.

    Raises VocabularyError, and nothing has changed, if the vocabulary can't be used.
    `RestartEngine` brings it into force: passages keep their words; meaning is found anew.

    Parameters
    ----------
    vocabulary
        The vocabulary's file; None for the one that comes with the app.
    index_size
        How much an index keeps of each passage.
    """

    vocabulary: Path | None
    index_size: IndexSize
