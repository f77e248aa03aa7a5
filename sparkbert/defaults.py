"""Which vocabulary and which settings are used if none are named?"""

from __future__ import annotations

from pathlib import Path

INDEX_N_NEIGHBORS = 3
"""With how many senses a token of a document is indexed."""

_RESOURCES = Path(__file__).resolve().parents[1] / "resources"


def default_vocabulary() -> Path:
    """Return the vocabulary that is installed beside this package, made for all-MiniLM-L6-v2.

    It is found without an import: the name of its package, `resources`, is one that a caller's own
    project may have too.
    """
    return _RESOURCES / "vocabulary" / "default.vocabulary"
