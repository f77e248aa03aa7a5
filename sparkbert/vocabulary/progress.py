"""How far is the building of a vocabulary?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BuildStep(StrEnum):
    """What is being done, in this order."""

    PIECES = "pieces"
    TOKENS = "tokens"
    CLUSTERING = "clustering"
    NEIGHBOURS = "neighbours"
    COMPRESSION = "compression"


@dataclass(frozen=True, slots=True)
class BuildProgress:
    """How far a step is: `done` of at most `total`.

    Word pieces encoded alone, tokens of passages encoded, word pieces clustered, centroids linked,
    or sub-vectors of all centroids compressed.
    """

    step: BuildStep
    done: int
    total: int
