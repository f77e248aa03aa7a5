"""Which vocabulary and which settings are used if none are named?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

INDEX_N_NEIGHBORS = 3
"""With how many senses a token of a document is indexed."""


class IndexSize(StrEnum):
    """How much an index keeps of each passage: COMPACT for size, RICH for quality."""

    COMPACT = "compact"
    RICH = "rich"

    @property
    def n_neighbors(self) -> int:
        """With how many senses a token of a document is indexed; tells the sizes apart on disk."""
        return {IndexSize.COMPACT: INDEX_N_NEIGHBORS, IndexSize.RICH: 4}[self]


_RESOURCES = Path(__file__).resolve().parents[1] / "resources"


def default_vocabulary() -> Path:
    """Return the vocabulary that is installed beside this package, made for all-MiniLM-L6-v2.

    It is found without an import: the name of its package, `resources`, is one that a caller's own
    project may have too.
    """
    return _RESOURCES / "vocabulary" / "default.vocabulary"
